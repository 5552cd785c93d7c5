"""A cuff that failed several times one after the other."""

from itertools import takewhile

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import CuffReading, CuffStatus, Event, Priority, Second

RULE_ID = "cuff_failed"


class CuffFailedRule:
    """Over with the next pressure, typed or measured. One that was called off did not fail."""

    technical = True
    families = (RULE_ID,)
    names = (RULE_ID,)

    def __init__(self) -> None:
        self._stale = True
        self._failed = 0

    def apply(self, event: Event, facts: Facts) -> None:
        """Any entry may be a result or take one away."""
        self._stale = self._stale or not isinstance(event, Second)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """How many failed since the last pressure, where that is enough."""
        if self._stale:
            tried = [c for c in facts.cuff_readings() if c.status is not CuffStatus.CANCELLED]
            self._failed = len(list(takewhile(_failed, reversed(tried))))
            self._stale = False
        least = facts.profile.alarms.cuff_failures
        enough = self._failed >= least
        told = [Condition(RULE_ID, Priority.LOW, self._failed, least)] if enough else []
        return {Key(RULE_ID): told}


def _failed(cuff: CuffReading) -> bool:
    return cuff.status is not CuffStatus.OK


RULE = CuffFailedRule

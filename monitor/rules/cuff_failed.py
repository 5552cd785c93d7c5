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
        self._found: Findings | None = None

    def apply(self, event: Event, facts: Facts) -> None:
        """Any entry may be a result or take one away."""
        if not isinstance(event, Second):
            self._found = None

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """How many failed since the last pressure, where that is enough."""
        if self._found is None:
            tried = [c for c in facts.cuff_readings() if c.status is not CuffStatus.CANCELLED]
            failed = len(list(takewhile(_failed, reversed(tried))))
            least = facts.profile.alarms.cuff_failures
            told = Condition(RULE_ID, Priority.LOW, failed, least)
            self._found = {Key(RULE_ID): [told] if failed >= least else []}
        return self._found


def _failed(cuff: CuffReading) -> bool:
    return cuff.status is not CuffStatus.OK


RULE = CuffFailedRule

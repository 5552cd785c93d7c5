"""What Dripwatch itself cannot do: save, sound, or apply one of its own rules."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import Event, Priority, Trouble, TroubleChange

RULE_ID = "trouble"
PRIORITY = {
    Trouble.NOT_SAVED: Priority.MEDIUM,
    Trouble.RULE_OFF: Priority.MEDIUM,
    Trouble.NO_SOUND: Priority.LOW,
    Trouble.LOW_SPACE: Priority.LOW,
}
SETTLES_MS = 3000
"""A disk that was busy for a moment is no trouble yet."""


class TroubleRule:
    """One alarm for each kind of trouble, and one for each rule that is off."""

    technical = True
    families = (RULE_ID,)
    names = (RULE_ID,)

    def __init__(self) -> None:
        self._known: dict[Key, TroubleChange] = {}

    def apply(self, event: Event, facts: Facts) -> None:
        """Note that a trouble came or went."""
        if isinstance(event, TroubleChange):
            self._known[Key(RULE_ID, event.detail or event.trouble.value)] = event

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """Those that are there."""
        found: Findings = {}
        for key, told in self._known.items():
            waits_ms = SETTLES_MS if told.trouble is Trouble.NOT_SAVED else 0
            there = told.present and t_ms - told.t_ms >= waits_ms
            found[key] = [Condition(RULE_ID, PRIORITY[told.trouble])] if there else []
        return found


RULE = TroubleRule

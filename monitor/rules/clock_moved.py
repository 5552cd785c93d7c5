"""The computer's clock was set: times of day before it are not those after it."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import ClockStep, Event, Priority

RULE_ID = "clock"
SHOWN_MS = 120_000
LEAST_MS = 2000
"""A clock that is trimmed by less changes no time anybody reads."""

_NONE: Findings = {Key(RULE_ID): []}


class ClockMovedRule:
    """A message for a while: session time went on undisturbed."""

    technical = True
    families = (RULE_ID,)
    names = (RULE_ID,)

    def __init__(self) -> None:
        self._last: ClockStep | None = None

    def apply(self, event: Event, facts: Facts) -> None:
        """Note a step that somebody could see."""
        if isinstance(event, ClockStep) and abs(event.step_ms) >= LEAST_MS:
            self._last = event

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """The last step, while it is new."""
        if self._last is None or t_ms - self._last.t_ms >= SHOWN_MS:
            return _NONE
        return {Key(RULE_ID): [Condition(RULE_ID, Priority.LOW, self._last.step_ms / 1000)]}


RULE = ClockMovedRule

"""Values no body has, and two rates that are no one's: shown, kept, and not to be relied on."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import CuffReading, Event, Priority, Second, Verdict
from monitor.vitals import Vital

RULE_ID = "implausible"
APART = "disagree"
_KEYS = {vital: Key(RULE_ID, vital.value) for vital in Vital}
_CUFF, _APART = Key(RULE_ID, "cuff"), Key(APART)


class ImplausibleRule:
    """Of the last pressure as it was judged, and of each vital second by second."""

    technical = True
    families = (RULE_ID, APART)
    names = (RULE_ID, APART)

    def __init__(self) -> None:
        self._stale = True
        self._calm: Findings = {_CUFF: []}
        """All that was looked at, with nothing wrong but with the last pressure."""
        self._wild: dict[Vital, tuple[int, float]] = {}
        """Since when a vital is outside of what a body has, and its last value."""
        self._apart_since: int | None = None
        self._apart = 0.0

    def apply(self, event: Event, facts: Facts) -> None:
        """Note what a second holds; any entry may be a pressure or a person's word on one."""
        if not isinstance(event, Second):
            self._stale = True
            return
        for vital, value in event.values.items():
            if value is not None:
                self._note(vital, value, event.t_ms)
        self._compare(event, facts)

    def _note(self, vital: Vital, value: float, t_ms: int) -> None:
        if not vital.low <= value <= vital.high:
            since_ms, _ = self._wild.get(vital, (t_ms, value))
            self._wild[vital] = (since_ms, value)
        else:
            self._wild.pop(vital, None)
            self._calm[_KEYS[vital]] = []

    def _compare(self, second: Second, facts: Facts) -> None:
        """The heart's own rate beside the pulse that arrives at the finger."""
        heart = second.values.get(Vital.HEART_RATE)
        pulse = second.values.get(Vital.PULSE_RATE)
        if heart is None or pulse is None or facts.probe_held(second.t_ms):
            return
        self._apart = abs(heart - pulse)
        self._calm[_APART] = []
        if self._apart <= facts.profile.alarms.apart_bpm:
            self._apart_since = None
        elif self._apart_since is None:
            self._apart_since = second.t_ms

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """The last pressure where it was rejected, and what is wild or apart for a while."""
        if self._stale:
            self._calm[_CUFF] = _of_the_last(facts.judged_pressures())
            self._stale = False
        if not self._wild and self._apart_since is None:
            return self._calm
        return self._calm | self._unsettled(facts, t_ms)

    def _unsettled(self, facts: Facts, t_ms: int) -> Findings:
        """What has not been as it should be for long enough."""
        settings = facts.profile.alarms
        long_ago_ms = t_ms - settings.rate_delay_s * 1000
        found: Findings = {}
        for vital, (since_ms, value) in self._wild.items():
            if since_ms <= long_ago_ms:
                found[_KEYS[vital]] = [Condition(RULE_ID, Priority.LOW, value)]
        if self._apart_since is not None and self._apart_since <= long_ago_ms:
            apart = Condition(APART, Priority.LOW, self._apart, settings.apart_bpm)
            found[_APART] = [apart]
        return found


def _of_the_last(pressures: list[tuple[CuffReading, Verdict]]) -> list[Condition]:
    """The last pressure, where it is none."""
    if not pressures or pressures[-1][1] is not Verdict.REJECTED:
        return []
    return [Condition(RULE_ID, Priority.LOW, pressures[-1][0].systolic)]


RULE = ImplausibleRule

"""A pressure that is older than it may be where one is due at an interval."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import Event, PhaseChange, Priority, Second, Verdict

RULE_ID = "pressure_age"
_NONE: Findings = {Key(RULE_ID): []}


class PressureAgeRule:
    """Counts from the last pressure, or from the phase that began to ask for them."""

    technical = True
    families = (RULE_ID,)
    names = (RULE_ID,)

    def __init__(self) -> None:
        self._phase_ms = 0
        self._last_ms: int | None = None
        self._stale = True

    def apply(self, event: Event, facts: Facts) -> None:
        """Note when a phase begins; any entry may bring a pressure or take one away."""
        if isinstance(event, PhaseChange):
            self._phase_ms = event.t_ms
        self._stale = self._stale or not isinstance(event, Second)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """Whether it is older than its interval and some minutes (clinical table 3.8)."""
        settings = facts.profile.alarms
        interval_ms = facts.pressure_interval_ms()
        if interval_ms is None or facts.phase not in settings.technical_phases:
            return _NONE
        if self._stale:
            known = facts.judged_pressures()
            usable = (cuff.t_ms for cuff, verdict in known if verdict is not Verdict.REJECTED)
            self._last_ms = max(usable, default=None)
            self._stale = False
        late_ms = t_ms - self._since_ms() - 60_000 * settings.pressure_late_min
        if late_ms <= interval_ms:
            return _NONE
        later = late_ms > settings.pressure_late_share * interval_ms
        urgent = Priority.MEDIUM if later else Priority.LOW
        return {Key(RULE_ID): [Condition(RULE_ID, urgent, None, settings.pressure_late_min)]}

    def _since_ms(self) -> int:
        """The last pressure, or the phase that asked for the first one."""
        return self._phase_ms if self._last_ms is None else self._last_ms


RULE = PressureAgeRule

"""The rate beyond a limit for longer than a moment: heart rate, else pulse rate."""

from monitor.alarm_rule import Facts, Findings
from monitor.events import Event, Second
from monitor.rules._watch import Watch
from monitor.vitals import Vital


class RateRule:
    """A pulse that comes from a probe on the cuff's own arm is not looked at under the cuff."""

    technical = False
    families = ("rate",)
    names = ("rate.low", "rate.high")

    def __init__(self) -> None:
        self._watch = Watch("rate")

    def apply(self, event: Event, facts: Facts) -> None:
        """Note a second's rate."""
        if isinstance(event, Second):
            margin = facts.profile.alarms.inside.rate
            self._watch.see(_believable(event, facts), event.t_ms, facts, margin)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """The limits it has passed for long enough."""
        settings = facts.profile.alarms
        return self._watch.findings(settings.rate_delay_s, settings.clear_s)


def _believable(second: Second, facts: Facts) -> float | None:
    heart = second.values.get(Vital.HEART_RATE)
    if heart is not None:
        return heart if Vital.HEART_RATE.low <= heart <= Vital.HEART_RATE.high else None
    pulse = second.values.get(Vital.PULSE_RATE)
    if pulse is None or facts.probe_held(second.t_ms):
        return None
    return pulse if Vital.PULSE_RATE.low <= pulse <= Vital.PULSE_RATE.high else None


RULE = RateRule

"""The rate beyond a limit for longer than a moment, or as typed: heart rate, else pulse rate."""

from monitor.alarm_rule import Facts, Findings
from monitor.events import Event, Second
from monitor.rules._known import Known
from monitor.vitals import RATE_ORDER, Vital


class RateRule:
    """A pulse that comes from a probe on the cuff's own arm is not looked at under the cuff."""

    technical = False
    families = ("rate",)
    names = ("rate.low", "rate.high")

    def __init__(self) -> None:
        self._known = Known("rate", RATE_ORDER)

    def apply(self, event: Event, facts: Facts) -> None:
        """Note a second's rate, or what a person says of it."""
        if isinstance(event, Second):
            self._known.see(_believable(event, facts), event.t_ms, facts)
        else:
            self._known.apply(event, facts)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """The limits it has passed for long enough, or as it was typed."""
        return self._known.findings(facts)


def _believable(second: Second, facts: Facts) -> float | None:
    heart = second.values.get(Vital.HEART_RATE)
    if heart is not None:
        return heart if Vital.HEART_RATE.low <= heart <= Vital.HEART_RATE.high else None
    pulse = second.values.get(Vital.PULSE_RATE)
    if pulse is None or facts.probe_held(second.t_ms):
        return None
    return pulse if Vital.PULSE_RATE.low <= pulse <= Vital.PULSE_RATE.high else None


RULE = RateRule

"""The saturation below a limit for longer than a moment (15 s: clinical table 3.6), or as typed."""

from monitor.alarm_rule import Facts, Findings
from monitor.events import Event, Second
from monitor.rules._known import Known
from monitor.vitals import Vital


class SaturationRule:
    """A probe on the cuff's own arm is not looked at under the cuff."""

    technical = False
    families = ("spo2",)
    names = ("spo2.low",)

    def __init__(self) -> None:
        self._known = Known("spo2", (Vital.SPO2,))

    def apply(self, event: Event, facts: Facts) -> None:
        """Note a second's saturation, or what a person says of it."""
        if isinstance(event, Second):
            self._known.see(_believable(event, facts), event.t_ms, facts)
        else:
            self._known.apply(event, facts)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """The limits it has passed for long enough, or as it was typed."""
        return self._known.findings(facts)


def _believable(second: Second, facts: Facts) -> float | None:
    value = second.values.get(Vital.SPO2)
    if value is None or facts.probe_held(second.t_ms):
        return None
    return value if Vital.SPO2.low <= value <= Vital.SPO2.high else None


RULE = SaturationRule

"""The saturation below a limit for longer than a moment (15 s: clinical table 3.6)."""

from monitor.alarm_rule import Facts, Findings
from monitor.events import Event, Second
from monitor.rules._watch import Watch
from monitor.vitals import Vital


class SaturationRule:
    """A probe on the cuff's own arm is not looked at under the cuff."""

    technical = False
    families = ("spo2",)
    names = ("spo2.low",)

    def __init__(self) -> None:
        self._watch = Watch("spo2")

    def apply(self, event: Event, facts: Facts) -> None:
        """Note a second's saturation."""
        if isinstance(event, Second):
            value = event.values.get(Vital.SPO2)
            if value is not None and not Vital.SPO2.low <= value <= Vital.SPO2.high:
                value = None
            if value is not None and facts.probe_held(event.t_ms):
                value = None
            self._watch.see(value, event.t_ms, facts, facts.profile.alarms.inside.spo2)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """The limits it has passed for long enough."""
        settings = facts.profile.alarms
        return self._watch.findings(settings.spo2_delay_s, settings.clear_s)


RULE = SaturationRule

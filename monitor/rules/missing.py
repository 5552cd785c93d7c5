"""A vital that was measured and is not any more though its device is heard: a probe that is off."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import Event, Priority, Second
from monitor.vitals import RATE_ORDER, Values, Vital

RULE_ID = "missing"
_VITALS = {"rate": RATE_ORDER, "spo2": (Vital.SPO2,)}
_KEYS = {name: Key(RULE_ID, name) for name in _VITALS}


class MissingRule:
    """Nothing is missed that was never measured, nor under a cuff on the probe's own arm."""

    technical = True
    families = (RULE_ID,)
    names = (RULE_ID,)

    def __init__(self) -> None:
        self._last_ms: dict[str, int] = {}

    def apply(self, event: Event, facts: Facts) -> None:
        """Note what a second measured; under the cuff the time does not count."""
        if not isinstance(event, Second):
            return
        held = facts.probe_held(event.t_ms)
        for name, vitals in _VITALS.items():
            if _measured(event.values, vitals) or (held and name in self._last_ms):
                self._last_ms[name] = event.t_ms

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """What is missing for long enough. A device that is gone says so by itself."""
        return {_KEYS[name]: self._missed(name, facts, t_ms) for name in self._last_ms}

    def _missed(self, name: str, facts: Facts, t_ms: int) -> list[Condition]:
        settings, last_ms = facts.profile.alarms, self._last_ms[name]
        low_s, medium_s = settings.missing_s
        gone_s = (t_ms - 1000 - last_ms) / 1000
        if gone_s <= low_s or facts.phase not in settings.technical_phases:
            return []
        # A device that went before it was measured last is not the one that measured it.
        went = any(since_ms >= last_ms for since_ms in facts.unheard_since().values())
        if went or not facts.receiving():
            return []
        if gone_s > medium_s:
            return [Condition(RULE_ID, Priority.MEDIUM, gone_s, medium_s)]
        return [Condition(RULE_ID, Priority.LOW, gone_s, low_s)]


def _measured(values: Values, vitals: tuple[Vital, ...]) -> bool:
    return any(values.get(vital) is not None for vital in vitals)


RULE = MissingRule

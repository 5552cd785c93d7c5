"""A device that is not heard: a message at first, an alarm soon, at once while a drug flows."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.clock import SILENT_PERIODS
from monitor.events import Event, LinkState, Phase, Priority

RULE_ID = "link"


class LinkRule:
    """One alarm for each device that was heard and is not any more."""

    technical = True
    families = (RULE_ID,)
    names = (RULE_ID,)

    def apply(self, event: Event, facts: Facts) -> None:
        """Links are the session's to keep."""

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """Every device whose silence is long enough."""
        if facts.phase not in facts.profile.alarms.technical_phases:
            return {Key(RULE_ID, device): [] for device in facts.links}
        found: Findings = {}
        gone = facts.unheard_since()
        for device, link in facts.links.items():
            if device in gone:
                found[Key(RULE_ID, device)] = self._missed(device, gone[device], facts, t_ms)
            elif link.state is LinkState.RECEIVING:
                found[Key(RULE_ID, device)] = []
        return found

    def _missed(self, device: str, since_ms: int, facts: Facts, t_ms: int) -> list[Condition]:
        silent_s = (t_ms - since_ms) / 1000
        if facts.links[device].state is LinkState.SILENT:
            silent_s += SILENT_PERIODS * facts.period_s(device)
        low_s, medium_s = facts.profile.alarms.link_s
        if silent_s < low_s:
            return []
        limit_s = low_s if silent_s < medium_s else medium_s
        urgent = silent_s >= medium_s or facts.phase is Phase.INFUSION
        priority = Priority.MEDIUM if urgent else Priority.LOW
        return [Condition(RULE_ID, priority, round(silent_s, 1), limit_s)]


RULE = LinkRule

"""What a person saw and said: too sedated, chest pain, distress. The answers are the profile's."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import Event, Observation, Second
from monitor.scales.also_seen import STARTED
from monitor.settings import ObservedRule

RULE_ID = "observed"


class ObservedAnswerRule:
    """Holds until the same question is answered otherwise."""

    technical = False
    families = (RULE_ID,)
    names = (RULE_ID,)

    def __init__(self) -> None:
        self._stale = True
        self._found: Findings = {}

    def apply(self, event: Event, facts: Facts) -> None:
        """Any entry may be an answer or take one back."""
        self._stale = self._stale or not isinstance(event, Second)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """What the last answer to each question raises."""
        if self._stale:
            self._found, self._stale = self._raised_now(facts), False
        return self._found

    def _raised_now(self, facts: Facts) -> Findings:
        found: Findings = {}
        latest = facts.latest_observations()
        for rule in facts.profile.alarms.observed:
            key = Key(RULE_ID, f"{rule.scale}.{rule.item}")
            seen = latest.get((rule.scale, rule.item))
            if seen is None:
                # Never asked, or taken back.
                found.setdefault(key, [])
            elif (value := _number(seen, rule.item)) is not None:
                found.setdefault(key, []).extend(_raised(rule, value))
        return found


def _number(seen: Observation, item: str) -> float | None:
    """The answer as a number; None where it says why there is none."""
    answer = seen.answers[item]
    return 1 if answer == STARTED else answer if isinstance(answer, int) else None


def _raised(rule: ObservedRule, value: float) -> list[Condition]:
    limits = [
        limit
        for limit, passed in (
            (rule.at_least, rule.at_least is not None and value >= rule.at_least),
            (rule.at_most, rule.at_most is not None and value <= rule.at_most),
        )
        if passed
    ]
    return [Condition(RULE_ID, rule.priority, value, limit) for limit in limits]


RULE = ObservedAnswerRule

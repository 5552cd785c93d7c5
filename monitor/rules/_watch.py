"""Follows one value second by second: since when it is beyond each limit, since when inside."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import Priority
from monitor.limits import beyond, levels
from monitor.profile import Limits

FORGET_MS = 10_000
"""A value nobody measured for so long is not known any more: what was counted begins anew."""


class Watch:
    """`name` is "rate" or "spo2", as in the limits of a profile; all times are session ms."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._limits: Limits | None = None
        self._levels: list[tuple[str, Priority, float]] = []
        self._since: dict[tuple[str, Priority], int] = {}
        self._extreme: dict[str, float] = {}
        self._inside_since: int | None = None
        self._known_ms: int | None = None

    def see(self, value: float | None, t_ms: int, facts: Facts, margin: float) -> None:
        """Note the value of the second that begins at `t_ms`; None where none was measured."""
        if value is None:
            if self._known_ms is not None and t_ms - self._known_ms >= FORGET_MS:
                self.forget()
            return
        self._known_ms = t_ms
        if (limits := facts.limits()) is not self._limits:
            self._limits, self._levels = limits, levels(limits, self._name)
        self._note_levels(value, t_ms)
        if all(not beyond(rule, _back(rule, value, margin), at) for rule, _, at in self._levels):
            self._inside_since = t_ms if self._inside_since is None else self._inside_since
        else:
            self._inside_since = None

    def forget(self) -> None:
        """Nothing is known of it any more."""
        self._since.clear()
        self._extreme.clear()
        self._inside_since = self._known_ms = None

    def _note_levels(self, value: float, t_ms: int) -> None:
        passed: set[str] = set()
        for rule, priority, limit in self._levels:
            if beyond(rule, value, limit):
                self._since.setdefault((rule, priority), t_ms)
                passed.add(rule)
            else:
                self._since.pop((rule, priority), None)
        for rule in passed:
            worst = min if rule.endswith(".low") else max
            self._extreme[rule] = worst(value, self._extreme.get(rule, value))
        for rule in self._extreme.keys() - passed:
            del self._extreme[rule]

    def findings(self, t_ms: int, delay_s: float, clear_s: float) -> Findings:
        """What is so at `t_ms`: limits passed for so long, or [] after so long inside."""
        key = Key(self._name)
        found = [
            Condition(rule, priority, self._extreme.get(rule), limit)
            for rule, priority, limit in self._levels
            if t_ms - self._since.get((rule, priority), t_ms) >= delay_s * 1000
            and (rule, priority) in self._since
            and (rule, Priority.MEDIUM) in self._since
        ]
        if found:
            return {key: found}
        inside = self._inside_since
        return {key: []} if inside is not None and t_ms - inside >= clear_s * 1000 else {}


def _back(rule: str, value: float, margin: float) -> float:
    """The value moved towards its limit: inside is what still is inside then."""
    return value - margin if rule.endswith(".low") else value + margin

"""Follows one value second by second: since when it is beyond each limit, since when inside."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import Priority
from monitor.limits import beyond, edges, inside, levels
from monitor.profile import Limits

FORGET_MS = 10_000
"""A value nobody measured for so long is not known any more: what was counted begins anew."""

_UNKNOWN: Findings = {}


class Watch:
    """`name` is "rate" or "spo2", as in the limits of a profile; all times are session ms."""

    def __init__(self, name: str) -> None:
        self._key = Key(name)
        self._over: Findings = {self._key: []}
        self._limits: Limits | None = None
        self._levels: list[tuple[str, Priority, float]] = []
        self._edges: list[tuple[str, float]] = []
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
            self._limits = limits
            self._levels = levels(limits, self._key.family)
            self._edges = edges(limits, self._key.family)
        calm = all(inside(rule, value, limit, margin) for rule, limit in self._edges)
        if not calm or self._since:
            self._note_levels(value, t_ms)
        if not calm:
            self._inside_since = None
        elif self._inside_since is None:
            self._inside_since = t_ms

    @property
    def beyond(self) -> bool:
        """Whether the last value that is known has passed a limit, for however short."""
        return any(priority is Priority.MEDIUM for _, priority in self._since)

    def count_inside_anew(self) -> None:
        """Somebody saw it beyond: what was inside until now ends nothing."""
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

    def findings(self, delay_s: float, clear_s: float) -> Findings:
        """What is so: limits passed for so long, or [] after so long inside.

        Counted until the last value: a second beyond and then none is no alarm, nor is one inside
        the end of one.
        """
        if self._known_ms is None:
            return _UNKNOWN
        until_ms = self._known_ms + 1000
        if self._since and (found := self._passed(until_ms - delay_s * 1000)):
            return {self._key: found}
        since = self._inside_since
        over = since is not None and until_ms - since >= clear_s * 1000
        return self._over if over else _UNKNOWN

    def _passed(self, since_ms: float) -> list[Condition]:
        """The limits passed since then; high priority asks that medium is passed as well."""
        return [
            Condition(rule, priority, self._extreme[rule], limit)
            for rule, priority, limit in self._levels
            if self._since.get((rule, priority), since_ms + 1) <= since_ms
            and (rule, Priority.MEDIUM) in self._since
        ]

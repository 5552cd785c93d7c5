"""What became of each alarm of a session, from its changes in their order. No words, no drawing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from monitor.alarm_rule import RANK, Key, family
from monitor.events import AlarmChange, AlarmStep, Entry, Priority

_TELLS = {AlarmStep.UNCONFIRMED, AlarmStep.RAISED}
_OVER = {AlarmStep.LATCHED, AlarmStep.CLEARED}


class Stretch(NamedTuple):
    """From when to when an alarm was one thing; until_ms is None where that goes on.

    state: UNCONFIRMED, RAISED (answered or not), or LATCHED: over, and nobody has answered yet.
    """

    since_ms: int
    until_ms: int | None
    state: AlarmStep
    priority: Priority


@dataclass(frozen=True, slots=True)
class Episode:
    """One alarm from its first sign until it was cleared, and what was told of it later."""

    key: Key
    changes: tuple[AlarmChange, ...]

    @property
    def began_ms(self) -> int:
        """When it was told first, confirmed or not."""
        return self.changes[0].t_ms

    @property
    def ended_ms(self) -> int | None:
        """When it was cleared; None while it stands."""
        return next((c.t_ms for c in self.changes if c.step is AlarmStep.CLEARED), None)

    @property
    def over_ms(self) -> int | None:
        """When its condition had ended for good; None while it has not."""
        told = [change for change in self.changes if change.step in _TELLS | _OVER]
        over = list(takewhile(lambda change: change.step in _OVER, reversed(told)))
        return over[-1].t_ms if over else None

    @property
    def raised(self) -> bool:
        """Whether it was ever more than unconfirmed."""
        return any(change.step is AlarmStep.RAISED for change in self.changes)

    @property
    def worst(self) -> AlarmChange:
        """The change that told the gravest of it; of equals the one furthest beyond its limit."""
        told = [c for c in self.changes if c.step is AlarmStep.RAISED] or [self.changes[0]]
        return max(told, key=lambda c: (RANK[c.priority], _excess(c)))

    def steps(self, step: AlarmStep) -> list[AlarmChange]:
        """Every change of one kind, in order: who acknowledged it, what was done about it."""
        return [change for change in self.changes if change.step is step]

    def stretches(self) -> Iterator[Stretch]:
        """What it was and when, one after the other."""
        told = [c for c in self.changes if c.step in _TELLS | _OVER]
        for at, change in enumerate(told):
            if change.step is not AlarmStep.CLEARED:
                until_ms = told[at + 1].t_ms if at + 1 < len(told) else None
                yield Stretch(change.t_ms, until_ms, change.step, change.priority)


def episodes(entries: Iterable[Entry]) -> list[Episode]:
    """Return every alarm of a session in the order they began."""
    changes = (entry for entry in entries if isinstance(entry, AlarmChange))
    found: list[list[AlarmChange]] = []
    last: dict[Key, list[AlarmChange]] = {}
    for change in sorted(changes, key=lambda change: change.seq or 0):
        key = Key(family(change.rule), change.subject)
        told = last.get(key)
        if change.step in _TELLS and (told is None or _is_over(told)):
            last[key] = told = []
            found.append(told)
        if told is not None:
            told.append(change)
    return [Episode(Key(family(one[0].rule), one[0].subject), tuple(one)) for one in found]


def _is_over(told: list[AlarmChange]) -> bool:
    return any(change.step is AlarmStep.CLEARED for change in told)


def _excess(change: AlarmChange) -> float:
    if change.value is None or change.threshold is None:
        return 0.0
    return abs(change.value - change.threshold)

"""Where each alarm of a session lies in its lane, in pixel columns. No painting here."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from monitor.alarm_rule import RANK
from monitor.episodes import Episode, Stretch
from monitor.events import AlarmStep, Priority

NARROWEST = 5
"""What was over at once is still seen."""

Column = Callable[[float], int]
"""Session ms -> the pixel column it falls in."""


class Bar(NamedTuple):
    """A box from one column to another: full, or an outline. What is painted last is on top."""

    left: int
    right: int
    priority: Priority
    full: bool


class Mark(NamedTuple):
    """A first breach, or somebody's answer, in one column."""

    column: int
    step: AlarmStep


def bars(episodes: Iterable[Episode], column: Column, now_ms: int) -> tuple[Bar, ...]:
    """Return what was raised, the gravest last, what touches joined: no more than there is room."""
    found: dict[tuple[int, bool, Priority], list[tuple[int, int]]] = {}
    for one in (stretch for episode in episodes for stretch in episode.stretches()):
        if one.state is not AlarmStep.UNCONFIRMED:
            left, right = column(one.since_ms), column(_until(one, now_ms))
            kind = (RANK[one.priority], _full(one), one.priority)
            found.setdefault(kind, []).append((left, max(right, left + NARROWEST)))
    return tuple(
        Bar(left, right, priority, full)
        for (_, full, priority), spans in sorted(found.items())
        for left, right in _joined(spans)
    )


def marks(episodes: Iterable[Episode], column: Column) -> tuple[Mark, ...]:
    """Return every first breach and every answer, one of each kind per column."""
    kinds = (AlarmStep.UNCONFIRMED, AlarmStep.ACKNOWLEDGED)
    found = {
        Mark(column(change.t_ms), kind): None
        for episode in episodes
        for kind in kinds
        for change in episode.steps(kind)
    }
    return tuple(found)


def _until(one: Stretch, now_ms: int) -> int:
    return now_ms if one.until_ms is None else one.until_ms


def _full(one: Stretch) -> bool:
    return one.state is AlarmStep.RAISED and one.priority is not Priority.LOW


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for left, right in sorted(spans):
        if joined and left <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(right, joined[-1][1])
        else:
            joined.append((left, right))
    return joined

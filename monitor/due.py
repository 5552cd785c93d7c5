"""What one due item is, and which of them stands for a row of alike ones. It folds no events.

A slot has a fixed moment and a window in which an entry counts for it. What recurs has no slots:
the next is due an interval after the last. schedule.py knows what happened and asks here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.settings import PRESSURE, ScheduleSettings, Width

MS_PER_MIN = 60_000


class State(StrEnum):
    """How a due item stands at a moment."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    ANSWERED = "answered"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something to be done at `due_ms`. `item` is a code of ui/words.py.

    from_ms, to_ms: what is entered in between counts for it; None is from its moment, without end.
    after: the drug it follows up. kept: it stays on the list when it was missed.
    done_ms: when what satisfied it was true. reply: the code a person answered instead.
    """

    item: str
    due_ms: int
    from_ms: int | None = None
    to_ms: int | None = None
    after: str | None = None
    kept: bool = False
    done_ms: int | None = None
    reply: str | None = None

    @property
    def settled(self) -> bool:
        """Whether it was done or answered."""
        return self.done_ms is not None or self.reply is not None

    def overdue(self, t_ms: int) -> bool:
        """Whether its moment has passed by a whole second and nothing was entered for it."""
        return not self.settled and t_ms - self.due_ms >= 1000

    def missed(self, t_ms: int) -> bool:
        """Whether its window closed with nothing entered."""
        return not self.settled and self.to_ms is not None and t_ms > self.to_ms

    def covers(self, t_ms: int) -> bool:
        """Whether what was true at `t_ms` counts for it."""
        begins = self.due_ms if self.from_ms is None else self.from_ms
        return begins <= t_ms and (self.to_ms is None or t_ms <= self.to_ms)

    def state(self, t_ms: int) -> State:
        """How it stands at `t_ms`."""
        if self.done_ms is not None:
            return State.DONE
        if self.reply is not None:
            return State.ANSWERED
        if self.missed(t_ms):
            return State.MISSED
        if self.overdue(t_ms):
            return State.OVERDUE
        return State.DUE if self.covers(t_ms) else State.UPCOMING


def in_ms(minutes: float) -> int:
    """Minutes of a profile as milliseconds of session time."""
    return round(minutes * MS_PER_MIN)


def window(settings: ScheduleSettings, item: str) -> tuple[int, int]:
    """Return how long before and after its moment an entry counts for `item`, in milliseconds."""
    width: Width = settings.pressure_window_min if item == PRESSURE else settings.window_min
    return in_ms(width[0]), in_ms(width[1])


def slots(settings: ScheduleSettings, item: str, anchor_ms: int) -> list[DueItem]:
    """Every slot of `item`, its minutes counted from `anchor_ms`, soonest first."""
    before, after = window(settings, item)
    found = []
    for minute in settings.minutes(item):
        due_ms, kept = anchor_ms + in_ms(minute), minute in settings.kept_min
        found.append(DueItem(item, due_ms, due_ms - before, due_ms + after, kept=kept))
    return apart(found)


def after_drug(
    settings: ScheduleSettings, item: str, minutes: Iterable[float], drug: str, given_ms: int
) -> list[DueItem]:
    """What follows up a drug given at `given_ms`: nothing from before it counts."""
    before, after = window(settings, item)
    found = []
    for minute in sorted(set(minutes)):
        due_ms = given_ms + in_ms(minute)
        begins = min(due_ms, max(given_ms + 1, due_ms - before))
        found.append(DueItem(item, due_ms, begins, due_ms + after, drug))
    return apart(found)


def apart(row: list[DueItem]) -> list[DueItem]:
    """Cut the windows of a row of slots so that no entry counts for two of them.

    One ends where the next one's begins, but each keeps its own moment.
    """
    cut = list(row)
    for place in range(1, len(row)):
        earlier, later = cut[place - 1], cut[place]
        begins = max(later.from_ms or 0, earlier.due_ms + 1)
        ends = min(begins - 1, begins if earlier.to_ms is None else earlier.to_ms)
        cut[place - 1 : place + 1] = replace(earlier, to_ms=ends), replace(later, from_ms=begins)
    return cut


def recurring(item: str, due_ms: int, interval_ms: int, answered_ms: Iterable[int]) -> DueItem:
    """Return the next of what recurs, first due at `due_ms`: an answer puts it on by an interval.

    answered_ms: the moments that were answered, rising. One that is not the moment asked about,
    give or take half an interval, does not count: nothing between the two was answered.
    """
    for moment in answered_ms:
        if 2 * abs(moment - due_ms) <= interval_ms:
            due_ms = moment + interval_ms
    return DueItem(item, due_ms)

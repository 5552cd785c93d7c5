"""A saved session once more, in the order in which it was lived. No clock, no Qt; judges nothing.

What was entered comes when it was entered, be it back-dated, and a second when it was closed. So
alarms are those that were raised that day, and a correction changes nothing before it was made.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from monitor.events import AlarmChange, AlarmStep, Entry, Event, Priority, Second
from monitor.history import History
from monitor.replay import entered_ms
from monitor.second import GRACE_MS

CLOSED_MS = 1000 + GRACE_MS
"""From the beginning of a second until it is known."""


class Replaying:
    """Plays one history: `rewind` says what was known by a moment, `until` what came next."""

    def __init__(self, history: History) -> None:
        self._history = history
        in_order = sorted(history.entries, key=lambda entry: entry.seq or 0)
        self._entries = in_order
        # What is numbered later was taken later, whatever a wall clock that was set said.
        self._taken_ms = list(accumulate(map(entered_ms, in_order), max))
        self.rewind(-1)

    def rewind(self, t_ms: int) -> History:
        """Go to a moment, and return what was known by then."""
        history = self._history
        self._entry = bisect_right(self._taken_ms, t_ms)
        self._second_ms = max(0, (t_ms - CLOSED_MS) // 1000 * 1000 + 1000)
        self._row = rows = bisect_right(history.t_ms, self._second_ms - 1)
        columns = {vital: column[:rows] for vital, column in history.columns.items()}
        return History(history.start, self._entries[: self._entry], history.t_ms[:rows], columns)

    def until(self, t_ms: int) -> Iterator[Event]:
        """Yield what was taken since, up to a moment."""
        while True:
            entered = self._next_entry_ms()
            closed = self._second_ms + CLOSED_MS
            if min(entered, closed) > t_ms:
                return
            yield self._take_entry() if entered < closed else self._close_second()

    def _next_entry_ms(self) -> float:
        return self._taken_ms[self._entry] if self._entry < len(self._entries) else float("inf")

    def _take_entry(self) -> Entry:
        self._entry += 1
        return self._entries[self._entry - 1]

    def _close_second(self) -> Second:
        """One that has no row ticks all the same."""
        t_ms, self._second_ms = self._second_ms, self._second_ms + 1000
        stored = self._history.t_ms
        if self._row >= len(stored) or stored[self._row] >= t_ms + 1000:
            return Second(t_ms=t_ms)
        row = {vital: column[self._row] for vital, column in self._history.columns.items()}
        self._row += 1
        return Second(t_ms=t_ms, values={v: x if x == x else None for v, x in row.items()})

    def next_alarm_ms(self, t_ms: int) -> int | None:
        """Return when the next alarm was raised after a moment; None where none was."""
        taken = zip(self._entries, self._taken_ms, strict=True)
        return next((ms for entry, ms in taken if ms > t_ms and _raises(entry)), None)

    def last_entry(self) -> Entry | None:
        """What was entered last by now."""
        return self._entries[self._entry - 1] if self._entry else None


def _raises(entry: Entry) -> bool:
    if not isinstance(entry, AlarmChange):
        return False
    return entry.step is AlarmStep.RAISED and entry.priority is not Priority.LOW

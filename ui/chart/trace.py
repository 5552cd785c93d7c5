"""One vital, second by second, and what of it is drawn: at most three points per pixel column.

pyqtgraph's own peak downsampling is not used: a second that was not measured takes its whole bin
with it, the last bin is dropped, and its bins move with the window so that the curve shimmers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.clock import SILENT_PERIODS

Columns = NDArray[np.float64]
Ends = NDArray[np.bool_]

SECOND_MS = 1000
SETTLE_MS = 1500
"""How long after its start a second is closed and shown."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing was measured from start_ms to end_ms (None: until now).

    answered: the device was heard meanwhile and had no value.
    """

    start_ms: int
    end_ms: int | None
    answered: bool


class Trace:
    """What was measured of one vital. Values further apart than its rhythm are never joined.

    patience_ms: the slowest rhythm believed; beyond it a number on a tile has gone blank too.
    """

    def __init__(self, patience_ms: float) -> None:
        self.gaps: list[Gap] = []
        self._patience_ms = patience_ms
        self._rhythm_ms: float | None = None
        self._unanswered = 0
        self._count = 0
        self._t = np.empty(1024)
        self._values = np.empty(1024)
        self._joined = np.empty(1024, dtype=np.bool_)

    def __len__(self) -> int:
        return self._count

    def take(self, t_ms: int, value: float | None) -> None:
        """Add a second in which the device was heard; None is "it had no value"."""
        if value is None or value != value:
            self._unanswered += 1
            return
        if self._count and t_ms <= self._t[self._count - 1]:
            return
        joined = self._count > 0 and self._joins(t_ms)
        if self._count and not joined:
            self.gaps.append(self._gap(t_ms))
        self._append(t_ms, value, joined)
        self._unanswered = 0

    def _joins(self, t_ms: int) -> bool:
        """Whether a value at `t_ms` continues the last one; learns how often values come."""
        step_ms = t_ms - float(self._t[self._count - 1])
        if self._rhythm_ms is not None and step_ms <= SILENT_PERIODS * self._rhythm_ms:
            # Quicker is believed sooner than slower, so that little is bridged by mistake.
            weight = 2 if step_ms < self._rhythm_ms else 8
            self._rhythm_ms += (step_ms - self._rhythm_ms) / weight
            return True
        # The first step, or the second slow one running: that is this device's rhythm then.
        unknown = self._rhythm_ms is None or not self._joined[self._count - 1]
        if unknown and step_ms <= self._patience_ms:
            self._rhythm_ms = step_ms
            return True
        return False

    def _append(self, t_ms: int, value: float, joined: bool) -> None:
        if self._count == len(self._t):
            self._t = np.resize(self._t, 2 * self._count)
            self._values = np.resize(self._values, 2 * self._count)
            self._joined = np.resize(self._joined, 2 * self._count)
        self._t[self._count] = t_ms
        self._values[self._count] = value
        self._joined[self._count] = joined
        self._count += 1

    def _gap(self, end_ms: int | None, now_ms: int = 0) -> Gap:
        start_ms = int(self._t[self._count - 1]) + SECOND_MS
        length_ms = (now_ms if end_ms is None else end_ms) - start_ms
        answered_ms = self._unanswered * (self._rhythm_ms or SECOND_MS)
        return Gap(start_ms, end_ms, answered=2 * answered_ms >= length_ms)

    def gap_at(self, now_ms: int) -> Gap | None:
        """The gap that is still open at `now_ms`."""
        if not self._count:
            return None
        silent_ms = now_ms - self._t[self._count - 1] - SETTLE_MS
        waits_ms = SILENT_PERIODS * (self._rhythm_ms or SECOND_MS)
        return self._gap(None, now_ms) if silent_ms > waits_ms else None

    @property
    def last(self) -> float | None:
        """The last value, however old; None before any."""
        return float(self._values[self._count - 1]) if self._count else None

    def value_at(self, t_ms: int) -> float | None:
        """The value that stood at `t_ms`, if that moment lies in no gap."""
        index = int(np.searchsorted(self._t[: self._count], t_ms, side="right")) - 1
        if index < 0:
            return None
        goes_on = index + 1 < self._count and self._joined[index + 1]
        if not goes_on and t_ms >= self._t[index] + SECOND_MS:
            return None
        return float(self._values[index])

    @property
    def last_ms(self) -> float:
        """When the last value was measured; before any, long ago."""
        return float(self._t[self._count - 1]) if self._count else -np.inf

    def drawn(self, left_ms: float, right_ms: float, columns: float) -> tuple[Columns, Columns]:
        """Times and values of a line through what lies in sight; NaN breaks it.

        It ends without a break where the value after it continues the last one.
        """
        first, last = self._t[: self._count].searchsorted([left_ms, right_ms])
        t, values = self._t[first:last], self._values[first:last]
        if not len(t):
            return t, values
        # Whether each is the end of its run: of the last one the value after it tells.
        ends = np.append(~self._joined[first + 1 : last], last == self._count)
        if last < self._count:
            ends[-1] = not self._joined[last]
        if len(t) <= columns:
            return _every_value(t, values, ends)
        return _lowest_and_highest(t, values, ends, (right_ms - left_ms) / columns)


def _every_value(t: Columns, values: Columns, is_end: Ends) -> tuple[Columns, Columns]:
    """A line through all values; each run ends with the end of its last second."""
    ends = np.flatnonzero(is_end)
    t_drawn = np.insert(t, np.repeat(ends + 1, 2), np.repeat(t[ends] + SECOND_MS, 2))
    holds = np.column_stack([values[ends], np.full(len(ends), np.nan)]).ravel()
    return t_drawn, np.insert(values, np.repeat(ends + 1, 2), holds)


def _lowest_and_highest(
    t: Columns, values: Columns, is_end: Ends, bin_ms: float
) -> tuple[Columns, Columns]:
    """Two points per bin of time. Bins lie on session time, not on the window."""
    # Edges are looked up, as there are a thousand of them, and seconds of a day are many more.
    edges = np.arange(t[0] // bin_ms + 1, t[-1] // bin_ms + 1) * bin_ms
    first = np.unique(np.append(0, np.searchsorted(t, edges[edges <= t[-1]])))
    last = np.append(first[1:], len(t)) - 1
    x = np.column_stack([t[first], t[last] + SECOND_MS]).ravel()
    y = np.column_stack(
        [np.minimum.reduceat(values, first), np.maximum.reduceat(values, first)]
    ).ravel()
    apart = 2 * (np.flatnonzero(is_end[last]) + 1)
    return np.insert(x, apart, x[apart - 1]), np.insert(y, apart, np.nan)

"""A vital measured every second: its curve, its gaps with their cause, values typed by hand.

A triangle in the alarm's colour stands where it raised one.
"""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from monitor.alarm_rule import family
from monitor.events import AlarmChange, AlarmStep, Event, ManualVitals, Priority, Second
from monitor.history import History
from monitor.vitals import Values, Vital
from ui import theme
from ui.chart.curve import Curve, Points, pieces
from ui.chart.gaps import words_for
from ui.chart.lane import Lane
from ui.chart.paper import Paper, filled, smooth
from ui.chart.trace import Columns, Gap, Trace
from ui.chart.value_axis import ValueAxis
from ui.chart.word_row import WordRow
from ui.words import number, say

NEAR_GAP_PX = 6.0
"""Words so close to a gap's edge still belong to it."""
NEAR_NOW_PX = 160
"""The line of now may go through the words of a gap that began so close to it."""


RAISED_PX = 5.0
"""Half the width of a triangle, and half its height."""


class Raised(NamedTuple):
    """An alarm was raised, or raised again, by a value in the lane's unit."""

    t_ms: int
    value: float
    priority: Priority


class Measured(NamedTuple):
    """What the lane shows besides its curve: gaps with words, typed values, alarms, the source."""

    gaps: tuple[tuple[Gap, str], ...] = ()
    typed: tuple[tuple[int, float], ...] = ()
    raised: tuple[Raised, ...] = ()
    now_px: int = 0
    source: Vital | None = None


class TraceLane(Lane):
    """Shows the first of `vitals` that was measured, and says which.

    A gap that the lane `above` has too is named there only.
    """

    ruled = False

    def __init__(
        self,
        paper: Paper,
        vitals: tuple[Vital, ...],
        colour: str,
        axis: ValueAxis,
        above: "TraceLane | None" = None,
    ) -> None:
        super().__init__(paper, say(f"chart.{vitals[-1]}"), colour)
        self.share, self.above_axis, self.below_axis = (
            (1.7, 8, 17) if above is None else (1.1, 1, 13)
        )
        self.id = "rate" if len(vitals) > 1 else str(vitals[0])
        self.axis: ValueAxis = axis
        self._causes: dict[Gap, str] = {}
        self._typed_values: tuple[tuple[int, float], ...] = ()
        self._raised: tuple[Raised, ...] = ()
        self.shown: Measured = Measured()
        self._vitals = vitals
        self._source = vitals[-1]
        self._narrow = axis
        self._above = above
        self.trace = self._empty()
        self._drawn_ms = self.trace.last_ms
        self.curve = Curve(self, self.colour)

    def _empty(self) -> Trace:
        return Trace(1000 * self.paper.session.profile.stale.blank_s)

    # -- taking ----------------------------------------------------------------------------

    def load(self, history: History) -> None:
        """Take the columns of a record."""
        self.trace = self._empty()
        self._drawn_ms = self.trace.last_ms
        values = np.full(len(history.t_ms), np.nan)
        for vital in reversed(self._vitals):
            column = np.array(history.columns[vital])
            measured = ~np.isnan(column)
            values[measured] = column[measured]
            if measured.any():
                self._source = vital
        for t_ms, value in zip(history.t_ms, values.tolist(), strict=True):
            self.trace.take(t_ms, value)

    def take(self, event: Event) -> None:
        """Take a second in which a device was heard."""
        if isinstance(event, Second) and event.values:
            self.trace.take(event.t_ms, self._first_of(event.values))

    def _first_of(self, values: Values) -> float | None:
        for vital in self._vitals:
            value = values.get(vital)
            if value is not None:
                self._source = vital
                return value
        return None

    # -- showing ---------------------------------------------------------------------------

    def place(self, rect: QRectF) -> None:
        super().place(rect)
        self._draw()

    def draw_new(self) -> None:
        """Draw what was measured since."""
        if self.trace.last_ms != self._drawn_ms:
            self._draw(since_ms=self._drawn_ms)

    def content(self, t_ms: int) -> Measured:
        open_gap = self.trace.gap_at(t_ms)
        gaps = [*self.trace.gaps, *([open_gap] if open_gap else [])]
        self.label = say(f"chart.{self._source}")
        now_px = self.paper.time.column(t_ms)
        near = gaps and now_px - self.paper.time.column(gaps[-1].start_ms) <= NEAR_NOW_PX
        return Measured(
            tuple((gap, self._cause(gap)) for gap in gaps),
            self._typed_values,
            self._raised,
            now_px if open_gap or near else 0,
            self._source,
        )

    def note_entries(self) -> None:
        # A gap's cause may be told, or corrected, long after.
        self._causes.clear()
        self._typed_values = self._typed()
        self._raised = self._alarms()

    def _cause(self, gap: Gap) -> str:
        """What is written at a gap; of one that is over only another entry can change it."""
        if gap.end_ms is None:
            return words_for(gap, self.paper.session)
        if gap not in self._causes:
            self._causes[gap] = words_for(gap, self.paper.session)
        return self._causes[gap]

    def said(self, t_ms: int) -> str:
        name = self.label.replace("\n", " ")
        value = self.trace.last
        if value is None:
            return ""
        if (gap := self.trace.gap_at(t_ms)) is not None:
            return f"{name} {self._cause(gap)}"
        return f"{name} {number(value)}"

    def _typed(self) -> tuple[tuple[int, float], ...]:
        entries = self.paper.session.entries.values()
        typed = (entry for entry in entries if isinstance(entry, ManualVitals))
        found = (
            (entry.t_ms, value)
            for entry in typed
            for vital in self._vitals
            if (value := getattr(entry, vital.value)) is not None
        )
        return tuple(sorted(found))

    def _alarms(self) -> tuple[Raised, ...]:
        entries = self.paper.session.entries.values()
        changes = (entry for entry in entries if isinstance(entry, AlarmChange))
        return tuple(
            Raised(change.t_ms, change.value, change.priority)
            for change in changes
            if change.step is AlarmStep.RAISED
            and family(change.rule) == self.id
            and change.value is not None
        )

    def _draw(self, since_ms: float = -inf) -> None:
        """Draw what is in sight, or only what a value after `since_ms` may have changed of it."""
        time = self.paper.time
        first, drawn = pieces(self.trace, time, since_ms)
        before = self.axis
        self.axis = self._covering(before if first else self._narrow, drawn)
        if self.axis != before:
            self.update()
            if first:
                first, drawn = pieces(self.trace, time)
        self.curve.show(first, [(time.xs(t_ms), self._ys(values)) for t_ms, values in drawn])
        self._drawn_ms = self.trace.last_ms

    def _ys(self, values: Columns) -> Columns:
        low, high = self.down(self.axis.low), self.down(self.axis.high)
        return low + (values - self.axis.low) * (high - low) / (self.axis.high - self.axis.low)

    def _covering(self, axis: ValueAxis, drawn: Sequence[Points]) -> ValueAxis:
        """Give every value in sight a place; nothing is ever drawn at the edge instead."""
        single = [*self.shown.typed, *((one.t_ms, one.value) for one in self.shown.raised)]
        seen = [value for t_ms, value in single if self.paper.time.shows(t_ms)]
        for _, values in drawn:
            if len(values):
                seen += np.nanmin(values), np.nanmax(values)
        return axis.covering(min(seen, default=axis.low), max(seen, default=0))

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        for gap, _ in self.shown.gaps:
            painter.fillRect(self._shade(gap), theme.colour(self.paper.palette.gap_shade))
        named = self._above.shown.gaps if self._above else ()
        elsewhere = [(gap.start_ms, gap.end_ms) for gap, _ in named]
        now = [(self.shown.now_px, self.shown.now_px + 1)] if self.shown.now_px else []
        row = WordRow(self.rect.bottom() - 7, self.paper.small, self.sight, now)
        for gap, said in self.shown.gaps:
            if (gap.start_ms, gap.end_ms) not in elsewhere:
                self._place_cause(row, gap, said)
        for word in row.words:
            word.write(painter, theme.colour(self.paper.palette.dim))
        for t_ms, value in self.shown.typed:
            self._paint_typed(painter, QPointF(self.paper.time.x(t_ms), self.down(value)))
        for raised in self.shown.raised:
            self._paint_raised(painter, raised)

    def _shade(self, gap: Gap) -> QRectF:
        time = self.paper.time
        left = time.column(gap.start_ms)
        right = self.shown.now_px if gap.end_ms is None else time.column(gap.end_ms)
        # Above and below, the two lanes' shades meet.
        top = self.rect.top() if self._above else self.down(self.axis.high)
        bottom = self.down(self.axis.low) if self._above else self.rect.bottom()
        return QRectF(left, round(top), max(1, right - left), round(bottom) - round(top))

    def _place_cause(self, row: WordRow, gap: Gap, said: str) -> None:
        """Under what is seen of the gap, unless the one before takes the room."""
        shade, sight = self._shade(gap), self.sight
        seen = max(shade.left(), sight[0]), min(shade.right(), sight[1])
        if seen[0] < seen[1]:
            row.put((said,), seen, NEAR_GAP_PX)

    def _paint_typed(self, painter: QPainter, at: QPointF) -> None:
        filled(painter, theme.colour(self.paper.palette.chart))
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))
        smooth(painter, self.colour, 1.6)
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))

    def _paint_raised(self, painter: QPainter, raised: Raised) -> None:
        palette = self.paper.palette
        high = raised.priority is Priority.HIGH
        filled(painter, theme.colour(palette.alarm_high if high else palette.alarm_medium))
        x, y = self.paper.time.x(raised.t_ms), self.down(raised.value)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x - RAISED_PX, y + RAISED_PX),
                    QPointF(x, y - RAISED_PX),
                    QPointF(x + RAISED_PX, y + RAISED_PX),
                ]
            )
        )

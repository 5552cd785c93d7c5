"""A vital measured every second: its curve, its gaps with their cause, values typed by hand."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from monitor.events import Event, ManualVitals, Second
from monitor.history import History
from monitor.vitals import Values
from ui import theme
from ui.chart.gaps import words_for
from ui.chart.lane import Lane
from ui.chart.lettering import CENTRE
from ui.chart.paper import Paper, filled, smooth
from ui.chart.trace import Gap, Trace
from ui.chart.value_axis import ValueAxis

Pick = Callable[[Values], float | None]


class Measured(NamedTuple):
    """What the lane shows besides its curve: gaps with their words, typed values."""

    gaps: tuple[tuple[Gap, str], ...] = ()
    typed: tuple[tuple[int, float], ...] = ()
    now_px: int = 0


class TraceLane(Lane):
    """`pick` takes the lane's value from those of a second. A gap `above` has is named only there."""

    ruled = False

    def __init__(
        self,
        paper: Paper,
        label: str,
        colour: str,
        pick: Pick,
        axis: ValueAxis,
        above: "TraceLane | None" = None,
    ) -> None:
        super().__init__(paper, label, colour)
        self.share, self.above_axis, self.below_axis = (
            (1.7, 8, 17) if above is None else (1.1, 1, 13)
        )
        self.axis: ValueAxis = axis
        self.shown: Measured = Measured()
        self._pick = pick
        self._narrow = axis
        self._above = above
        self.trace = self._empty()
        self._drawn = 0
        self.curve = pg.PlotCurveItem(pen=pg.mkPen(self.colour, width=1), connect="finite")
        self.curve.setParentItem(self)

    def _empty(self) -> Trace:
        return Trace(1000 * self.paper.session.profile.stale.blank_s)

    # -- taking ----------------------------------------------------------------------------

    def load(self, history: History) -> None:
        """Take the columns of a record."""
        self.trace, self._drawn = self._empty(), 0
        vitals = list(history.columns)
        for t_ms, *values in zip(history.t_ms, *history.columns.values(), strict=True):
            self.trace.take(t_ms, self._pick(_known(dict(zip(vitals, values, strict=True)))))

    def take(self, event: Event) -> None:
        """Take a second in which a device was heard."""
        if isinstance(event, Second) and event.values:
            self.trace.take(event.t_ms, self._pick(event.values))

    # -- showing ---------------------------------------------------------------------------

    def place(self, rect: QRectF) -> None:
        super().place(rect)
        self._draw()

    def draw_new(self) -> None:
        """Draw what was measured since."""
        if len(self.trace) != self._drawn:
            self._draw()

    def content(self, t_ms: int) -> Measured:
        open_gap = self.trace.gap_at(t_ms)
        gaps = [*self.trace.gaps, *([open_gap] if open_gap else [])]
        session = self.paper.session
        typed = (e for e in session.entries.values() if isinstance(e, ManualVitals))
        values = ((entry.t_ms, self._pick(_typed(entry))) for entry in typed)
        return Measured(
            tuple((gap, words_for(gap, session)) for gap in gaps),
            tuple((t, value) for t, value in values if value is not None),
            self.paper.time.column(t_ms) if open_gap else 0,
        )

    def _draw(self) -> None:
        time = self.paper.time
        columns = max(1, round(time.right_px - time.left_px))
        t_ms, values = self.trace.drawn(time.left_ms, time.right_ms, columns)
        self._widen(values)
        y = self.y(self.axis.low) + (values - self.axis.low) * self._px_per_unit()
        self.curve.setData(time.xs(t_ms), y)
        self._drawn = len(self.trace)

    def _px_per_unit(self) -> float:
        return (self.y(self.axis.high) - self.y(self.axis.low)) / (self.axis.high - self.axis.low)

    def _widen(self, values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> None:
        """Give every value in sight a place; nothing is ever drawn at the edge instead."""
        typed = [value for t_ms, value in self.shown.typed if self.paper.time.shows(t_ms)]
        present = [*typed, *([np.nanmin(values), np.nanmax(values)] if len(values) else [])]
        axis = self._narrow.covering(
            min(present, default=self._narrow.low), max(present, default=0)
        )
        if axis != self.axis:
            self.axis = axis
            self.update()

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        for gap, _ in self.shown.gaps:
            painter.fillRect(self._shade(gap), theme.colour(self.paper.palette.gap_shade))
        named = self._above.shown.gaps if self._above else ()
        elsewhere = [(gap.start_ms, gap.end_ms) for gap, _ in named]
        free_from = 0.0
        for gap, said in self.shown.gaps:
            if (gap.start_ms, gap.end_ms) not in elsewhere:
                free_from = self._paint_cause(painter, gap, said, free_from)
        for t_ms, value in self.shown.typed:
            self._paint_typed(painter, QPointF(self.paper.time.x(t_ms), self.y(value)))

    def _shade(self, gap: Gap) -> QRectF:
        time = self.paper.time
        left = time.column(gap.start_ms)
        right = self.shown.now_px if gap.end_ms is None else time.column(gap.end_ms)
        # Above and below, the two lanes' shades meet.
        top = self.rect.top() if self._above else self.y(self.axis.high)
        bottom = self.y(self.axis.low) if self._above else self.rect.bottom()
        return QRectF(left, round(top), max(1, right - left), round(bottom) - round(top))

    def _paint_cause(self, painter: QPainter, gap: Gap, said: str, free_from: float) -> float:
        """Write under the gap, unless the one before takes the room; return what is taken now."""
        shade, letters = self._shade(gap), self.paper.small
        centre, reach = shade.center().x(), letters.width(said) / 2
        seen = self.paper.time.left_px <= centre <= self.paper.time.right_px
        if not seen or centre - reach < free_from:
            return free_from
        dim = theme.colour(self.paper.palette.dim)
        letters.write(painter, said, centre, self.rect.bottom() - 7, dim, CENTRE)
        return centre + reach + 8

    def _paint_typed(self, painter: QPainter, at: QPointF) -> None:
        filled(painter, theme.colour(self.paper.palette.chart))
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))
        smooth(painter, self.colour, 1.6)
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))


def _known(values: Values) -> Values:
    """NaN in a column is None in an event."""
    return {vital: None if value != value else value for vital, value in values.items()}


def _typed(entry: ManualVitals) -> Values:
    from monitor.vitals import Vital

    return {vital: getattr(entry, vital.value) for vital in Vital}

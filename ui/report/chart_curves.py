"""Paints what is measured every second: a line where the record has values, shade where not."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui import theme
from ui.report.blocks import INK, PALETTE
from ui.report.chart import RATE, Chart, Lane
from ui.report.chart_marks import nothing, square, tiny
from ui.report.course import Curve
from ui.report.letters import LEFT, RIGHT

GAP = theme.colour(PALETTE.gap_shade)
CURVE = 2.0


def paint_curve(painter: QPainter, chart: Chart, lane: Lane, curve: Curve, colour: str) -> None:
    """A line where the record has values, broken where it has none."""
    if not curve.known:
        nothing(painter, lane)
        return
    _gaps(painter, chart, lane)
    painter.setPen(QPen(theme.colour(colour), CURVE))
    for points in runs(chart, lane, curve):
        painter.drawPolyline(QPolygonF(points))
    for sample in curve.typed:
        if chart.shows(sample.t_ms):
            x, y = chart.x_of(sample.t_ms), lane.y_of(sample.value)
            square(painter, x, y, theme.colour(colour))


def runs(chart: Chart, lane: Lane, curve: Curve) -> Iterator[list[QPointF]]:
    """The points of each line through values that belong together."""
    columns = round(lane.rect.width())
    t_ms, values = curve.trace.drawn(chart.time.left_ms, chart.time.right_ms, columns)
    run: list[QPointF] = []
    for at_ms, value in zip(t_ms.tolist(), values.tolist(), strict=True):
        if value == value:
            run.append(QPointF(chart.x_of(at_ms), lane.y_of(value)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _gaps(painter: QPainter, chart: Chart, lane: Lane) -> None:
    """Shaded, and in the upper lane with the cause where the words have room."""
    written = tiny()
    for gap, words in chart.course.gaps:
        left = max(chart.x_of(gap.start_ms), lane.rect.left())
        right = chart.x_of(chart.course.end_ms if gap.end_ms is None else gap.end_ms)
        right = min(right, lane.rect.right())
        if right <= left:
            continue
        painter.fillRect(QRectF(left, lane.rect.top(), right - left, lane.rect.height()), GAP)
        if lane.name == RATE and right - left > 12:
            room = left + 8 + written.width(words) < lane.rect.right()
            x, side = (left + 8, LEFT) if room else (right - 8, RIGHT)
            written.write(painter, x, lane.rect.top() + 2, words, INK, side)

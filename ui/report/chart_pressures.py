"""Paints the pressures of a chart: readings with what stands against them, baseline, limits."""

from collections.abc import Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from monitor.events import CuffSource, Verdict
from monitor.in_force import InForce
from ui import theme
from ui.chart.pressure_marks import PressureMark
from ui.report.blocks import DIM, HAIR, INK, PALETTE
from ui.report.chart import Chart, Lane
from ui.report.chart_marks import alarm_colour, nothing, square, tiny, tiny_bold
from ui.report.letters import CENTRE
from ui.words import number, say

BAND = theme.colour(PALETTE.baseline_shade)
STEM, MARK = 3.0, 4.5
NAME = 30.0
"""The height of a name at the right edge."""
REACH, RISE = 11.0, 12.0
"""How far a V reaches to either side, and how high it is."""
REACH_MS = 65_000
"""It reaches no further than this much time, so that those of twelve hours stand apart."""


def paint_pressures(painter: QPainter, chart: Chart, lane: Lane) -> None:
    """Paint the lane."""
    band = _band(painter, chart, lane)
    _name_band(painter, chart, band, list(_limits(painter, chart, lane)))
    if not chart.course.marks:
        nothing(painter, lane)
    for t_ms in chart.course.failed:
        if chart.shows(t_ms):
            tiny().write(painter, chart.x_of(t_ms), lane.rect.bottom() - 24, "×", DIM, CENTRE)
    for mark in chart.course.marks:
        if chart.shows(mark.reading.t_ms):
            _pressure(painter, chart, lane, mark)
    if not chart.small:
        _peak(painter, chart, lane)


def _limits(painter: QPainter, chart: Chart, lane: Lane) -> Iterator[float]:
    """Upper limits as they were in force, dashed; the last named at the right: yields where."""
    time, colour = chart.time, theme.colour(PALETTE.limit)
    shown = [
        one
        for one in chart.course.limits
        if one.since_ms < time.right_ms and one.until_ms > time.left_ms
    ]
    for name in ("systolic", "diastolic"):
        for one in shown:
            y = lane.y_of(getattr(one.limits, name)[1])
            if not lane.rect.top() <= y <= lane.rect.bottom():
                continue
            last = one is shown[-1]
            left = max(chart.x_of(one.since_ms), lane.rect.left())
            right = lane.rect.right() if last else chart.x_of(one.until_ms)
            painter.setPen(QPen(colour, HAIR, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(left, y, right, y))
            if last:
                tiny().write(
                    painter, lane.rect.right() + 10, y - NAME / 2, _limit_words(name, one), colour
                )
                yield y - NAME / 2


def _limit_words(name: str, one: InForce) -> str:
    limit = number(getattr(one.limits, name)[1])
    if name == "systolic":
        return say("chart.limit.systolic", limit=limit)
    return say("chart.limit.diastolic", limit=limit)


def _band(painter: QPainter, chart: Chart, lane: Lane) -> QRectF:
    """Paint what counts as near the baseline, and return where that is."""
    base, percent = chart.course.baseline, chart.course.relative_percent
    if base is None:
        return QRectF()
    top, bottom = (lane.y_of(base.systolic * (1 + sign * percent / 100)) for sign in (1, -1))
    box = QRectF(lane.rect.left(), top, lane.rect.width(), bottom - top) & lane.rect
    painter.fillRect(box, BAND)
    return box


def _name_band(painter: QPainter, chart: Chart, box: QRectF, named: list[float]) -> None:
    """Name the band where no limit's name stands."""
    places = (box.center().y() - NAME / 2, box.bottom() - NAME, box.top() + 2)
    free = [y for y in places if all(abs(y - taken) >= NAME for taken in named)]
    if free and not box.isEmpty():
        words = say("chart.baseline", percent=number(chart.course.relative_percent))
        tiny().write(painter, box.right() + 10, free[0], words, DIM)


def _pressure(painter: QPainter, chart: Chart, lane: Lane, mark: PressureMark) -> None:
    """V at systolic, caret at diastolic, a dash at the mean; struck out, hollow or square."""
    cuff, x = mark.reading, chart.x_of(mark.reading.t_ms)
    reach = min(REACH, REACH_MS / chart.time.ms_per_px / 2)
    base = theme.colour(PALETTE.pressure)
    sure = mark.verdict is Verdict.ACCEPTED
    if cuff.systolic is not None and cuff.diastolic is not None:
        style = Qt.PenStyle.SolidLine if sure else Qt.PenStyle.DotLine
        painter.setPen(QPen(theme.colour(PALETTE.mean), STEM if sure else HAIR, style))
        ends = lane.y_of(cuff.systolic), lane.y_of(cuff.diastolic)
        painter.drawLine(QLineF(x, ends[0], x, ends[1]))
    for name, value, sign in (("systolic", cuff.systolic, -1), ("diastolic", cuff.diastolic, 1)):
        if value is not None:
            colour = alarm_colour(mark.priority) if mark.number == name else base
            _arrow(painter, (x, lane.y_of(value)), sign * RISE, reach, colour, thin=not sure)
    if cuff.mean is not None:
        painter.setPen(QPen(theme.colour(PALETTE.mean), MARK))
        y = lane.y_of(cuff.mean)
        painter.drawLine(QLineF(x - reach * 0.7, y, x + reach * 0.7, y))
    if cuff.source is CuffSource.MANUAL:
        square(painter, x, lane.y_of(cuff.systolic or 0) - 24, base)
    if mark.verdict is Verdict.REJECTED:
        painter.setPen(QPen(INK, STEM))
        y = lane.y_of(((cuff.systolic or 0) + (cuff.diastolic or 0)) / 2)
        painter.drawLine(QLineF(x - REACH, y + REACH, x + REACH, y - REACH))


def _arrow(
    painter: QPainter,
    tip: tuple[float, float],
    rise: float,
    reach: float,
    colour: QColor,
    *,
    thin: bool,
) -> None:
    """A V whose tip is the value."""
    x, y = tip
    pen = QPen(colour, HAIR if thin else MARK)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF([QPointF(x - reach, y + rise), QPointF(x, y), QPointF(x + reach, y + rise)])
    )


def _peak(painter: QPainter, chart: Chart, lane: Lane) -> None:
    """The highest of this row with its numbers, so that one reading at least is exact."""
    sure = [
        m
        for m in chart.course.marks
        if chart.shows(m.reading.t_ms) and m.verdict is Verdict.ACCEPTED and m.reading.systolic
    ]
    if not sure:
        return
    top = max(sure, key=lambda mark: mark.reading.systolic or 0)
    cuff = top.reading
    said = f"{number(cuff.systolic or 0)}/{number(cuff.diastolic or 0)}"
    colour, written = alarm_colour(top.priority) if top.number else INK, tiny_bold()
    x = max(chart.x_of(cuff.t_ms), lane.rect.left() + written.width(said) / 2)
    y = max(lane.y_of(cuff.systolic or 0) - RISE - 34, lane.rect.top())
    written.write(painter, x, y, said, colour, CENTRE)

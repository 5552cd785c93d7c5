"""Paints a chart on paper: lines and letters only, so that it stays sharp at any size. No layout.

Red and yellow are alarms; what is in alarm is named as well, for paper may be grey.
"""

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from ui import theme
from ui.report import chart as layout
from ui.report.blocks import DIM, HAIR, INK, PALETTE
from ui.report.chart import NAMES, Chart, Lane
from ui.report.chart_curves import paint_curve
from ui.report.chart_marks import tiny, tiny_bold
from ui.report.chart_pressures import REACH, paint_pressures
from ui.report.chart_rows import paint_alarms, paint_infusion, paint_ratings
from ui.report.letters import CENTRE, RIGHT
from ui.words import clock_time, number, say

GRID = theme.colour(PALETTE.line)
SHADE = theme.colour(PALETTE.infusion_shade)
TICKS = 110.0
"""The least room for the label of a time."""


def paint(painter: QPainter, chart: Chart) -> None:
    """Paint one row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    _backdrop(painter, chart)
    _times(painter, chart)
    for lane in chart.lanes:
        _label(painter, chart, lane)
    painter.setClipRect(chart.field.adjusted(-REACH, 0, REACH + NAMES, 2))
    for lane in chart.lanes:
        _content(painter, chart, lane)
    painter.restore()


def _content(painter: QPainter, chart: Chart, lane: Lane) -> None:
    match lane.name:
        case layout.PRESSURE:
            paint_pressures(painter, chart, lane)
        case layout.RATE:
            paint_curve(painter, chart, lane, chart.course.rate, PALETTE.rate)
        case layout.SPO2:
            paint_curve(painter, chart, lane, chart.course.spo2, PALETTE.spo2)
        case layout.INFUSION:
            paint_infusion(painter, chart, lane)
        case layout.ALARMS:
            paint_alarms(painter, chart, lane)
        case _:
            for rated in chart.course.rated:
                if rated.scale == lane.name:
                    paint_ratings(painter, chart, lane, rated)


def _backdrop(painter: QPainter, chart: Chart) -> None:
    """The infusion's time, gaps with their cause, a line under each lane."""
    for stretch in chart.course.stretches:
        left, right = chart.x_of(stretch.start_ms), chart.x_of(stretch.end_ms)
        box = QRectF(left, chart.field.top(), right - left, chart.field.height())
        painter.fillRect(box & chart.field, SHADE)
    for lane in chart.lanes:
        painter.setPen(QPen(GRID, HAIR))
        painter.drawLine(lane.rect.bottomLeft(), lane.rect.bottomRight())
        if lane.axis is not None:
            for value in lane.axis.numbers:
                y = lane.y_of(value)
                painter.drawLine(QLineF(lane.rect.left(), y, lane.rect.right(), y))
    _after(painter, chart)


def _after(painter: QPainter, chart: Chart) -> None:
    """Where the session had ended, nothing could be measured."""
    left = chart.x_of(chart.course.end_ms)
    if left < chart.field.right():
        box = QRectF(left, chart.field.top(), chart.field.right() - left, chart.field.height())
        painter.fillRect(box & chart.field, theme.colour(PALETTE.future_shade))
        painter.setPen(QPen(theme.colour(PALETTE.edge), HAIR))
        painter.drawLine(QLineF(left, chart.field.top(), left, chart.field.bottom()))


def _times(painter: QPainter, chart: Chart) -> None:
    """Lines and labels: minutes from the start, and the time of day below."""
    course, written = chart.course, tiny()
    foot = chart.field.bottom() + 6
    for tick in chart.time.ticks(course.origin_ms, course.wall, TICKS):
        x = chart.x_of(tick.t_ms)
        painter.setPen(QPen(GRID, HAIR))
        painter.drawLine(QLineF(x, chart.field.top(), x, chart.field.bottom()))
        if tick.label:
            at = clock_time(course.wall(tick.t_ms))
            written.write(painter, x, foot, at, INK, CENTRE)
            if tick.label != at:
                written.write(painter, x, foot + written.line, tick.label, DIM, CENTRE)


def _label(painter: QPainter, chart: Chart, lane: Lane) -> None:
    """What a lane shows, at the left; the numbers of its axis stand beside it."""
    colour = theme.colour(getattr(PALETTE, lane.name, PALETTE.ink))
    lines = tuple(_title(chart, lane.name).split("\n"))
    written = tiny_bold()
    high = len(lines) * written.line
    top = lane.rect.top() if lane.axis else lane.rect.center().y() - high / 2
    left = lane.rect.left() - layout.LABELS
    written.write_lines(painter, left, top, lines, colour)
    if lane.axis is None:
        return
    numbers = tiny()
    for value in lane.axis.numbers:
        lowest = lane.rect.bottom() - numbers.line
        y = min(max(lane.y_of(value) - numbers.line / 2, lane.rect.top()), lowest)
        numbers.write(painter, lane.rect.left() - 10, y, number(value), DIM, RIGHT)


def _title(chart: Chart, name: str) -> str:
    match name:
        case layout.PRESSURE:
            return say("report.chart.pressure")
        case layout.RATE:
            return say(f"chart.{chart.course.rate.vital}")
        case layout.SPO2:
            return say("chart.spo2")
        case layout.INFUSION:
            return say("chart.infusion")
        case layout.ALARMS:
            return say("chart.alarms")
    return next(rated.title for rated in chart.course.rated if rated.scale == name)

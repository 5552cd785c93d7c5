"""Paints the rows under the curves: the pump and what was given, ratings, alarms."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from monitor.alarm_rule import RANK
from monitor.episodes import Episode
from monitor.events import AlarmStep, Priority
from ui import theme
from ui.alarm_texts import text
from ui.chart.infusion_words import rate_words
from ui.report.blocks import HAIR, INK, PALETTE, RULE
from ui.report.chart import Chart, Lane
from ui.report.chart_marks import alarm_colour, tiny, tiny_bold
from ui.report.course import Rated
from ui.report.letters import CENTRE
from ui.words import say


def paint_infusion(painter: QPainter, chart: Chart, lane: Lane) -> None:
    """The pump's stretches with their rate, pauses outlined; what else was given above them."""
    box, written = lane.rect, tiny()
    colour = theme.colour(PALETTE.infusion)
    for stretch in chart.course.stretches:
        left, right = chart.x_of(stretch.start_ms), chart.x_of(stretch.end_ms)
        bar = QRectF(left, box.top() + 32, right - left, box.height() - 36) & box
        if bar.isEmpty():
            continue
        if not stretch.paused:
            painter.fillRect(bar, colour)
            words = rate_words(stretch)
        else:
            painter.setPen(QPen(colour, HAIR))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(1, 1, -1, -1))
            words = say("chart.paused")
        if written.width(words) + 12 < bar.width():
            ink = theme.colour(PALETTE.on_infusion) if not stretch.paused else INK
            written.write(painter, bar.left() + 8, bar.top() - 1, words, ink)
    _given(painter, chart, lane)


def _given(painter: QPainter, chart: Chart, lane: Lane) -> None:
    """A triangle for each drug; words as long as they do not run into those before."""
    written, free = tiny(), lane.rect.left()
    for t_ms, words in chart.course.given:
        if not chart.shows(t_ms):
            continue
        x, top = chart.x_of(t_ms), lane.rect.top() + 6
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(INK)
        points = [QPointF(x - 8, top), QPointF(x + 8, top), QPointF(x, top + 15)]
        painter.drawPolygon(QPolygonF(points))
        wide = written.width(words)
        left = x + 14 if x + 14 + wide < lane.rect.right() else x - 14 - wide
        if left >= free:
            written.write(painter, left, lane.rect.top(), words, INK)
            free = left + wide + 20


def paint_ratings(painter: QPainter, chart: Chart, lane: Lane, rated: Rated) -> None:
    """A bar as high as the answer with its number above, or only the number."""
    colour = theme.colour(getattr(PALETTE, rated.scale, PALETTE.dim))
    written, free = tiny_bold(), lane.rect.left() - 50
    for rating in rated.ratings:
        if not chart.shows(rating.t_ms):
            continue
        x = chart.x_of(rating.t_ms)
        foot = lane.rect.bottom() - 2
        if rating.share is not None:
            high = 3 + rating.share * (lane.rect.height() - 34)
            painter.fillRect(QRectF(x - 9, foot - high, 18, high), colour)
            foot -= high
        else:
            foot = lane.rect.center().y() + written.line / 2
        wide = written.width(rating.said)
        if x - wide / 2 > free:
            written.write(painter, x, foot - written.line, rating.said, colour, CENTRE)
            free = x + wide / 2 + 4


def paint_alarms(painter: QPainter, chart: Chart, lane: Lane) -> None:
    """A bar as long as each was raised; the gravest last, with its words where they have room."""
    free = lane.rect.left()
    grave = sorted(chart.course.alarms, key=lambda one: RANK[one.worst.priority])
    for episode in grave:
        for stretch in episode.stretches():
            until = chart.course.end_ms if stretch.until_ms is None else stretch.until_ms
            left, right = chart.x_of(stretch.since_ms), chart.x_of(until)
            box = QRectF(left, lane.rect.bottom() - 24, max(right - left, 5), 20) & lane.rect
            full = stretch.state is not AlarmStep.UNCONFIRMED
            _alarm_bar(painter, box, stretch.priority, full=full)
    for episode in chart.course.alarms:
        free = _name(painter, chart, lane, episode, free)


def _alarm_bar(painter: QPainter, box: QRectF, priority: Priority, *, full: bool) -> None:
    if box.isEmpty():
        return
    colour = alarm_colour(priority)
    if full and priority is not Priority.LOW:
        painter.fillRect(box, colour)
        return
    painter.setPen(QPen(colour, RULE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(1, 1, -1, -1))


def _name(painter: QPainter, chart: Chart, lane: Lane, episode: Episode, free: float) -> float:
    """Name an alarm over its bar; mere messages and what has no room are in the list."""
    if episode.worst.priority is Priority.LOW or not chart.shows(episode.began_ms):
        return free
    written, words = tiny(), text(episode.worst)
    wide = written.width(words)
    left = min(chart.x_of(episode.began_ms), lane.rect.right() - wide)
    if left < free:
        return free
    written.write(painter, left, lane.rect.top() + 2, words, INK)
    return left + wide + 16

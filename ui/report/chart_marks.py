"""Letters, colours and marks that every lane of a chart on paper shares. No layout."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from monitor.events import Priority
from ui import theme
from ui.report.blocks import DIM, HAIR, PALETTE
from ui.report.chart import Lane
from ui.report.letters import CENTRE, Letters, letters
from ui.words import say


def tiny() -> Letters:
    """Of times, numbers and words in a chart: 6 points."""
    return letters(21)


def tiny_bold() -> Letters:
    """The same of what is looked for."""
    return letters(21, 650)


def alarm_colour(priority: Priority) -> QColor:
    """The colour of an alarm, and of nothing else."""
    return theme.colour(PALETTE.alarm_high if priority is Priority.HIGH else PALETTE.alarm_medium)


def square(painter: QPainter, x: float, y: float, colour: QColor) -> None:
    """What somebody typed."""
    painter.setPen(QPen(colour, HAIR))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(x - 6, y - 6, 12, 12))


def nothing(painter: QPainter, lane: Lane) -> None:
    """A lane in which nothing was measured says so."""
    middle, written = lane.rect.center(), tiny()
    words = say("report.not_measured")
    written.write(painter, middle.x(), middle.y() - written.line / 2, words, DIM, CENTRE)

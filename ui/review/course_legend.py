"""What the marks of the strips mean, in one quiet line that is made of the marks themselves."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.chart.lettering import Lettering
from ui.chart.paper import filled, smooth
from ui.words import say

PALETTE = theme.LIGHT
MARKS = ("pressure", "baseline", "infusion", "given", "dissociation", "gone", "nausea", "vomited")
MARK, AFTER, BETWEEN = 14, 5, 16
"""How wide a mark is, what is between it and its word, and between two of them."""


class CourseLegend(QWidget):
    """Marks that have no room at the end are left out whole."""

    def __init__(self) -> None:
        super().__init__()
        self._letters = Lettering(12.5)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(26)
        words = ", ".join(say(f"courses.mark.{name}") for name in MARKS)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return QSize(400, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x, y = 2.0, self.height() / 2
        for name in MARKS:
            said = say(f"courses.mark.{name}")
            right = x + MARK + AFTER + self._letters.width(said)
            if right > self.width():
                break
            _PAINTS[name](painter, QPointF(x + MARK / 2, y))
            self._letters.write(painter, said, x + MARK + AFTER, y, theme.colour(PALETTE.dim))
            x = right + BETWEEN
        painter.end()


def _pressure(painter: QPainter, at: QPointF) -> None:
    smooth(painter, theme.colour(PALETTE.pressure), 1.7)
    x, y = at.x(), at.y()
    for tip, side in ((y - 3, -1), (y + 3, 1)):
        ends = [QPointF(x - 4, tip + 4.5 * side), QPointF(x, tip), QPointF(x + 4, tip + 4.5 * side)]
        painter.drawPolyline(QPolygonF(ends))


def _baseline(painter: QPainter, at: QPointF) -> None:
    room = QRectF(at.x() - 7, at.y() - 6, 14, 12)
    painter.fillRect(room, theme.colour(PALETTE.pressure, 0.13))


def _infusion(painter: QPainter, at: QPointF) -> None:
    filled(painter, theme.colour(PALETTE.infusion))
    painter.drawRoundedRect(QRectF(at.x() - 7, at.y() - 3, 14, 6), 2, 2)


def _given(painter: QPainter, at: QPointF) -> None:
    filled(painter, theme.colour(PALETTE.ink))
    x, y = at.x(), at.y()
    ends = [QPointF(x - 4.5, y - 4), QPointF(x + 4.5, y - 4), QPointF(x, y + 4)]
    painter.drawPolygon(QPolygonF(ends))


def _bar(painter: QPainter, at: QPointF, ink: str) -> None:
    filled(painter, theme.colour(ink))
    painter.drawRoundedRect(QRectF(at.x() - 3.5, at.y() - 6, 7, 12), 1.5, 1.5)


def _gone(painter: QPainter, at: QPointF) -> None:
    smooth(painter, theme.colour(PALETTE.dissociation), 1.6)
    painter.drawEllipse(at, 3.5, 3.5)


def _vomited(painter: QPainter, at: QPointF) -> None:
    smooth(painter, theme.colour(PALETTE.nausea), 1.8)
    x, y = at.x(), at.y()
    painter.drawLine(QLineF(x - 4, y - 4, x + 4, y + 4))
    painter.drawLine(QLineF(x - 4, y + 4, x + 4, y - 4))


_PAINTS = {
    "pressure": _pressure,
    "baseline": _baseline,
    "infusion": _infusion,
    "given": _given,
    "dissociation": lambda painter, at: _bar(painter, at, PALETTE.dissociation),
    "gone": _gone,
    "nausea": lambda painter, at: _bar(painter, at, PALETTE.nausea),
    "vomited": _vomited,
}

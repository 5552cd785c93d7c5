"""A big number: solid, or hollow where what it says is doubtful. No value is known here."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from ui import theme

STROKE = 1 / 28
"""How thick an outline is, in heights of its letters."""


class Digits(QLabel):
    """To be read from afar; its font comes first, or Qt drops the spacing."""

    def __init__(self, font: QFont, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font)
        theme.role(self, role)
        self._hollow = False

    @property
    def hollow(self) -> bool:
        """Whether only the outline is drawn."""
        return self._hollow

    def set_hollow(self, hollow: bool) -> None:
        """Draw only the outline, or all of it."""
        if hollow != self._hollow:
            self._hollow = hollow
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hollow:
            paint_outline(self)
        else:
            super().paintEvent(event)


def paint_outline(made: QLabel) -> None:
    """Draw what a label says as an outline, at its left."""
    metrics = QFontMetricsF(made.font())
    line = made.contentsRect()
    base = line.top() + (line.height() - metrics.height()) / 2 + metrics.ascent()
    path = QPainterPath()
    path.addText(line.left(), base, made.font(), made.text())
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(made.palette().color(made.foregroundRole()), STROKE * made.font().pixelSize())
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path.simplified(), pen)
    painter.end()

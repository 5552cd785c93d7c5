"""Writing on the chart: one font each, placed by the middle of its capitals."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from ui import theme

LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
AIR = 2.0


class Lettering:
    """A font of the theme, how wide it writes, and how high its capitals and digits are."""

    def __init__(self, px: float, weight: int = 400) -> None:
        self._font = theme.font(px, weight)
        self._metrics = QFontMetricsF(self._font)
        self._made_of = px, weight
        self._widths: dict[str, float] = {}
        self.height = self._metrics.height()

    def __eq__(self, other: object) -> bool:
        """Whether both write alike: so are words that two charts have at one place."""
        return isinstance(other, Lettering) and self._made_of == other._made_of

    def __hash__(self) -> int:
        return hash(self._made_of)

    def width(self, text: str) -> float:
        """How wide `text` becomes."""
        if text not in self._widths:
            self._widths[text] = self._metrics.horizontalAdvance(text)
        return self._widths[text]

    def cut(self, text: str, room: float) -> str:
        """As much of `text` as fits into `room` pixels; what is missing is shown by three dots."""
        if self.width(text) <= room:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def write(
        self, painter: QPainter, text: str, x: float, y: float, colour: QColor, anchor: float = LEFT
    ) -> None:
        """Write at `x` (its left, centre or right, by `anchor`), digits centred on `y`."""
        painter.setFont(self._font)
        painter.setPen(colour)
        painter.drawText(self._origin(text, x, y, anchor), text)

    def clear(
        self, painter: QPainter, text: str, x: float, y: float, ground: QColor, anchor: float = LEFT
    ) -> None:
        """Keep lines away from what will be written there."""
        outline = QPainterPath()
        outline.addText(self._origin(text, x, y, anchor), self._font, text)
        pen = QPen(ground, 5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.strokePath(outline, pen)

    def box(self, text: str, x: float, y: float, anchor: float = LEFT) -> QRectF:
        """The room of what is written there, with a little air."""
        width, height = self.width(text), self._metrics.capHeight()
        box = QRectF(x - anchor * width, y - height / 2, width, height)
        return box.adjusted(-AIR, -AIR, AIR, AIR)

    def _origin(self, text: str, x: float, y: float, anchor: float) -> QPointF:
        left = round(x - anchor * self.width(text))
        return QPointF(left, round(y + self._metrics.capHeight() / 2))

"""The line at this moment, over all lanes; and, when the chart shows another time, that it does."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ui import theme
from ui.chart.lettering import CENTRE
from ui.chart.paper import Paper, smooth
from ui.words import say


class NowLine(QGraphicsItem):
    """Moves by whole pixels."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper
        self._height = 0.0
        self._colour = theme.colour(paper.palette.dim, 0.8)

    def place(self, top: float, bottom: float) -> None:
        """Reach from top to bottom."""
        self.prepareGeometryChange()
        self._height = bottom - top
        self.setY(top)

    def refresh(self, t_ms: int) -> None:
        """Stand at this moment, if it is in sight and the session is not over."""
        time = self._paper.time
        self.setVisible(time.shows(t_ms) and not self._paper.session.ended)
        self.setX(time.column(t_ms))

    def boundingRect(self) -> QRectF:
        return QRectF(-1, 0, 3, self._height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        # A line costs ten times as much where it is clipped to several strips.
        painter.fillRect(QRectF(0, 0, 1, round(self._height)), self._colour)


class Elsewhere(QGraphicsItem):
    """Says that the chart does not follow the session, so that no old time is taken for now."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper
        self._said = ""
        self._size = QRectF()
        self.hide()

    def place(self, right: float, top: float) -> None:
        """Stand in the corner. What has ended has no now to go back to, but a whole."""
        self.prepareGeometryChange()
        letters, ended = self._paper.axis, self._paper.session.ended
        self._said = say("chart.part" if ended else "chart.elsewhere")
        self._size = QRectF(0, 0, letters.width(self._said) + 24, letters.height + 10)
        self.setPos(QPointF(round(right - self._size.width()), round(top)))

    def boundingRect(self) -> QRectF:
        return self._size

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        palette = self._paper.palette
        smooth(painter, theme.colour(palette.edge))
        painter.setBrush(theme.colour(palette.panel))
        painter.drawRoundedRect(self._size.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        ink, middle = theme.colour(palette.ink), self._size.center()
        self._paper.axis.write(painter, self._said, middle.x(), middle.y(), ink, CENTRE)

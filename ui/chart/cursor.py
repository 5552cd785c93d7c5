"""The moment that was chosen beside the chart: a quiet line over all lanes, a head at its top."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ui import theme
from ui.chart.paper import Paper, crisp, filled

HEAD = 5.0
"""How far the head reaches to either side and down."""


class Cursor(QGraphicsItem):
    """Hidden while no moment is chosen, or another stretch of time is in sight."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper
        self._height = 0.0
        self._colour = theme.colour(paper.palette.primary)
        self.t_ms: int | None = None
        self.hide()

    def point_out(self, t_ms: int | None) -> None:
        """Stand at this moment; None: at none."""
        self.t_ms = t_ms
        self._stand()

    def place(self, top: float, bottom: float) -> None:
        """Reach from top to bottom; which times are in sight may have changed."""
        self.prepareGeometryChange()
        self._height = bottom - top
        self.setY(top)
        self._stand()

    def _stand(self) -> None:
        time = self._paper.time
        self.setVisible(self.t_ms is not None and time.shows(self.t_ms))
        if self.t_ms is not None:
            self.setX(time.column(self.t_ms))

    def boundingRect(self) -> QRectF:
        return QRectF(-HEAD - 1, -1, 2 * HEAD + 3, self._height + 1)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        crisp(painter, self._colour)
        painter.drawLine(0, 0, 0, round(self._height) - 1)
        filled(painter, self._colour)
        corners = [QPointF(0.5 - HEAD, 0), QPointF(0.5 + HEAD, 0), QPointF(0.5, HEAD)]
        painter.drawPolygon(QPolygonF(corners))

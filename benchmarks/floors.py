"""What is drawn by hand as cheaply as we know how: the floors of a redraw."""

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QRect
from PySide6.QtGui import QColorConstants, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

Curve = NDArray[np.float64]


class Columns(QWidget):
    """Curves over one stretch, least and most of each pixel column, all of it at each redraw."""

    def __init__(self, curves: list[Curve]) -> None:
        super().__init__()
        self.curves = curves

    def redraw(self) -> None:
        """Paint everything again."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColorConstants.Black)
        painter.setPen(QPen(QColorConstants.White, 1))
        for curve in self.curves:
            painter.drawPolyline(self._line(curve))
        painter.end()

    def _line(self, curve: Curve) -> QPolygonF:
        each = max(1, len(curve) // self.width())
        whole = curve[: len(curve) // each * each].reshape(-1, each)
        y = np.column_stack([whole.min(1), whole.max(1)]).ravel()
        x = np.repeat(np.linspace(0, self.width(), len(whole)), 2)
        return arrayToQPolygonF(x, self.height() - 4 * y)  # type: ignore[no-any-return]


class Numbers(QWidget):
    """Four big numbers and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._font = QFont()
        self._font.setPixelSize(96)
        self._shown = 0

    def redraw(self) -> None:
        """Show the next number, where numbers are."""
        self._shown += 1
        self.update(QRect(0, 0, 260, 620))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        for row in range(4):
            painter.drawText(10, 100 + 150 * row, str(80 + self._shown % 9))
        painter.end()

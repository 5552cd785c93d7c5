"""The program's icon, drawn: a drop over a trace. No picture file is kept that could go stale."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from ui import theme

SIZES = (16, 24, 32, 48, 64, 128, 256)

_SIDE = 64.0
"""All figures below are parts of a square so wide."""

_TRACE = [(6, 46), (20, 46), (25, 36), (32, 56), (38, 42), (42, 46), (58, 46)]


def icon() -> QIcon:
    """Return it in every size a desktop asks for."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(drawn(size))
    return made


def drawn(size: int) -> QPixmap:
    """Return it `size` pixels wide and high."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / _SIDE, size / _SIDE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.DARK.panel))
    painter.drawRoundedRect(0, 0, round(_SIDE), round(_SIDE), 14, 14)
    painter.setBrush(QColor(theme.DARK.infusion))
    painter.drawPath(_drop())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(
            QColor(theme.DARK.rate),
            4,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in _TRACE]))
    painter.end()
    return pixmap


def _drop() -> QPainterPath:
    """A drop whose tip is up."""
    path = QPainterPath(QPointF(32, 7))
    path.cubicTo(36, 15, 41, 19, 41, 25)
    path.arcTo(23, 16, 18, 18, 0, -180)
    path.cubicTo(23, 19, 28, 15, 32, 7)
    return path

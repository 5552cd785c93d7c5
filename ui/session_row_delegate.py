"""Paints the two columns of the list that are more than text: who it was, and the status as a tag."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme

SECOND_ROLE = Qt.ItemDataRole.UserRole
"""What stands quietly behind a cell's text."""

_Index = QModelIndex | QPersistentModelIndex


class SessionRowDelegate(QStyledItemDelegate):
    """`name` and `tag` are the columns it paints; the rest is Qt's."""

    def __init__(self, name: int, tag: int) -> None:
        super().__init__()
        self._own = {name: self._paint_name, tag: self._paint_tag}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        own = self._own.get(index.column())
        if own is None:
            super().paint(painter, option, index)
            return
        background = QStyleOptionViewItem(option)
        self.initStyleOption(background, index)
        background.text = ""  # type: ignore[attr-defined]
        style = QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, background, painter)
        painter.save()
        own(painter, option.rect.adjusted(6, 0, -6, 0), index)  # type: ignore[attr-defined]
        painter.restore()

    def _paint_name(self, painter: QPainter, room: QRect, index: _Index) -> None:
        second = str(index.data(SECOND_ROLE) or "")
        bold = theme.font(14, 650)
        width = QFontMetrics(theme.font(14)).horizontalAdvance(second) + 8 if second else 0
        metrics = QFontMetrics(bold)
        name = metrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width() - width
        )
        painter.setFont(bold)
        painter.drawText(room, theme.ALIGN_LEFT, name)
        painter.setFont(theme.font(14))
        painter.setPen(_quiet())
        behind = room.adjusted(metrics.horizontalAdvance(name) + 8, 0, 0, 0)
        painter.drawText(behind, theme.ALIGN_LEFT, second)

    def _paint_tag(self, painter: QPainter, room: QRect, index: _Index) -> None:
        font = theme.font(13, 500)
        text = str(index.data())
        width = QFontMetrics(font).horizontalAdvance(text) + 18
        tag = QRect(room.left(), room.center().y() - 10, min(width, room.width()), 22)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_quiet())
        painter.drawRoundedRect(tag, 11, 11)
        painter.setFont(font)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)


def _quiet() -> QColor:
    return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)

"""Paints what is more than text in the list: cells of two lines, and the status as a tag."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme

BELOW_ROLE = Qt.ItemDataRole.UserRole
"""What stands quietly under a cell's text."""

WAITS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether somebody has to do something about it: its tag is drawn in the colour of buttons."""

_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """A row is chosen as a whole: no frame around one of its cells."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class SessionRowDelegate(RowDelegate):
    """`two_lines` and `tag` are the columns it paints; the rest is Qt's."""

    def __init__(self, two_lines: tuple[int, ...], tag: int) -> None:
        super().__init__()
        self._own = {**dict.fromkeys(two_lines, _paint_two_lines), tag: _paint_tag}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        own = self._own.get(index.column())
        if own is None:
            super().paint(painter, option, index)
            return
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        empty.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, empty, painter, view)
        painter.save()
        own(painter, option.rect.adjusted(8, 0, -6, 0), index)
        painter.restore()


def _paint_two_lines(painter: QPainter, room: QRect, index: _Index) -> None:
    above, below = str(index.data()), str(index.data(BELOW_ROLE) or "")
    middle = room.center().y()
    _write(painter, room, above, theme.font(14, 600), middle - (3 if below else -5))
    painter.setPen(_quiet())
    _write(painter, room, below, theme.font(13), middle + 16)


def _write(painter: QPainter, room: QRect, text: str, font: QFont, baseline: int) -> None:
    painter.setFont(font)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room.left(), baseline, shown)


def _paint_tag(painter: QPainter, room: QRect, index: _Index) -> None:
    font = theme.font(13, 500)
    text = str(index.data())
    width = QFontMetrics(font).horizontalAdvance(text) + 16
    tag = QRect(room.left() - 2, room.center().y() - 11, width, 22)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    link = QApplication.palette().color(QPalette.ColorRole.Link)
    painter.setPen(link if index.data(WAITS_ROLE) else _quiet())
    painter.drawRoundedRect(tag, 11, 11)
    painter.setFont(font)
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)


def _quiet() -> QColor:
    return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)

"""Paints an entry with its tags: how grave an alarm was, what a correction took the place of."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from ui import theme
from ui.review.entry_lines import Tag
from ui.review.session_row_delegate import RowDelegate

TAGS_ROLE = Qt.ItemDataRole.UserRole
"""The tags of an entry, as `entry_lines.Tag`s."""

PAD, GAP, AROUND, HIGH = 9, 8, 16, 20
"""Beside the words of a cell, before a tag, beside its words, and how high it is."""

LEAST = 120
"""Pixels of an entry that a long tag leaves to it."""

_Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(RowDelegate):
    """Only a cell that has tags is painted here; the rest is Qt's."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tags = index.data(TAGS_ROLE)
        if not tags:
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        said, cell.text = cell.text, ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint(painter, cell, option.rect.adjusted(PAD, 0, -PAD, 0), said, tags)
        painter.restore()


def _paint(
    painter: QPainter, cell: QStyleOptionViewItem, room: QRect, said: str, tags: tuple[Tag, ...]
) -> None:
    """The words first, then the tags; what is too long is shortened, the words last."""
    letters = QFontMetrics(theme.font(12.5, 500))
    wanted = sum(letters.horizontalAdvance(tag.text) + AROUND + GAP for tag in tags)
    words = QFontMetrics(cell.font)
    # A pixel more than it is wide, or what fits is shortened.
    width = min(words.horizontalAdvance(said) + 1, max(LEAST, room.width() - wanted))
    painter.setFont(cell.font)
    painter.setPen(QApplication.palette().color(QPalette.ColorRole.Text))
    text = words.elidedText(said, Qt.TextElideMode.ElideRight, width)
    painter.drawText(room, theme.ALIGN_LEFT, text)
    left = room.left() + words.horizontalAdvance(text) + GAP
    for tag in tags:
        left += _paint_tag(painter, tag, left, room) + GAP


def _paint_tag(painter: QPainter, tag: Tag, left: int, room: QRect) -> int:
    """Paint it from `left` on; returns how wide it became, 0 where nothing fitted."""
    font = theme.font(12.5, 500)
    letters = QFontMetrics(font)
    most = room.right() - left - AROUND
    if most < letters.horizontalAdvance("…") + AROUND:
        return 0
    text = letters.elidedText(tag.text, Qt.TextElideMode.ElideRight, most)
    width = letters.horizontalAdvance(text) + AROUND
    box = QRect(left, room.center().y() - HIGH // 2 + 1, width, HIGH)
    ground, edge, ink = _colours(tag.role)
    painter.setPen(edge)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, HIGH / 2, HIGH / 2)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width


def _colours(role: str) -> tuple[QColor, QColor, QColor]:
    """Ground, edge and letters: of alarms in the colour of their priority, of no others."""
    palette = theme.LIGHT
    if role in {"high", "medium"}:
        high = role == "high"
        alarm = palette.alarm_high if high else palette.alarm_medium
        ink = palette.alarm_high if high else palette.alarm_text
        return theme.colour(alarm, 0.12), theme.colour(alarm), theme.colour(ink)
    if role == "new":
        primary = theme.colour(palette.primary)
        return theme.colour(palette.panel), primary, primary
    quiet = theme.colour(palette.line)
    return quiet, quiet, theme.colour(palette.dim)

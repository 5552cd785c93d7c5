"""Paints the rows of the list: heads of groups, first lines, the status as a tag, reasons below."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from monitor.signing import Standing
from ui import theme
from ui.review.listed import COLUMNS, Listed
from ui.review.sessions_model import ABOUT_ROLE, LINE_ROLE, RIGHT, Head
from ui.words import say

ONE_LINE, TWO_LINES, HEAD = 32, 52, 30
"""How high a row is, in pixels."""

SIDE = 8
"""Beside what stands in a cell."""

_BELOW = 21
"""Of the second line, a row of its own within the row."""

_Index = QModelIndex | QPersistentModelIndex
_Role = QPalette.ColorRole


class RowDelegate(QStyledItemDelegate):
    """A row is chosen as a whole: no frame around one of its cells."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class SessionRowDelegate(RowDelegate):
    """What a cell says stands in the first line of its row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line, column = index.data(LINE_ROLE), COLUMNS[index.column()]
        painter.save()
        if isinstance(line, Head):
            _paint_head(painter, option.rect, line)
        else:
            self._paint_under(painter, option, index)
            first = QRect(option.rect.topLeft(), option.rect.size())
            first.setHeight(ONE_LINE)
            _paint_cell(painter, first.adjusted(SIDE, 0, 2 - SIDE, 0), index, line, column)
        painter.restore()

    def _paint_under(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        empty.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, empty, painter, view)


def height_of(line: Head | Listed) -> int:
    """How high its row is."""
    if isinstance(line, Head):
        return HEAD
    return TWO_LINES if line.second_line else ONE_LINE


def paint_second_line(painter: QPainter, room: QRect, text: str) -> None:
    """Write why to look under a row, from its patient on to its end."""
    below = room.adjusted(SIDE, ONE_LINE - 5, -SIDE, 0)
    below.setHeight(_BELOW)
    _write(painter, below, text, theme.font(13), _Role.Mid)


def _paint_head(painter: QPainter, room: QRect, head: Head) -> None:
    painter.fillRect(room, _colour(_Role.Window))
    inside = room.adjusted(SIDE, 0, -SIDE, 0)
    used = _write(
        painter, inside, say(f"review.group.{head.group}"), theme.font(13, 600), _Role.WindowText
    )
    beside = inside.adjusted(used + 5, 0, 0, 0)
    _write(painter, beside, str(head.count), theme.font(13, 500), _Role.Mid)


def _paint_cell(painter: QPainter, room: QRect, index: _Index, line: Listed, column: str) -> None:
    text = line.cells[column]
    if column == "patient":
        _paint_patient(painter, room, text, index.data(ABOUT_ROLE))
    elif column == "status":
        _paint_tag(painter, room, text, open_=line.waits or line.standing is Standing.RETURNED)
    else:
        align = theme.ALIGN_RIGHT if column in RIGHT else theme.ALIGN_LEFT
        _write(painter, room, text, theme.font(14), _Role.WindowText, align)


GAP = 8
"""Between a name and what stands beside it, with what rounding takes."""


def _paint_patient(painter: QPainter, room: QRect, name: str, about: Sequence[str]) -> None:
    said, plain = beside(name, about, room.width()), theme.font(13)
    kept = QFontMetrics(plain).horizontalAdvance(said) + GAP if said else 0
    used = _write(
        painter, room.adjusted(0, 0, -kept, 0), name, theme.font(14, 600), _Role.WindowText
    )
    _write(painter, room.adjusted(used + 6, 0, 0, 0), said, plain, _Role.Mid)


def beside(name: str, about: Sequence[str], width: int) -> str:
    """Return what stands beside a name in so many pixels: all of it, or the first alone.

    The first is the end of the record number. It tells two of one name apart, so a name that is
    too long gives way to it.
    """
    left = width - QFontMetrics(theme.font(14, 600)).horizontalAdvance(name) - GAP
    whole = " · ".join(about)
    fits = QFontMetrics(theme.font(13)).horizontalAdvance(whole) <= left
    return whole if fits else "".join(about[:1])


def _write(
    painter: QPainter,
    room: QRect,
    text: str,
    font: QFont,
    role: QPalette.ColorRole,
    align: Qt.AlignmentFlag = theme.ALIGN_LEFT,
) -> int:
    """Write on one line, shortened where it must be; return how wide that is."""
    painter.setFont(font)
    painter.setPen(_colour(role))
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, align, shown)
    return metrics.horizontalAdvance(shown)


def _paint_tag(painter: QPainter, room: QRect, text: str, *, open_: bool) -> None:
    """Outlined where somebody has to do something, else filled and quiet."""
    font = theme.font(13, 500)
    width = QFontMetrics(font).horizontalAdvance(text) + 14
    tag = QRect(room.left() - 2, room.center().y() - 10, width, 21)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_colour(_Role.Link) if open_ else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if open_ else _colour(_Role.Window))
    painter.drawRoundedRect(tag, 10, 10)
    painter.setFont(font)
    painter.setPen(_colour(_Role.Link if open_ else _Role.Mid))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)


def _colour(role: QPalette.ColorRole) -> QColor:
    # Of the application: a style sheet fades some of them in a widget's own palette.
    return QApplication.palette().color(role)

"""A list to choose from that shortens long names and is not turned by a passing wheel."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from ui import theme

ARROW = 30


class Combo(QComboBox):
    """`placeholder` stands there until a person chose."""

    def __init__(self, name: str, placeholder: str, sizes: theme.Sizes = theme.START) -> None:
        super().__init__()
        self.setFont(theme.font(sizes.text, 500))
        self.setFixedHeight(sizes.row)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel pass: a port changed by accident is another patient's."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        shown = self.currentText() or self.placeholderText()
        room = QRect(self.rect()).adjusted(0, 0, -ARROW, 0)
        painter = QStylePainter(self)
        option.currentText = ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        quiet = not self.isEnabled() or not self.currentText()
        painter.setPen(self.palette().color(_ROLE[quiet]))
        text = painter.fontMetrics().elidedText(
            shown, Qt.TextElideMode.ElideRight, room.width() - 14
        )
        painter.drawText(room.adjusted(13, 0, 0, 0), theme.ALIGN_LEFT, text)
        painter.drawText(self.rect().adjusted(0, 0, -12, 0), theme.ALIGN_RIGHT, "▾")
        painter.end()


_ROLE = {True: QPalette.ColorRole.PlaceholderText, False: QPalette.ColorRole.WindowText}

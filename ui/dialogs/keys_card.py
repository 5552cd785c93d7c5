"""The keys of the window on a card, as they are given; it knows none of them itself."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.buttons import button
from ui.dialogs.small_dialog import place_beside_panel
from ui.labels import ElidedLabel, label
from ui.words import say

ONE_COLUMN = 10
"""So many keys stand below each other; more stand in two columns, for which there is room."""

KEY_WIDTH, WHAT_WIDTH = 74, 230
"""A key's cap is no narrower, and as wide as the longest name of a key in this language."""


class KeysCard(QDialog):
    """`keys` are (key, what it does); Esc, Enter and ? close the card."""

    def __init__(
        self, parent: QWidget, sizes: theme.Sizes, keys: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("keys.title"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sizes = sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(label(sizes.next, 650, text=say("keys.title")))
        column.addLayout(self._columns(keys))
        self.close_button = button(say("keys.close"), self.reject, height=sizes.row + 4)
        self.close_button.setDefault(True)
        column.addWidget(self.close_button)
        self.adjustSize()
        place_beside_panel(self, parent.window(), sizes)

    def _columns(self, keys: Sequence[tuple[str, str]]) -> QHBoxLayout:
        columns = 1 if len(keys) <= ONE_COLUMN else 2
        each = max(1, ceil(len(keys) / columns))
        line = QHBoxLayout()
        line.setSpacing(28)
        for first in range(0, len(keys), each):
            line.addLayout(self._column(keys[first : first + each]))
        return line

    def _column(self, keys: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self._sizes.gap)
        grid.setRowStretch(len(keys), 1)
        caps = [self._cap(key) for key, _ in keys]
        width = max([KEY_WIDTH, *(cap.sizeHint().width() for cap in caps)])
        for row, (cap, (_, what)) in enumerate(zip(caps, keys, strict=True)):
            cap.setFixedWidth(width)
            does = ElidedLabel(self._sizes.button)
            does.set_text(what)
            does.setFixedWidth(WHAT_WIDTH)
            grid.addWidget(cap, row, 0)
            grid.addWidget(does, row, 1)
        return grid

    def _cap(self, key: str) -> QLabel:
        cap = label(self._sizes.button, 600, "tag", text=key)
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # The style sheet's room beside the words is known only then.
        cap.ensurePolished()
        return cap

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it."""
        if event.text() == "?":
            self.reject()
        else:
            super().keyPressEvent(event)

"""Digits and a point for a gloved finger. They type into a field and take no focus from it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui import theme
from ui.buttons import button
from ui.words import decimal_sign, say

POINT, ERASE = ".", "⌫"
KEYS = (*"789456123", POINT, "0", ERASE)
"""In the order of an infusion pump's keypad."""

WIDE = 60
"""Of a key, in pixels at 96 dpi."""


class Keypad(QWidget):
    """Types into the one of `fields` that has the focus, else into the first.

    point: whether it has one; a PIN has none.
    """

    def __init__(
        self, fields: Sequence[QLineEdit], sizes: theme.Sizes, *, point: bool = True
    ) -> None:
        super().__init__()
        self._fields = fields
        self.setAccessibleName(say("number.keypad"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(sizes.gap)
        names = {POINT: say("number.point"), ERASE: say("number.erase")}
        for index, key in enumerate(KEYS):
            if key == POINT and not point:
                continue
            shown = decimal_sign() if key == POINT else key
            made = button(shown, partial(self.press, key), height=sizes.row + 8, px=sizes.next)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAutoDefault(False)
            made.setMinimumWidth(WIDE)
            made.setAccessibleName(names.get(key, key))
            grid.addWidget(made, *divmod(index, 3))

    def press(self, key: str) -> None:
        """Type a key, as a finger does."""
        focused = next((field for field in self._fields if field.hasFocus()), None)
        field = focused or self._fields[0]
        field.setFocus()
        if key == ERASE:
            field.backspace()
        else:
            field.insert(decimal_sign() if key == POINT else key)

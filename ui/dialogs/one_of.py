"""Buttons of which one at most is pressed in; what they say is data, not a code of ui/words.py."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from ui import theme
from ui.buttons import button

LEAST_WIDTH = 50


class OneOf(QWidget):
    """Pressing the chosen one takes it back. `chosen` is its text, or None.

    Signals: changed (a person chose another, or none).
    """

    changed = Signal()

    def __init__(
        self, texts: Iterable[str], sizes: theme.Sizes, *, about: str = "", per_line: int = 99
    ) -> None:
        """`about` comes before each text where a screen reader names a button."""
        super().__init__()
        self.chosen: str | None = None
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(sizes.gap)
        for index, text in enumerate(texts):
            self.buttons[text] = self._button(text, sizes, about)
            grid.addWidget(self.buttons[text], *divmod(index, per_line))
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))

    def _button(self, text: str, sizes: theme.Sizes, about: str) -> QPushButton:
        # A single & would become a mark under the next letter.
        made = button(
            text.replace("&", "&&"),
            partial(self._press, text),
            height=sizes.row,
            px=sizes.button,
            role="answer",
        )
        made.setCheckable(True)
        made.setMinimumWidth(LEAST_WIDTH)
        made.setAccessibleName(f"{about} {text}".strip())
        return made

    def choose(self, text: str | None) -> None:
        """Show one as chosen, without a signal; None, or a text that is not offered, for none."""
        self.chosen = text if text in self.buttons else None
        for other, made in self.buttons.items():
            made.setChecked(other == self.chosen)

    def _press(self, text: str) -> None:
        self.choose(None if text == self.chosen else text)
        self.changed.emit()

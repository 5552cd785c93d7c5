"""Answers to press, of which one at most is chosen. Pressing the chosen one takes it back."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.field import plain
from ui.words import say


class Choice(QWidget):
    """One button per code of ui/words.py. Nothing is chosen until a person does.

    Signals: changed (another answer, or none).
    """

    changed = Signal()

    def __init__(self, *codes: str, sizes: theme.Sizes = theme.START) -> None:
        super().__init__()
        self.buttons = {code: _answer(say(code), sizes) for code in codes}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.gap)
        for code, button in self.buttons.items():
            line.addWidget(button)
            button.toggled.connect(lambda on, code=code: self._toggle(code, on))
        self.setFocusProxy(next(iter(self.buttons.values())))

    @property
    def chosen(self) -> str | None:
        """The code of the answer, or None."""
        return next((code for code, b in self.buttons.items() if b.isChecked()), None)

    def forget(self) -> None:
        """Take the answer back: what it was about has changed."""
        if self.chosen is not None:
            self.buttons[self.chosen].setChecked(False)

    def _toggle(self, code: str, on: bool) -> None:
        for other, button in self.buttons.items():
            with QSignalBlocker(button):
                button.setChecked(on and other == code)
            button.setText(f"✓ {say(other)}" if button.isChecked() else say(other))
        self.changed.emit()


def _answer(text: str, sizes: theme.Sizes) -> QPushButton:
    button = QPushButton(text)
    button.setCheckable(True)
    button.setAutoDefault(True)  # Enter presses it, as space does
    button.setFont(theme.font(sizes.button, 550))
    button.setFixedHeight(sizes.row)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    button.setAccessibleName(plain(text))
    theme.role(button, "choice")
    return button

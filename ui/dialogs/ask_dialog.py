"""A question with its answers as buttons; the window it is about goes on behind it."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.words import say


class AskDialog(QDialog):
    """Says `question`; `choices` maps a word's code to what follows. The first is the safe one.

    `words` fill the blanks of the choices.
    """

    def __init__(
        self,
        parent: QWidget,
        sizes: theme.Sizes,
        question: str,
        choices: Mapping[str, Callable[[], object]],
        **words: object,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("app"))
        self.setModal(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(20)
        asked = label(sizes.button + 2, 600, text=question)
        asked.setWordWrap(True)
        asked.setMinimumWidth(420)
        column.addWidget(asked)
        line = QHBoxLayout()
        line.setSpacing(sizes.gap)
        self.buttons: dict[str, QPushButton] = {}
        for code, follows in choices.items():
            said = say(code, **words)
            made = button(said, follows, height=sizes.row + 4, px=sizes.button)
            self.buttons[code] = made
            line.addWidget(made)
        column.addLayout(line)
        next(iter(self.buttons.values())).setDefault(True)

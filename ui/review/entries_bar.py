"""Over the entries: which of them are shown, how many there are of each, how many were not seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.labels import ElidedLabel
from ui.review.entry_lines import FILTERS, Line
from ui.review.looked_at import Unseen
from ui.words import say

HIGH = 26


class EntriesBar(QWidget):
    """One button per filter, of which one is down.

    Signals: wanted(name): this filter of `entry_lines.FILTERS` is wanted.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {name: _made() for name in FILTERS}
        self.unseen = ElidedLabel(13, 500, dim=True)
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        for name, made in self.buttons.items():
            self._group.addButton(made)
            made.clicked.connect(lambda _down, name=name: self.wanted.emit(name))
            line.addWidget(made)
        line.addStretch(1)
        line.addWidget(self.unseen)

    def show_counts(self, lines: list[Line]) -> None:
        """Say how many lines each filter leaves; one that leaves none cannot be wanted."""
        for name, made in self.buttons.items():
            count = sum(map(FILTERS[name], lines))
            made.setText(say(f"entries.filter.{name}", count=count))
            made.setAccessibleName(made.text())
            made.setEnabled(count > 0 or name == "all")

    def show_chosen(self, name: str) -> None:
        """This filter is in force."""
        self.buttons[name].setChecked(True)

    def show_unseen(self, unseen: Unseen) -> None:
        """Say how many lines were not looked at."""
        self.unseen.set_text(unseen.words)


def _made() -> QPushButton:
    made = QPushButton()
    made.setCheckable(True)
    made.setFont(theme.font(13, 550))
    made.setFixedHeight(HIGH)
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    theme.role(made, "choice")
    return made

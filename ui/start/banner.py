"""The quiet line under the head of the start screen: whose limits, who signs in, the last copy."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import theme
from ui.labels import ElidedLabel, label
from ui.words import say


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "strip")
        self.setFixedHeight(sizes.strip)
        self._limits = label(sizes.label, 500, "dim", text=say("strip.example_limits"))
        self._copy = ElidedLabel(sizes.label, 500)
        self._people = label(sizes.label, 500, "dim")
        line = QHBoxLayout(self)
        line.setContentsMargins(sizes.margin, 0, sizes.margin, 0)
        line.setSpacing(4 * sizes.gap)
        line.addWidget(self._limits)
        line.addWidget(self._copy, 1)
        line.addWidget(self._people)

    def say(self, *, approved: bool, about_people: str) -> None:
        """Say what is not as it should be; empty: everybody signs in."""
        self._limits.setVisible(not approved)
        self._people.setText(about_people)
        self._people.setVisible(bool(about_people))
        self.setVisible(bool(self.text()))

    def say_copy(self, sentence: str) -> None:
        """Say what came of the record's copy after the last session."""
        self._copy.set_text(sentence)
        self.setVisible(bool(self.text()))

    def text(self) -> str:
        """What it says."""
        parts = (self._limits, self._copy, self._people)
        return " · ".join(part.text() for part in parts if part.text() and not part.isHidden())

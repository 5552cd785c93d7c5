"""The quiet line under the head of the start screen: whose limits, whether names are confirmed."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import theme
from ui.labels import label
from ui.words import say


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "strip")
        self.setFixedHeight(sizes.strip)
        self._limits = label(sizes.label, 500, "dim", text=say("strip.example_limits"))
        self._people = label(sizes.label, 500, "dim")
        line = QHBoxLayout(self)
        line.setContentsMargins(sizes.margin, 0, sizes.margin, 0)
        line.addWidget(self._limits)
        line.addStretch(1)
        line.addWidget(self._people)

    def say(self, *, approved: bool, about_people: str) -> None:
        """Say what is not as it should be; empty: everybody signs in."""
        self._limits.setVisible(not approved)
        self._people.setText(about_people)
        self._people.setVisible(bool(about_people))
        self.setVisible(bool(about_people) or not approved)

    def text(self) -> str:
        """What it says."""
        shown = (part for part in (self._limits, self._people) if not part.isHidden())
        return " · ".join(part.text() for part in shown)

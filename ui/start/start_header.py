"""The head of the start screen: whom to find, under which treatment, and the engineer's door."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from monitor.profile import Profile
from ui import theme
from ui.buttons import button
from ui.combo import Combo
from ui.labels import label
from ui.start.find_patient import FindPatient
from ui.words import say

ROOM = 380
"""What the name of a treatment may take, in pixels where nothing has grown."""


class StartHeader(QFrame):
    """`profile` is chosen at first; a list to choose from is there where there are several.

    Signals: chosen (a Profile), engineer (their dialog is wanted).
    """

    chosen = Signal(object)
    engineer = Signal()

    def __init__(
        self, profile: Profile, others: Sequence[Profile], over: QWidget, sizes: theme.Sizes
    ) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "header")
        self.setFixedHeight(sizes.header)
        self.finder = FindPatient(over, sizes)
        self.treatment = Combo(say("start.profile"), say("start.choose"), sizes)
        self.treatment.setFont(theme.font(sizes.button, 500))
        fixed = QSizePolicy.Policy.Fixed
        self.treatment.setSizePolicy(fixed, fixed)
        self.treatment.setFixedWidth(theme.grown(ROOM, sizes))
        self.profiles = (profile, *(other for other in others if other.name != profile.name))
        for offered in self.profiles:
            self.treatment.addItem(f"{offered.title} · {offered.rules_version}", offered.name)
        self.treatment.setCurrentIndex(0)
        self.treatment.setToolTip(self.treatment.currentText())
        self.treatment.currentIndexChanged.connect(self._choose)
        self.engineer_button = button(
            say("start.engineer"),
            self.engineer.emit,
            height=sizes.row,
            px=sizes.button,
            role="quiet",
        )
        self.engineer_button.setAutoDefault(True)
        self._arrange(sizes)

    def _arrange(self, sizes: theme.Sizes) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(sizes.margin, 0, sizes.margin, 0)
        line.setSpacing(2 * sizes.gap)
        line.addWidget(label(sizes.phase, 650, text=say("start.title")))
        line.addSpacing(sizes.gap)
        line.addWidget(self.finder, 1)
        line.addStretch(1)
        line.addWidget(self.treatment)
        line.addWidget(self.engineer_button)

    def choose(self, name: str) -> None:
        """Choose a treatment by its profile's name; one that is not offered changes nothing."""
        index = self.treatment.findData(name)
        if index >= 0:
            self.treatment.setCurrentIndex(index)

    def _choose(self, index: int) -> None:
        self.treatment.setToolTip(self.treatment.currentText())
        self.chosen.emit(self.profiles[index])

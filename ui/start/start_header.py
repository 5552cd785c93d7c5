"""The head of the start screen: whom to find, under which treatment, and the engineer's door."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from monitor.profile import Profile
from ui import theme
from ui.buttons import button
from ui.combo import Combo
from ui.labels import label
from ui.start.device_row import SMALL
from ui.start.find_patient import HEIGHT, FindPatient
from ui.words import say

TALL, ROOM = 48, 380
"""The header, and what the name of a treatment may take, in pixels at 96 dpi."""


class StartHeader(QFrame):
    """`profile` is chosen at first; a list to choose from is there where there are several.

    Signals: chosen (a Profile), engineer (their dialog is wanted).
    """

    chosen = Signal(object)
    engineer = Signal()

    def __init__(self, profile: Profile, others: Sequence[Profile], over: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "header")
        self.setFixedHeight(TALL)
        self.finder = FindPatient(over)
        self.treatment = Combo(say("start.profile"), say("start.choose"), HEIGHT)
        self.treatment.setFont(theme.font(14, 500))
        fixed = QSizePolicy.Policy.Fixed
        self.treatment.setSizePolicy(fixed, fixed)
        self.treatment.setFixedWidth(ROOM)
        self.profiles = (profile, *(other for other in others if other.name != profile.name))
        for offered in self.profiles:
            self.treatment.addItem(f"{offered.title} · {offered.rules_version}", offered.name)
        self.treatment.setCurrentIndex(0)
        self.treatment.setToolTip(self.treatment.currentText())
        self.treatment.currentIndexChanged.connect(self._choose)
        self.engineer_button = button(
            say("start.engineer"), self.engineer.emit, height=SMALL, px=13, role="quiet"
        )
        self.engineer_button.setAutoDefault(True)
        self._arrange()

    def _arrange(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 0, 18, 0)
        line.setSpacing(12)
        line.addWidget(label(20, 650, text=say("start.title")))
        line.addSpacing(8)
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

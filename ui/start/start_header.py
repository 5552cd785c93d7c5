"""The head of the start screen: whom to find, under which treatment, and the doors beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from monitor.profile import Profile
from ui import theme
from ui.buttons import button, relabel
from ui.combo import Combo
from ui.labels import label
from ui.start.find_patient import FindPatient
from ui.words import say

ROOM, LEAST = 380, 190
"""What the name of a treatment may take, in pixels where nothing has grown; less where the window
is narrow."""


class StartHeader(QFrame):
    """`profile` is chosen at first; a list to choose from is there where there are several.

    Signals: chosen (a Profile), engineer (their dialog is wanted), people (who is set up),
    emergency (on: to begin without signing in).
    """

    chosen = Signal(object)
    engineer = Signal()
    people = Signal()
    emergency = Signal(bool)

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
        self.treatment.setSizePolicy(QSizePolicy.Policy.Maximum, fixed)
        self.treatment.setMinimumWidth(theme.grown(LEAST, sizes))
        self.treatment.setMaximumWidth(theme.grown(ROOM, sizes))
        self.profiles = (profile, *(other for other in others if other.name != profile.name))
        for offered in self.profiles:
            self.treatment.addItem(f"{offered.title} · {offered.rules_version}", offered.name)
        self.treatment.setCurrentIndex(0)
        self.treatment.setToolTip(self.treatment.currentText())
        self.treatment.currentIndexChanged.connect(self._choose)
        self.engineer_button = _door("start.engineer", self.engineer.emit, sizes)
        self.people_button = _door("start.people", self.people.emit, sizes)
        self.emergency_button = _door("start.emergency", self._press_emergency, sizes)
        self.emergency_button.setCheckable(True)
        self.emergency_button.setToolTip(say("start.emergency.how"))
        self.emergency_button.setAccessibleName(say("start.emergency.how"))
        theme.role(self.emergency_button, "answer")
        self.show_people(offered=False, known=False)
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
        for door in (self.emergency_button, self.people_button, self.engineer_button):
            line.addWidget(door)

    def show_people(self, *, offered: bool, known: bool) -> None:
        """Offer who is set up; an emergency only where somebody would have to sign in."""
        self.people_button.setVisible(offered)
        relabel(self.people_button, say("start.people" if known else "start.people.set_up"))
        self.emergency_button.setVisible(offered and known)

    def _press_emergency(self) -> None:
        self.emergency.emit(self.emergency_button.isChecked())

    def choose(self, name: str) -> None:
        """Choose a treatment by its profile's name; one that is not offered changes nothing."""
        index = self.treatment.findData(name)
        if index >= 0:
            self.treatment.setCurrentIndex(index)

    def _choose(self, index: int) -> None:
        self.treatment.setToolTip(self.treatment.currentText())
        self.chosen.emit(self.profiles[index])


def _door(code: str, opens: Callable[[], object], sizes: theme.Sizes) -> QPushButton:
    made = button(say(code), opens, height=sizes.row, px=sizes.button, role="quiet")
    made.setAutoDefault(True)
    return made

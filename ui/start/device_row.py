"""One device on the start screen: its model, its port, and what is heard there. Opens nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.combo import Combo
from ui.field import plain
from ui.labels import label
from ui.start.heard_line import HeardLine
from ui.start.start_sheet import DeviceChoice, Family, Missing
from ui.words import say

HEADING = 28
"""The height of a column's heading, in pixels where nothing has grown."""


class DeviceRow(QWidget):
    """`place` is its rank: 0 decides first. Nothing is chosen until a person does.

    `beside` is a button at the right, `heading` words above the row: both stand where the titles
    of its fields leave room, for a small screen has none to spare.

    Signals: changed (another model or port).
    """

    changed = Signal()

    def __init__(
        self,
        families: Sequence[Family],
        place: int,
        beside: QPushButton,
        sizes: theme.Sizes = theme.START,
        heading: str = "",
    ) -> None:
        super().__init__()
        self.model = Combo(plain(say(f"start.model.{place}")), say("start.choose"), sizes)
        self.port = Combo(plain(say(f"start.port.{place}")), say("start.choose"), sizes)
        self._title = _title(f"start.model.{place}", self.model, sizes)
        self._said = HeardLine(sizes)
        self._place = place
        for family in families:
            self.model.addItem(family.title, family.name)
        self.model.setCurrentIndex(0 if len(families) == 1 and place == 0 else -1)
        self._arrange(beside, sizes, heading)
        # What is left over stands below the row, never between its parts.
        self.setMaximumHeight(self.minimumSizeHint().height() + self._said.room)
        for combo in (self.model, self.port):
            combo.currentIndexChanged.connect(self._choose)

    def _arrange(self, beside: QPushButton, sizes: theme.Sizes, heading: str) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.gap)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 11)
        grid.setColumnStretch(1, 9)
        grid.setRowStretch(2, 1)
        grid.addLayout(self._titles(sizes, heading), 0, 0)
        grid.addLayout(self._port_title(beside, sizes), 0, 1)
        grid.addWidget(self.model, 1, 0)
        grid.addWidget(self.port, 1, 1)
        grid.addWidget(self._said, 2, 0, 1, 2)

    def _titles(self, sizes: theme.Sizes, heading: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        if heading:
            column.addWidget(heading_label(heading, sizes))
        column.addStretch(1)
        column.addWidget(self._title)
        return column

    def _port_title(self, beside: QPushButton, sizes: theme.Sizes) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        title = _title(f"start.port.{self._place}", self.port, sizes)
        line.addWidget(title, 1, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
        return line

    @property
    def choice(self) -> DeviceChoice:
        """Model and port as far as they are chosen; an empty text where one is not."""
        return DeviceChoice(self.model.currentData() or "", self.port.currentData() or "")

    def choose(self, choice: DeviceChoice) -> None:
        """Choose as a person chose before; what is not offered, or empty, stays open."""
        for combo, name in ((self.model, choice.model), (self.port, choice.port)):
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(name) if name else -1)
            combo.blockSignals(False)
        self._choose()

    def clear(self) -> None:
        """Choose nothing."""
        self.choose(DeviceChoice("", ""))

    def set_ports(self, ports: Sequence[tuple[str, str]]) -> None:
        """Offer these ports, (name, description); the chosen one stays chosen while it is there."""
        chosen = self.port.currentData()
        self.port.blockSignals(True)
        self.port.clear()
        for port, description in ports:
            text = say("start.port.option", port=port, description=description)
            self.port.addItem(text if description else port, port)
        self.port.setCurrentIndex(self.port.findData(chosen) if chosen else -1)
        self.port.blockSignals(False)
        if self.port.currentData() != chosen:
            self._choose()

    def say_order(self, alone: bool) -> None:
        """Say which of two decides; one alone needs no word of it."""
        code = f"start.model.{self._place}" if alone else f"start.model.of_two.{self._place}"
        self._title.setText(say(code))

    def _choose(self) -> None:
        for combo in (self.model, self.port):
            combo.setToolTip(combo.currentText())
        self.changed.emit()

    def show_numbers(self, text: str) -> None:
        """Show what the device sends."""
        self._said.show_numbers(text)

    def show_quietly(self, text: str) -> None:
        """Show what it waits for."""
        self._said.show_quietly(text)

    def show_problem(self, sentence: str) -> None:
        """Say why nothing is heard, or why this choice cannot be."""
        self._said.show_problem(sentence)

    @property
    def said(self) -> str:
        """The line under model and port."""
        return self._said.said

    def missing(self) -> list[Missing]:
        """What is still to be chosen."""
        empty = (combo for combo in (self.model, self.port) if not combo.currentData())
        return [Missing(combo.accessibleName(), combo) for combo in empty][:1]


def heading_label(text: str, sizes: theme.Sizes) -> QLabel:
    """The heading of a column of the start screen, of one height wherever it stands."""
    made = label(sizes.heading, 650, text=text)
    made.setFixedHeight(theme.grown(HEADING, sizes))
    return made


def _title(code: str, combo: Combo, sizes: theme.Sizes) -> QLabel:
    made = label(sizes.label, 550, "dim", text=say(code))
    made.setBuddy(combo)
    return made

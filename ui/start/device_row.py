"""One device on the start screen: its model, its port, and what is heard there. Opens nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import theme
from ui.buttons import button
from ui.combo import Combo
from ui.field import HEIGHT, plain
from ui.labels import label
from ui.start.start_sheet import DeviceChoice, Family, Missing
from ui.words import say

SMALL = 28
SAID = 38
BIGGEST_PX, SMALLEST_PX = 20, 14


class DeviceRow(QWidget):
    """`place` is its rank: 0 decides first. Nothing is chosen until a person does.

    Signals: changed (another model or port), removed (the second one is not wanted any more).
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, families: Sequence[Family], place: int) -> None:
        super().__init__()
        self.model = Combo(plain(say(f"start.model.{place}")), say("start.choose"), HEIGHT)
        self.port = Combo(plain(say(f"start.port.{place}")), say("start.choose"), HEIGHT)
        self.remove: QPushButton | None = None
        self._title = _title(f"start.model.{place}", self.model)
        self._said = label(13)
        self._said.setWordWrap(True)
        self._said.setFixedHeight(SAID)
        self._said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._place = place
        for family in families:
            self.model.addItem(family.title, family.name)
        self.model.setCurrentIndex(0 if len(families) == 1 and place == 0 else -1)
        self._arrange()
        for combo in (self.model, self.port):
            combo.currentIndexChanged.connect(self._choose)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 11)
        grid.setColumnStretch(1, 9)
        grid.addWidget(self._title, 0, 0)
        grid.addLayout(self._port_title(), 0, 1)
        grid.addWidget(self.model, 1, 0)
        grid.addWidget(self.port, 1, 1)
        grid.addWidget(self._said, 2, 0, 1, 2)

    def _port_title(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(_title(f"start.port.{self._place}", self.port), 1)
        if self._place:
            text = say("start.device.remove")
            self.remove = button(text, self.removed.emit, height=SMALL, px=13, role="quiet")
            self.remove.setAutoDefault(True)
            line.addWidget(self.remove)
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
        """Show what the device sends, as big as one line of it can be."""
        px, room = BIGGEST_PX, self._said.width()
        while px > SMALLEST_PX and _width(text, px) > room:
            px -= 1
        self._show(text, "", theme.font(px, 600))

    def show_quietly(self, text: str) -> None:
        """Show what it waits for."""
        self._show(text, "faint", theme.font(14, 500))

    def show_problem(self, sentence: str) -> None:
        """Say why nothing is heard, or why this choice cannot be."""
        self._show(sentence, "wrong", theme.font(13, 500))

    def _show(self, text: str, role: str, font: QFont) -> None:
        theme.role(self._said, role)
        self._said.setFont(font)
        self._said.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._said.property("role") == "":
            self.show_numbers(self.said)

    @property
    def said(self) -> str:
        """The line under model and port."""
        return self._said.text()

    def missing(self) -> list[Missing]:
        """What is still to be chosen."""
        empty = (combo for combo in (self.model, self.port) if not combo.currentData())
        return [Missing(combo.accessibleName(), combo) for combo in empty][:1]


def _width(text: str, px: int) -> int:
    return QFontMetrics(theme.font(px, 600)).horizontalAdvance(text)


def _title(code: str, combo: Combo) -> QLabel:
    made = label(14, 550, "dim", text=say(code))
    made.setBuddy(combo)
    made.setMinimumHeight(SMALL if "1" in code else 0)
    return made

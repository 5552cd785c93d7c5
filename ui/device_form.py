"""Which monitor is on which port, and whether what it sends are this patient's numbers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.buttons import button
from ui.choice import Choice
from ui.combo import Combo
from ui.field import HEIGHT, SAID, plain
from ui.labels import frame, label
from ui.start_sheet import Missing
from ui.words import say

NO_MONITOR = "start.no_monitor"


class DeviceForm(QWidget):
    """The right column of the start screen. Nothing is sent to a port that nobody chose.

    Signals: changed; preview_wanted (model and port to listen to, both empty for none); rescan.
    """

    changed = Signal()
    preview_wanted = Signal(str, str)
    rescan = Signal()

    def __init__(self, models: list[tuple[str, str]], ports: list[tuple[str, str]]) -> None:
        super().__init__()
        self.model = _combo("start.model")
        self.port = _combo("start.port")
        self.find_ports = button(
            say("start.port.rescan"), self.rescan.emit, height=HEIGHT, px=14, role="quiet"
        )
        self.find_ports.setAutoDefault(True)
        self.no_monitor = Choice(NO_MONITOR)
        self.whose = Choice("start.numbers.yes")
        self._numbers = label(20, 600)
        self._problem = label(13, 400, "wrong")
        for name, title in models:
            self.model.addItem(title, name)
        self.model.setCurrentIndex(0 if len(models) == 1 else -1)
        self._arrange()
        self.set_ports(ports)
        self.model.currentIndexChanged.connect(self._choose)
        self.port.currentIndexChanged.connect(self._choose)
        self.no_monitor.changed.connect(self._choose)
        self.whose.changed.connect(self.changed)
        self._choose()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._problem.setWordWrap(True)
        for row, rows in (
            (_row("start.model", self.model, None, label(13)), 1),
            (_row("start.port", self.port, self.find_ports, self._problem), 1),
            (self._numbers_rows(), 2),
        ):
            column.addWidget(row, rows, Qt.AlignmentFlag.AlignTop)

    def _numbers_rows(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._numbers_card())
        column.addWidget(self.no_monitor)
        return made

    def _numbers_card(self) -> QWidget:
        card = frame("card-next")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.setSpacing(4)
        inside.addWidget(label(14, 550, "dim", text=say("start.numbers")))
        self._numbers.setWordWrap(True)
        self._numbers.setMinimumHeight(32)
        self._numbers.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(self._numbers)
        line = QHBoxLayout()
        question = label(14, 500, text=say("start.numbers.whose"))
        question.setWordWrap(True)
        line.addWidget(question, 1)
        self.whose.setMinimumWidth(96)
        line.addWidget(self.whose)
        inside.addLayout(line)
        return card

    @property
    def device(self) -> str | None:
        """The chosen model's name; None where values are typed."""
        return None if self.no_monitor.chosen else self.model.currentData()

    @property
    def port_name(self) -> str | None:
        """The chosen port; None where values are typed."""
        return None if self.no_monitor.chosen else self.port.currentData()

    def set_ports(self, ports: list[tuple[str, str]]) -> None:
        """Offer these ports; the chosen one stays chosen while it is there."""
        chosen = self.port.currentData()
        self.port.blockSignals(True)
        self.port.clear()
        for port, description in ports:
            text = say("start.port.option", port=port, description=description)
            self.port.addItem(text if description else port, port)
        self.port.setCurrentIndex(self.port.findData(chosen) if chosen else -1)
        self.port.blockSignals(False)
        if not ports:
            self._problem.setText(say("start.port.none"))
        self.port.setToolTip(self.port.currentText())
        if self.port.currentData() != chosen or not chosen:
            self._choose()

    def _choose(self) -> None:
        """Another model or port: what was seen and said before was another monitor's."""
        typed = self.no_monitor.chosen is not None
        for part in (self.model, self.port, self.find_ports):
            part.setEnabled(not typed)
        self._say_problem("" if self.port.count() or typed else say("start.port.none"))
        self.show_numbers("")
        device, port = self.device, self.port_name
        both = bool(device and port)
        self.preview_wanted.emit(device if both else "", port if both else "")
        self.changed.emit()

    def show_numbers(self, text: str) -> None:
        """Show what the monitor sends now; empty while it sends nothing."""
        waiting = bool(self.device and self.port_name)
        quiet = "start.numbers.waiting" if waiting else "start.numbers.choose"
        if self.no_monitor.chosen:
            quiet = "start.no_monitor.said"
        self._numbers.setText(text or say(quiet))
        self._numbers.setFont(theme.font(20 if text else 16, 600 if text else 500))
        theme.role(self._numbers, "" if text else "faint")
        self.whose.setEnabled(bool(text))
        if text:
            self._say_problem("")
        else:
            self.whose.forget()

    def numbers(self) -> str:
        """What the numbers' line says."""
        return self._numbers.text()

    def show_problem(self, sentence: str) -> None:
        """Say at the port why it cannot be used."""
        self.show_numbers("")
        self._say_problem(sentence)

    def _say_problem(self, sentence: str) -> None:
        theme.role(self._problem, "wrong" if sentence else "faint")
        self._problem.setText(sentence)

    def missing(self) -> list[Missing]:
        """What is still needed, in the order of the column."""
        if self.no_monitor.chosen:
            return []
        if not self.device:
            return [Missing(plain(say("start.model")), self.model)]
        if not self.port_name:
            return [Missing(plain(say("start.port")), self.port)]
        if self.whose.chosen is None:
            where: QWidget = self.whose if self.whose.isEnabled() else self.port
            return [Missing(say("start.numbers.short"), where)]
        return []


def _combo(code: str) -> Combo:
    return Combo(plain(say(code)), say("start.choose"), HEIGHT)


def _row(code: str, combo: Combo, beside: QWidget | None, said: QLabel) -> QWidget:
    """A choice as tall as a row of fields, so that the columns stay in step."""
    made = QWidget()
    title = label(14, 550, "dim", text=say(code))
    title.setBuddy(combo)
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(combo, 1)
    if beside is not None:
        line.addWidget(beside)
    said.setMinimumHeight(SAID)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(title)
    column.addLayout(line)
    column.addWidget(said)
    return made

"""The start screen: who, what, with which monitor; it begins nothing until all of it is there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from monitor.profile import Profile
from ui import theme
from ui.buttons import button
from ui.device_form import DeviceForm
from ui.dose_form import DoseForm
from ui.field import Field, Row, read_text
from ui.labels import ElidedLabel, frame, label
from ui.needed_view import NeededView
from ui.patient_form import PatientForm
from ui.start_sheet import Missing, StartSheet
from ui.words import say

TALLEST = 540
"""On a large screen the rows stay together as a form, at the top."""


class StartWindow(QWidget):
    """Three columns, what is missing, one button. `models` and `ports` are (name, title) pairs.

    Signals: begin (a StartSheet), resume (the session left open), preview_wanted (model and port
    to listen to, both empty for none), rescan (look for ports again), closed.
    """

    begin = Signal(object)
    resume = Signal()
    preview_wanted = Signal(str, str)
    rescan = Signal()
    closed = Signal()

    def __init__(
        self,
        profile: Profile,
        models: list[tuple[str, str]],
        ports: list[tuple[str, str]],
        nurse: str,
    ) -> None:
        super().__init__()
        theme.role(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{say('app')} · {say('start.title')}")
        self.patient = PatientForm(profile.dose)
        self.nurse = Field("nurse", read_text, nurse)
        self.dose = DoseForm(profile.dose, lambda: self.nurse.text)
        self.device = DeviceForm(models, ports)
        self.open_session = ElidedLabel(17, 600)
        self.resume_button = button(say("start.open.resume"), self.resume.emit, height=44)
        self._open_card = self._build_open_card()
        self.needed = NeededView()
        self._arrange(profile)
        self._connect()

    def _build_open_card(self) -> QFrame:
        card = frame("card-overdue")
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 8, 10, 8)
        line.addWidget(self.open_session, 1)
        self.resume_button.setAutoDefault(True)
        self.resume_button.setMinimumWidth(130)
        theme.role(self.resume_button, "primary")
        line.addWidget(self.resume_button)
        card.hide()
        return card

    def _arrange(self, profile: Profile) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_header(profile))
        if not profile.approved_by:
            column.addWidget(_banner())
        body = QVBoxLayout()
        body.setContentsMargins(12, 10, 12, 10)
        body.setSpacing(10)
        body.addWidget(self._open_card)
        self._problem = label(16, 600, "wrong")
        self._problem.setWordWrap(True)
        self._problem.hide()
        body.addWidget(self._problem)
        columns = QHBoxLayout()
        columns.setSpacing(10)
        for title, form, below, share in (
            ("start.patient", self.patient, None, 10),
            ("start.dose", self.dose, None, 11),
            ("start.monitor", self.device, Row(self.nurse), 10),
        ):
            columns.addWidget(_card(say(title), form, below), share)
        body.addLayout(columns, 1)
        column.addLayout(body, 1)
        column.addWidget(self.needed)
        column.addWidget(_bottom_line())

    def _connect(self) -> None:
        self.patient.weight.changed.connect(self._pass_weight_on)
        self.nurse.changed.connect(self.dose.show_nurse)
        for form in (self.patient, self.dose, self.device, self.nurse):
            form.changed.connect(self._say_missing)
        self.device.preview_wanted.connect(self.preview_wanted)
        self.device.rescan.connect(self.rescan)
        self.needed.begin.connect(self._begin)
        self._say_missing()

    def _pass_weight_on(self) -> None:
        self.dose.show_weight(self.patient.weight.value)

    def _say_missing(self) -> None:
        self.needed.show_missing(self._missing())

    def _missing(self) -> list[Missing]:
        found = [*self.patient.missing(), *self.dose.missing(), *self.device.missing()]
        if self.nurse.missing:
            found.append(self.nurse.asks())
        if self.open_session.text():
            found.insert(0, Missing(say("start.open.blocks"), self.resume_button))
        return found

    def _begin(self) -> None:
        sheet = self.sheet()
        if sheet is not None:
            self.begin.emit(sheet)

    def sheet(self) -> StartSheet | None:
        """What was filled in, or None while anything is missing."""
        born, weight, plan = (
            self.patient.birth_date.value,
            self.patient.weight.value,
            self.dose.plan,
        )
        if self._missing() or born is None or weight is None or plan is None:
            return None
        return StartSheet(
            patient=self.patient.name.value or "",
            birth_date=born,
            record_number=self.patient.record_number.value or "",
            room=self.patient.room.value or "",
            allergy=self.patient.allergies or "",
            weight=weight,
            nurse=self.nurse.value or "",
            second_checker=self.dose.second_checker.value or "",
            plan=plan,
            device=self.device.device,
            port=self.device.port_name,
            remarks=(*self.patient.remarks(), *self.dose.remarks()),
        )

    def show_numbers(self, text: str) -> None:
        """Show what the chosen monitor sends now; empty while it sends nothing."""
        self.device.show_numbers(text)

    def show_port_problem(self, sentence: str) -> None:
        """Say at the port why it cannot be used."""
        self.device.show_problem(sentence)

    def show_open_session(self, sentence: str) -> None:
        """Say that a session is still open; until it is resumed no other begins. Empty: none is."""
        self.open_session.set_text(sentence)
        self._open_card.setVisible(bool(sentence))
        self._say_missing()
        if sentence:
            self.resume_button.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say why no session can begin or go on; empty: nothing is in the way."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def problem(self) -> str:
        """What it says is in the way."""
        return self._problem.text()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def set_ports(self, ports: list[tuple[str, str]]) -> None:
        """Offer these ports."""
        self.device.set_ports(ports)


def _header(profile: Profile) -> QFrame:
    header = frame("header")
    header.setFixedHeight(48)
    line = QHBoxLayout(header)
    line.setContentsMargins(18, 0, 18, 0)
    line.addWidget(label(20, 650, text=say("start.title")))
    line.addStretch(1)
    line.addWidget(label(14, 500, "dim", text=f"{profile.title} · {profile.rules_version}"))
    return header


def _banner() -> QFrame:
    banner = frame("strip")
    banner.setFixedHeight(32)
    line = QHBoxLayout(banner)
    line.setContentsMargins(18, 0, 18, 0)
    line.addWidget(label(14, 500, "dim", text=say("strip.example_limits")))
    return banner


def _card(title: str, form: QWidget, below: QWidget | None) -> QFrame:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 12, 18, 8)
    column.setSpacing(6)
    card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    column.addWidget(label(18, 650, text=title))
    # The rows take what is left, up to where they still read as one form.
    form.setMaximumHeight(TALLEST - (below.sizeHint().height() + 6 if below else 0))
    column.addWidget(form, 1000)
    if below:
        column.addWidget(below)
    column.addStretch(1)
    return card


def _bottom_line() -> QWidget:
    line = label(12, 500, "faint", text=say("supplementary"))
    line.setAlignment(Qt.AlignmentFlag.AlignCenter)
    line.setFixedHeight(20)
    return line

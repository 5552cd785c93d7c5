"""The start screen: who, what, with which monitor; it begins nothing until all of it is there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from monitor.profile import Profile
from ui import theme
from ui.buttons import button
from ui.device_form import DeviceForm
from ui.device_row import SMALL
from ui.dose_form import DoseForm
from ui.field import Field, read_text
from ui.labels import ElidedLabel, frame, label
from ui.needed_view import NeededView
from ui.patient_form import PatientForm
from ui.start_sheet import DeviceChoice, Family, Missing, StartSheet
from ui.words import say

TALLEST = 540
"""On a large screen the rows stay together as a form, at the top."""


class StartWindow(QWidget):
    """Three columns, what is missing, one button. `ports` are pairs of name and description.

    Signals: begin (a StartSheet), resume (the session left open), preview_wanted (the `Places` to
    listen to), rescan (look for ports again), engineer (their dialog is wanted), closed.
    """

    begin = Signal(object)
    resume = Signal()
    preview_wanted = Signal(object)
    rescan = Signal()
    engineer = Signal()
    closed = Signal()

    def __init__(
        self,
        profile: Profile,
        families: Sequence[Family],
        ports: list[tuple[str, str]],
        nurse: str,
    ) -> None:
        super().__init__()
        theme.role(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{say('app')} · {say('start.title')}")
        self.patient = PatientForm(profile.dose)
        self.nurse = Field("nurse", read_text, nurse)
        self.dose = DoseForm(profile.dose, self.nurse)
        self.device = DeviceForm(families, ports)
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
        self.engineer_button = button(
            say("start.engineer"), self.engineer.emit, height=SMALL, px=13, role="quiet"
        )
        self.engineer_button.setAutoDefault(True)
        column.addWidget(_header(profile, self.engineer_button))
        if not profile.approved_by:
            column.addWidget(_banner())
        body = QVBoxLayout()
        body.setContentsMargins(12, 8, 12, 8)
        body.setSpacing(8)
        body.addWidget(self._open_card)
        self._problem = label(16, 600, "wrong")
        self._problem.setWordWrap(True)
        self._problem.hide()
        body.addWidget(self._problem)
        columns = QHBoxLayout()
        columns.setSpacing(10)
        for title, form, beside, share in (
            ("start.patient", self.patient, None, 10),
            ("start.dose", self.dose, None, 11),
            ("start.monitor", self.device, self.device.find_ports, 10),
        ):
            columns.addWidget(_card(say(title), form, beside), share)
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
        self.device.order_keys()
        self.setTabOrder(self.needed.button, self.engineer_button)
        self.patient.name.setFocus()
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
            devices=self.device.devices,
            on_cuff_arm=self.device.on_cuff_arm,
            remarks=(*self.patient.remarks(), *self.dose.remarks()),
        )

    def show_numbers(self, place: int, text: str) -> None:
        """Show what the device at that place sends now; empty while it sends nothing."""
        self.device.show_numbers(place, text)

    def show_port_problem(self, place: int, sentence: str) -> None:
        """Say at a device why nothing is heard of it."""
        self.device.show_problem(place, sentence)

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

    def choose(self, devices: Sequence[DeviceChoice]) -> None:
        """Choose the devices used last; an empty port where theirs is not there."""
        self.device.choose(devices)


def _header(profile: Profile, engineer: QPushButton) -> QFrame:
    header = frame("header")
    header.setFixedHeight(48)
    line = QHBoxLayout(header)
    line.setContentsMargins(18, 0, 18, 0)
    line.addWidget(label(20, 650, text=say("start.title")))
    line.addStretch(1)
    line.addWidget(label(14, 500, "dim", text=f"{profile.title} · {profile.rules_version}"))
    line.addSpacing(12)
    line.addWidget(engineer)
    return header


def _banner() -> QFrame:
    banner = frame("strip")
    banner.setFixedHeight(32)
    line = QHBoxLayout(banner)
    line.setContentsMargins(18, 0, 18, 0)
    line.addWidget(label(14, 500, "dim", text=say("strip.example_limits")))
    return banner


def _card(title: str, form: QWidget, beside: QWidget | None) -> QFrame:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 8, 18, 6)
    column.setSpacing(4)
    card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    head = QHBoxLayout()
    words = label(18, 650, text=title)
    words.setFixedHeight(SMALL)
    head.addWidget(words, 1)
    if beside:
        head.addWidget(beside)
    column.addLayout(head)
    # The rows take what is left, up to where they still read as one form.
    form.setMaximumHeight(TALLEST)
    column.addWidget(form, 1000)
    column.addStretch(1)
    return card


def _bottom_line() -> QWidget:
    line = label(12, 500, "faint", text=say("supplementary"))
    line.setAlignment(Qt.AlignmentFlag.AlignCenter)
    line.setFixedHeight(20)
    return line

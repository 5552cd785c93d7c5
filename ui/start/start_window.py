"""The start screen: who, what, with which monitor; it begins nothing until all of it is there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from monitor.profile import Profile
from ui import theme
from ui.buttons import button
from ui.field import Field, read_text
from ui.labels import ElidedLabel, frame, label
from ui.scan_guard import ScanGuard
from ui.start.checks_form import ChecksForm
from ui.start.device_form import DeviceForm
from ui.start.device_row import SMALL
from ui.start.dose_form import DoseForm
from ui.start.needed_view import NeededView
from ui.start.patient_form import PatientForm
from ui.start.second_checker import SecondChecker
from ui.start.spray_form import SprayForm
from ui.start.start_header import StartHeader
from ui.start.start_sheet import DeviceChoice, Family, Missing, StartSheet
from ui.start.stray_scans import StrayScans
from ui.words import say

if TYPE_CHECKING:  # these read records, for which the first paint does not wait
    from monitor.last_time import LastTime, RecentPatient
    from ui.start.last_time import LastTimeCard

TALLEST = 540
"""On a large screen the rows stay together as a form, at the top."""

CHECKS_WIDTH = 520
"""The checks lie over the third column, a little wider than it is on a small screen."""

SAID_MS = 12_000
"""How long it is said that a scan came where none belongs."""


class StartWindow(QWidget):
    """Three columns, what is missing, one button. `ports` are pairs of name and description.

    `profile` is the treatment chosen at first, `others` may be chosen in its place.

    Signals: begin (a StartSheet), resume (the session left open), preview_wanted (the `Places` to
    listen to), rescan (look for ports again), engineer (their dialog is wanted), picked (a
    RecentPatient), closed.
    """

    begin = Signal(object)
    picked = Signal(object)
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
        others: Sequence[Profile] = (),
    ) -> None:
        super().__init__()
        self.profile = profile
        self.profile_touched = False
        self.usable = True
        """False where no treatment is in force: nothing begins, then."""
        theme.role(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{say('app')} · {say('start.title')}")
        self.patient = PatientForm(profile.dose)
        self.nurse = Field("nurse", read_text, nurse)
        self._checker = SecondChecker(self.nurse)
        self._dose_place = QVBoxLayout()
        self.dose: DoseForm | SprayForm = self._dose_form()
        self.device = DeviceForm(families, ports)
        self.header = StartHeader(profile, others, self)
        self.finder = self.header.finder
        self.engineer_button = self.header.engineer_button
        self.checks = ChecksForm(profile.prep)
        self._problem = ""
        self._last_time: LastTimeCard | None = None
        self.open_session = ElidedLabel(17, 600)
        self.resume_button = button(say("start.open.resume"), self.resume.emit, height=44)
        self._open_card = self._build_open_card()
        self.needed = NeededView()
        self._stray_said = QTimer(self, singleShot=True, interval=SAID_MS)
        self.guard = ScanGuard(self)
        self.scans = StrayScans(self, self.finder.edit)
        self._arrange()
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

    def _dose_form(self) -> DoseForm | SprayForm:
        if self.profile.route == "intranasal":
            return SprayForm(self.profile, self._checker)
        return DoseForm(self.profile.dose, self._checker)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self._banner = _banner()
        self._banner.setVisible(not self.profile.approved_by)
        column.addWidget(self._banner)
        self._body = body = QVBoxLayout()
        body.setContentsMargins(12, 6, 12, 6)
        body.setSpacing(8)
        body.addWidget(self._open_card)
        self._said = label(16, 600, "wrong")
        self._said.setWordWrap(True)
        self._said.hide()
        body.addWidget(self._said)
        body.addLayout(self._columns(), 1)
        column.addLayout(body, 1)
        column.addWidget(self.needed)
        column.addWidget(_bottom_line())
        self.checks.setParent(self)
        self.checks.hide()

    def _columns(self) -> QHBoxLayout:
        dose = QWidget()
        dose.setLayout(self._dose_place)
        self._dose_place.setContentsMargins(0, 0, 0, 0)
        self._dose_place.addWidget(self.dose)
        columns = QHBoxLayout()
        columns.setSpacing(10)
        for title, form, beside, share in (
            ("start.patient", self.patient, None, 10),
            ("start.dose", dose, None, 11),
            ("start.monitor", self.device, self.device.find_ports, 10),
        ):
            columns.addWidget(_card(say(title), form, beside), share)
        return columns

    def _connect(self) -> None:
        self.patient.changed.connect(self._pass_weight_on)
        self.nurse.changed.connect(self._checker.show_nurse)
        for form in (self.patient, self.dose, self.device, self.nurse, self.checks):
            form.changed.connect(self._say_missing)
        self.header.chosen.connect(self._change_treatment)
        self.header.engineer.connect(self.engineer)
        self.header.treatment.activated.connect(self._note_choice)
        self.finder.picked.connect(self.pick)
        self.finder.new.connect(self._begin_new)
        self.patient.another.connect(self._forget_patient)
        self.needed.checks.clicked.connect(self.open_checks)
        self.checks.closed.connect(self.close_checks)
        self.scans.found.connect(self._say_stray)
        self._stray_said.timeout.connect(self._say)
        self.device.preview_wanted.connect(self.preview_wanted)
        self.device.rescan.connect(self.rescan)
        self.needed.begin.connect(self._begin)
        self.device.order_keys()
        for before, after in (
            (self.needed.button, self.engineer_button),
            (self.engineer_button, self.header.treatment),
            (self.header.treatment, self.finder.edit),
        ):
            self.setTabOrder(before, after)
        self.patient.name.setFocus()
        self._say_missing()

    # -- who, and by which treatment -------------------------------------------------------

    def show_known(self, known: "Sequence[RecentPatient]") -> None:
        """Offer those who were here lately."""
        self.finder.show_known(known)

    def pick(self, found: "RecentPatient") -> None:
        """Fill in who was here before; what was said of another patient is forgotten."""
        self._forget_patient()
        self.patient.pick(found)
        missing = self.patient.missing()
        if missing:
            missing[0].where.setFocus()
        self.picked.emit(found)

    def _begin_new(self, record_number: str) -> None:
        self._forget_patient()
        self.patient.begin_new(record_number)

    def _forget_patient(self) -> None:
        self.show_last_time(None)
        self.checks.forget()
        self._checker.field.edit.clear()
        self.device.whose.forget()

    def show_last_time(self, found: "LastTime | None") -> None:
        """Show what the patient's last session came to, or nothing."""
        if self._last_time is None:
            if found is None:
                return
            from ui.start.last_time import LastTimeCard

            self._last_time = LastTimeCard(theme.COMPACT)
            self._body.insertWidget(self._body.count() - 1, self._last_time)
        self._last_time.show_found(found)

    def last_time(self) -> str:
        """What the card of a repeat patient says."""
        return self._last_time.text() if self._last_time else ""

    def choose_treatment(self, name: str) -> None:
        """Choose the treatment of last time, unless a person has chosen one here."""
        if not self.profile_touched and not self._checker.field.text:
            self.header.choose(name)

    def _note_choice(self) -> None:
        self.profile_touched = True

    def _change_treatment(self, profile: Profile) -> None:
        """Ask for the dose, and for all that was compared with it, anew."""
        self.profile = profile
        self._banner.setVisible(not profile.approved_by)
        self.patient.show_settings(profile.dose)
        self.checks.show_prep(profile.prep)
        old, self.dose = self.dose, self._dose_form()
        self._dose_place.replaceWidget(old, self.dose)
        old.hide()
        old.deleteLater()
        self.dose.changed.connect(self._say_missing)
        self.dose.show_weight(self.patient.kg)
        self._say_missing()

    # -- the checks ------------------------------------------------------------------------

    def open_checks(self) -> None:
        """Lay the checks over the third column."""
        self._place_checks()
        self.checks.show()
        self.checks.raise_()
        missing = self.checks.missing()
        (missing[0].where if missing else self.checks.rest).setFocus()

    def close_checks(self) -> None:
        """Put them away."""
        self._uncover()
        self.needed.checks.setFocus()

    def _uncover(self) -> None:
        self.checks.hide()

    def _place_checks(self) -> None:
        """Above the foot, as high as they need, never over the header."""
        bottom = self.needed.y() - 8
        room = max(0, bottom - self.header.height() - 8)
        height = min(self.checks.sizeHint().height(), room)
        left = self.width() - CHECKS_WIDTH - 12
        self.checks.setGeometry(left, bottom - height, CHECKS_WIDTH, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.checks.isVisible():
            self._place_checks()

    def _say_stray(self) -> None:
        self._stray_said.start()
        self._say()

    def _say(self) -> None:
        """Say what is in the way, above the columns: the worst first."""
        stray = say("start.find.stray") if self._stray_said.isActive() else ""
        said = " ".join(part for part in (self._problem, self.checks.stops(), stray) if part)
        self._said.setText(said)
        self._said.setVisible(bool(said))

    # -- what is missing -------------------------------------------------------------------

    def _pass_weight_on(self) -> None:
        self.dose.show_weight(self.patient.kg)

    def _say_missing(self) -> None:
        self.needed.show_checks(*self.checks.count())
        self._say()
        self.needed.show_missing(self._missing())
        if self.checks.isVisible():
            self._place_checks()

    def _missing(self) -> list[Missing]:
        found = [*self.patient.missing(), *self.dose.missing(), *self.device.missing()]
        found += [replace(item, opens=self.open_checks) for item in self.checks.missing()]
        if not self.usable:
            found.append(Missing(say("start.profile"), self.header.treatment))
        if self.nurse.missing:
            found.append(self.nurse.asks())
        if self.open_session.text():
            found.insert(0, Missing(say("start.open.blocks"), self.resume_button))
        return [replace(item, opens=item.opens or self._uncover) for item in found]

    def _begin(self) -> None:
        sheet = self.sheet()
        if sheet is not None:
            self.begin.emit(sheet)

    def sheet(self) -> StartSheet | None:
        """What was filled in, or None while anything is missing."""
        born, weight, plan = (
            self.patient.birth_date.value,
            self.patient.kg,
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
            checks=self.checks.checks(self.dose.second_checker.value or ""),
            remarks=(*self.patient.remarks(), *self.dose.remarks()),
            profile=self.profile,
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
        if sentence:  # nobody is to begin, and there is no room for both
            self.show_last_time(None)
        self._say_missing()
        if sentence:
            self.resume_button.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say why no session can begin or go on; empty: nothing is in the way."""
        self._problem = sentence
        self._say()

    def problem(self) -> str:
        """What it says is in the way."""
        return self._problem

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def set_ports(self, ports: list[tuple[str, str]]) -> None:
        """Offer these ports."""
        self.device.set_ports(ports)

    def choose(self, devices: Sequence[DeviceChoice]) -> None:
        """Choose the devices used last; an empty port where theirs is not there."""
        self.device.choose(devices)


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

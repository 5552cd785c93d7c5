"""The three columns of the start screen, and what they come to together: who, what, which monitor.

They know neither the checks nor whether a session may begin at all.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from monitor.events import Check
from monitor.people_here import EMERGENCY
from monitor.profile import Profile
from monitor.roles import Act
from ui import theme
from ui.field import Field
from ui.labels import frame
from ui.start.device_form import DeviceForm
from ui.start.device_row import heading_label
from ui.start.dose_form import DoseForm
from ui.start.patient_form import PatientForm
from ui.start.second_checker import SecondChecker
from ui.start.speaker_test import SpeakerTest
from ui.start.spray_form import SprayForm
from ui.start.start_sheet import Family, Missing, StartSheet
from ui.words import say

if TYPE_CHECKING:  # its module reads records, for which the first paint does not wait
    from monitor.last_time import RecentPatient
    from monitor.people import People


class StartColumns(QWidget):
    """Patient, dose, monitor; `ports` are pairs of name and description.

    Signals: changed (something was typed, answered or heard).
    """

    changed = Signal()

    def __init__(
        self,
        profile: Profile,
        families: Sequence[Family],
        ports: list[tuple[str, str]],
        nurse: str,
        sizes: theme.Sizes,
        people: "People | None" = None,
    ) -> None:
        super().__init__()
        self._profile = profile
        self._sizes = sizes
        self.patient = PatientForm(profile.dose, sizes)
        self.nurse = Field("nurse", self._read_nurse, "", sizes)
        self.checker = SecondChecker(self.nurse, sizes, people)
        self.nurse.edit.setText(nurse)
        self.dose: DoseForm | SprayForm = self._dose_form()
        self.speaker = SpeakerTest(profile.sound, sizes)
        self.device = DeviceForm(families, ports, sizes)
        self._arrange()
        self._connect()

    def _dose_form(self) -> DoseForm | SprayForm:
        if self._profile.route == "intranasal":
            return SprayForm(self._profile, self.checker, self._sizes)
        return DoseForm(self._profile.dose, self.checker, self._sizes)

    def _arrange(self) -> None:
        dose = QWidget()
        self._dose_place = QVBoxLayout(dose)
        self._dose_place.setContentsMargins(0, 0, 0, 0)
        self._dose_place.addWidget(self.dose)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(self._sizes.gap + 4)
        columns.addWidget(_card(self.patient, self._sizes, say("start.patient")), 10)
        columns.addWidget(_card(dose, self._sizes, say("start.dose")), 11)
        # Its heading stands beside a button, and so in the form itself.
        monitor = QWidget()
        column = QVBoxLayout(monitor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._sizes.gap)
        column.addWidget(self.device, 1)
        column.addWidget(self.speaker)
        columns.addWidget(_card(monitor, self._sizes), 10)

    def _connect(self) -> None:
        self.patient.changed.connect(self._pass_weight_on)
        self.nurse.changed.connect(self.checker.show_nurse)
        pins = self.checker.pins
        for form in (self.patient, self.dose, self.device, self.speaker, self.nurse, *pins):
            form.changed.connect(self.changed)

    def _read_nurse(self, text: str) -> str:
        return self.checker.known_as(text, Act.RECORD, "nurse")

    # -- an emergency ----------------------------------------------------------------------

    def begin_emergency(self, on: bool) -> None:
        """Go on in nobody's name, to be claimed later; or ask who it is after all."""
        self.checker.begin_emergency(on)
        self.nurse.edit.setText(EMERGENCY if on else "")
        self.nurse.edit.setReadOnly(on)
        self.changed.emit()

    def _pass_weight_on(self) -> None:
        self.dose.show_weight(self.patient.kg)

    # -- another treatment, another patient ------------------------------------------------

    def show_treatment(self, profile: Profile) -> None:
        """Ask for the dose, and for all that was compared with it, anew."""
        self._profile = profile
        self.patient.show_settings(profile.dose)
        self.speaker.show_settings(profile.sound)
        old, self.dose = self.dose, self._dose_form()
        self._dose_place.replaceWidget(old, self.dose)
        old.hide()
        old.deleteLater()
        self.dose.changed.connect(self.changed)
        self._pass_weight_on()

    def pick(self, found: "RecentPatient") -> None:
        """Fill in who was here before, and lead to what is asked of them first."""
        self.patient.pick(found)
        missing = self.patient.missing()
        if missing:
            missing[0].where.setFocus()

    def forget_answers(self) -> None:
        """It is another patient: who compared, and whose numbers these are, is asked anew."""
        self.checker.field.edit.clear()
        self.device.whose.forget()

    # -- what they come to -----------------------------------------------------------------

    def missing(self) -> list[Missing]:
        """What is still needed, column by column; the nurse's name last."""
        found = [*self.patient.missing(), *self.dose.missing(), *self.device.missing()]
        found += self.speaker.missing()
        found += [self.nurse.asks()] if self.nurse.missing else []
        return [*found, *self.checker.missing_pins()]

    @property
    def second_checker(self) -> str:
        """Who else compared; empty while nobody did."""
        return self.checker.field.value or ""

    def sheet(self, checks: tuple[Check, ...]) -> StartSheet | None:
        """What was filled in, with the answers of the preparation; None while anything is missing.

        Whether something else is in the way of a session it does not know.
        """
        born, weight, plan = self.patient.birth_date.value, self.patient.kg, self.dose.plan
        if self.missing() or born is None or weight is None or plan is None:
            return None
        return StartSheet(
            patient=self.patient.name.value or "",
            birth_date=born,
            record_number=self.patient.record_number.value or "",
            room=self.patient.room.value or "",
            allergy=self.patient.allergies or "",
            weight=weight,
            nurse=self.nurse.value or "",
            emergency=self.checker.emergency,
            second_checker=self.second_checker,
            plan=plan,
            devices=self.device.devices,
            on_cuff_arm=self.device.on_cuff_arm,
            checks=(*checks, *self.speaker.checks()),
            remarks=(*self.patient.remarks(), *self.dose.remarks()),
            profile=self._profile,
        )


def _card(form: QWidget, sizes: theme.Sizes, heading: str = "") -> QFrame:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(sizes.margin, 8, sizes.margin, 6)
    column.setSpacing(4)
    card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    if heading:
        column.addWidget(heading_label(heading, sizes))
    column.addWidget(form, 1)
    return card

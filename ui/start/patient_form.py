"""Who it is: two identifiers compared with the wristband; what dose and header need."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.dose_check import read_birth_date, read_weight, years_between
from monitor.profile import DoseSettings
from ui import theme
from ui.choice import Choice
from ui.field import Field, Row, read_text
from ui.labels import label
from ui.start.start_sheet import Missing
from ui.words import date_words, number, say

if TYPE_CHECKING:  # its module reads records, for which the first paint does not wait
    from monitor.last_time import RecentPatient

MATCHES = "start.wristband.matches"
DIFFERS = "start.wristband.differs"
STATED = "start.weight.stated"
AGAIN, CHANGE = "start.weight.again.yes", "start.weight.again.change"
STILL = "start.allergy.still"


class PatientForm(QWidget):
    """The left column of the start screen.

    What a picked patient's last session knew stands there and counts for nothing until a person
    has said that it is so today.

    Signals: changed, another (it is not the patient who was picked any more).
    """

    changed = Signal()
    another = Signal()

    def __init__(self, settings: DoseSettings, sizes: theme.Sizes = theme.START) -> None:
        super().__init__()
        self._sizes = sizes
        self._settings = settings
        self._picked: RecentPatient | None = None
        self.name = Field("name", read_text, sizes=sizes)
        self.birth_date = Field(
            "birth_date", lambda text: read_birth_date(text, today()), sizes=sizes
        )
        self.record_number = Field("record_number", read_text, sizes=sizes)
        self.room = Field("room", read_text, sizes=sizes)
        self.weight = Field("weight", lambda text: read_weight(text, self._settings), sizes=sizes)
        self.weight_source = Choice("start.weight.measured", STATED, sizes=sizes)
        self.weight_again = Choice(AGAIN, CHANGE, sizes=sizes)
        self.allergy = Field("allergy", read_text, sizes=sizes)
        self.no_allergy = Choice("start.allergy.none", sizes=sizes)
        self.allergy_still = Choice(STILL, sizes=sizes)
        self.wristband = Choice(MATCHES, DIFFERS, sizes=sizes)
        self._identifiers = Row(
            self.birth_date, self.record_number, self.room, shares=(5, 5, 3), sizes=sizes
        )
        weighed = _beside(sizes, self.weight_again, self.weight_source)
        self._weight_row = Row(self.weight, beside=weighed, sizes=sizes)
        told = _beside(sizes, self.allergy_still, self.no_allergy)
        self._allergy_row = Row(self.allergy, beside=told, sizes=sizes)
        self._compared = label(sizes.label - 1, 400)
        self.birth_date.edit.setPlaceholderText(say("start.birth_date.how"))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (
            Row(self.name, sizes=self._sizes),
            self._identifiers,
            self._weight_row,
            self._allergy_row,
        ):
            column.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._comparison())

    def _comparison(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self._sizes.label, 550, "dim", text=say("start.wristband")))
        column.addWidget(self.wristband)
        self._compared.setFixedHeight(self._sizes.said)
        column.addWidget(self._compared)
        return made

    def _connect(self) -> None:
        for identifier in (self.name, self.birth_date, self.record_number):
            identifier.changed.connect(self.wristband.forget)
            identifier.changed.connect(self._ask_whether_picked)
        self.birth_date.changed.connect(self._say_age)
        for choice in (self.weight_source, self.weight_again):
            self.weight.changed.connect(choice.forget)
        self.weight.changed.connect(self._say_weight)
        self.weight_again.changed.connect(self._weigh_again)
        self.allergy.changed.connect(self.allergy_still.forget)
        self.allergy.changed.connect(self._say_allergy)
        for said, other in (
            (self.no_allergy, self.allergy_still),
            (self.allergy_still, self.no_allergy),
        ):
            said.changed.connect(lambda said=said, other=other: said.chosen and other.forget())
            said.changed.connect(self._say_allergy)
        self.wristband.changed.connect(self._say_compared)
        for part in (
            *(self.name, self.birth_date, self.record_number, self.room, self.weight, self.allergy),
            *(self.weight_source, self.weight_again, self.no_allergy, self.allergy_still),
            self.wristband,
        ):
            part.changed.connect(self.changed)
        self._say_weight()
        self._say_allergy()

    # -- somebody who was here before ------------------------------------------------------

    def show_settings(self, settings: DoseSettings) -> None:
        """Another treatment, whose bounds of weight may be others."""
        same, self._settings = settings.weight_kg == self._settings.weight_kg, settings
        if not same:
            self.weight.take()

    def pick(self, found: "RecentPatient") -> None:
        """Fill in what the last session knew; each of it is compared or confirmed today."""
        self._picked = None
        who = found.patient
        born = who.birth_date.isoformat() if who.birth_date else ""
        self.no_allergy.forget()
        for field, text in (
            (self.name, who.name),
            (self.birth_date, born),
            (self.record_number, who.record_number or ""),
            (self.room, ""),
        ):
            field.edit.setText(text)
            field.edit.setCursorPosition(0)  # a long name shows how it begins
        self._picked = found
        self.weight.edit.setText(number(found.weight) if found.weight else "")
        self.allergy.edit.setText(found.allergy or "")
        for choice in (self.wristband, self.weight_source, self.weight_again, self.allergy_still):
            choice.forget()
        self._say_weight()
        self._say_allergy()
        self.changed.emit()

    def begin_new(self, record_number: str) -> None:
        """Empty the column: of somebody new the record number is known and nothing else."""
        for field in (self.name, self.birth_date, self.room, self.weight, self.allergy):
            field.edit.clear()
        self.no_allergy.forget()
        self.record_number.edit.setText(record_number)
        self.name.setFocus()

    def _ask_whether_picked(self) -> None:
        """Another identity is another patient, whose weight and allergies nobody knows."""
        if self._picked is None or self._is_still(self._picked):
            return
        known, self._picked = self._picked, None
        if self.weight.text == _kg(known):
            self.weight.edit.clear()
        if self.allergy.text == (known.allergy or ""):
            self.allergy.edit.clear()
            self.no_allergy.forget()
        self._say_weight()
        self._say_allergy()
        self.another.emit()

    def _is_still(self, picked: "RecentPatient") -> bool:
        from monitor.last_time import Patient, same

        typed = (self.name.value or "", self.birth_date.value, self.record_number.value)
        return same(picked.patient, Patient(*typed))

    @property
    def kg(self) -> float | None:
        """What is weighed today, or said to be; None while nobody vouches for it."""
        return None if self._weight_asked else self.weight.value

    @property
    def _weight_asked(self) -> bool:
        """Whether an old weight stands there that nobody has spoken for."""
        known = self._picked
        old = known is not None and bool(known.weight) and self.weight.text == _kg(known)
        return old and self.weight_again.chosen != AGAIN

    @property
    def _weight_known(self) -> bool:
        return self._picked is not None and bool(_kg(self._picked))

    @property
    def _allergy_asked(self) -> bool:
        """Whether old allergies stand there that nobody has spoken for."""
        known = self._picked
        if known is None or not known.allergy or self.no_allergy.chosen:
            return False
        return self.allergy.text == known.allergy.strip() and self.allergy_still.chosen is None

    def _weigh_again(self) -> None:
        if self.weight_again.chosen == CHANGE:
            self.weight.edit.clear()
            self.weight.setFocus()
        self._say_weight()

    def _say_weight(self) -> None:
        known = self._picked
        old = self._weight_known and known is not None and self.weight.text == _kg(known)
        self.weight_again.setVisible(old)
        self.weight_source.setVisible(not old)
        self._weight_row.hint(self._weight_hint() if old else "")

    def _weight_hint(self) -> str:
        known = self._picked
        if known is None or known.weighed_on is None or not self._weight_asked:
            return ""
        return say("start.weight.again", kg=_kg(known), day=date_words(known.weighed_on))

    def _allergy_hint(self) -> str:
        known = self._picked
        if known is None or self.no_allergy.chosen:
            return ""
        day = date_words(known.last_session.astimezone().date())
        if self._allergy_asked:
            return say("start.allergy.again", day=day)
        return "" if known.allergy or self.allergy.text else say("start.allergy.none_then", day=day)

    def _say_age(self) -> None:
        born = self.birth_date.value
        self._identifiers.hint(
            say(
                "start.birth_date.read",
                day=date_words(born),
                years=years_between(born, today()),
            )
            if born
            else ""
        )

    def _say_allergy(self) -> None:
        self.allergy.setEnabled(self.no_allergy.chosen is None)
        asked = self._allergy_asked or self.allergy_still.chosen is not None
        self.allergy_still.setVisible(asked)
        self._allergy_row.hint(self._allergy_hint())

    def _say_compared(self) -> None:
        differs = self.wristband.chosen == DIFFERS
        theme.role(self._compared, "wrong" if differs else "faint")
        self._compared.setText(say("start.wristband.stop") if differs else "")

    def missing(self) -> list[Missing]:
        """What is still needed, in the order of the column."""
        found = [f.asks() for f in (self.name, self.birth_date, self.weight) if f.missing]
        if self.weight.value and self._weight_asked:
            found.append(Missing(say("start.weight_again"), self.weight_again))
        elif self.weight.value and not (self.weight_source.chosen or self.weight_again.chosen):
            found.append(Missing(say("start.weight_source"), self.weight_source))
        if self.allergies is None:
            still = self._allergy_asked
            where = self.allergy_still if still else self.allergy
            found.append(Missing(self.allergy.asks().name, where))
        if self.wristband.chosen != MATCHES:
            found.append(Missing(say("start.wristband.short"), self.wristband))
        return found

    @property
    def allergies(self) -> str | None:
        """What was entered; empty where none is known, None where nobody said."""
        if self._allergy_asked:
            return None
        return "" if self.no_allergy.chosen else self.allergy.value

    def remarks(self) -> list[str]:
        """What the record should say besides."""
        return [say("start.remark_stated")] if self.weight_source.chosen == STATED else []


def _kg(known: "RecentPatient") -> str:
    return number(known.weight) if known.weight else ""


def _beside(sizes: theme.Sizes, *choices: Choice) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(sizes.gap)
    for choice in choices:
        line.addWidget(choice)
    return made


def today() -> date:
    """The date on the wall."""
    return datetime.now().astimezone().date()

"""Who it is: two identifiers compared with the wristband; what dose and header need."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.dose_check import read_birth_date, read_weight, years_between
from monitor.profile import DoseSettings
from ui import theme
from ui.choice import Choice
from ui.field import SAID, Field, Row, read_text
from ui.labels import label
from ui.start_sheet import Missing
from ui.words import say

MATCHES = "start.wristband.matches"
DIFFERS = "start.wristband.differs"
STATED = "start.weight.stated"


class PatientForm(QWidget):
    """The left column of the start screen.

    Signals: changed.
    """

    changed = Signal()

    def __init__(self, settings: DoseSettings) -> None:
        super().__init__()
        self.name = Field("name", read_text)
        self.birth_date = Field("birth_date", lambda text: read_birth_date(text, today()))
        self.record_number = Field("record_number", read_text)
        self.room = Field("room", read_text)
        self.weight = Field("weight", lambda text: read_weight(text, settings))
        self.weight_source = Choice("start.weight.measured", STATED)
        self.allergy = Field("allergy", read_text)
        self.no_allergy = Choice("start.allergy.none")
        self.wristband = Choice(MATCHES, DIFFERS)
        self._identifiers = Row(self.birth_date, self.record_number, self.room, shares=(5, 5, 3))
        self._compared = label(13, 400)
        self.birth_date.edit.setPlaceholderText(say("start.birth_date.how"))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (
            Row(self.name),
            self._identifiers,
            Row(self.weight, beside=self.weight_source),
            Row(self.allergy, beside=self.no_allergy),
        ):
            column.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._comparison())

    def _comparison(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(14, 550, "dim", text=say("start.wristband")))
        column.addWidget(self.wristband)
        self._compared.setFixedHeight(SAID)
        column.addWidget(self._compared)
        return made

    def _connect(self) -> None:
        for identifier in (self.name, self.birth_date, self.record_number):
            identifier.changed.connect(self.wristband.forget)
        self.birth_date.changed.connect(self._say_age)
        self.weight.changed.connect(self.weight_source.forget)
        self.no_allergy.changed.connect(self._say_allergy)
        self.wristband.changed.connect(self._say_compared)
        for part in (
            *(self.name, self.birth_date, self.record_number, self.room, self.weight, self.allergy),
            *(self.weight_source, self.no_allergy, self.wristband),
        ):
            part.changed.connect(self.changed)

    def _say_age(self) -> None:
        born = self.birth_date.value
        self._identifiers.hint(
            say(
                "start.birth_date.read",
                day=f"{born.day} {born:%B %Y}",
                years=years_between(born, today()),
            )
            if born
            else ""
        )

    def _say_allergy(self) -> None:
        self.allergy.setEnabled(self.no_allergy.chosen is None)

    def _say_compared(self) -> None:
        differs = self.wristband.chosen == DIFFERS
        theme.role(self._compared, "wrong" if differs else "faint")
        self._compared.setText(say("start.wristband.stop") if differs else "")

    def missing(self) -> list[Missing]:
        """What is still needed, in the order of the column."""
        found = [f.asks() for f in (self.name, self.birth_date, self.weight) if f.missing]
        if self.weight.value and self.weight_source.chosen is None:
            found.append(Missing(say("start.weight_source"), self.weight_source))
        if self.allergies is None:
            found.append(self.allergy.asks())
        if self.wristband.chosen != MATCHES:
            found.append(Missing(say("start.wristband.short"), self.wristband))
        return found

    @property
    def allergies(self) -> str | None:
        """What was entered; empty where none is known, None where nobody said."""
        return "" if self.no_allergy.chosen else self.allergy.value

    def remarks(self) -> list[str]:
        """What the record should say besides."""
        return [say("start.remark_stated")] if self.weight_source.chosen == STATED else []


def today() -> date:
    """The date on the wall."""
    return datetime.now().astimezone().date()

"""A drug that was given: one of the clinic's list or any other, its dose, why, and when.

It repeats what a person says and proposes no dose of its own: what is filled in is the clinic's.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from monitor.clock import Clock
from monitor.entry_check import read_amount
from monitor.errors import EntryError
from monitor.events import MedicationGiven
from monitor.session import Session
from monitor.settings import Medication
from ui import theme
from ui.buttons import button
from ui.describe import drug_words
from ui.dialogs.keypad import Keypad
from ui.dialogs.one_of import OneOf
from ui.dialogs.pick_list import PickList
from ui.dialogs.small_dialog import SmallDialog
from ui.dialogs.when_row import WhenRow
from ui.labels import ElidedLabel, label
from ui.words import number, say

UNITS = ("mg", "mcg", "g", "mL", "L/min")
ROUTES = ("IV", "PO", "SL", "IM", "SC", "INH")
"""Offered for any drug; those of the clinic's list are added to them."""

REASONS = (
    "medication.reason.nausea",
    "medication.reason.blood_pressure",
    "medication.reason.anxiety",
)
"""Words that are needed often; any other can be typed."""

HIGHEST_DOSE = 99_999
LOWEST_DOSE = 0.0001
"""Bounds of what can be typed at all, not of what may be given."""

FORM_WIDTH, TITLE_WIDTH, DOSE_WIDTH = 590, 66, 100


class MedicationDialog(SmallDialog):
    """The clinic's list as buttons, or any drug by name; the window behind goes on.

    Signals:
        entered(given): a MedicationGiven without `by`, its `t_ms` when it was given.
    """

    entered = Signal(object)

    def __init__(self, session: Session, clock: Clock, parent: QWidget, sizes: theme.Sizes) -> None:
        super().__init__(parent, sizes, say("medication.title"))
        usual = session.profile.medications
        self.picks = PickList(usual, sizes)
        self.drug = self._edit(say("medication.drug"))
        self.dose = self._edit(say("medication.dose"))
        self.reason = self._edit(say("medication.reason"))
        self.unit = self._one_of((*UNITS, *(m.unit for m in usual)), say("medication.unit"))
        self.route = self._one_of((*ROUTES, *(m.route for m in usual)), say("medication.route"))
        self.when = WhenRow(clock, sizes, session.profile.schedule.late_min)
        self._picked: Medication | None = None
        self._summary = ElidedLabel(sizes.button, 600)
        self._fill_body()
        self._connect()
        named = {"drug": self.drug, "dose": self.dose, "unit": self.unit, "when": self.when.edit}
        self.fields.update(named)
        self._tell()

    # -- building --------------------------------------------------------------------------

    def _edit(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setFont(theme.font(self.sizes.button + 1, 500))
        made.setFixedHeight(self.sizes.row)
        made.setMinimumWidth(1)
        made.setMaxLength(80)
        made.setAccessibleName(name)
        return made

    def _one_of(self, texts: tuple[str, ...], about: str) -> OneOf:
        return OneOf(dict.fromkeys(text for text in texts if text), self.sizes, about=about)

    def _fill_body(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(16)
        form = QWidget()
        form.setFixedWidth(FORM_WIDTH)
        self._fill_form(form)
        line.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(
            Keypad([self.dose, self.when.edit], self.sizes), 0, Qt.AlignmentFlag.AlignTop
        )
        self.body.addLayout(line)
        self.body.addWidget(self._summary)

    def _fill_form(self, form: QWidget) -> None:
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.sizes.gap + 2)
        if self.picks.buttons:
            column.addWidget(self.picks)
        self.dose.setFixedWidth(DOSE_WIDTH)
        lines: tuple[tuple[str, list[QWidget]], ...] = (
            ("medication.drug", [self.drug]),
            ("medication.dose", [self.dose, self.unit]),
            ("medication.route", [self.route]),
            ("medication.reason", [self.reason, *self._reasons()]),
            ("when", [self.when]),
        )
        for title, parts in lines:
            column.addLayout(self._line(say(title), parts))

    def _line(self, title: str, parts: list[QWidget]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self.sizes.gap)
        named = label(self.sizes.button, 500, "dim", text=title)
        named.setFixedSize(TITLE_WIDTH, self.sizes.row)
        line.addWidget(named, 0, Qt.AlignmentFlag.AlignTop)
        for part in parts:
            line.addWidget(part)
        if not isinstance(parts[0], QLineEdit) or len(parts) == 2:
            line.addStretch(1)
        return line

    def _reasons(self) -> list[QWidget]:
        made: list[QWidget] = []
        for words in map(say, REASONS):
            says = partial(self.reason.setText, words)
            made.append(button(words, says, height=self.sizes.row, px=self.sizes.button))
        return made

    def _connect(self) -> None:
        self.picks.picked.connect(self.pick)
        self.drug.textEdited.connect(self._drug_typed)
        for edit in (self.drug, self.dose, self.reason):
            edit.textChanged.connect(self._tell)
        for choice in (self.unit, self.route, self.when):
            choice.changed.connect(self._tell)

    def first(self) -> QWidget:
        """The first drug of the list, else the drug's name."""
        return next(iter(self.picks.buttons), self.drug)

    # -- choosing --------------------------------------------------------------------------

    def pick(self, given: Medication) -> None:
        """Fill in what the clinic wrote; without a dose there is none until it is typed."""
        self._show_picked(given)
        self.drug.setText(given.drug)
        self.drug.setCursorPosition(0)
        self.dose.setText("" if given.dose is None else number(given.dose))
        self.unit.choose(given.unit)
        self.route.choose(given.route)
        self.dose.setFocus()
        self.dose.selectAll()
        self._tell()

    def _drug_typed(self) -> None:
        """Another drug is not given as the one before it: its dose and route go with its name."""
        if self._picked is not None:
            self._show_picked(None)
            self.dose.clear()
            self.unit.choose(None)
            self.route.choose(None)
            self._tell()

    def _show_picked(self, given: Medication | None) -> None:
        self._picked = given
        self.picks.choose(given)

    # -- entering --------------------------------------------------------------------------

    def given(self) -> MedicationGiven:
        """What stands there, in nobody's name. Raises EntryError: drug, dose, unit or when."""
        drug = " ".join(self.drug.text().split())
        if not drug:
            raise EntryError("drug_missing", field="drug")
        dose = read_amount(self.dose.text(), "dose", LOWEST_DOSE, HIGHEST_DOSE)
        if self.unit.chosen is None:
            raise EntryError("unit_missing", field="unit")
        return MedicationGiven(
            t_ms=self.when.at_ms(),
            drug=drug,
            dose=dose,
            unit=self.unit.chosen,
            route=self.route.chosen,
            reason=" ".join(self.reason.text().split()) or None,
        )

    def enter_it(self) -> None:
        """Tell what was given."""
        self.entered.emit(self.given())

    def _tell(self) -> None:
        """Say what Enter would record, as it is read: the time to see a slip."""
        self.forgive()
        try:
            given = self.given()
        except EntryError:
            self._summary.set_text("")
            return
        said = drug_words(given.drug, given.dose, given.unit, given.route)
        self._summary.set_text(say("medication.enters", what=said))

    def summary(self) -> str:
        """What Enter would record."""
        return self._summary.text()

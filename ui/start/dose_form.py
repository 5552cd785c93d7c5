"""What is to be given, what the pump should read for it, and who else compared the two."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.dose_check import check_plan, read_mg_per_kg, read_minutes, read_number, unusual
from monitor.errors import EntryError
from monitor.events import DosePlan
from monitor.infusion import dose
from monitor.profile import DoseSettings
from ui import theme
from ui.choice import Choice
from ui.field import Field, Row, read_text
from ui.labels import frame, label
from ui.start.pump_line import PumpLine
from ui.start.second_checker import SecondChecker
from ui.start.start_sheet import Missing
from ui.words import number, say


class DoseForm(QWidget):
    """The middle column of the start screen.

    Signals: changed.
    """

    changed = Signal()

    def __init__(
        self, settings: DoseSettings, checker: SecondChecker, sizes: theme.Sizes = theme.START
    ) -> None:
        super().__init__()
        self._sizes = sizes
        self._settings = settings
        self._weight: float | None = None
        self._refusal: EntryError | None = None
        self.plan: DosePlan | None = None
        self.drug = Field("drug", read_text, settings.drug, sizes)
        self.mg_per_kg = self._number("mg_per_kg", read_mg_per_kg, settings.mg_per_kg)
        self.minutes = self._number("minutes", read_minutes, settings.minutes)
        self.bag_mg = self._number("bag_mg", _read_bag("bag_mg"), settings.bag_mg)
        self.bag_ml = self._number("bag_ml", _read_bag("bag_ml"), settings.bag_ml)
        self.checker = checker
        self.second_checker = checker.field
        self.pump_line = PumpLine(sizes)
        self.confirm = Choice("start.unusual.confirm", sizes=sizes)
        self._of_the_plan = (self.drug, self.mg_per_kg, self.minutes, self.bag_mg, self.bag_ml)
        self._unusual = label(sizes.label - 1, 400)
        self._dose_row = Row(self.drug, self.mg_per_kg, self.minutes, shares=(4, 3, 3), sizes=sizes)
        self._bag_row = Row(self.bag_mg, self.bag_ml, sizes=sizes)
        self._arrange()
        self._connect()

    def _number(
        self, code: str, read: Callable[[str, DoseSettings], float], usual: float
    ) -> Field[float]:
        settings = self._settings
        return Field(code, lambda text: read(text, settings), number(usual), self._sizes)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row, rows in ((self._dose_row, 1), (self._bag_row, 1), (self._pump_rows(), 2)):
            column.addWidget(row, rows, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.checker)

    def _pump_rows(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._sizes.gap)
        column.addWidget(self._pump_card())
        column.addLayout(self._confirmation())
        return made

    def _pump_card(self) -> QWidget:
        card = frame("card-next")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2 * self._sizes.gap, 8, 2 * self._sizes.gap, 4)
        inside.setSpacing(0)
        inside.addWidget(label(self._sizes.label, 550, "dim", text=say("start.pump_reads")))
        inside.addWidget(self.pump_line)
        return card

    def _confirmation(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._unusual.setWordWrap(True)
        theme.role(self._unusual, "wrong")
        line.addWidget(self._unusual, 1)
        line.addWidget(self.confirm)
        for part in (self._unusual, self.confirm):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        return line

    def _connect(self) -> None:
        for field in self._of_the_plan:
            field.changed.connect(self._update)
            field.settled.connect(self._say_refusal)
        self.second_checker.changed.connect(self.changed)
        self.confirm.changed.connect(self.changed)
        self.checker.asks_for("start.second_checker.how")
        self._update()

    def show_weight(self, kg: float | None) -> None:
        """Take the weight the dose is for."""
        if kg != self._weight:
            self._weight = kg
            self._update()
            self._say_refusal()

    def _update(self) -> None:
        """Work the plan out anew; a confirmation was for the plan before."""
        before = self.plan
        self.plan, self._refusal = self._typed_plan(), None
        try:
            if self.plan:
                check_plan(self.plan, self._settings)
        except EntryError as error:
            self.plan, self._refusal = None, error
        if self.plan != before:
            self.confirm.forget()
        if self._refusal is None:
            self._say_refusal()
        self._say_plan()
        self.changed.emit()

    def _typed_plan(self) -> DosePlan | None:
        drug, mg_per_kg, minutes = self.drug.value, self.mg_per_kg.value, self.minutes.value
        bag_mg, bag_ml, weight = self.bag_mg.value, self.bag_ml.value, self._weight
        if not (drug and mg_per_kg and minutes and bag_mg and bag_ml and weight):
            return None
        return DosePlan(
            t_ms=0,
            drug=drug,
            mg_per_kg=mg_per_kg,
            minutes=minutes,
            bag_mg=bag_mg,
            bag_ml=bag_ml,
            weight=weight,
        )

    def _say_refusal(self) -> None:
        field = self._refusal.values["field"] if self._refusal else None
        self._dose_row.refuse(self._refusal if field == "mg_per_kg" else None)
        self._bag_row.refuse(self._refusal if field == "bag_mg" else None)

    def _say_plan(self) -> None:
        if self.plan:
            numbers = dose(self.plan)
            line = say("start.pump_line", mg=numbers.mg, ml_per_h=numbers.ml_per_h, ml=numbers.ml)
        else:
            line = say("start.pump_refused" if self._refusal else "start.pump_waits")
        self.pump_line.show_text(line, waiting=self.plan is None)
        self._unusual.setText(self._why_unusual())
        self._unusual.setVisible(bool(self._unusual.text()))
        self.confirm.setVisible(bool(self._unusual.text()))

    def _why_unusual(self) -> str:
        code = unusual(self.plan, self._settings) if self.plan else None
        if code is None or self.plan is None:
            return ""
        low, high = self._settings.usual_mg_per_kg
        return say(
            f"start.{code}",
            low=low,
            high=high,
            rate=self.plan.mg_per_kg * 60 / self.plan.minutes,
            usual=self._settings.usual_mg_per_kg_h,
        )

    def missing(self) -> list[Missing]:
        """What is still needed, in the order of the column."""
        found = [field.asks() for field in self._of_the_plan if field.missing]
        if self._refusal:
            where = self.bag_mg if self._refusal.values["field"] == "bag_mg" else self.mg_per_kg
            found.append(Missing(say("start.check", what=where.name), where))
        if self._why_unusual() and self.confirm.chosen is None:
            found.append(Missing(say("start.unusual"), self.confirm))
        if self.second_checker.missing:
            found.append(self.second_checker.asks())
        return found

    def remarks(self) -> list[str]:
        """What the record should say besides."""
        why = self._why_unusual()
        return [say("start.remark_unusual", what=why)] if why else []


def _read_bag(field: str) -> Callable[[str, DoseSettings], float]:
    return lambda text, _settings: read_number(text, field)

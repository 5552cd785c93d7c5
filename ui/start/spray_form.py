"""How many intranasal devices are to be given, and who else compared them. No bag and no pump."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.dose_check import check_plan
from monitor.errors import EntryError
from monitor.events import DosePlan
from monitor.profile import Profile
from ui import theme
from ui.dialogs.one_of import OneOf
from ui.field import Field, Row, read_text
from ui.labels import frame, label
from ui.start.pump_line import PumpLine
from ui.start.second_checker import SecondChecker
from ui.start.start_sheet import Missing
from ui.words import complain, number, say


class SprayForm(QWidget):
    """The middle column of the start screen, for a treatment through the nose.

    `plan` is None while weight, drug or number is missing or above the clinic's ceiling.

    Signals: changed.
    """

    changed = Signal()

    def __init__(
        self, profile: Profile, checker: SecondChecker, sizes: theme.Sizes = theme.START
    ) -> None:
        super().__init__()
        self._sizes = sizes
        self._profile = profile
        self._weight: float | None = None
        self._refusal: EntryError | None = None
        self.plan: DosePlan | None = None
        self.drug = Field("drug", read_text, profile.dose.drug, sizes)
        self._of = {_offer(n, profile): n for n in profile.nasal.devices}
        self.devices = OneOf(self._of, sizes, about=say("start.devices"), per_line=2)
        self.checker = checker
        self.second_checker = checker.field
        self.given_line = PumpLine(sizes)
        self._refused = label(sizes.label - 1, 400, "wrong")
        self._refused.setMinimumHeight(sizes.said)
        self._arrange()
        for signal in (self.drug.changed, self.devices.changed):
            signal.connect(self._update)
        checker.field.changed.connect(self.changed)
        checker.asks_for("start.second_checker.nasal")
        self._update()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Row(self.drug, sizes=self._sizes))
        column.addWidget(label(self._sizes.label, 550, "dim", text=say("start.devices")))
        for made in self.devices.buttons.values():
            made.setFont(theme.font(self._sizes.text - 1, 600))
        column.addWidget(self.devices)
        column.addWidget(self._refused)
        column.addStretch(1)
        column.addWidget(self._given_card())
        column.addStretch(1)
        column.addWidget(self.checker)

    def _given_card(self) -> QWidget:
        card = frame("card-next")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2 * self._sizes.gap, 8, 2 * self._sizes.gap, 4)
        inside.setSpacing(0)
        inside.addWidget(label(self._sizes.label, 550, "dim", text=say("start.to_be_given")))
        inside.addWidget(self.given_line)
        return card

    def show_weight(self, kg: float | None) -> None:
        """Take the weight; the dose does not follow it, its mg/kg does."""
        if kg != self._weight:
            self._weight = kg
            self._update()

    @property
    def count(self) -> int | None:
        """How many devices were chosen."""
        return self._of.get(self.devices.chosen or "")

    def _update(self) -> None:
        self.plan, self._refusal = self._typed_plan(), None
        try:
            if self.plan:
                check_plan(self.plan, self._profile.dose)
        except EntryError as error:
            self.plan, self._refusal = None, error
        self._refused.setText(complain(self._refusal) if self._refusal else "")
        self._refused.setVisible(self._refusal is not None)
        self._say_plan()
        self.changed.emit()

    def _typed_plan(self) -> DosePlan | None:
        drug, count, weight = self.drug.value, self.count, self._weight
        if not (drug and count and weight):
            return None
        settings, mg = self._profile.dose, count * self._profile.nasal.device_mg
        return DosePlan(
            t_ms=0,
            drug=drug,
            mg_per_kg=mg / weight,
            minutes=settings.minutes,
            # What the devices hold together, in the place of a bag.
            bag_mg=mg,
            bag_ml=settings.bag_ml * mg / settings.bag_mg,
            weight=weight,
        )

    def _say_plan(self) -> None:
        if self.plan and self.count:
            nasal = self._profile.nasal
            mg, rest = number(self.count * nasal.device_mg), number(nasal.rest_min)
            line = say("start.spray_line", mg=mg, count=self.count, rest=rest)
        else:
            line = say("start.pump_refused" if self._refusal else "start.spray_waits")
        self.given_line.show_text(line, waiting=self.plan is None)

    def missing(self) -> list[Missing]:
        """What is still needed, in the order of the column."""
        found = [self.drug.asks()] if self.drug.missing else []
        if self.count is None:
            found.append(Missing(say("start.devices.short"), self.devices))
        if self._refusal:
            found.append(Missing(say("start.check", what=say("start.devices.short")), self.devices))
        if self.second_checker.missing:
            found.append(self.second_checker.asks())
        return found

    def remarks(self) -> list[str]:
        """What the record should say besides: nothing, for a number of devices is never unusual."""
        return []


def _offer(count: int, profile: Profile) -> str:
    return say("start.devices.offer", count=count, mg=number(count * profile.nasal.device_mg))

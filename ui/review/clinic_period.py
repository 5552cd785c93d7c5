"""Which sessions the clinic's summary is about: the last days, all, or from a day to a day."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from ui import theme
from ui.combo import Combo
from ui.labels import label
from ui.words import say

DAYS = {"days_30": 30, "days_90": 90, "year": 365}
ALL, FROM_TO = "all", "from_to"
CHOICES = (*DAYS, ALL, FROM_TO)
USUAL = "days_90"


class Period(NamedTuple):
    """From the first day until the last, both whole; None without a bound."""

    first: date | None = None
    last: date | None = None

    @property
    def since(self) -> datetime | None:
        """The first moment of it, aware."""
        return None if self.first is None else _midnight(self.first)

    @property
    def until(self) -> datetime | None:
        """The first moment after it, aware."""
        return None if self.last is None else _midnight(self.last + timedelta(days=1))


def period(choice: str, today: date) -> Period:
    """Return the period of a choice but FROM_TO; so many days, today with them."""
    if choice == ALL:
        return Period()
    return Period(today - timedelta(days=DAYS[choice] - 1), today)


def _midnight(day: date) -> datetime:
    """As the clock on the wall has it."""
    return datetime.combine(day, time.min).astimezone(UTC)


class PeriodChoice(QWidget):
    """A list of periods, and two days for whoever wants others, which stand in `between`.

    Signals: changed.
    """

    changed = Signal()

    def __init__(self, today: date, usual: str = USUAL) -> None:
        super().__init__()
        self._today = today
        self.choice = Combo(say("clinic.period"), "", theme.COMPACT)
        self.first, self.last = _day("clinic.first"), _day("clinic.last")
        self.between = QWidget()
        self._arrange()
        self.choice.setCurrentIndex(CHOICES.index(usual))
        self._show_days()
        self.choice.currentIndexChanged.connect(self._change)
        self.first.dateChanged.connect(self._keep_order)
        self.last.dateChanged.connect(self._keep_order)

    def _arrange(self) -> None:
        for name in CHOICES:
            self.choice.addItem(say(f"clinic.period.{name}"), name)
        self.choice.setFont(theme.font(14, 500))
        self.choice.setFixedSize(190, 36)
        inside = QHBoxLayout(self.between)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.first)
        inside.addWidget(label(14, text="–"))
        inside.addWidget(self.last)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.choice)
        line.addWidget(self.between)

    @property
    def chosen(self) -> Period:
        """What is wanted now."""
        name = self.choice.currentData()
        if name != FROM_TO:
            return period(name, self._today)
        return Period(_date(self.first.date()), _date(self.last.date()))

    def _change(self) -> None:
        """Whoever wants other days begins with those that were shown."""
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        wants_days = self.choice.currentData() == FROM_TO
        self.between.setVisible(wants_days)
        if not wants_days:
            shown = self.chosen
            # Of everything the last month is what somebody may want to begin with.
            first = shown.first or self._today - timedelta(days=DAYS["days_30"] - 1)
            last = shown.last or self._today
            for edit, day in ((self.first, first), (self.last, last)):
                edit.blockSignals(True)
                edit.setDate(QDate(day.year, day.month, day.day))
                edit.blockSignals(False)

    def _keep_order(self) -> None:
        self.last.setMinimumDate(self.first.date())
        self.changed.emit()


def _day(code: str) -> QDateEdit:
    made = QDateEdit()
    made.setCalendarPopup(True)
    made.setFont(theme.font(14))
    made.setFixedHeight(36)
    made.setAccessibleName(say(code))
    return made


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())

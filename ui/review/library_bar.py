"""Over the list of sessions: what is searched for, in which days, whose, and which groups."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from monitor.session_filter import Filter, Group
from ui import theme
from ui.combo import Combo
from ui.review.clinic_period import ALL, CHOICES, PeriodChoice
from ui.review.sessions_model import ORDER, TO_SIGN
from ui.words import say

HIGH = 34
LEAST_SEARCH, PERIOD, NURSE, GROUPS = 110, 132, 126, 134
"""Pixels; the search has whatever is left."""

SHOWN: dict[str, tuple[Group, ...]] = {
    "all": ORDER,
    "to_sign": TO_SIGN,
    **{group: (group,) for group in ORDER if group not in TO_SIGN},
}
"""What may be chosen to be shown."""


_FIXED = QSizePolicy.Policy.Fixed


TYPING_MS = 80
"""Whoever types on is not waited for: a search begins where the hand stops."""


class SearchEdit(QLineEdit):
    """Signals: downward (on into the list), left (Esc, with nothing to clear)."""

    downward = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.downward.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear() if self.text() else self.left.emit()
        else:
            super().keyPressEvent(event)


class LibraryBar(QWidget):
    """Every choice at once is one question to the record. Signals: changed."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.search = SearchEdit()
        self.period = PeriodChoice(today, ALL)
        self.nurse = Combo(say("review.nurse"), "", theme.COMPACT)
        self.groups = Combo(say("review.groups"), "", theme.COMPACT)
        self._arrange()
        self.show_nurses(())
        self.show_counts(dict.fromkeys(Group, 0))
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(self._typing.start)
        self.period.changed.connect(self.changed)
        self.nurse.currentIndexChanged.connect(self.changed)
        self.groups.currentIndexChanged.connect(self.changed)

    def _arrange(self) -> None:
        self.search.setFont(theme.font(14))
        self.search.setMinimumWidth(LEAST_SEARCH)
        self.search.setPlaceholderText(say("review.search"))
        self.search.setAccessibleName(say("review.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedHeight(HIGH)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.search, 1)
        widths = {self.period.choice: PERIOD, self.nurse: NURSE, self.groups: GROUPS}
        for combo, width in widths.items():
            combo.setFont(theme.font(14, 500))
            combo.setFixedSize(width, HIGH)
            combo.setSizePolicy(_FIXED, _FIXED)  # or a layout that stretches leaves it no width
            line.addWidget(combo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.period.between, 0, theme.ALIGN_RIGHT)
        self.period.choice.setItemText(CHOICES.index(ALL), say("review.any_day"))
        # Its parts stand here; it keeps what they mean.
        self.period.setParent(self)
        self.period.hide()

    # -- what is wanted --------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """What is wanted, whichever groups are shown of it."""
        days = self.period.chosen
        return Filter(
            text=self.search.text(),
            since=days.since,
            until=days.until,
            nurse=self.nurse.currentData(),
        )

    @property
    def shown(self) -> tuple[Group, ...]:
        """The groups that are shown."""
        return SHOWN[self.groups.currentData()]

    def hurry(self) -> None:
        """Wait no longer whether somebody types on."""
        if self._typing.isActive():
            self._typing.stop()
            self.changed.emit()

    def clear(self) -> None:
        """Want everything, and tell once."""
        with QSignalBlocker(self):
            self.search.clear()
            self.period.choice.setCurrentIndex(CHOICES.index(ALL))
            self.nurse.setCurrentIndex(0)
            self.groups.setCurrentIndex(0)
        self._typing.stop()
        self.changed.emit()

    # -- what there is ---------------------------------------------------------------------

    def show_nurses(self, names: Sequence[str]) -> None:
        """Offer these nurses, after everybody."""
        with QSignalBlocker(self.nurse):
            kept = self.nurse.currentData()
            self.nurse.clear()
            self.nurse.addItem(say("review.any_nurse"), None)
            for name in names:
                self.nurse.addItem(name, name)
            self.nurse.setCurrentIndex(max(0, self.nurse.findData(kept)))

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Say of each choice how many sessions it shows."""
        with QSignalBlocker(self.groups):
            kept = self.groups.currentData()
            self.groups.clear()
            for name, groups in SHOWN.items():
                count = sum(counts[group] for group in groups)
                self.groups.addItem(say(f"review.shown.{name}", count=count), name)
            self.groups.setCurrentIndex(max(0, self.groups.findData(kept)))

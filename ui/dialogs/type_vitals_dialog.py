"""Vitals by hand: a keypad for a glove, a sentence at the field for what cannot be.

What can be and hardly ever is, is asked about once and then taken: the worst moment of a session is
the one that has to be written down as it was.
"""

import time
from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from monitor.errors import EntryError
from monitor.events import CuffReading, CuffSource, Entry, ManualVitals
from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.words import complain, say

RANGES = {
    "systolic": (40, 270),
    "diastolic": (10, 210),
    "rate": (20, 300),
    "spo2": (50, 100),
    "breathing": (4, 60),
}
"""What a person may believably read off a device or count; beyond it is asked once [own]."""

POSSIBLE = {
    "systolic": (1, 350),
    "diastolic": (1, 350),
    "rate": (1, 350),
    "spo2": (1, 100),
    "breathing": (0, 90),
}
"""What a body can have or a device can show; beyond it is a slip of the finger [own]."""

BOUNCE_S = 0.6
"""A second Enter that comes sooner is the first one, held down or bounced: it answers nothing."""

DIGITS = QRegularExpression("[0-9]{0,3}")
"""A validator for integers lets a sign or a comma stand, which int() refuses."""

BREATHING = "breathing"
"""The field that is called as the item of the schedule that it answers."""

_KEYS = {"⌫": "typed.erase", "→": "typed.next"}


def typed_entries(numbers: dict[str, int | None], t_ms: int, by: str) -> list[Entry]:
    """Turn typed numbers into entries. EntryError names the field that cannot be."""
    for name, value in numbers.items():
        low, high = POSSIBLE[name]
        if value is not None and not low <= value <= high:
            raise EntryError("typed_out_of_range", field=name, low=low, high=high)
    systolic, diastolic = numbers.get("systolic"), numbers.get("diastolic")
    if (systolic is None) != (diastolic is None):
        missing = "systolic" if systolic is None else "diastolic"
        raise EntryError("typed_half_pressure", field=missing)
    if systolic is not None and diastolic is not None and diastolic >= systolic:
        raise EntryError("typed_upside_down", field="diastolic")
    entries: list[Entry] = []
    if systolic is not None:
        entries.append(
            CuffReading(
                t_ms=t_ms,
                by=by,
                device="manual",
                systolic=systolic,
                diastolic=diastolic,
                source=CuffSource.MANUAL,
            )
        )
    entries += _vitals(numbers, t_ms, by)
    if not entries:
        raise EntryError("typed_nothing", field="systolic")
    return entries


def _vitals(numbers: dict[str, int | None], t_ms: int, by: str) -> list[Entry]:
    """What is measured from one second to the next, in one entry."""
    rate, spo2, breathing = (numbers.get(name) for name in ("rate", "spo2", "breathing"))
    if rate is None and spo2 is None and breathing is None:
        return []
    return [ManualVitals(t_ms=t_ms, by=by, pulse_rate=rate, spo2=spo2, resp_rate=breathing)]


def unlikely(numbers: dict[str, int | None]) -> dict[str, int]:
    """Return by field the numbers that are possible and lie outside of what is believable."""
    return {
        name: value
        for name, value in numbers.items()
        if value is not None and not RANGES[name][0] <= value <= RANGES[name][1]
    }


class TypeVitalsDialog(QDialog):
    """Five fields and a keypad; `numbers()` is what stands in them. The window behind goes on.

    now_s: wall time, for tests.
    """

    def __init__(self, parent: QWidget, sizes: theme.Sizes) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("type_vitals"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.now_s: Callable[[], float] = time.monotonic
        self._entered_s = 0.0
        self._asked: dict[str, int] = {}
        self.fields: dict[str, QLineEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(label(sizes.next, 650, text=say("type_vitals")))
        # Side by side: one below the other they are higher than a small screen.
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addLayout(self._form(sizes), 1)
        beside.addLayout(self._keypad(sizes))
        column.addLayout(beside)
        self._problem = label(sizes.label, 550)
        # Its room is kept: what appears must not move Enter from under the finger.
        self._problem.setFixedHeight(2 * sizes.label + 14)
        self._problem.setWordWrap(True)
        column.addWidget(self._problem)
        self.enter = button(say("enter"), self.accept, height=sizes.row + 4, role="primary")
        cancel = button(say("cancel"), self.reject, height=sizes.row + 4)
        self.enter.setDefault(True)
        line = QHBoxLayout()
        line.addWidget(cancel, 1)
        line.addWidget(self.enter, 2)
        column.addLayout(line)

    def _form(self, sizes: theme.Sizes) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(8)
        form.setLabelAlignment(theme.ALIGN_LEFT)
        for name in RANGES:
            field = QLineEdit()
            field.setFont(theme.font(sizes.next, 600))
            field.setMinimumHeight(sizes.row)
            field.setValidator(QRegularExpressionValidator(DIGITS, field))
            field.textChanged.connect(self._forgive)
            field.setAccessibleName(say(f"typed.{name}"))
            title = label(sizes.button, 500, "dim", text=say(f"typed.{name}"))
            title.setBuddy(field)
            title.setMinimumHeight(sizes.row)
            form.addRow(title, field)
            self.fields[name] = field
        return form

    def _keypad(self, sizes: theme.Sizes) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(sizes.gap)
        for index, key in enumerate((*"123456789", "⌫", "0", "→")):
            made = button(key, partial(self._key, key), height=sizes.row + 8, px=sizes.next)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setMinimumWidth(88)
            made.setAccessibleName(say(_KEYS[key]) if key in _KEYS else key)
            grid.addWidget(made, index // 3, index % 3)
        return grid

    def _key(self, key: str) -> None:
        focused, fields = self.focusWidget(), list(self.fields.values())
        field = focused if isinstance(focused, QLineEdit) else fields[0]
        if key == "⌫":
            field.backspace()
        elif key == "→":
            fields[(fields.index(field) + 1) % len(fields)].setFocus()
        else:
            field.insert(key)

    def numbers(self) -> dict[str, int | None]:
        """What was typed; None for an empty field."""
        return {name: int(f.text()) if f.text() else None for name, f in self.fields.items()}

    def accept(self) -> None:
        """Close only when what stands there can be true, and somebody is sure of it."""
        try:
            typed_entries(self.numbers(), 0, "")
        except EntryError as error:
            self._complain(error)
        else:
            if self._is_sure(unlikely(self.numbers())):
                super().accept()

    def _is_sure(self, odd: dict[str, int]) -> bool:
        """Whether nothing is odd, or the same odd numbers were entered a second time."""
        before_s, self._entered_s = self._entered_s, self.now_s()
        if odd and odd != self._asked:
            self._ask(odd)
            return False
        return not odd or self._entered_s - before_s >= BOUNCE_S

    def _ask(self, odd: dict[str, int]) -> None:
        what = ", ".join(say(f"typed.value.{name}", value=value) for name, value in odd.items())
        self._asked = odd
        self._say(say("typed.sure", what=what), "", list(odd))

    def _complain(self, error: EntryError) -> None:
        self._asked = {}
        self._say(complain(error), "wrong", [str(error.values["field"])])

    def _say(self, sentence: str, role: str, named: list[str]) -> None:
        """Say a sentence, mark the fields it is about and lead to the first of them."""
        theme.role(self._problem, role)
        self._problem.setText(sentence)
        self._mark(named)
        self.fields[named[0]].setFocus()

    def _forgive(self) -> None:
        """Something changed: what was wrong or odd may not be any more."""
        if self.problem():
            self._problem.setText("")
            self._mark(())

    def _mark(self, named: Collection[str]) -> None:
        for name, field in self.fields.items():
            field.setProperty("wrong", name in named)
            field.style().unpolish(field)
            field.style().polish(field)

    def problem(self) -> str:
        """The sentence at the fields."""
        return self._problem.text()

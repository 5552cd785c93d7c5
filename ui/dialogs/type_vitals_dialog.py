"""Vitals by hand: a keypad for a glove, a sentence at the field for what cannot be."""

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

RANGES = {"systolic": (40, 270), "diastolic": (10, 210), "rate": (20, 300), "spo2": (50, 100)}
"""What a person may believably read off a device."""

DIGITS = QRegularExpression("[0-9]{0,3}")
"""A validator for integers lets a sign or a comma stand, which int() refuses."""

_KEYS = {"⌫": "typed.erase", "→": "typed.next"}


def typed_entries(numbers: dict[str, int | None], t_ms: int, by: str) -> list[Entry]:
    """Turn typed numbers into entries. EntryError names the field that cannot be."""
    for name, value in numbers.items():
        low, high = RANGES[name]
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
    rate, spo2 = numbers.get("rate"), numbers.get("spo2")
    if rate is not None or spo2 is not None:
        entries.append(ManualVitals(t_ms=t_ms, by=by, pulse_rate=rate, spo2=spo2))
    if not entries:
        raise EntryError("typed_nothing", field="systolic")
    return entries


class TypeVitalsDialog(QDialog):
    """Four fields and a keypad; `numbers()` is what stands in them. The window behind goes on."""

    def __init__(self, parent: QWidget, sizes: theme.Sizes) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("type_vitals"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields: dict[str, QLineEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(label(sizes.next, 650, text=say("type_vitals")))
        column.addLayout(self._form(sizes))
        self._problem = label(sizes.label, 550, "wrong")
        self._problem.setWordWrap(True)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addLayout(self._keypad(sizes))
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
        """Close only when what stands there can be true."""
        try:
            typed_entries(self.numbers(), 0, "")
        except EntryError as error:
            self._complain(error)
        else:
            super().accept()

    def _complain(self, error: EntryError) -> None:
        self._problem.setText(complain(error))
        self._problem.show()
        name = str(error.values["field"])
        for other, field in self.fields.items():
            field.setProperty("wrong", other == name)
            field.style().unpolish(field)
            field.style().polish(field)
        self.fields[name].setFocus()

    def problem(self) -> str:
        """The sentence at the fields."""
        return self._problem.text()

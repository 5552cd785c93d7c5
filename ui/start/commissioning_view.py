"""The engineer's sheet: what a device's own screen shows beside what Dripwatch receives."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from ui import theme
from ui.buttons import button
from ui.field import read_text
from ui.labels import ElidedLabel, label
from ui.start.commissioning import RANGES, Check, Compared
from ui.words import number, say, signed

Store = Callable[[str, str, tuple[Compared, ...]], Check | None]
"""Keeps a sheet: the device's serial number, the engineer's name, the values. None: not stored."""


class ValueRow:
    """One value: typed off the device's screen, held beside it what was received by then.

    Holds its own widgets; the view puts them into its grid.
    """

    def __init__(self, quantity: str, changed: Callable[[], None]) -> None:
        self.quantity = quantity
        self.name = label(theme.START.label, 500, text=say(f"sheet.of.{quantity}"))
        self.read = _line(say(f"sheet.of.{quantity}"))
        self.read.setValidator(QIntValidator(0, 999))
        self.received = label(theme.START.next, 600)
        self.difference = label(theme.START.next, 600)
        self.explained = _line(f"{say('sheet.explained')}: {say(f'sheet.of.{quantity}')}")
        kept = self.explained.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.explained.setSizePolicy(kept)
        self._now: float | None = None
        self._held: float | None = None
        self._typing = False
        self._changed = changed
        self.read.textChanged.connect(self._take)
        self.explained.textChanged.connect(changed)
        self._show()

    def hear(self, value: float | None) -> None:
        """Show what comes in, as long as nothing was typed."""
        self._now = value
        if not self.read.text():
            self._show()

    def _take(self, text: str) -> None:
        if text and not self._typing:
            self._held = self._now
        self._typing = bool(text)
        self._show()
        self._changed()

    def _show(self) -> None:
        shown = self._held if self.read.text() else self._now
        compared = self.compared
        off = compared.difference if compared else None
        self.received.setText("–" if shown is None else number(round(shown, 1)))
        self.difference.setText("" if off is None else signed(off))
        theme.role(self.received, "" if self.read.text() else "dim")
        self.explained.setVisible(compared is not None and not compared.agrees)

    @property
    def compared(self) -> Compared | None:
        """What was read and received; None until a believable number was typed."""
        low, high = RANGES[self.quantity]
        text = self.read.text()
        if not text.isdecimal() or not low <= int(text) <= high:
            return None
        explained = "" if self.explained.isHidden() else read_text(self.explained.text())
        return Compared(self.quantity, float(text), self._held, explained)


class CommissioningView(QFrame):
    """The sheet of one device. `check` is the one there is already.

    Signals: pdf_wanted, print_wanted (a Check).
    """

    pdf_wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(
        self, title: str, quantities: tuple[str, ...], check: Check | None, store: Store
    ) -> None:
        super().__init__()
        theme.role(self, "card")
        self.by = _line(say("sheet.by"))
        self.serial_number = _line(say("sheet.serial_number"))
        self.rows = [ValueRow(quantity, self._judge) for quantity in quantities]
        self.store = button(say("sheet.store"), self._store, height=theme.START.row)
        self.pdf = button(
            say("sheet.pdf"), lambda: self._hand_over(self.pdf_wanted), height=theme.START.row
        )
        self.print = button(
            say("sheet.print"), lambda: self._hand_over(self.print_wanted), height=theme.START.row
        )
        self.title = title
        self.device = ElidedLabel(theme.START.text, 600)
        self.check = check
        self._keep = store
        self._checked = label(theme.START.label, 550)
        self._said = label(theme.START.label, 500, "dim")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.START.margin, 12, theme.START.margin, 14)
        column.setSpacing(8)
        column.addWidget(label(theme.START.heading, 650, text=say("sheet.title")))
        self.device.set_text(self.title)
        column.addWidget(self.device)
        column.addWidget(self._checked)
        column.addLayout(self._names())
        how = label(theme.START.label - 1, 500, "dim", text=say("sheet.how"))
        for words in (how, self._said):
            words.setWordWrap(True)
        column.addWidget(how)
        column.addLayout(self._grid())
        column.addStretch(1)
        self._said.setMinimumHeight(36)
        column.addWidget(self._said)
        column.addLayout(self._foot())

    def _names(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        for code, edit in (("sheet.by", self.by), ("sheet.serial_number", self.serial_number)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label(theme.START.label, 550, "dim", text=say(code)))
            column.addWidget(edit)
            line.addLayout(column, 1)
        return line

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        heads = ("value", "read", "received", "difference", "explained")
        for column, head in enumerate(heads):
            grid.addWidget(
                label(theme.START.label - 1, 550, "dim", text=say(f"sheet.{head}")), 0, column
            )
        for line, row in enumerate(self.rows, start=1):
            row.read.setFixedWidth(92)
            cells = (row.name, row.read, row.received, row.difference, row.explained)
            for column, cell in enumerate(cells):
                grid.addWidget(cell, line, column)
        grid.setColumnStretch(4, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        theme.role(self.store, "primary")
        for part in (self.store, self.pdf, self.print):
            line.addWidget(part)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        for edit in (self.by, self.serial_number):
            edit.textChanged.connect(self._judge)
        self._say_checked()
        self._judge()

    def hear(self, numbers: Mapping[str, float]) -> None:
        """Take what the device measures now, by the names of ui/start/commissioning.py."""
        for row in self.rows:
            row.hear(numbers.get(row.quantity))

    def _say_checked(self) -> None:
        self._checked.setText(_checked(self.check) if self.check else say("sheet.not_checked"))
        for part in (self.pdf, self.print):
            part.setEnabled(self.check is not None)

    def needs(self) -> list[str]:
        """What is still missing before the sheet can be stored."""
        found = [
            say(code)
            for code, edit in (("sheet.by", self.by), ("sheet.serial_number", self.serial_number))
            if not edit.text().strip()
        ]
        for row in self.rows:
            compared = row.compared
            if compared is None:
                found.append(row.name.text())
            elif not compared.settled:
                found.append(say("sheet.why", value=row.name.text()))
        return found

    def _judge(self) -> None:
        needs = self.needs()
        self.store.setEnabled(not needs)
        self.tell(say("sheet.needs", what=", ".join(needs)) if needs else "")

    def tell(self, sentence: str) -> None:
        """Say what came of it."""
        self._said.setText(sentence)

    def said(self) -> str:
        """What it says at its foot."""
        return self._said.text()

    def checked(self) -> str:
        """What it says of who checked the device."""
        return self._checked.text()

    def _store(self) -> None:
        values = tuple(row.compared for row in self.rows if row.compared)
        by, serial_number = read_text(self.by.text()), read_text(self.serial_number.text())
        made = self._keep(serial_number, by, values)
        self.check = made or self.check
        self._say_checked()
        self.tell(say("sheet.stored", checked=_checked(made)) if made else say("sheet.not_stored"))

    def _hand_over(self, wanted: SignalInstance) -> None:
        if self.check is not None:
            wanted.emit(self.check)


def _checked(check: Check) -> str:
    at = datetime.fromisoformat(check.at).strftime("%Y-%m-%d %H:%M")
    return say("sheet.checked", by=check.by, at=at, serial_number=check.serial_number)


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setFont(theme.font(theme.START.text, 500))
    made.setFixedHeight(theme.START.row)
    made.setMaxLength(60)
    made.setAccessibleName(name)
    return made

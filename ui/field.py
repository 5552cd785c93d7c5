"""One line to type in, its name above it; and a row of such, what is wrong written below."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from monitor.errors import EntryError
from ui import theme
from ui.labels import label
from ui.start.start_sheet import Missing
from ui.words import complain, say

THINKING_MS = 900
"""A half-typed number is no mistake: it is judged when the person leaves or pauses this long."""

T = TypeVar("T")


def read_text(text: str) -> str:
    """Read any words."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """A label's text without its keyboard mark."""
    return text.replace("&", "")


class Field(QWidget, Generic[T]):
    """`read` turns what was typed into a value or raises EntryError.

    Signals: changed (another text), settled (the person left the field or paused).
    """

    changed = Signal()
    settled = Signal()

    def __init__(
        self,
        code: str,
        read: Callable[[str], T],
        text: str = "",
        sizes: theme.Sizes = theme.START,
    ) -> None:
        super().__init__()
        self.name = plain(say(f"start.{code}"))
        self._short = plain(say(f"start.{code}.short"))
        self.edit = QLineEdit()
        self.fault: EntryError | None = None
        self.value: T | None = None
        self.judged = False
        self._read = read
        self._pause = QTimer(self, singleShot=True, interval=THINKING_MS)
        self._arrange(label(sizes.label, 550, "dim", text=say(f"start.{code}")), sizes)
        self.edit.textChanged.connect(self.take)
        self.edit.editingFinished.connect(self._judge)
        self.edit.returnPressed.connect(self._onward)
        self._pause.timeout.connect(self._judge)
        self.edit.setText(text)
        self._pause.stop()

    def _arrange(self, title: QLabel, sizes: theme.Sizes) -> None:
        self.edit.setFont(theme.font(sizes.text, 500))
        self.edit.setFixedHeight(sizes.row)
        self.edit.setMinimumWidth(theme.grown(70, sizes))
        self.edit.setMaxLength(120)
        self.edit.setAccessibleName(self.name)
        title.setBuddy(self.edit)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.edit)

    @property
    def text(self) -> str:
        """What was typed, without the blanks around it."""
        return self.edit.text().strip()

    @property
    def missing(self) -> bool:
        """Whether there is no value yet, or no possible one."""
        return self.value is None

    def asks(self) -> Missing:
        """The chip that leads here."""
        return Missing(say("start.check", what=self._short) if self.fault else self._short, self)

    def take(self) -> None:
        """Read what stands there."""
        self.value, self.fault, self.judged = None, None, False
        try:
            self.value = self._read(self.text) if self.text else None
        except EntryError as error:
            self.fault = error
        self._pause.start()
        self.changed.emit()

    def _judge(self) -> None:
        self._pause.stop()
        self.judged = True
        self.settled.emit()

    def _onward(self) -> None:
        """Enter goes on; it never begins anything, for a barcode scanner ends with it too."""
        self.focusNextChild()

    def mark(self, wrong: bool) -> None:
        """Draw the border of a wrong entry, or take it away."""
        if self.edit.property("wrong") != wrong:
            self.edit.setProperty("wrong", wrong)
            self.edit.style().polish(self.edit)


class Row(QWidget):
    """Fields side by side, what belongs beside them, and one line for what is wrong or was read."""

    def __init__(
        self,
        *fields: Field[Any],
        shares: tuple[int, ...] = (),
        beside: QWidget | None = None,
        sizes: theme.Sizes = theme.START,
    ) -> None:
        super().__init__()
        self._fields = fields
        self._refused: EntryError | None = None
        self._hint = ""
        self._said = label(sizes.label - 1, 400)
        self._said.setFixedHeight(sizes.said)
        self._arrange(shares or (1,) * len(fields), beside)
        for field in fields:
            field.changed.connect(self.refresh)
            field.settled.connect(self.refresh)

    def _arrange(self, shares: tuple[int, ...], beside: QWidget | None) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        for field, share in zip(self._fields, shares, strict=True):
            line.addWidget(field, share)
        if beside is not None:
            line.addWidget(beside, 0, Qt.AlignmentFlag.AlignBottom)
        self._said.setMinimumWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self._said)

    def hint(self, text: str) -> None:
        """Say how a value was read, while nothing is wrong."""
        self._hint = text
        self.refresh()

    def refuse(self, error: EntryError | None) -> None:
        """Say what is wrong with the fields taken together, or nothing."""
        self._refused = error
        self.refresh()

    def said(self) -> str:
        """The line under the fields."""
        return self._said.text()

    def refresh(self) -> None:
        """Write the first mistake under the fields."""
        wrong = [field for field in self._fields if field.fault and field.judged]
        for field in self._fields:
            field.mark(field in wrong)
        error = wrong[0].fault if wrong else self._refused
        theme.role(self._said, "wrong" if error else "faint")
        self._said.setText(complain(error) if error else self._hint)

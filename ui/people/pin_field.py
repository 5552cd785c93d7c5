"""The PIN of whoever a field of the start screen names, compared when it is left. Dots only.

What was compared counts for that name alone: another name asks for another PIN.
"""

import math
import time

from PySide6.QtCore import QTimer

from monitor.errors import DripwatchError, EntryError
from monitor.people import People
from ui import theme
from ui.field import Field, read_text
from ui.people.pin_check import PinCheck
from ui.people.pin_edit import as_a_pin
from ui.words import say

COUNT_MS = 500


class PinField(Field[str]):
    """`whose` is the field of the name. `value` is that name once the PIN was right."""

    def __init__(self, code: str, whose: Field[str], people: People, sizes: theme.Sizes) -> None:
        self.whose = whose
        self.check = PinCheck(people, whose)
        self.wall_s = time.monotonic
        self._until_s = 0.0
        super().__init__(code, read_text, sizes=sizes)
        as_a_pin(self.edit)
        self.edit.editingFinished.connect(self._compare)
        whose.changed.connect(self.forget)
        self.check.right.connect(self._let_in)
        self.check.wrong.connect(self._refuse)
        self.check.failed.connect(self._say_why)
        self._counting = QTimer(self, interval=COUNT_MS)
        self._counting.timeout.connect(self._count)

    def take(self) -> None:
        """What is typed is no value yet."""
        self.value, self.fault, self.judged = None, None, False
        self._show("")
        self.changed.emit()

    def forget(self) -> None:
        """It is another's now, or nobody's."""
        self._until_s = 0.0
        self.edit.clear()
        self.take()

    def _show(self, text: str) -> None:
        if self.edit.placeholderText() != text:
            self.edit.setPlaceholderText(text)

    @property
    def left_s(self) -> float:
        """How long the next try waits, in seconds."""
        return max(0.0, self._until_s - self.wall_s())

    def _compare(self) -> None:
        pin, name = self.edit.text(), self.whose.value
        if not pin or not name or self.check.busy or self.left_s > 0:
            return
        self.edit.clear()
        self._show(say("pin.checking"))
        self.check.ask(name, pin)

    def _let_in(self, name: str) -> None:
        if name == self.whose.value:
            self.value, self.fault = name, None
            self._show(say("pin.right"))
            self.changed.emit()

    def _refuse(self, wait_s: float) -> None:
        self._until_s = self.wall_s() + wait_s
        self._count()
        if wait_s > 0:
            self._counting.start()

    def _count(self) -> None:
        left_s = math.ceil(self.left_s)
        if left_s > 0:
            self._fail(EntryError("pin_wait", field="pin", seconds=left_s))
        else:
            self._counting.stop()
            self._fail(EntryError("pin_wrong", field="pin"))

    def _say_why(self, error: Exception) -> None:
        if isinstance(error, DripwatchError):
            self._fail(EntryError(error.code, **(error.values | {"field": "pin"})))
        else:
            self._fail(EntryError("bug", field="pin"))

    def _fail(self, error: EntryError) -> None:
        if self.value is None:
            self.fault, self.judged = error, True
            self._show("")
            self.settled.emit()
            self.changed.emit()

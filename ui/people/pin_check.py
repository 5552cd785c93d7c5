"""Compares a PIN with a person's on a thread of its own: the window never waits. It shows nothing.

The PIN goes from the field to the hash and is kept nowhere on the way.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from monitor.clock import utc_now
from monitor.people import Answer, People
from ui.people.aside import Aside


class PinCheck(QObject):
    """`now` is aware wall time, for tests.

    Signals:
        right(name): it is that person's; the name as the clinic writes it.
        wrong(wait_s): it is not, or was not looked at; so long does the next try wait.
        failed(error): the people could not be read.
    """

    right = Signal(str)
    wrong = Signal(float)
    failed = Signal(object)

    def __init__(
        self, people: People, parent: QObject, now: Callable[[], datetime] = utc_now
    ) -> None:
        super().__init__(parent)
        self._people = people
        self._now = now
        self._name = ""
        self._aside = Aside()
        self._aside.done.connect(self._take)
        self._aside.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether one is being compared."""
        return self._aside.busy

    def ask(self, name: str, pin: str) -> None:
        """Begin to compare; one at a time."""
        people, now = self._people, self._now
        self._name = name
        self._aside.run(lambda: people.check(name, pin, now()))

    def _take(self, answer: Answer) -> None:
        if answer.right:
            self.right.emit(self._name)
        else:
            self.wrong.emit(answer.wait_s)

"""Ctrl-C and SIGTERM, heard between two events of a window and never in the middle of one.

Left to itself Python raises KeyboardInterrupt at whatever line is at work, which may be half way
through drawing a value.
"""

import signal
import socket
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, QSocketNotifier

NUMBERS = (signal.SIGINT, signal.SIGTERM)
SIGNALLED = 128
"""A shell adds it to the number of the signal that ended a program."""


class StopSignals(QObject):
    """Calls `leave` once, on the GUI thread, when the program is told to end.

    A context manager around the event loop. exit_code: 0 while no signal came.
    """

    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__()
        self._leave = leave
        self.exit_code = 0
        self._hears, self._rings = socket.socketpair()
        for end in (self._hears, self._rings):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._hears.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._hear)

    def __enter__(self) -> "StopSignals":
        self._before = {number: signal.signal(number, _wait) for number in NUMBERS}
        self._rang_before = signal.set_wakeup_fd(self._rings.fileno())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.set_wakeup_fd(self._rang_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._hears.close()
        self._rings.close()

    def _hear(self) -> None:
        came = [number for number in self._hears.recv(64) if number in NUMBERS]
        if came and not self.exit_code:
            self.exit_code = SIGNALLED + came[0]
            self._leave()


def _wait(_number: int, _frame: object) -> None:
    """The notifier tells it when its turn comes."""

"""The one clock of everything that flashes, so that it flashes in phase. It draws nothing.

High priority 2.0 Hz, medium 0.6 Hz, half of the time on (clinical table 3.2); low never flashes. No
part of the screen may flash more than three times a second.

A widget that flashes says so (`want`), draws itself in full while `on(priority)` holds and dimmed
while not, and draws itself anew, and nothing else, at every `toggled`:

    flash.toggled.connect(self._paint_again)
    flash.want(self, alarm.priority if it_flashes else None)

While nobody wants it no timer runs and `on` always holds: what does not flash is steady.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from monitor.events import Priority

HZ = {Priority.HIGH: 2.0, Priority.MEDIUM: 0.6}
"""[prop] in the middle of 1.4 to 2.8 and of 0.4 to 0.8 (clinical table 3.2)."""

EARLY_S = 0.002
"""A timer may come a little before its moment."""


class Flash(QObject):
    """On and off by wall time. `now_s` is for tests to set.

    Signals:
        toggled: something that is wanted went on or off.
    """

    toggled = Signal()

    def __init__(self, parent: QObject, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now_s = now_s
        self._wanted: dict[QObject, Priority] = {}
        self._begun_s = 0.0
        self._was: dict[Priority, bool] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)

    def want(self, widget: QObject, priority: Priority | None) -> None:
        """Let a widget flash by `priority`, or, with None or low, no more."""
        if priority not in HZ:
            self._wanted.pop(widget, None)
        elif self._wanted.get(widget) is not priority:
            if not self._wanted:
                # What begins to flash begins lit.
                self._begun_s = self._now_s()
            self._wanted[widget] = priority
        else:
            return
        self._was = {one: self.on(one) for one in set(self._wanted.values())}
        self._wait()

    def on(self, priority: Priority) -> bool:
        """Whether what flashes by this priority is lit now."""
        if priority not in self._wanted.values():
            return True
        return self._halves(priority) % 2 == 0

    @property
    def running(self) -> bool:
        """Whether anything flashes."""
        return self._timer.isActive()

    def _halves(self, priority: Priority) -> int:
        """How many half periods are over."""
        return int((self._now_s() - self._begun_s + EARLY_S) * 2 * HZ[priority])

    def _turn(self) -> None:
        now = {one: self.on(one) for one in set(self._wanted.values())}
        changed, self._was = now != self._was, now
        self._wait()
        if changed:
            self.toggled.emit()

    def _wait(self) -> None:
        """Until the next of them turns."""
        edges = [(self._halves(one) + 1) / (2 * HZ[one]) for one in set(self._wanted.values())]
        if not edges:
            self._timer.stop()
            return
        left_s = self._begun_s + min(edges) - self._now_s()
        self._timer.start(max(1, round(left_s * 1000)))

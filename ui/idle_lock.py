"""Hides who the patient is while nobody touches the screen. It hides a name and locks nothing.

What is entered meanwhile goes through. Nothing but `show` brings the name back: whoever enters
something in passing need not see it. What a PIN has to do with it is people/presence.py's.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

HIDE_AFTER_S = 5 * 60.0
"""[exp] A nurse at the bedside touches the screen more often than that; somebody in the corridor
does not. No setting of a profile yet."""

LOOK_MS = 1000

TOUCHES = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}
"""What a hand does on purpose. A mouse that trembles on a trolley is no hand."""


class IdleLock(QObject):
    """Watches every window of the program. `now_s` is wall time: people idle in no other.

    Signals:
        hidden(bool): the name goes, or comes back.
    """

    hidden = Signal(bool)

    def __init__(
        self,
        parent: QObject,
        now_s: Callable[[], float] = time.monotonic,
        hide_after_s: float = HIDE_AFTER_S,
    ) -> None:
        super().__init__(parent)
        self._now_s = now_s
        self._hide_after_s = hide_after_s
        self._touched_s = now_s()
        self._hidden = False
        self._looking = QTimer(self)
        self._looking.timeout.connect(self.look)
        self._looking.start(LOOK_MS)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def look(self) -> None:
        """Hide the name if nobody has touched anything for so long."""
        if self._now_s() - self._touched_s >= self._hide_after_s:
            self.hide_now()

    def hide_now(self) -> None:
        """Hide the name at once: somebody leaves the screen on purpose."""
        if not self._hidden:
            self._hidden = True
            self.hidden.emit(True)

    def show(self) -> None:
        """Somebody asked for the name."""
        self._touched_s = self._now_s()
        if self._hidden:
            self._hidden = False
            self.hidden.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A touch in the very second in which it would hide still keeps it.
        if event.type() in TOUCHES and event.spontaneous():
            self._touched_s = self._now_s()
        return False

"""Tells the guardian that the window still answers; without a guardian it is silent."""

import os

from PySide6.QtCore import QObject, QTimer

from ui.guardian import BEAT, BEAT_MS, GUARDED, LOOKING_ON

STANDARD_OUTPUT = 1


class Heartbeat(QObject):
    """Beats in the GUI thread: what stops that thread stops the heart."""

    def __init__(
        self, parent: QObject, fd: int = STANDARD_OUTPUT, *, looks_on: bool = False
    ) -> None:
        super().__init__(parent)
        self._fd = fd
        self._sound = LOOKING_ON if looks_on else BEAT
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._guarded = bool(os.environ.get(GUARDED))
        self._timer.start(BEAT_MS)
        self._beat()

    def stop(self) -> None:
        """The window is closing: from now on a silence means nothing."""
        self._timer.stop()

    def _beat(self) -> None:
        if not self._guarded:
            return
        try:
            os.write(self._fd, self._sound)
        except OSError:
            # Nobody listens any more; the session goes on without a guardian.
            self._guarded = False

"""Coalesces calls: the first runs at once, those that come too soon wait, and only once."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer


class Throttle(QObject):
    """Calls `action` at most every `least_ms` of wall time, always after the last request."""

    def __init__(self, parent: QObject, least_ms: int, action: Callable[[], None]) -> None:
        super().__init__(parent)
        self._least_ms = least_ms
        self._action = action
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._run)

    def request(self) -> None:
        """Something changed."""
        if self._timer.isActive():
            return
        passed = self._since.elapsed() if self._since.isValid() else self._least_ms
        self._timer.start(int(max(0, self._least_ms - passed)))

    def _run(self) -> None:
        self._since.start()
        self._action()

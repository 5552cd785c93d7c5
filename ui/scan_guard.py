"""Keeps what a barcode scanner types from pressing a button (nurse.md A7). It reads no scans."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.burst import Burst


class ScanGuard(QObject):
    """Swallows a key at a button of `window` that follows another sooner than a hand's would.

    now_s: wall time, for tests to set.
    """

    def __init__(self, window: QWidget, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self.now_s = now_s
        self._window = window
        self._burst = Burst()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        # The screen's own window sees every key before the widget does.
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        scanned = self._burst.scanned(event, self.now_s())
        return scanned and isinstance(watched, QAbstractButton)

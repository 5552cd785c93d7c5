"""A barcode scanned where no scan belongs fills nothing in and presses nothing (nurse.md A7).

A scanner types like a keyboard, only faster than a hand. What it typed into a field is taken out
again; a button or a list it comes upon does not hear it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from ui.burst import MODIFIERS, Burst

SCAN = 4
"""So many keys, each close to the one before, were no hand's; two of them may be."""


@dataclass(slots=True)
class _Scan:
    """Keys that came close together, and what stood in each field before the first of them."""

    keys: int = 1
    before: dict[QLineEdit, str] = field(default_factory=dict)


class StrayScans(QObject):
    """Watches the keys of one window. `scan_field` is where scans belong.

    now_s: wall time in s, for tests to set.

    Signals: found (a scan came where none belongs, and was taken out).
    """

    found = Signal()

    def __init__(
        self, window: QWidget, scan_field: QLineEdit, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(window)
        self.now_s = now_s
        self._window = window
        self._scan_field = scan_field
        self._burst = Burst()
        self._scan = _Scan()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.isAutoRepeat() or event.key() in MODIFIERS or not self._is_ours(watched):
            return False
        close = self._is_close(event)
        if watched is self._scan_field:
            return False
        if isinstance(watched, QLineEdit):
            return self._typed(watched, close)
        # In a list of ports a letter would choose, and what is chosen is opened.
        text = event.text().strip()
        return close or (isinstance(watched, QComboBox) and bool(text) and text.isprintable())

    def _is_ours(self, watched: QObject) -> bool:
        """Whether it is where a key acts: in the window itself, or in a list dropped from it.

        What it does not use goes on to those around it, which are none of these.
        """
        if not isinstance(watched, QWidget):
            return False
        if watched.window() is self._window:
            return isinstance(watched, QLineEdit | QAbstractButton | QComboBox)
        return watched.window() is QApplication.activePopupWidget() and self._dropped(watched)

    def _dropped(self, watched: QWidget) -> bool:
        part: QObject | None = watched
        while part is not None and part is not self._window:
            part = part.parent()
        return part is not None

    def _is_close(self, event: QKeyEvent) -> bool:
        """Whether this key came sooner after the last than a hand's would."""
        close = self._burst.scanned(event, self.now_s())
        if close:
            self._scan.keys += 1
        else:
            self._scan = _Scan()
        return close

    def _typed(self, edit: QLineEdit, close: bool) -> bool:
        scan = self._scan
        scan.before.setdefault(edit, edit.text())
        if not close or scan.keys < SCAN:
            return False
        for touched, text in scan.before.items():
            if touched.text() != text:
                touched.setText(text)
        if scan.keys == SCAN:
            self.found.emit()
        return True

"""Tells the keys a barcode scanner types from a hand's, by their times alone (nurse.md A7).

A scanner types like a keyboard, only faster. What is done about its keys is each caller's own.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

CLOSE_MS = 40
"""Keys closer than this come from a scanner."""

MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr}
"""Keys that change others and do nothing alone."""


class Burst:
    """Remembers when the last key came."""

    def __init__(self) -> None:
        self._last_s = float("-inf")

    def scanned(self, key: QKeyEvent, at_s: float) -> bool:
        """Note a key that came at `at_s`, wall time; return whether no hand is so quick.

        The first key of a scan is not known as one; one that is held down repeats and is a hand's.
        """
        close = (at_s - self._last_s) * 1000 < CLOSE_MS
        self._last_s = at_s
        return close and not key.isAutoRepeat()

"""PySide6 must not eat the references of None and True (6.12.0 does, and aborts Python 3.11)."""

import sys

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None and True are immortal from 3.12"
)

CALLS = 500
# A leaking binding loses one reference a call; other code may hold or drop a few meanwhile.
SLACK = CALLS // 2


class Speaker(QObject):
    """Says yes."""

    said = Signal(bool)


def test_calls_that_return_nothing_leave_none_alone(qapp: QApplication) -> None:
    """A call through the binding gives back the None it returns."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        timer.setInterval(5)
    assert sys.getrefcount(None) > before - SLACK


def test_emitting_leaves_true_alone(qapp: QApplication) -> None:
    """An emitted True is still there afterwards, with a listener and without."""
    speaker = Speaker()
    heard: list[bool] = []
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        speaker.said.emit(True)
    speaker.said.connect(heard.append)
    for _ in range(CALLS):
        speaker.said.emit(True)
    assert heard == [True] * CALLS
    # What is in the list holds references of its own and would hide as many lost ones.
    heard.clear()
    assert sys.getrefcount(True) > before - SLACK

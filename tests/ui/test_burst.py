"""Keys closer together than a hand's are a scanner's; the first of them nobody can tell."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ui.burst import CLOSE_MS, Burst


def key(*, held: bool = False) -> QKeyEvent:
    """A digit; `held`: one that repeats by itself."""
    digit, plain = Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, digit, plain, "4", held)


@pytest.mark.parametrize(
    ("at_ms", "scanned"),
    [
        ([0], [False]),
        ([0, 5, 10], [False, True, True]),
        ([0, CLOSE_MS - 1], [False, True]),
        ([0, CLOSE_MS], [False, False]),
        ([0, 200, 205], [False, False, True]),
        ([0, 5, 300], [False, True, False]),
    ],
)
def test_a_key_close_to_the_one_before_is_a_scanners(at_ms: list[int], scanned: list[bool]) -> None:
    """Each is held against the one right before it, whosever that was."""
    burst = Burst()
    assert [burst.scanned(key(), 100 + ms / 1000) for ms in at_ms] == scanned


def test_a_key_that_is_held_down_is_a_hands() -> None:
    """It repeats as fast as a scanner types; what comes right after it is held against it."""
    burst = Burst()
    assert not burst.scanned(key(), 1.0)
    assert not burst.scanned(key(held=True), 1.03)
    assert burst.scanned(key(), 1.04)

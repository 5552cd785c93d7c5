"""A hand's keys act, a scanner's do not, however its burst begins or ends."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from monitor.events import CuffRequest, Mark, Observation
from tests.ui.conftest import Desk


def burst(desk: Desk, text: str, apart_s: float = 0.005) -> None:
    """Type as a barcode scanner does."""
    desk.window.activateWindow()
    for key in text:
        desk.second_hand_s += apart_s
        QTest.keyClicks(QApplication.focusWidget() or desk.window, key)
    desk.wait_until(lambda: not desk.window.hand.waiting)


@pytest.mark.parametrize("scanned", ["m4711", "4711m", "dd2n7t m", "m m"])
def test_a_scanners_burst_starts_nothing(bedside: Desk, scanned: str) -> None:
    """Neither its first key nor its last; nurse.md A7."""
    bedside.window.row("dissociation").setFocus()
    burst(bedside, scanned)
    assert [e for e in bedside.taken if isinstance(e, CuffRequest | Observation | Mark)] == []
    assert bedside.window.dialogs.shown("type_vitals") is None


def test_a_hand_may_follow_a_scanner(bedside: Desk) -> None:
    """As soon as the burst is over."""
    burst(bedside, "4711")
    bedside.keys("m")
    assert len(bedside.all(CuffRequest)) == 1


def test_space_marks_the_moment_unless_a_button_has_the_focus(bedside: Desk) -> None:
    """There it presses the button, as everywhere."""
    bedside.keys(" ")
    assert len(bedside.all(Mark)) == 1
    bedside.window.row("dissociation").buttons[1].setFocus()
    bedside.keys(" ")
    assert len(bedside.all(Mark)) == 1
    assert [made.answers for made in bedside.all(Observation)] == [{"dissociation": 1}]

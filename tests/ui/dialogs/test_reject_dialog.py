"""A pressure is rejected for a reason, touched or typed, and never without one."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from monitor.events import CuffReading
from tests.ui.beside import Beside, beside, by_hand, check_for_gloves, check_out_of_the_way
from ui.dialogs.reject_dialog import RejectDialog

__all__ = ["beside"]

READING = CuffReading(t_ms=60_000, device="ge-dinamap", systolic=172, diastolic=92, seq=7)


class Sheet:
    """The dialog and what it told."""

    def __init__(self, beside: Beside) -> None:
        self.dialog = RejectDialog(beside.window, beside.sizes, READING)
        self.dialog.now_s = by_hand()
        self.told: list[tuple[CuffReading, str]] = []
        self.dialog.entered.connect(lambda *said: self.told.append(said))
        self.dialog.show()
        self.dialog.activateWindow()
        QApplication.processEvents()


def test_a_reason_is_one_touch(beside: Beside) -> None:
    """It is told by its code, with the reading that is shown."""
    sheet = Sheet(beside)
    assert "172/92" in {made.text() for made in sheet.dialog.findChildren(QLabel)}
    sheet.dialog.reasons.buttons["Cuff slipped"].click()
    sheet.dialog.enter.click()
    assert sheet.told == [(READING, "cuff_slipped")]


def test_any_other_reason_is_typed(beside: Beside) -> None:
    """Words take the place of a reason that was touched, and the other way round."""
    sheet = Sheet(beside)
    sheet.dialog.reasons.buttons["Arm moved"].click()
    sheet.dialog.text.setFocus()
    QTest.keyClicks(sheet.dialog.text, "  shivering  badly ")
    assert sheet.dialog.reasons.chosen is None
    sheet.dialog.enter.click()
    assert sheet.told == [(READING, "shivering badly")]
    other = Sheet(beside)
    QTest.keyClicks(other.dialog.text, "x")
    other.dialog.reasons.buttons["Arm moved"].click()
    other.dialog.enter.click()
    assert other.told == [(READING, "arm_moved")]


def test_without_a_reason_nothing_is_rejected(beside: Beside) -> None:
    """The sentence stands at the field, until there is one."""
    sheet = Sheet(beside)
    sheet.dialog.enter.click()
    assert sheet.told == []
    assert sheet.dialog.problem() == "Choose or type why it is wrong."
    sheet.dialog.reasons.buttons["Patient was talking"].click()
    assert sheet.dialog.problem() == ""


def test_gloves_and_places(beside: Beside) -> None:
    """As every dialog of the bedside."""
    sheet = Sheet(beside)
    check_for_gloves(sheet.dialog)
    check_out_of_the_way(sheet.dialog, beside)

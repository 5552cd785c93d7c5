"""One number on a keypad is the number that was meant, or a sentence at its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.beside import Beside, beside, by_hand, check_for_gloves, check_out_of_the_way, key
from ui.dialogs.number_dialog import NumberDialog

__all__ = ["beside"]


class Sheet:
    """The dialog and what it told."""

    def __init__(self, beside: Beside, **how: object) -> None:
        asked: dict[str, object] = {"title": "Volume on the pump", "unit": "mL"}
        asked |= {"low": 0, "high": 500} | how
        self.dialog = NumberDialog(beside.window, beside.sizes, **asked)  # type: ignore[arg-type]
        self.dialog.now_s = by_hand()
        self.told: list[tuple[float, str]] = []
        self.dialog.entered.connect(lambda *said: self.told.append(said))
        self.dialog.show()
        self.dialog.activateWindow()
        QApplication.processEvents()

    def touch(self, keys: str) -> None:
        """Touch keys of the pad."""
        buttons = {m.text(): m for m in self.dialog.findChildren(QPushButton)}
        for one in keys:
            QTest.mouseClick(buttons[one], Qt.MouseButton.LeftButton)


def test_a_number_by_finger_and_one_by_keyboard(beside: Beside) -> None:
    """The field has the focus from the start."""
    sheet = Sheet(beside)
    sheet.touch("36.2")
    sheet.dialog.enter.click()
    other = Sheet(beside)
    QTest.keyClicks(other.dialog.focusWidget(), "21,3")
    key(other.dialog, Qt.Key.Key_Return)
    assert (sheet.told, other.told) == ([(36.2, "")], [(21.3, "")])


def test_the_line_to_compare_with_is_the_callers(beside: Beside) -> None:
    """Beside the number, with its unit."""
    sheet = Sheet(beside, compared="by clock 21.3 mg")
    texts = {made.text() for made in sheet.dialog.findChildren(QLabel)}
    assert {"by clock 21.3 mg", "mL", "Volume on the pump"} <= texts
    assert sheet.dialog.number.accessibleName() == "Volume on the pump mL"


def test_nothing_is_a_volume(beside: Beside) -> None:
    """But no rate: whoever asks says from where on."""
    sheet, rate = Sheet(beside), Sheet(beside, low=0.1)
    for one in (sheet, rate):
        one.touch("0")
        one.dialog.enter.click()
    assert sheet.told == [(0, "")]
    assert rate.told == []
    assert rate.dialog.problem() == "Zero cannot be right. Type the number again."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type the number."),
        ("501", "That cannot be: between 0 and 500, please."),
        ("36 mL", "“36 mL” is not a number. Use digits and one point."),
    ],
)
def test_what_cannot_be_is_refused(beside: Beside, text: str, said: str) -> None:
    """Until it is mended."""
    sheet = Sheet(beside)
    sheet.dialog.number.setText(text)
    sheet.dialog.enter.click()
    assert (sheet.told, sheet.dialog.problem()) == ([], said)
    assert sheet.dialog.number.property("wrong")
    sheet.dialog.number.setText("36")
    assert not sheet.dialog.number.property("wrong")
    sheet.dialog.enter.click()
    assert sheet.told == [(36, "")]


def test_what_was_wasted_wants_a_witness(beside: Beside) -> None:
    """Nobody is not a name."""
    sheet = Sheet(beside, title="Wasted", unit="mg", second_field="Witness")
    sheet.touch("14.7")
    sheet.dialog.enter.click()
    assert (sheet.told, sheet.dialog.problem()) == ([], "Type the name.")
    assert sheet.dialog.focusWidget() is sheet.dialog.name
    QTest.keyClicks(sheet.dialog.focusWidget(), "  Haddad ")
    key(sheet.dialog, Qt.Key.Key_Return)
    assert sheet.told == [(14.7, "Haddad")]


def test_escape_enters_nothing(beside: Beside) -> None:
    """Cancel, by key."""
    sheet = Sheet(beside)
    sheet.touch("36")
    key(sheet.dialog, Qt.Key.Key_Escape)
    assert sheet.told == []


def test_it_suits_a_glove_and_keeps_out_of_the_way(beside: Beside) -> None:
    """With all it can ask for."""
    words = "A drug with a name that is longer than its dialog is wide"
    sheet = Sheet(beside, title=words, second_field="Witness", compared=f"{words} by clock")
    sheet.dialog.enter.click()
    check_for_gloves(sheet.dialog)
    check_out_of_the_way(sheet.dialog, beside)

"""The second checker is somebody else than the nurse, and compared what stands there now."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.field import Field, read_text
from ui.start.second_checker import SecondChecker


@pytest.fixture
def checker(qtbot: QtBot, dressed: QApplication) -> SecondChecker:
    """Beside the nurse Adeyemi."""
    nurse = Field("nurse", read_text, "Adeyemi")
    made = SecondChecker(nurse)
    nurse.changed.connect(made.show_nurse)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("typed", ["Adeyemi", " adeyemi ", "ADEYEMI"])
def test_the_nurse_alone_is_no_second_pair_of_eyes(checker: SecondChecker, typed: str) -> None:
    """However it is written; also where she is named later."""
    QTest.keyClicks(checker.field.edit, typed)
    assert checker.field.missing


def test_another_name_is(checker: SecondChecker) -> None:
    """Until the nurse turns out to be that one."""
    QTest.keyClicks(checker.field.edit, "Haddad")
    assert checker.field.value == "Haddad"
    checker._nurse.edit.setText("haddad")
    assert checker.field.missing


def test_another_dose_form_asks_for_another_comparison(checker: SecondChecker) -> None:
    """And says what is to be compared."""
    QTest.keyClicks(checker.field.edit, "Haddad")
    checker.asks_for("start.second_checker.nasal")
    assert checker.field.text == ""
    assert "devices" in checker.said()

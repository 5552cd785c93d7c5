"""The second checker is somebody else than the nurse, and compared what stands there now."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.people import People
from tests.ui.set_up_people import PINS, people
from ui.field import Field, read_text
from ui.start.second_checker import SecondChecker

__all__ = ["people"]


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


# -- where people are set up ----------------------------------------------------------------------


@pytest.fixture
def known(qtbot: QtBot, dressed: QApplication, people: People) -> SecondChecker:
    """Beside the nurse Adeyemi, whose name is looked up too."""
    nurse = Field("nurse", read_text, "Adeyemi")
    made = SecondChecker(nurse, people=people)
    nurse.changed.connect(made.show_nurse)
    qtbot.addWidget(made)
    made.show()
    return made


def test_only_who_may_check_is_a_second_checker(known: SecondChecker) -> None:
    """By the name as the clinic writes it: a witness, not an administrator, no stranger."""
    for typed, code in (("Brandt", "person_may_not"), ("Somebody", "person_unknown")):
        known.field.edit.setText(typed)
        assert known.field.fault is not None
        assert known.field.fault.code == code
    known.field.edit.setText("osei")
    assert known.field.value == "Osei"
    known.field.edit.setText("adeyemi")
    assert known.field.missing


def test_both_pins_are_needed_until_both_were_right(qtbot: QtBot, known: SecondChecker) -> None:
    """Each of its own person."""
    known.field.edit.setText("Osei")
    assert len(known.missing_pins()) == 2
    for pin, name in zip(known.pins, ("Osei", "Adeyemi"), strict=True):
        assert pin.isVisible()
        QTest.keyClicks(pin.edit, PINS[name])
        QTest.keyClick(pin.edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda pin=pin: not pin.missing)  # type: ignore[misc]
    assert known.missing_pins() == []
    known.field.edit.setText("Haddad")
    assert len(known.missing_pins()) == 1


def test_in_an_emergency_names_are_typed(known: SecondChecker) -> None:
    """And no PIN is asked; it can be taken back."""
    known.begin_emergency(True)
    known.field.edit.setText("Somebody")
    assert known.field.value == "Somebody"
    assert known.missing_pins() == []
    assert not known.pins[0].isVisible()
    known.begin_emergency(False)
    assert known.field.missing
    assert known.pins[0].isVisible()


def test_the_names_that_are_known_are_offered(known: SecondChecker) -> None:
    """Those who may check, to the checker; nurses, to the nurse."""
    for field, names in ((known.field, 3), (known._nurse, 2)):
        completer = field.edit.completer()
        assert completer.model().rowCount() == names
    known.field.edit.completer().setCompletionPrefix("se")
    assert known.field.edit.completer().currentCompletion() == "Osei"

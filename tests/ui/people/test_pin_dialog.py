"""The dialog asks whose PIN, shows dots, says how long a wrong one waits, and holds nobody up."""

import logging
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from monitor.people import People
from tests.ui.beside import Beside, beside, check_for_gloves, check_out_of_the_way
from tests.ui.set_up_people import PINS, WRONG, accesses, answer, people
from ui.dialogs.keypad import ERASE, Keypad
from ui.people.pin_dialog import PinDialog

__all__ = ["beside", "people"]


class Asked:
    """A dialog, what it let in, and the time by which it counts."""

    def __init__(self, beside: Beside, people: People, *names: str, name: str = "") -> None:
        self.in_: list[str] = []
        self.s = 100.0
        self.dialog = PinDialog(
            beside.window, beside.sizes, people, "shown", names, name, other="Later"
        )
        self.dialog.wall_s = lambda: self.s
        self.dialog.signed.connect(self.in_.append)
        self.closed = False
        self.dialog.finished.connect(self._close)
        self.dialog.show()

    def _close(self, _result: int) -> None:
        self.closed = True

    def key(self, text: str) -> None:
        """Press a key of the pad."""
        (made,) = (
            found
            for found in self.dialog.findChildren(QPushButton)
            if found.text() == text and isinstance(found.parent(), Keypad)
        )
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)


@pytest.fixture
def asked(beside: Beside, people: People) -> Asked:
    """Asked of Adeyemi, and Haddad may too."""
    return Asked(beside, people, "Adeyemi", "Haddad", name="Adeyemi")


def test_the_right_pin_lets_in_and_closes_it(qtbot: QtBot, asked: Asked) -> None:
    """The keys go to the PIN at first."""
    assert asked.dialog.focusWidget() is asked.dialog.pin
    answer(qtbot, asked.dialog, PINS["Adeyemi"])
    assert asked.in_ == ["Adeyemi"]
    assert asked.closed


def test_a_gloved_finger_types_it_on_the_keypad(qtbot: QtBot, asked: Asked) -> None:
    """Digits and a way back; there is no point in a PIN."""
    assert "." not in {made.text() for made in asked.dialog.findChildren(QPushButton)}
    for key in (*"2749", ERASE, "8"):
        asked.key(key)
    QTest.mouseClick(asked.dialog.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not asked.dialog.check.busy)
    assert "not the PIN" in asked.dialog.problem()
    for key in "2749":
        asked.key(key)
    QTest.mouseClick(asked.dialog.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.in_ == ["Adeyemi"])


def test_a_wrong_one_is_said_and_may_be_tried_again(qtbot: QtBot, asked: Asked) -> None:
    """The sentence goes with the first digit."""
    answer(qtbot, asked.dialog, WRONG)
    assert asked.dialog.problem() == "That is not the PIN."
    assert asked.dialog.pin.text() == ""
    QTest.keyClicks(asked.dialog.pin, "2")
    assert asked.dialog.problem() == ""


def test_the_third_wrong_one_waits_and_counts_down(qtbot: QtBot, asked: Asked) -> None:
    """Meanwhile Enter does nothing, not even count as a guess."""
    for _ in range(3):
        answer(qtbot, asked.dialog, WRONG)
    assert asked.dialog.problem() == "That is not the PIN. Try again in 0:05."
    assert not asked.dialog.enter.isEnabled()
    before = len(asked.dialog.check._people.log())
    QTest.keyClicks(asked.dialog.pin, PINS["Adeyemi"])
    QTest.keyClick(asked.dialog.pin, Qt.Key.Key_Return)
    asked.dialog.accept()
    assert not asked.dialog.check.busy
    assert len(asked.dialog.check._people.log()) == before
    asked.s += 2
    asked.dialog._count()
    assert asked.dialog.problem().endswith("0:03.")
    asked.s += 3
    asked.dialog._count()
    assert asked.dialog.problem() == ""
    assert asked.dialog.enter.isEnabled()


def test_a_dialog_opened_anew_waits_as_long(
    qtbot: QtBot, asked: Asked, beside: Beside, people: People
) -> None:
    """The wait is the person's, not the dialog's."""
    for _ in range(3):
        answer(qtbot, asked.dialog, WRONG)
    asked.dialog.reject()
    again = Asked(beside, people, "Adeyemi", name="Adeyemi")
    answer(qtbot, again.dialog, PINS["Adeyemi"])
    assert again.in_ == []
    assert "Try again in" in again.dialog.problem()


def test_somebody_else_is_chosen_from_the_list(qtbot: QtBot, asked: Asked) -> None:
    """What was typed for the other is gone."""
    QTest.keyClicks(asked.dialog.pin, "12")
    assert asked.dialog.who is not None
    asked.dialog.who.setCurrentText("Haddad")
    assert asked.dialog.pin.text() == ""
    answer(qtbot, asked.dialog, PINS["Haddad"])
    assert asked.in_ == ["Haddad"]


def test_one_name_alone_is_no_list(qtbot: QtBot, beside: Beside, people: People) -> None:
    """It stands there; only that person's PIN is right."""
    asked = Asked(beside, people, "Adeyemi", name="Adeyemi")
    assert asked.dialog.who is None
    answer(qtbot, asked.dialog, PINS["Haddad"])
    assert asked.in_ == []


def test_a_name_nobody_set_up_is_said_and_somebody_is_chosen(
    qtbot: QtBot, beside: Beside, people: People
) -> None:
    """Without a name nothing is compared."""
    asked = Asked(beside, people, "Adeyemi", "Haddad", name="Hadad")
    assert asked.dialog.problem().startswith("Hadad is not set up here.")
    QTest.keyClicks(asked.dialog.pin, PINS["Haddad"])
    asked.dialog.accept()
    assert accesses(people) == []
    assert asked.dialog.focusWidget() is asked.dialog.who


def test_escape_closes_it_and_a_late_answer_lets_nobody_in(qtbot: QtBot, asked: Asked) -> None:
    """Whoever closed it wanted it no more."""
    QTest.keyClicks(asked.dialog.pin, PINS["Adeyemi"])
    asked.dialog.accept()
    QTest.keyClick(asked.dialog, Qt.Key.Key_Escape)
    asked.dialog._let_in("Adeyemi")
    assert asked.closed
    qtbot.waitUntil(lambda: not asked.dialog.check.busy)
    assert asked.in_ == []


def test_the_other_way_closes_it_without_a_pin(asked: Asked) -> None:
    """For who has none to give."""
    told = list[bool]()
    asked.dialog.other_way.connect(lambda: told.append(True))
    QTest.mouseClick(asked.dialog.other, Qt.MouseButton.LeftButton)
    assert told == [True]
    assert asked.in_ == []
    assert asked.closed


def test_a_pin_is_in_no_log_no_file_no_argument_and_not_on_the_screen(
    qtbot: QtBot, asked: Asked, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    """Right or wrong."""
    with caplog.at_level(logging.DEBUG):
        answer(qtbot, asked.dialog, WRONG)
        QTest.keyClicks(asked.dialog.pin, PINS["Adeyemi"])
        seen = " ".join(made.text() for made in asked.dialog.findChildren(QLabel))
        seen += asked.dialog.pin.displayText()
        asked.dialog.accept()
        qtbot.waitUntil(lambda: bool(asked.in_))
    files = [path.read_bytes() for path in people._path.parent.iterdir() if path.is_file()]
    for pin in (WRONG, PINS["Adeyemi"]):
        assert pin not in seen
        assert pin not in caplog.text
        assert pin not in " ".join(sys.argv)
        assert all(pin.encode() not in content for content in files)


def test_it_stands_out_of_the_way_and_takes_gloves(asked: Asked, beside: Beside) -> None:
    """Left of the panel, below the strip; every alarm button stays free."""
    check_for_gloves(asked.dialog)
    check_out_of_the_way(asked.dialog, beside)

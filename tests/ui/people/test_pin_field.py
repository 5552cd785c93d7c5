"""The start screen's PIN counts for the name beside it, once it was compared, and for no other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.people import People
from tests.ui.set_up_people import PINS, WRONG, people
from ui import theme
from ui.field import Field, read_text
from ui.people.pin_field import PinField

__all__ = ["people"]


@pytest.fixture
def pin(qtbot: QtBot, dressed: QApplication, people: People) -> PinField:
    """Beside Adeyemi's name."""
    name = Field("nurse", read_text, "Adeyemi")
    made = PinField("nurse_pin", name, people, theme.START)
    for part in (name, made):
        qtbot.addWidget(part)
        part.show()
    return made


def typed(qtbot: QtBot, pin: PinField, text: str) -> None:
    """Type it, Enter, and wait until it was compared."""
    QTest.keyClicks(pin.edit, text)
    QTest.keyClick(pin.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not pin.check.busy)


def test_a_right_one_is_the_name_beside_it(qtbot: QtBot, pin: PinField) -> None:
    """The dots are gone; a tick stands there."""
    changes = list[bool]()
    pin.changed.connect(lambda: changes.append(pin.missing))
    typed(qtbot, pin, PINS["Adeyemi"])
    assert pin.value == "Adeyemi"
    assert changes[-1] is False
    assert pin.edit.text() == ""
    assert pin.edit.placeholderText() == "✓"


def test_a_half_typed_one_is_not_compared(pin: PinField, people: People) -> None:
    """A pause is no Enter: it would count as a wrong guess."""
    QTest.keyClicks(pin.edit, "27")
    pin._judge()
    assert not pin.check.busy
    assert people.log() == []


def test_a_wrong_one_is_said_and_a_guesser_waits(qtbot: QtBot, pin: PinField) -> None:
    """Counting down; the right one is not looked at meanwhile."""
    s = [10.0]
    pin.wall_s = lambda: s[0]
    typed(qtbot, pin, WRONG)
    assert pin.fault is not None
    assert pin.fault.code == "pin_wrong"
    for _ in range(2):
        typed(qtbot, pin, WRONG)
    assert (pin.fault.code, pin.fault.values["seconds"]) == ("pin_wait", 5)
    typed(qtbot, pin, PINS["Adeyemi"])
    assert pin.missing
    s[0] += 3.5
    pin._count()
    assert pin.fault is not None
    assert pin.fault.values["seconds"] == 2


def test_another_name_asks_for_another_pin(qtbot: QtBot, pin: PinField) -> None:
    """Also where the name changed while it was compared."""
    typed(qtbot, pin, PINS["Adeyemi"])
    pin.whose.edit.setText("Haddad")
    assert pin.missing
    assert pin.edit.placeholderText() == ""
    QTest.keyClicks(pin.edit, PINS["Haddad"])
    QTest.keyClick(pin.edit, Qt.Key.Key_Return)
    pin.whose.edit.setText("Adeyemi")
    qtbot.waitUntil(lambda: not pin.check.busy)
    assert pin.missing

"""The way to who is set up: the first is set up, later an administrator's PIN opens the list."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitor.people import People
from monitor.people import beside as beside_record
from tests.ui.beside import Beside, beside
from tests.ui.set_up_people import PINS, answer, people, quick
from ui.people.people_door import PeopleDoor
from ui.people.people_page import PeoplePage
from ui.people.pin_dialog import PinDialog
from ui.people.recovery_dialog import RecoveryDialog
from ui.people.set_up_dialog import SetUpDialog

__all__ = ["beside", "people"]


class Door:
    """One, and how often it said that something changed."""

    def __init__(self, beside: Beside, people: People) -> None:
        self.changes = 0
        self.door = PeopleDoor(beside.window, people, beside.sizes, self._change)
        self.door.open()

    def _change(self) -> None:
        self.changes += 1


def test_the_first_is_set_up_and_goes_on_to_the_list(
    qtbot: QtBot, beside: Beside, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the list others are added at once."""
    quick(monkeypatch)
    door = Door(beside, People(beside_record(tmp_path / "record.sqlite")))
    made = door.door.shown
    assert isinstance(made, SetUpDialog)
    made.name.setText("Brandt")
    made.new.pin.setText("8305")
    made.new.again.setText("8305")
    made.accept()
    qtbot.waitUntil(lambda: bool(made.code.text()) and not made._aside.busy)
    made.last.setText(made.code.text()[-4:])
    made.accept()
    assert isinstance(door.door.shown, PeoplePage)
    assert door.door.shown._by == "Brandt"
    assert door.changes == 1


def test_later_an_administrators_pin_opens_it(qtbot: QtBot, beside: Beside, people: People) -> None:
    """A nurse's does not: her name is not offered."""
    door = Door(beside, people)
    asked = door.door.shown
    assert isinstance(asked, PinDialog)
    assert asked.name == "Brandt"
    assert asked.who is None
    answer(qtbot, asked, PINS["Adeyemi"])
    assert door.door.shown is asked
    answer(qtbot, asked, PINS["Brandt"])
    assert type(door.door.shown).__name__ == "PeoplePage"


def test_a_lost_pin_leads_to_the_recovery_code(beside: Beside, people: People) -> None:
    """From the very dialog that asks for it."""
    door = Door(beside, people)
    asked = door.door.shown
    assert isinstance(asked, PinDialog)
    asked.other.click()
    assert isinstance(door.door.shown, RecoveryDialog)

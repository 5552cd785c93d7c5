"""One at most is chosen, and what the buttons say is not interpreted."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.beside import Beside, beside, check_for_gloves
from ui.dialogs.one_of import OneOf

__all__ = ["beside"]


@pytest.fixture
def units(qtbot: QtBot, beside: Beside) -> OneOf:
    """Three units."""
    made = OneOf(("mg", "mL", "R&D"), beside.sizes, about="Unit")
    qtbot.addWidget(made)
    made.show()
    return made


def test_another_replaces_the_first_and_the_same_takes_it_back(units: OneOf) -> None:
    """One signal for each touch."""
    told: list[str | None] = []
    units.changed.connect(lambda: told.append(units.chosen))
    for text in ("mg", "mL", "mL"):
        units.buttons[text].click()
    assert told == ["mg", "mL", None]
    assert not any(made.isChecked() for made in units.buttons.values())


def test_chosen_by_the_program_it_is_silent(units: OneOf) -> None:
    """And what is not offered cannot be chosen."""
    told: list[None] = []
    units.changed.connect(lambda: told.append(None))
    units.choose("mg")
    assert (units.chosen, units.buttons["mg"].isChecked()) == ("mg", True)
    units.choose("drops")
    assert (units.chosen, units.buttons["mg"].isChecked()) == (None, False)
    assert told == []


def test_an_ampersand_is_one(units: OneOf) -> None:
    """Qt would make a keyboard mark of it."""
    assert units.buttons["R&D"].text() == "R&&D"
    assert units.buttons["R&D"].accessibleName() == "Unit R&D"
    check_for_gloves(units)

"""Chips say what is still needed; what has no room is counted, and is reached all the same."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui import theme
from ui.start.needed_view import Chips, NeededView
from ui.start.start_sheet import Missing

NAMES = ["Name", "Birth date", "Weight measured or stated", "Allergies", "Second checker"]


def missing(places: list[QLineEdit]) -> list[Missing]:
    """One of each name, each with a field of its own."""
    return [Missing(name, where) for name, where in zip(NAMES, places, strict=True)]


@pytest.fixture
def places(qtbot: QtBot, dressed: QApplication) -> list[QLineEdit]:
    """Fields to be led to."""
    made = [QLineEdit() for _ in NAMES]
    for edit in made:
        qtbot.addWidget(edit)
    return made


@pytest.mark.parametrize("width", range(150, 900, 30))
def test_no_chip_is_cut_and_none_is_lost(qtbot: QtBot, places: list[QLineEdit], width: int) -> None:
    """Those seen and those counted are all of them; each is a finger high and wide."""
    chips = Chips(theme.START)
    qtbot.addWidget(chips)
    chips.resize(width, 44)
    chips.show()
    chips.show_missing(missing(places))
    seen = [chip for chip in chips.buttons if chip.isVisible()]
    left = len(NAMES) - len(seen)
    assert chips.more.isVisible() == bool(left)
    if left:
        assert chips.more.text() == f"+{left}"
        assert chips.more.toolTip().split("\n") == NAMES[len(seen) :]
        seen.append(chips.more)
    assert all(chips.rect().contains(chip.geometry()) for chip in seen)
    assert min(min(chip.width(), chip.height()) for chip in seen) >= 44


def test_the_count_leads_to_the_first_that_is_not_seen(
    qtbot: QtBot, places: list[QLineEdit]
) -> None:
    """As its own chip would."""
    led: list[str] = []
    chips = Chips(theme.START)
    qtbot.addWidget(chips)
    chips.resize(150, 44)
    chips.show()
    chips.show_missing(
        [replace(item, opens=partial(led.append, item.name)) for item in missing(places)]
    )
    shown = sum(chip.isVisible() for chip in chips.buttons)
    chips.more.click()
    assert led == [NAMES[shown]]


def test_the_button_says_why_it_does_not_work(qtbot: QtBot, places: list[QLineEdit]) -> None:
    """And works once nothing is missing."""
    view = NeededView(theme.START)
    qtbot.addWidget(view)
    view.show_missing(missing(places)[:2])
    assert not view.button.isEnabled()
    assert view.button.toolTip() == "Name, Birth date"
    view.show_missing([])
    assert view.button.isEnabled()

"""The cell of the strip, by its pixels: full, an outline, or by turns, and always readable."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.events import Priority
from tests.ui.conftest import pixel, rgb
from ui import theme
from ui.alarm_cell import AlarmCell
from ui.flash import Flash

HIGH, MEDIUM = rgb(theme.DARK.alarm_high), rgb(theme.DARK.alarm_medium)
PANEL = rgb(theme.DARK.panel)


class Shown:
    """A cell on the screen, its flash at a clock to set."""

    def __init__(self, qtbot: QtBot) -> None:
        self.s = 0.0
        self._owner = QObject()
        self.flash = Flash(self._owner, lambda: self.s)
        self.cell = AlarmCell(15, theme.DARK, self.flash)
        qtbot.addWidget(self.cell)
        self.cell.resize(400, 47)
        self.cell.show()

    def say(self, priority: Priority, *, filled: bool = True, flashes: bool = False) -> None:
        """Show an alarm."""
        self.cell.show_line("▲  ** SYS 166", priority, filled=filled, flashes=flashes)

    def middle(self) -> tuple[int, int, int]:
        """Its colour where no words are."""
        return pixel(self.cell, 390, 24)

    def edge(self) -> tuple[int, int, int]:
        """Its colour at the left edge."""
        return pixel(self.cell, 1, 24)


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication) -> Shown:
    """One cell."""
    return Shown(qtbot)


@pytest.mark.parametrize(("priority", "colour"), [(Priority.HIGH, HIGH), (Priority.MEDIUM, MEDIUM)])
def test_an_alarm_fills_the_cell_with_its_colour(
    shown: Shown, priority: Priority, colour: tuple[int, int, int]
) -> None:
    """Red for high, yellow for medium."""
    shown.say(priority)
    assert (shown.middle(), shown.edge()) == (colour, colour)


def test_what_is_not_confirmed_and_a_message_are_outlines(shown: Shown) -> None:
    """Yellow, and what is inside is the panel."""
    shown.say(Priority.LOW, filled=False)
    assert (shown.middle(), shown.edge()) == (PANEL, MEDIUM)


def test_what_flashes_is_by_turns_full_and_an_outline(shown: Shown) -> None:
    """Half of the time each; what was answered stays full."""
    shown.say(Priority.HIGH, flashes=True)
    assert shown.middle() == HIGH
    shown.s = 0.3
    assert (shown.middle(), shown.edge()) == (PANEL, HIGH)
    shown.say(Priority.HIGH)
    assert shown.middle() == HIGH
    assert not shown.flash.running


def test_a_cell_that_goes_does_not_flash_unseen(shown: Shown) -> None:
    """No timer is left behind."""
    shown.say(Priority.MEDIUM, flashes=True)
    assert shown.flash.running
    shown.cell.calm()
    assert not shown.flash.running


def test_its_words_are_its_name_and_its_width(shown: Shown) -> None:
    """Whole as long as there is room; a screen reader gets all of them."""
    shown.say(Priority.MEDIUM)
    assert shown.cell.accessibleName() == "▲  ** SYS 166"
    words = shown.cell.fontMetrics().horizontalAdvance("▲  ** SYS 166")
    assert shown.cell.sizeHint().width() >= words + 30

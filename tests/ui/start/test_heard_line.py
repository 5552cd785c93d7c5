"""What a device sends is drawn as large as it can be, broken only between its numbers."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.start.heard_line import HeardLine, broken

NUMBERS = "76 bpm · SpO₂ 97 % · 128/79 mmHg, 1:20 ago"


@pytest.fixture
def line(qtbot: QtBot, dressed: QApplication) -> HeardLine:
    """As wide as a column of a small screen."""
    made = HeardLine(theme.START)
    qtbot.addWidget(made)
    made.resize(388, 90)
    made.show()
    return made


def test_more_room_makes_larger_numbers_and_the_same_words(line: HeardLine) -> None:
    """Nothing is left out."""
    line.show_numbers(NUMBERS)
    tall = line.font().pixelSize()
    line.resize(388, 38)
    assert line.font().pixelSize() < tall
    line.resize(200, 38)
    assert line.font().pixelSize() >= theme.START.label
    assert line.said == NUMBERS


def test_a_number_keeps_its_unit(line: HeardLine) -> None:
    """Lines end between values, and each is within the width."""
    font = theme.font(28, 600)
    lines = broken(NUMBERS, font, 388)
    assert lines == ["76 bpm · SpO₂ 97 %", "128/79 mmHg, 1:20 ago"]
    assert all(QFontMetrics(font).horizontalAdvance(one) <= 388 for one in lines)


def test_what_is_wrong_is_said_in_plain_size(line: HeardLine) -> None:
    """After the numbers, too."""
    line.show_numbers(NUMBERS)
    line.show_problem("The cable is out.")
    assert line.font().pixelSize() < theme.START.text
    assert (line.text(), line.property("role")) == ("The cable is out.", "wrong")

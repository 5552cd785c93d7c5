"""The one big line is as large as its room allows, and never cut."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.start.pump_line import PumpLine

NUMBERS = "108.0 mg · 40.5 mL/h · 27.0 mL"


@pytest.mark.parametrize("width", [300, 410, 800])
def test_the_numbers_fill_the_line(qtbot: QtBot, dressed: QApplication, width: int) -> None:
    """Up to the largest size."""
    line = PumpLine(theme.START)
    qtbot.addWidget(line)
    line.resize(width, 56)
    line.show_text(NUMBERS, waiting=False)
    px = line.font().pixelSize()
    assert QFontMetrics(line.font()).horizontalAdvance(NUMBERS) <= width
    larger = QFontMetrics(theme.font(px + 1, 650)).horizontalAdvance(NUMBERS)
    assert px == theme.START.vital_digits or larger > width


def test_what_it_waits_for_is_said_quietly(qtbot: QtBot, dressed: QApplication) -> None:
    """In the size of a field: it is no number."""
    line = PumpLine(theme.START)
    qtbot.addWidget(line)
    line.resize(400, 56)
    line.show_text("Weight and dose give the numbers", waiting=True)
    assert (line.font().pixelSize(), line.property("role")) == (theme.START.text, "faint")

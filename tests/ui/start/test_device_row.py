"""One device on the start screen, as it is drawn."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.start.device_row import DeviceRow
from ui.start.start_sheet import DeviceChoice, Family

LONG = "GE Datex-Ohmeda S/5, AS/3, CS/3, Cardiocap/5, CARESCAPE B450-B850, B20-B125"
NUMBERS = "174 bpm · SpO₂ 100 % · 228/179 mmHg 1:02:05 ago"


@pytest.mark.parametrize("width", [390, 560])
def test_numbers_stay_on_one_line_and_problems_on_two(
    qtbot: QtBot, dressed: QApplication, width: int
) -> None:
    """Numbers are as big as fits; long names push nothing aside."""
    row = DeviceRow([Family("ge-datex-s5", LONG)], 0)
    qtbot.addWidget(row)
    row.set_ports([("/dev/serial/by-id/" + "x" * 80, LONG)])
    row.resize(width, 140)
    row.show()
    row.show_numbers(NUMBERS)
    assert row.width() == width
    assert QFontMetrics(row._said.font()).horizontalAdvance(NUMBERS) <= row._said.width()
    row.show_problem(
        "Bytes arrive but no valid frame: on the monitor set 115200 baud, even parity, 1 stop bit,"
        " or choose another model."
    )
    assert row._said.heightForWidth(row._said.width()) <= row._said.height()


def test_what_is_not_offered_stays_open(qtbot: QtBot) -> None:
    """Nothing else is chosen in its place."""
    row = DeviceRow([Family("nonin", "Nonin"), Family("par-nibp", "PAR")], 0)
    qtbot.addWidget(row)
    row.set_ports([("COM3", "")])
    row.choose(DeviceChoice("nonin", "COM9"))
    assert row.choice == DeviceChoice("nonin", "")
    assert [missing.name for missing in row.missing()] == ["Port"]

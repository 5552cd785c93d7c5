"""One device on the start screen, as it is drawn."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.start.device_row import DeviceRow
from ui.start.start_sheet import DeviceChoice, Family

LONG = "GE Datex-Ohmeda S/5, AS/3, CS/3, Cardiocap/5, CARESCAPE B450-B850, B20-B125"
NUMBERS = "174 bpm · SpO₂ 100 % · 228/179 mmHg 1:02:05 ago"


@pytest.mark.parametrize("width", [390, 560])
def test_numbers_fit_their_room_and_problems_two_lines(
    qtbot: QtBot, dressed: QApplication, width: int
) -> None:
    """Long names push nothing aside."""
    row = DeviceRow([Family("ge-datex-s5", LONG)], 0, QPushButton("Find ports"))
    qtbot.addWidget(row)
    row.set_ports([("/dev/serial/by-id/" + "x" * 80, LONG)])
    row.resize(width, 140)
    row.show()
    row.show_numbers(NUMBERS)
    assert row.width() == width
    shown = QFontMetrics(row._said.font()).boundingRect(row._said.rect(), 0, row._said.text())
    assert shown.width() <= row._said.width()
    assert shown.height() <= row._said.height()
    assert row.said == NUMBERS
    row.show_problem(
        "Bytes arrive but no valid frame: on the monitor set 115200 baud, even parity, 1 stop bit,"
        " or choose another model."
    )
    assert row._said.heightForWidth(row._said.width()) <= row._said.height()


def test_what_is_not_offered_stays_open(qtbot: QtBot) -> None:
    """Nothing else is chosen in its place."""
    row = DeviceRow([Family("nonin", "Nonin"), Family("par-nibp", "PAR")], 0, QPushButton())
    qtbot.addWidget(row)
    row.set_ports([("COM3", "")])
    row.choose(DeviceChoice("nonin", "COM9"))
    assert row.choice == DeviceChoice("nonin", "")
    assert [missing.name for missing in row.missing()] == ["Port"]

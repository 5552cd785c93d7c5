"""What is in the way of a session is said in one line, and no longer than it is."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.start.in_the_way import InTheWay


@pytest.fixture
def line(qtbot: QtBot, dressed: QApplication) -> InTheWay:
    """Nothing is in the way yet."""
    made = InTheWay(theme.START)
    qtbot.addWidget(made)
    return made


def test_it_takes_no_room_while_nothing_is_wrong(line: InTheWay) -> None:
    """And none again afterwards."""
    assert line.isHidden()
    line.show_problem("The disk is full.")
    assert not line.isHidden()
    line.show_problem("")
    assert line.isHidden()


def test_the_problem_comes_before_the_stop(line: InTheWay) -> None:
    """Neither takes the other's place."""
    line.show_stop("Consent was answered No.")
    line.show_problem("The disk is full.")
    assert line.text() == "The disk is full. Consent was answered No."
    assert line.problem == "The disk is full."


def test_a_stray_scan_is_said_for_a_while(qtbot: QtBot, line: InTheWay) -> None:
    """Then it is old news."""
    line._stray.setInterval(20)
    line.show_stray_scan()
    assert "Scan into the field at the top" in line.text()
    qtbot.waitUntil(line.isHidden, timeout=5000)

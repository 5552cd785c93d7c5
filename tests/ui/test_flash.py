"""One clock for all that flashes: in phase, at its rate, and not at all while nothing does."""

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor.events import Observation, Priority
from tests.ui.conftest import NURSE, Desk
from ui import theme
from ui.alarm_cell import AlarmCell
from ui.flash import HZ, Flash

SEEN_S = 2.7
"""Wall time of the one test that waits."""


class Wall:
    """A clock a test sets, in seconds."""

    def __init__(self) -> None:
        self.s = 100.3

    def now_s(self) -> float:
        """It says."""
        return self.s


def lit(flash: Flash, wall: Wall, priority: Priority, seconds: float) -> str:
    """Whether it is lit in the middle of each tenth of a second: X or a point."""
    begun, seen = wall.s, ""
    for tenth in range(round(seconds * 10)):
        wall.s = begun + tenth / 10 + 0.05
        seen += "X" if flash.on(priority) else "."
    return seen


def test_half_of_the_time_it_is_lit_and_it_begins_lit(qapp: QApplication) -> None:
    """High twice a second, medium three times in five seconds."""
    wall, owner = Wall(), QObject()
    flash = Flash(owner, wall.now_s)
    high, medium = QObject(owner), QObject(owner)
    flash.want(high, Priority.HIGH)
    flash.want(medium, Priority.MEDIUM)
    begun = wall.s
    seen = lit(flash, wall, Priority.HIGH, 2.0)
    assert seen.startswith("XX")
    assert sum(a + b == ".X" for a, b in pairwise(seen)) == 3
    wall.s = begun
    seen = lit(flash, wall, Priority.MEDIUM, 5.0)
    assert seen.startswith("X")
    assert 22 <= seen.count("X") <= 28
    assert sum(a + b == ".X" for a, b in pairwise(seen)) == 2


def test_what_joins_later_flashes_in_phase(qapp: QApplication) -> None:
    """It does not begin anew."""
    wall, owner = Wall(), QObject()
    flash = Flash(owner, wall.now_s)
    first, second = QObject(owner), QObject(owner)
    flash.want(first, Priority.HIGH)
    wall.s += 0.3
    flash.want(second, Priority.HIGH)
    assert not flash.on(Priority.HIGH)


def test_low_priority_and_what_nobody_wants_are_steady(qapp: QApplication) -> None:
    """And then no timer runs."""
    owner = QObject()
    flash, widget = Flash(owner), QObject(owner)
    runs = []
    for priority in (Priority.LOW, Priority.HIGH, None):
        flash.want(widget, priority)
        runs.append(flash.running)
    assert runs == [False, True, False]
    assert all(flash.on(priority) for priority in Priority)


def test_one_that_stops_leaves_the_others_flashing(qapp: QApplication) -> None:
    """Each is wanted for itself."""
    owner = QObject()
    flash, one, other = Flash(owner), QObject(owner), QObject(owner)
    flash.want(one, Priority.MEDIUM)
    flash.want(other, Priority.MEDIUM)
    flash.want(one, None)
    assert flash.running


class Watched(AlarmCell):
    """A cell that notes each of its paints: when, and whether it was lit."""

    def __init__(self, flash: Flash) -> None:
        super().__init__(15, theme.DARK, flash)
        self.paints: list[tuple[float, bool]] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.paints.append((time.monotonic(), self.lit))

    def turns(self) -> list[float]:
        """When it was painted otherwise than before."""
        return [b[0] for a, b in pairwise(self.paints) if a[1] != b[1]]


def test_on_the_screen_it_flashes_at_its_rate(qtbot: QtBot, dressed: QApplication) -> None:
    """By its paints in wall time: within 10 %, and never more than three in any second."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 100)
    flash = Flash(window)
    cells = {priority: Watched(flash) for priority in HZ}
    for place, (priority, cell) in enumerate(cells.items()):
        cell.setParent(window)
        cell.setGeometry(0, place * 50, 600, 48)
        cell.show_line("SYS 186", priority, filled=True, flashes=True)
    window.show()
    begun = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() - begun > SEEN_S, timeout=5000)
    for priority, cell in cells.items():
        turns = cell.turns()
        hz = (len(turns) - 1) / (turns[-1] - turns[0]) / 2
        assert hz == pytest.approx(HZ[priority], rel=0.1)
        lights = turns[1::2]
        assert all(b - a > 1 for a, b in zip(lights, lights[3:], strict=False))


class Painted(QObject):
    """Counts what is painted anywhere in one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.by: dict[QObject, int] = {}
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Paint or not isinstance(watched, QWidget):
            return False
        # What another window paints meanwhile is nothing a flash has done.
        if watched.window() is self._window:
            self.by[watched] = self.by.get(watched, 0) + 1
        return False


def test_a_flash_paints_the_cell_and_nothing_else(
    qtbot: QtBot, bedside: Desk, qapp: QApplication
) -> None:
    """Nor what stands around and under it."""
    answers: dict[str, int | str] = {"sedation": 1}
    seen = Observation(t_ms=0, by=NURSE, scale="sedation", version="1", answers=answers)
    bedside.post(seen)
    bedside.settle()
    cell, painted = bedside.window.strip._cell, Painted(bedside.window)
    qtbot.waitUntil(lambda: not bedside.window._redraw._timer.isActive(), timeout=1000)
    bedside.settle()
    qapp.installEventFilter(painted)
    qtbot.waitUntil(lambda: painted.by.get(cell, 0) >= 3, timeout=3000)
    qapp.removeEventFilter(painted)
    assert set(painted.by) == {cell}

"""However often something changes, it is painted at most so often, and never missed."""

import time

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.throttle import Throttle

LEAST_MS = 60


def test_the_first_request_waits_for_nothing(qtbot: QtBot) -> None:
    """It runs in the next turn of the loop, not in the caller's."""
    runs: list[float] = []
    parent = QObject()
    throttle = Throttle(parent, 60_000, lambda: runs.append(0))
    throttle.request()
    assert runs == []
    qtbot.waitUntil(lambda: runs == [0])


def test_a_burst_runs_once_and_what_comes_after_it_once_more(qtbot: QtBot) -> None:
    """No sooner than the least time after the first."""
    runs: list[float] = []
    parent = QObject()
    throttle = Throttle(parent, LEAST_MS, lambda: runs.append(time.monotonic()))
    for _ in range(10):
        throttle.request()
    qtbot.waitUntil(lambda: len(runs) == 1)
    for _ in range(10):
        throttle.request()
    qtbot.waitUntil(lambda: len(runs) == 2)
    # Qt's clock and Python's round differently.
    assert runs[1] - runs[0] >= (LEAST_MS - 5) / 1000
    qtbot.wait(2 * LEAST_MS)
    assert len(runs) == 2


def test_a_request_made_by_the_action_itself_is_not_lost(qtbot: QtBot) -> None:
    """The last request is always followed by a run."""
    runs: list[int] = []
    parent = QObject()

    def act() -> None:
        runs.append(len(runs))
        if len(runs) < 3:
            throttle.request()

    throttle = Throttle(parent, 1, act)
    throttle.request()
    qtbot.waitUntil(lambda: runs == [0, 1, 2])

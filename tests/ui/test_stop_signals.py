"""A wish to end is obeyed once, when its turn comes, and what was before is put back."""

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from ui.stop_signals import StopSignals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_leaves_once_and_tells_the_shell(qtbot: QtBot, number: signal.Signals) -> None:
    """Not at the line at which the signal came: that line goes on."""
    left: list[str] = []
    with StopSignals(lambda: left.append("left")) as stop:
        assert stop.exit_code == 0
        for _ in range(2):
            os.kill(os.getpid(), number)
        assert left == []
        qtbot.waitUntil(lambda: bool(left))
        os.kill(os.getpid(), number)
        qtbot.wait(50)
    assert left == ["left"]
    assert stop.exit_code == 128 + number


def test_afterwards_ctrl_c_is_what_it_was(qtbot: QtBot) -> None:
    """Commands without a window go on to end by it."""
    before = signal.getsignal(signal.SIGINT)
    with StopSignals(lambda: None):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
    assert signal.set_wakeup_fd(-1) == -1

"""Live numbers before a session, and why there are none."""

import os
import pty
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.pretend import twin
from ui.preview import Preview


class Shown:
    """What the start screen was told."""

    def __init__(self) -> None:
        self.numbers: list[str] = []
        self.problems: list[str] = []
        self.preview = Preview(self.numbers.append, self.problems.append)


def test_what_the_device_measures_is_shown_with_units(qtbot: QtBot, tmp_path: Path) -> None:
    """And the pressure with its age: it may be somebody else's."""
    shown = Shown()
    with twin(tmp_path) as device:
        shown.preview.listen("ge-dinamap", device.port)
        qtbot.waitUntil(lambda: bool(shown.numbers) and "mmHg" in shown.numbers[-1], timeout=9000)
        shown.preview.stop()
    assert "bpm" in shown.numbers[-1]
    assert "SpO₂" in shown.numbers[-1]
    assert "ago" in shown.numbers[-1]


def test_bytes_that_are_no_frame_say_which_settings_are_wanted(qtbot: QtBot) -> None:
    """The speed or the parity on the monitor is another, or it is another monitor."""
    shown = Shown()
    ours, theirs = pty.openpty()
    try:
        shown.preview.listen("ge-dinamap", os.ttyname(theirs))

        def said() -> bool:
            os.write(ours, b"\xfe\xc3\x81" * 5)
            return any("9600 baud, no parity" in problem for problem in shown.problems)

        qtbot.waitUntil(said, timeout=20_000)
        shown.preview.stop()
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_port_that_is_not_there_is_a_sentence(qtbot: QtBot) -> None:
    """With what to do."""
    shown = Shown()
    shown.preview.listen("ge-dinamap", "/dev/none-such")
    qtbot.waitUntil(lambda: bool(shown.problems), timeout=9000)
    shown.preview.stop()
    assert "why_no_data" not in shown.problems[0]

"""Live numbers before a session, and why there are none."""

import os
import pty
import threading
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.driver import LineSettings, model_named
from devices.ports import SerialPort
from monitor.events import LinkChange, LinkState
from tests.pretend import twin
from ui.start import preview
from ui.start.preview import Preview, why_unheard
from ui.start.start_sheet import DeviceChoice


class Shown:
    """What the start screen was told."""

    def __init__(self) -> None:
        self.numbers: list[str] = []
        self.problems: list[str] = []
        self.places: list[int] = []
        self.preview = Preview(self._show, self._complain)

    def _show(self, place: int, text: str) -> None:
        self.places.append(place)
        self.numbers.append(text)

    def _complain(self, place: int, sentence: str) -> None:
        self.places.append(place)
        self.problems.append(sentence)


def test_what_the_device_measures_is_shown_with_units(qtbot: QtBot, tmp_path: Path) -> None:
    """And the pressure with its age: it may be somebody else's."""
    shown = Shown()
    with twin(tmp_path) as device:
        shown.preview.listen([DeviceChoice("ge-dinamap", device.port)])
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
        shown.preview.listen([DeviceChoice("ge-dinamap", os.ttyname(theirs))])

        def said() -> bool:
            os.write(ours, b"\xfe\xc3\x81" * 5)
            return any("9600 baud, no parity" in problem for problem in shown.problems)

        qtbot.waitUntil(said, timeout=20_000)
        shown.preview.stop()
    finally:
        os.close(ours)
        os.close(theirs)


def test_of_several_settings_each_is_named() -> None:
    """An old device of a family wants another speed."""
    unheard = LinkChange(
        t_ms=0, device="contec-cms50", state=LinkState.SILENT, reason="wrong_device"
    )
    said = why_unheard(model_named("contec-cms50"), unheard)
    assert "115200 baud, no parity, 1 stop bit or 19200 baud, odd parity, 1 stop bit" in said


class OtherwiseSet(SerialPort):
    """A port on which the second of two lines was the one that worked."""

    @property
    def line(self) -> LineSettings:
        return LineSettings(baud=19200, parity="O")


def test_a_line_that_is_set_otherwise_is_named_with_the_numbers(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks for the right setting learns which one works."""
    monkeypatch.setattr(preview, "SerialPort", OtherwiseSet)
    shown = Shown()
    with twin(tmp_path) as device:
        shown.preview.listen([DeviceChoice("ge-dinamap", device.port)])
        qtbot.waitUntil(lambda: bool(shown.numbers) and "bpm" in shown.numbers[-1], timeout=9000)
        shown.preview.stop()
    assert shown.numbers[-1].endswith(" · 19200 baud, odd parity, 1 stop bit")


def test_a_port_that_is_not_there_is_a_sentence(qtbot: QtBot) -> None:
    """With what to do."""
    shown = Shown()
    shown.preview.listen([DeviceChoice("ge-dinamap", "/dev/none-such")])
    qtbot.waitUntil(lambda: bool(shown.problems), timeout=9000)
    shown.preview.stop()
    assert "why_no_data" not in shown.problems[0]


def test_two_devices_are_shown_each_at_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    """What one says goes on while the other comes and goes."""
    shown = Shown()
    with twin(tmp_path) as dinamap, twin(tmp_path, model="nonin") as nonin:
        first = DeviceChoice("ge-dinamap", dinamap.port)
        second = DeviceChoice("nonin", nonin.port)
        shown.preview.listen([first, second])
        qtbot.waitUntil(lambda: {0, 1} <= set(shown.places), timeout=15_000)
        kept = shown.preview._open[second]
        shown.places.clear()
        shown.preview.listen([second])
        qtbot.waitUntil(lambda: len(shown.places) > 2, timeout=15_000)
        assert set(shown.places) == {0}
        assert shown.preview._open == {second: kept}
        shown.preview.stop()


def test_the_second_device_says_which_settings_it_wants(qtbot: QtBot) -> None:
    """Its own, at its own place."""
    shown = Shown()
    ours, theirs = pty.openpty()
    try:
        shown.preview.listen([None, DeviceChoice("masimo-ascii", os.ttyname(theirs))])

        def said() -> bool:
            os.write(ours, b"\xfe\xc3\x81" * 5)
            return any("9600 baud, no parity" in problem for problem in shown.problems)

        qtbot.waitUntil(said, timeout=20_000)
        shown.preview.stop()
    finally:
        os.close(ours)
        os.close(theirs)
    assert set(shown.places) == {1}


def test_the_numbers_have_the_names_of_the_record(qtbot: QtBot, tmp_path: Path) -> None:
    """For whoever compares them."""
    shown = Shown()
    wanted = {"systolic", "diastolic", "mean", "rate", "spo2"}
    with twin(tmp_path) as device:
        shown.preview.listen([DeviceChoice("ge-dinamap", device.port)])
        qtbot.waitUntil(lambda: wanted <= set(shown.preview.numbers(0)), timeout=15_000)
        shown.preview.stop()
    assert shown.preview.numbers(0) == shown.preview.numbers(1) == {}


class SlowPort(SerialPort):
    """A port that takes its time to close, as one over a network does."""

    let_go = threading.Event()

    def close(self) -> None:
        super().close()
        self.let_go.wait(20)


def test_a_port_that_closes_slowly_stops_neither_the_screen_nor_is_it_opened_twice(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever needs it free is told when it is."""
    SlowPort.let_go.clear()
    monkeypatch.setattr(preview, "SerialPort", SlowPort)
    shown, closed = Shown(), []
    with twin(tmp_path) as device:
        choice = DeviceChoice("ge-dinamap", device.port)
        shown.preview.listen([choice])
        qtbot.waitUntil(lambda: bool(shown.numbers), timeout=15_000)
        began = time.monotonic()
        shown.preview.stop()
        assert time.monotonic() - began < preview.PATIENCE_S + 0.25
        shown.preview.when_closed(lambda: closed.append(True))
        shown.preview.listen([choice])
        assert (closed, shown.preview._open) == ([], {})
        shown.preview.stop()
        SlowPort.let_go.set()
        qtbot.waitUntil(lambda: closed == [True], timeout=5000)


def test_nothing_open_is_free_at_once() -> None:
    """A session without a monitor does not wait."""
    closed: list[bool] = []
    Shown().preview.when_closed(lambda: closed.append(True))
    assert closed == [True]

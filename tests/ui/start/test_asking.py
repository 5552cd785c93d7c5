"""Asking a port: every model in turn, and nobody after it is not wanted any more."""

import os
import pty
import threading
import time
from pathlib import Path

import pytest

from devices.driver import model_named, models
from devices.ports import ScriptedPort
from monitor.errors import PortError
from tests.devices.cable import Monitor
from ui.start import asking
from ui.start.asking import answers, who_answers


def test_every_model_is_asked_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a port where nobody is."""
    monkeypatch.setattr(asking, "LISTEN_S", 0.05)
    monitor = Monitor(tmp_path / "monitor", {})
    monitor.plug_in()
    tried: list[str] = []
    try:
        assert who_answers(monitor.name, lambda model: tried.append(model.name)) is None
    finally:
        monitor.pull()
    assert tried == list(models())


def test_no_more_are_asked_once_nobody_wants_to_know(tmp_path: Path) -> None:
    """And the one being asked is let go of at once."""
    monitor = Monitor(tmp_path / "monitor", {})
    monitor.plug_in()
    tried: list[str] = []
    try:
        who_answers(monitor.name, lambda model: tried.append(model.name), lambda: not tried)
    finally:
        monitor.pull()
    assert len(tried) == 1


def test_giving_up_does_not_wait_for_the_device() -> None:
    """A model has four seconds otherwise."""
    began = time.monotonic()
    assert not answers(model_named("ge-dinamap"), ScriptedPort(), lambda: False)
    assert time.monotonic() - began < asking.LISTEN_S / 2


def test_what_sends_and_is_not_understood_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The speed or the parity is another, or it is no device of ours: not the same as nobody."""
    monkeypatch.setattr(asking, "LISTEN_S", 0.3)
    ours, theirs = pty.openpty()
    stop = threading.Event()

    def talk() -> None:
        while not stop.wait(0.02):
            os.write(ours, b"\xfe\xc3\x81" * 5)

    talking = threading.Thread(target=talk)
    talking.start()
    try:
        with pytest.raises(PortError) as caught:
            who_answers(os.ttyname(theirs))
    finally:
        stop.set()
        talking.join()
        os.close(ours)
        os.close(theirs)
    assert caught.value.code == "not_understood"

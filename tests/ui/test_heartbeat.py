"""The heartbeat: once a second to whoever guards the window, and to nobody else."""

import os

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.guardian import GUARDED, LOOKING_ON
from ui.heartbeat import Heartbeat


def test_a_guarded_window_beats(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, and again while the window answers."""
    monkeypatch.setenv(GUARDED, "1")
    ear, mouth = os.pipe()
    os.set_blocking(ear, False)
    parent = QObject()
    heart = Heartbeat(parent, mouth)
    assert os.read(ear, 9) == b"."
    heart._timer.setInterval(10)
    qtbot.waitUntil(lambda: heard(ear) > 0, timeout=2000)
    os.close(ear)
    qtbot.waitUntil(lambda: not heart._guarded, timeout=2000)
    os.close(mouth)


def heard(ear: int) -> int:
    """How many beats have come."""
    try:
        return len(os.read(ear, 99))
    except BlockingIOError:
        return 0


def test_without_a_guardian_it_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is a person's then."""
    monkeypatch.delenv(GUARDED, raising=False)
    ear, mouth = os.pipe()
    parent = QObject()
    Heartbeat(parent, mouth)
    os.close(mouth)
    assert os.read(ear, 9) == b""
    os.close(ear)


def test_a_window_that_looks_on_is_heard_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that after a crash nobody takes the session over unasked."""
    monkeypatch.setenv(GUARDED, "1")
    ear, mouth = os.pipe()
    parent = QObject()
    Heartbeat(parent, mouth, looks_on=True).stop()
    assert os.read(ear, 9) == LOOKING_ON
    os.close(ear)
    os.close(mouth)

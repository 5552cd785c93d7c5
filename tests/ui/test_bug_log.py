"""Our own mistakes are written down, with what led to them and without what they were about."""

import faulthandler
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui import bug_log


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Start the log in a folder of its own and give the process back as it was."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(bug_log, "folder", lambda: tmp_path / "log")
    monkeypatch.setattr(bug_log, "listeners", [])
    monkeypatch.setattr(faulthandler, "enable", lambda _file: None)
    bug_log.start()
    yield tmp_path / "log" / "dripwatch.log"
    for handler in logging.getLogger("dripwatch").handlers[:]:
        logging.getLogger("dripwatch").removeHandler(handler)
        handler.close()
    if bug_log._crash_file:
        bug_log._crash_file.close()


def fail() -> None:
    """Raise as code does that quotes what it could not handle."""
    raise ValueError("Jane Doe, 1970-01-01")


def test_the_log_has_the_place_and_not_the_patient(log: Path) -> None:
    """Kind, function and cause are written; messages are not."""
    try:
        try:
            fail()
        except ValueError as cause:
            raise RuntimeError("Jane Doe again") from cause
    except RuntimeError as error:
        bug_log.note(error)
    written = log.read_text(encoding="utf-8")
    assert "RuntimeError" in written
    assert "ValueError" in written
    assert "in fail" in written
    assert "again" not in written.replace('raise RuntimeError("Jane Doe again")', "")


def test_what_a_thread_does_not_catch_is_written(log: Path) -> None:
    """A thread that dies says where, and listeners are told."""
    told = threading.Event()
    bug_log.listeners.append(told.set)
    thread = threading.Thread(target=fail, name="link")
    thread.start()
    thread.join()
    assert told.is_set()
    assert "link ValueError" in log.read_text(encoding="utf-8")


def test_a_home_that_cannot_be_written_stops_nothing(
    tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a log the program starts all the same."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(bug_log, "folder", lambda: tmp_path / "file" / "log")
    bug_log.start()
    bug_log.note(ValueError())

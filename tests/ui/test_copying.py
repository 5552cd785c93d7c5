"""The copy after a session: made aside, said in one sentence, given up when a session begins."""

import json
import logging
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitor import kept_copy
from tests.monitor.records import write
from ui.copying import Copying


def prints(told: object) -> list[str]:
    """A command that says what a copy came to."""
    return [sys.executable, "-S", "-c", f"print({json.dumps(told)!r})"]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Where a record would be; its copy is kept beside it."""
    made = tmp_path / "record.sqlite"
    kept_copy.choose(made, tmp_path)
    return made


def said(qtbot: QtBot, copying: Copying, record: Path) -> str:
    """What is said of a copy."""
    with qtbot.waitSignal(copying.said) as heard:
        copying.begin(record)
    assert heard.args is not None
    return str(heard.args[0])


def test_where_no_copy_is_kept_nothing_is_made(tmp_path: Path) -> None:
    """Nor said."""
    copying = Copying(["no such program"])
    copying.said.connect(pytest.fail)
    copying.begin(tmp_path / "record.sqlite")
    assert not copying.busy


def test_what_came_of_it_is_one_sentence(
    qtbot: QtBot, record: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where it lies and when it was made, or why it was not; the log has no path."""
    with caplog.at_level(logging.INFO):
        kept = Copying(prints({"path": "/disk/record-2026-11.sqlite", "state": "intact"}))
        assert said(qtbot, kept, record).startswith("Copy kept in /disk at ")
        told = {"error": "backup_place_missing", "values": {"path": "/disk"}}
        failed = said(qtbot, Copying(prints(told)), record)
    assert failed == "NOT COPIED: There is no folder /disk. Is its disk plugged in?"
    assert caplog.messages == [
        "copy of the record renewed",
        "record not copied: backup_place_missing",
    ]


def test_a_copy_that_breaks_off_is_said(qtbot: QtBot, record: Path) -> None:
    """It says nothing, or cannot be begun, or nobody can read where it goes."""
    dies = Copying([sys.executable, "-S", "-c", "import os; os._exit(7)"])
    assert "broke off" in said(qtbot, dies, record)
    assert "broke off" in said(qtbot, Copying(["/no/such/program"]), record)
    kept_copy.beside(record).write_bytes(b"\xff")
    assert "does not name a folder" in said(qtbot, dies, record)


def test_it_is_given_up_when_a_session_begins(qtbot: QtBot, record: Path) -> None:
    """And then says nothing: the start screen is gone."""
    copying = Copying([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
    copying.said.connect(pytest.fail)
    copying.begin(record)
    process = copying._process
    assert process is not None
    assert process.poll() is None
    copying.stop()
    assert not copying.busy
    assert process.wait(10) != 0


def test_the_real_command_renews_the_copy(qtbot: QtBot, tmp_path: Path) -> None:
    """As `dripwatch backup` does by hand."""
    record, folder = write(tmp_path / "clinic.sqlite", seconds=2), tmp_path / "second disk"
    folder.mkdir()
    kept_copy.choose(record, folder)
    copying = Copying()
    with qtbot.waitSignal(copying.said, timeout=30_000) as heard:
        copying.begin(record)
    assert heard.args is not None
    assert str(heard.args[0]).startswith(f"Copy kept in {folder} at ")
    assert [path.suffix for path in folder.iterdir()] == [".sqlite"]

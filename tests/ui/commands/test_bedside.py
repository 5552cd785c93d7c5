"""`dripwatch`: without a command it is the bedside."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.record_lock import RecordLock, holder
from tests.ui.saved_sessions import MINUTE, infusion, save, seconds, start
from ui import workstation
from ui.__main__ import outcome
from ui.application import application
from ui.guardian import LOOKING_ON
from ui.heartbeat import Heartbeat
from ui.watch.watch_window import WatchWindow


@pytest.mark.parametrize("ports", [[], ["socket://127.0.0.1:1", "/dev/pts/0"]])
def test_the_start_screen_comes_with_the_record_and_the_ports_that_were_named(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ports: list[str]
) -> None:
    """Nothing has to be named but what is not the clinic's own."""
    made: list[Any] = []

    class Noted:
        def __init__(self, record: Path, *_: object, more_ports: list[str], **__: object) -> None:
            made.extend([record, more_ports])

        def show_start(self) -> None:
            made.append("shown")

        def look_for_open_session(self) -> None:
            """After the first paint."""

        def log_off(self, _manager: object) -> None:
            """When the computer is shut down."""

        def leave(self) -> None:
            """When the program is told to end."""

    monkeypatch.setattr(workstation, "Workstation", Noted)
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    named = [word for port in ports for word in ("--port", port)]
    try:
        assert outcome(["--record", str(tmp_path / "r.sqlite"), *named]) == 0
    finally:
        QApplication.setQuitOnLastWindowClosed(True)
    assert made == [tmp_path / "r.sqlite", ports, "shown"]


@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_a_second_one_on_the_same_record_only_looks_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, resume: list[str]
) -> None:
    """It says who holds the record and shows its session; after a crash it takes nothing of it."""
    record = tmp_path / "record.sqlite"
    begun = [entry for entry in infusion() if entry.t_ms < 5 * MINUTE]
    save(record, start(), begun, end_ms=None, measured=seconds(5 * MINUTE))
    lock, said = RecordLock(record), list[str]()
    lock.acquire()
    who = holder(record)
    assert who is not None

    def look(*_: object) -> int:
        (window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, WatchWindow))
        qtbot.waitUntil(lambda: window.page is not None)
        assert window.page is not None
        said.extend([window.text(), window.page.header.identity()])
        heart = application().findChildren(Heartbeat)[-1]
        assert heart._sound == LOOKING_ON
        window.deleteLater()
        return 0

    monkeypatch.setattr(QApplication, "exec", look)
    monkeypatch.setattr(workstation, "Workstation", None)
    before = record.read_bytes()
    assert outcome(["--record", str(record), *resume]) == 0
    assert f"{who.user} holds this record on {who.host}" in said[0]
    assert "MARTIN R." in said[1]
    assert holder(record) == who
    lock.release()
    assert record.read_bytes() == before

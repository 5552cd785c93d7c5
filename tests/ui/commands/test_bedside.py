"""`dripwatch`: without a command it is the bedside."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import workstation
from ui.__main__ import outcome


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

    monkeypatch.setattr(workstation, "Workstation", Noted)
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    named = [word for port in ports for word in ("--port", port)]
    try:
        assert outcome(["--record", str(tmp_path / "r.sqlite"), *named]) == 0
    finally:
        QApplication.setQuitOnLastWindowClosed(True)
    assert made == [tmp_path / "r.sqlite", ports, "shown"]

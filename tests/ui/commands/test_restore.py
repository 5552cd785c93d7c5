"""`dripwatch restore`: what it prints and how it exits."""

from pathlib import Path

import pytest

from monitor.verification import State, verify
from tests.monitor.records import write
from ui.__main__ import outcome


def test_a_record_is_put_back_and_the_way_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands in the way is named; without it the record is there, and the backup too."""
    backup, record = write(tmp_path / "copy.sqlite", seconds=2), tmp_path / "record.sqlite"
    wal = tmp_path / "record.sqlite-wal"
    wal.write_bytes(b"of another")
    assert outcome(["restore", str(backup), str(record)]) == 1
    assert str(wal) in capsys.readouterr().err
    wal.unlink()
    assert outcome(["restore", str(backup), str(record)]) == 0
    said = capsys.readouterr().out
    assert f"{record}: 1 sessions, all intact" in said
    assert "It is the record now" in said
    assert verify(record).state is State.INTACT
    assert backup.exists()

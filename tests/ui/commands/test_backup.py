"""`dripwatch backup`: what it prints and how it exits."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.kept_copy import place_of
from monitor.store import Store
from tests.monitor.records import start, write
from ui.__main__ import outcome
from ui.commands.backup import place_in


def test_a_folder_gets_a_copy_of_a_name_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says that it is sound; a second one of the same second is refused and not lost."""
    record, folder = tmp_path / "clinic.dripwatch", tmp_path / "second-disk"
    folder.mkdir()
    store = Store(record)
    store.begin(start())
    assert outcome(["backup", str(record), str(folder)]) == 0
    (copy,) = folder.iterdir()
    assert copy.name.startswith("clinic-2")
    said = capsys.readouterr().out
    assert str(copy) in said
    assert "1 sessions, sound" in said
    assert outcome(["backup", str(record), str(copy)]) == 1
    assert "exists already" in capsys.readouterr().err
    store.close()


def test_a_copy_is_named_after_record_and_moment() -> None:
    """So that a folder of them is in order."""
    now = datetime(2026, 11, 22, 21, 10, 5, tzinfo=UTC)
    name = place_in(Path("disk"), Path("clinic.dripwatch"), now)
    assert name == Path("disk/clinic-2026-11-22-211005.dripwatch")


def test_a_copy_is_kept_from_now_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is made at once, so that the place is known to work; and renewed without naming it."""
    record, folder = write(tmp_path / "clinic.sqlite", seconds=2), tmp_path / "second-disk"
    asked = ["backup", str(record), str(folder), "--after-sessions"]
    assert outcome(asked) == 2
    assert "name one that is there" in capsys.readouterr().err
    assert outcome(["backup", str(record)]) == 2
    assert "no place of its own" in capsys.readouterr().err
    folder.mkdir()
    assert outcome(asked) == 0
    (copy,) = folder.iterdir()
    said = capsys.readouterr().out
    assert f"A copy is kept in {folder}" in said
    assert "the record’s own disk" in said
    assert outcome(["backup", str(record)]) == 0
    assert list(folder.iterdir()) == [copy]
    assert outcome(["backup", str(record), "--stop"]) == 0
    assert place_of(record) is None
    assert copy.exists()


def test_what_came_of_it_can_be_read_by_a_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bedside asks so: the sentence is said there, in its language."""
    record, folder = write(tmp_path / "clinic.sqlite", seconds=2), tmp_path / "second-disk"
    folder.mkdir()
    outcome(["backup", str(record), str(folder), "--after-sessions"])
    capsys.readouterr()
    assert outcome(["backup", str(record), "--json"]) == 0
    (copy,) = folder.iterdir()
    assert json.loads(capsys.readouterr().out) == {"path": str(copy), "state": "intact"}
    copy.unlink()
    folder.rmdir()
    assert outcome(["backup", str(record), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told == {"error": "backup_place_missing", "values": {"path": str(folder)}}

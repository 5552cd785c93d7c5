"""`dripwatch backup`: what it prints and how it exits."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.kept_copy import beside, place_of
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


@pytest.mark.parametrize(
    "ending", ["-wal", "-shm", "-journal", "-lock", "-key", "-people", "-backup"]
)
def test_no_copy_gets_the_name_of_a_file_of_a_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    """SQLite would delete it, or read it into the record it lies beside."""
    record, other = write(tmp_path / "r.sqlite", seconds=1), write(tmp_path / "o.sqlite", seconds=1)
    (tmp_path / f"o.sqlite{ending}").unlink(missing_ok=True)
    there = sorted(tmp_path.iterdir())
    assert outcome(["backup", str(record), f"{other}{ending}"]) == 1
    assert "belongs to one" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == there


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


def test_what_is_not_kept_cannot_be_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped name would leave the copy going on unseen."""
    assert outcome(["backup", str(tmp_path / "wrong"), "--stop"]) == 1
    assert "No copy of" in capsys.readouterr().err
    for more in (["to"], ["--after-sessions"]):
        assert outcome(["backup", str(tmp_path / "wrong"), *more, "--stop"]) == 2
        assert "the record alone" in capsys.readouterr().err


@pytest.mark.parametrize("json_asked", [True, False])
def test_a_name_too_long_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, json_asked: bool
) -> None:
    """Of the record, of the copy, and of the folder that was chosen."""
    record, long = write(tmp_path / "clinic.sqlite", seconds=1), "x" * 300
    asked = ["--json"] if json_asked else []
    beside(record).write_text(str(tmp_path / long))
    for names in ([record, tmp_path / long], [tmp_path / long, tmp_path / "new"], [record]):
        assert outcome(["backup", *map(str, names), *asked]) == 1
        said = capsys.readouterr()
        if json_asked:
            assert json.loads(said.out)["error"] == "name_too_long"
        else:
            assert "too long for a file" in said.err


def test_a_folder_that_is_missing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no matter of permission."""
    record = write(tmp_path / "clinic.sqlite", seconds=1)
    assert outcome(["backup", str(record), str(tmp_path / "gone" / "copy")]) == 1
    assert f"There is no folder {tmp_path / 'gone'}" in capsys.readouterr().err

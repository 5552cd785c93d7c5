"""`dripwatch backup`: what it prints and how it exits."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.store import Store
from tests.monitor.records import start
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

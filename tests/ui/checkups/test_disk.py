"""What is said of the record's disk."""

from pathlib import Path

import pytest

from tests.monitor.records import as_nobody
from ui.checkups import disk


@pytest.mark.parametrize(
    ("free", "code"),
    [
        (1_000_000_000, "disk_room"),
        (150_000_000, "disk_low"),
        (10_000_000, "disk_full"),
        (None, "disk_unknown"),
    ],
)
def test_the_room_is_said_in_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int | None, code: str
) -> None:
    monkeypatch.setattr(disk, "free_bytes", lambda _: free)
    assert [found.code for found in disk.look(tmp_path / "record.sqlite")] == [code]


def test_another_computers_disk_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(disk, "on_network", lambda _: True)
    assert [found.code for found in disk.look(tmp_path / "record.sqlite")] == ["disk_network"]


def test_a_folder_that_is_somebody_elses_is_said() -> None:
    with as_nobody() as folder:
        folder.chmod(0o500)
        found = [found.code for found in disk.look(folder / "record.sqlite")]
        folder.chmod(0o700)
    assert found == ["disk_read_only"]

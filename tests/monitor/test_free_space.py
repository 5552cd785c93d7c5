"""How much room a disk has: what is too little to begin with, and what is said meanwhile."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from monitor import free_space
from monitor.errors import RecordError
from monitor.free_space import CHECK_S, LOW_BYTES, NEEDED_BYTES, SpaceWatch


class Usage(NamedTuple):
    """What the operating system says of a disk (bytes)."""

    total: int
    used: int
    free: int


class Disk:
    """A disk with as much room as the test says; None where it does not answer."""

    free: int | None = LOW_BYTES
    asked = 0

    def usage(self, folder: Path) -> Usage:
        """As shutil has it."""
        assert folder.is_dir()
        self.asked += 1
        if self.free is None:
            raise OSError
        return Usage(LOW_BYTES, 0, self.free)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk that everybody sees."""
    seen = Disk()
    monkeypatch.setattr(shutil, "disk_usage", seen.usage)
    return seen


def test_a_real_disk_says_what_it_has(tmp_path: Path) -> None:
    """Also for a record that is not there yet."""
    free = free_space.free_bytes(tmp_path / "not-there.db")
    assert free is not None
    assert free > 0


def test_a_folder_that_is_gone_says_nothing(tmp_path: Path) -> None:
    """Others will say that it is gone."""
    path = tmp_path / "gone" / "r.db"
    assert free_space.free_bytes(path) is None
    assert not free_space.is_low(path)
    free_space.refuse_too_little(path)


def test_the_warning_comes_long_before_the_refusal() -> None:
    """There is a whole session's room between the two, WAL at its worst (72 MiB) included."""
    assert LOW_BYTES - NEEDED_BYTES > 2 * 72 * 2**20


def test_a_disk_with_too_little_room_is_refused(disk: Disk, tmp_path: Path) -> None:
    """With the figures a person needs to judge."""
    disk.free = NEEDED_BYTES
    free_space.refuse_too_little(tmp_path / "r.db")
    disk.free = NEEDED_BYTES - 1
    with pytest.raises(RecordError) as refused:
        free_space.refuse_too_little(tmp_path / "r.db")
    assert refused.value.code == "record_no_room"
    assert (refused.value.values["free_mb"], refused.value.values["needed_mb"]) == (19, 20)


def test_the_watch_looks_once_a_minute(disk: Disk, tmp_path: Path) -> None:
    """And says only what is new."""
    watch = SpaceWatch(tmp_path / "r.db", told=False)
    said = []
    for now_s in range(300):
        disk.free = LOW_BYTES - 1 if 100 <= now_s < 200 else LOW_BYTES
        said.append((now_s, watch.news(float(now_s))))
    assert [one for one in said if one[1] is not None] == [(120, True), (240, False)]
    assert disk.asked == 300 / CHECK_S


@pytest.mark.parametrize(("told", "news"), [(None, False), (False, None), (True, False)])
def test_what_is_known_already_is_not_said(
    told: bool | None, news: bool | None, disk: Disk, tmp_path: Path
) -> None:
    """Of a session that is resumed nobody here knows what its record says."""
    assert SpaceWatch(tmp_path / "r.db", told).news(0.0) is news


def test_a_disk_that_does_not_answer_is_not_called_full(disk: Disk, tmp_path: Path) -> None:
    """It is said to be gone by whoever writes to it."""
    disk.free = None
    assert SpaceWatch(tmp_path / "r.db", told=False).news(0.0) is None

"""A copy of a record in use: of one moment, proven, or not there at all."""

import os
import sqlite3
import stat
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from monitor import backup
from monitor.archive import Archive
from monitor.backup import Progress, back_up
from monitor.errors import RecordError
from monitor.events import Note
from monitor.store import Store
from monitor.verification import State, verify
from tests.monitor.records import Numbered, start


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A record with one session of three entries, still being written."""
    made = Store(tmp_path / "clinic.dripwatch")
    made.commit(made.begin(start()), notes(1, 3))
    return made


def notes(first: int, last: int) -> list[Note]:
    """Entries of these numbers."""
    numbered = Numbered(first)
    return [numbered.note("a word", seq) for seq in range(first, last + 1)]


def test_a_record_in_use_is_copied_and_the_copy_is_a_record(store: Store, tmp_path: Path) -> None:
    """One file without a WAL, for its owner alone, with every entry and an unbroken seal."""
    copy = tmp_path / "copy.dripwatch"
    shares: list[float] = []
    found = back_up(tmp_path / "clinic.dripwatch", copy, shares.append)
    assert found.state is State.UNCLOSED
    assert shares[-1] == 1.0
    assert not copy.with_name("copy.dripwatch-wal").exists()
    assert os.name != "posix" or stat.S_IMODE(copy.stat().st_mode) == 0o600
    with Archive(copy) as archive:
        assert archive.history(1).last_seq == 3
    store.close()


def test_what_is_written_meanwhile_is_not_half_in_it(store: Store, tmp_path: Path) -> None:
    """The copy is of the moment it began, and its seal holds."""
    record, copy = tmp_path / "clinic.dripwatch", tmp_path / "copy.dripwatch"
    store.commit(1, notes(4, 4000))
    more = count(4001)

    def write_on(share: float) -> None:
        seq = next(more)
        store.commit(1, notes(seq, seq))

    back_up(record, copy, write_on)
    assert next(more) > 4001
    assert verify(copy).state is State.UNCLOSED
    with Archive(copy) as archive:
        assert archive.history(1).last_seq == 4000
    store.close()


def test_nothing_is_written_over(store: Store, tmp_path: Path) -> None:
    """An older backup stays what it is."""
    copy = tmp_path / "copy.dripwatch"
    copy.write_bytes(b"older")
    with pytest.raises(RecordError, match="backup_exists"):
        back_up(tmp_path / "clinic.dripwatch", copy)
    assert copy.read_bytes() == b"older"
    store.close()


def test_a_copy_that_is_not_the_record_does_not_stay(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that lies is found out before the copy has a name."""

    whole = backup._copy

    def spoil(source: sqlite3.Connection, copy: Path, progress: Progress, key: None) -> None:
        whole(source, copy, progress, key)
        with closing(sqlite3.connect(copy)) as connection:
            connection.executescript("DROP TRIGGER notes_keeps_rows; DELETE FROM notes")

    monkeypatch.setattr(backup, "_copy", spoil)
    with pytest.raises(RecordError, match="backup_wrong"):
        back_up(tmp_path / "clinic.dripwatch", tmp_path / "copy.dripwatch")
    assert [p.name for p in tmp_path.iterdir() if "copy" in p.name] == []
    store.close()

"""A record put back from its backup: nothing of an earlier one gets into it."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from monitor import record_key, restore
from monitor.archive import Archive
from monitor.backup import back_up
from monitor.errors import RecordError
from monitor.record_lock import RecordLock
from monitor.store import Store
from monitor.verification import State, verify
from tests.monitor.records import Numbered, start, tampering, write


def lost(folder: Path) -> Path:
    """Return a record of which a crash left only its WAL; `copy` beside it is its backup.

    The backup has one entry, the WAL twenty.
    """
    record = folder / "clinic.dripwatch"
    store, numbered = Store(record), Numbered()
    store.commit(store.begin(start()), [numbered.note("one")])
    back_up(record, folder / "copy")
    store.commit(1, [numbered.note("later") for _ in range(19)])
    shutil.copy(f"{record}-wal", folder / "wal")
    store.close()
    record.unlink()
    (folder / "wal").replace(f"{record}-wal")
    return record


def entries(record: Path) -> int:
    """How many a record has."""
    with Archive(record) as archive:
        return archive.history(1).last_seq


def test_a_backup_renamed_beside_an_old_wal_is_not_the_backup(tmp_path: Path) -> None:
    """What SQLite does with it is why there is a command."""
    record = lost(tmp_path)
    shutil.copy(tmp_path / "copy", record)
    assert entries(record) == 20
    assert entries(tmp_path / "copy") == 1


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_what_is_left_of_an_earlier_record_is_named_and_stays(tmp_path: Path, suffix: str) -> None:
    """Nothing is written over or deleted, and no record appears."""
    backup, record = write(tmp_path / "copy"), tmp_path / "clinic.dripwatch"
    left = Path(f"{record}{suffix}")
    left.write_bytes(b"the other one")
    with pytest.raises(RecordError, match="restore_in_the_way") as refused:
        restore.restore(backup, record)
    assert refused.value.values["names"] == str(left)
    assert left.read_bytes() == b"the other one"
    assert record.exists() == (suffix == "")


def test_the_drill(tmp_path: Path) -> None:
    """Move away what is left, restore: the very backup, for its owner alone, to be written on."""
    record = lost(tmp_path)
    with pytest.raises(RecordError, match="restore_in_the_way"):
        restore.restore(tmp_path / "copy", record)
    Path(f"{record}-wal").replace(tmp_path / "moved-away")
    assert restore.restore(tmp_path / "copy", record).state is State.UNCLOSED
    assert os.name != "posix" or stat.S_IMODE(record.stat().st_mode) == 0o600
    assert entries(record) == 1
    store = Store(record)
    store.commit(1, [Numbered(2).note("it goes on")])
    store.close()
    assert verify(record).state is State.UNCLOSED
    assert (tmp_path / "copy").exists()


def test_nobody_may_be_at_that_record(tmp_path: Path) -> None:
    """A session that begins at this moment would make one of its own."""
    backup, record = write(tmp_path / "copy"), tmp_path / "clinic.dripwatch"
    lock = RecordLock(record)
    lock.acquire()
    with pytest.raises(RecordError, match="record_held"):
        restore.restore(backup, record)
    lock.release()
    restore.restore(backup, record)


def test_what_was_altered_is_not_put_back(tmp_path: Path) -> None:
    """It can be looked at where it is."""
    backup, record = write(tmp_path / "copy"), tmp_path / "clinic.dripwatch"
    with tampering(backup) as connection:
        connection.execute("UPDATE sessions SET patient = 'Somebody Else'")
    with pytest.raises(RecordError, match="restore_altered"):
        restore.restore(backup, record)
    assert not record.exists()


def test_no_backup_is_no_record(tmp_path: Path) -> None:
    """Nothing there, and something that is none."""
    record, none = tmp_path / "clinic.dripwatch", tmp_path / "holiday.jpg"
    with pytest.raises(RecordError, match="record_missing"):
        restore.restore(none, record)
    none.write_bytes(b"no record" * 100)
    with pytest.raises(RecordError):
        restore.restore(none, record)
    assert not record.exists()


def test_an_encrypted_one_comes_back_with_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the key of another record it does not."""
    keyrings = pytest.importorskip("tests.keyrings")
    from monitor.encryption import encrypt

    keyrings.in_memory(monkeypatch)
    record, plain = tmp_path / "clinic.dripwatch", write(tmp_path / "plain")
    encrypt(plain, tmp_path / "secret")
    record_key.mark(record, record_key.new())
    with pytest.raises(RecordError, match="restore_in_the_way"):
        restore.restore(tmp_path / "secret", record)
    with pytest.raises(RecordError, match="restore_in_the_way"):
        restore.restore(plain, record)
    record_key.beside(record).unlink()
    restore.restore(tmp_path / "secret", record)
    assert verify(record).state is State.INTACT
    assert record_key.of(record) == record_key.of(tmp_path / "secret")


@pytest.mark.parametrize("name", ["gone/record", "x" * 300, "there"])
def test_what_cannot_be_restored_leaves_no_lock(tmp_path: Path, name: str) -> None:
    """A lock stays for good, so none is made before it is known that there is a use for it."""
    backup = write(tmp_path / "copy", seconds=1)
    (tmp_path / "there").touch()
    before = set(tmp_path.iterdir())
    with pytest.raises((RecordError, OSError)) as refused:
        restore.restore(backup, tmp_path / name)
    code = getattr(refused.value, "code", "too long")
    assert code in {"backup_place_missing", "restore_in_the_way", "too long"}
    with pytest.raises(RecordError, match="record_missing"):
        restore.restore(tmp_path / "none", tmp_path / "new")
    assert set(tmp_path.iterdir()) == before

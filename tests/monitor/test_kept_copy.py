"""The copy that is kept after each session: renewed by what holds all of it, else left alone."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import backup, kept_copy, record_key
from monitor.amending import amend
from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.store import Store
from monitor.verification import State, verify
from tests.monitor.records import Numbered, end, start, tampering, write

NOW = datetime(2026, 11, 22, 15, 40, tzinfo=UTC)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one session that has ended."""
    return write(tmp_path / "clinic.sqlite", seconds=3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A second place."""
    made = tmp_path / "second disk"
    made.mkdir()
    return made


def another_session(record: Path, uid: str = "another") -> None:
    """Add one to a record."""
    store = Store(record)
    number = store.begin(start(uid))
    store.commit(number, [Numbered().note("a word"), end(1000)])
    store.close()


def keep(record: Path, folder: Path) -> Path:
    """Renew the copy; return it."""
    return kept_copy.keep(record, folder, NOW)[0]


def sessions(copy: Path) -> int:
    """How many a copy holds."""
    with Archive(copy) as archive:
        return len(archive.sessions())


def test_a_place_is_chosen_told_and_forgotten(record: Path, folder: Path) -> None:
    """A file of one line beside the record; a person may write it too."""
    assert kept_copy.place_of(record) is None
    kept_copy.choose(record, folder)
    assert kept_copy.place_of(record) == folder.resolve()
    kept_copy.beside(record).write_text(f"  {folder}\r\n", "utf-8")
    assert kept_copy.place_of(record) == folder
    kept_copy.choose(record, None)
    kept_copy.choose(record, None)
    assert kept_copy.place_of(record) is None
    for unreadable in (b"\xff\xfe", b""):
        kept_copy.beside(record).write_bytes(unreadable)
        with pytest.raises(RecordError, match="backup_place_unreadable"):
            kept_copy.place_of(record)


def test_a_copy_is_renewed_in_its_month(record: Path, folder: Path) -> None:
    """One file a month, each with all that came before; what a cut left behind goes."""
    copy = keep(record, folder)
    assert copy.name == "clinic-2026-11.sqlite"
    another_session(record)
    (folder / ".clinic-2026-11.sqlite-new-abc").write_bytes(b"half of one")
    assert keep(record, folder) == copy
    assert list(folder.iterdir()) == [copy]
    assert (sessions(copy), verify(copy).state) == (2, State.INTACT)


def test_a_record_that_begins_anew_does_not_take_the_place(record: Path, folder: Path) -> None:
    """The copy may be all there is of the one that was lost; so with one that lacks a session."""
    older = record.with_name("older")
    backup.back_up(record, older)
    another_session(record)
    copy = keep(record, folder)
    before = copy.read_bytes()
    record.unlink()
    write(record, seconds=9)
    with pytest.raises(RecordError, match="backup_of_another"):
        keep(record, folder)
    for uid in ("u2", "u3"):
        another_session(record, uid)
    with pytest.raises(RecordError, match="backup_of_another"):
        keep(record, folder)
    record.unlink()
    older.replace(record)
    with pytest.raises(RecordError, match="backup_of_another"):
        keep(record, folder)
    assert copy.read_bytes() == before
    assert list(folder.iterdir()) == [copy]


def test_a_record_without_its_latest_signature_does_not_take_the_place(
    record: Path, folder: Path
) -> None:
    """What is added after the end moves no chain of heads."""
    older = record.with_name("older")
    backup.back_up(record, older)
    amend(record, 1, 1, "clarification", "Brandt", NOW)
    keep(record, folder)
    record.unlink()
    older.replace(record)
    with pytest.raises(RecordError, match="backup_of_another"):
        keep(record, folder)


def test_an_altered_record_does_not_take_the_place(record: Path, folder: Path) -> None:
    """Its last good copy stays."""
    copy = keep(record, folder)
    with tampering(record) as connection:
        connection.execute("UPDATE sessions SET patient = 'Somebody Else'")
    with pytest.raises(RecordError, match="backup_altered"):
        keep(record, folder)
    assert verify(copy).state is State.INTACT


def test_a_disk_that_is_not_plugged_in_is_said(record: Path, folder: Path) -> None:
    """No folder is made: it would be on the wrong disk."""
    shutil.rmtree(folder)
    with pytest.raises(RecordError, match="backup_place_missing"):
        keep(record, folder)
    assert not folder.exists()


def test_a_copy_that_fails_leaves_the_last_one(
    record: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the new one is proven it has no name."""
    copy = keep(record, folder)
    another_session(record)
    monkeypatch.setattr(backup, "_copy", lambda *_: None)
    with pytest.raises(RecordError):
        keep(record, folder)
    assert list(folder.iterdir()) == [copy]
    assert sessions(copy) == 1


@pytest.mark.parametrize("in_keyring", [True, False])
def test_an_encrypted_record_has_encrypted_copies(
    record: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *, in_keyring: bool
) -> None:
    """With the record's key, which is not beside them; a plain one is not written over."""
    keyrings = pytest.importorskip("tests.keyrings")
    from monitor.encryption import encrypt

    keyrings.in_memory(monkeypatch) if in_keyring else keyrings.without(monkeypatch)
    secret = record.with_name("secret") / "clinic.sqlite"
    secret.parent.mkdir()
    key = encrypt(record, secret).key
    copy = keep(secret, folder)
    another_session(secret)
    assert keep(secret, folder) == copy
    assert copy.read_bytes()[:16].hex() == key.id
    assert key.secret not in record_key.beside(copy).read_text()
    with pytest.raises(RecordError, match="backup_of_another"):
        keep(record, folder)
    record_key.beside(copy).unlink()
    copy.unlink()
    keep(record, folder)
    with pytest.raises(RecordError, match="backup_of_another"):
        keep(secret, folder)
    assert not record_key.beside(copy).exists()

"""An encrypted record: nothing of it can be read, and everything works on it as on a plain one."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from monitor import encryption, record_key, sqlite
from monitor.archive import Archive, open_to_read
from monitor.backup import back_up
from monitor.encryption import encrypt
from monitor.errors import RecordError
from monitor.events import Saved, SaveFailed
from monitor.store import Store
from monitor.verification import State, verify
from monitor.writer import Writer
from tests import keyrings
from tests.monitor.records import NURSE, Answers, Numbered, second, start, tampering, write
from tests.monitor.test_kill import run_and_kill

PLANTED = "Zebulon Quartermain-Ogilvy"
"""Somebody whose name stands nowhere by chance."""


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keyrings.without(monkeypatch)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A record of two sessions, one of them open."""
    return write(tmp_path / "plain.dripwatch", left_open=1)


@pytest.fixture
def secret(plain: Path) -> Path:
    """Its encrypted copy."""
    encrypt(plain, plain.with_name("secret.dripwatch"))
    return plain.with_name("secret.dripwatch")


def test_the_copy_says_what_the_record_says(plain: Path, secret: Path) -> None:
    """Every session, its digest and its seal; and the plain one was left alone."""
    assert verify(secret) == verify(plain)
    assert verify(secret).state is State.UNCLOSED
    with Archive(plain) as before, Archive(secret) as after:
        assert after.sessions() == before.sessions()
        assert after.entries(1) == before.entries(1)
    assert secret.stat().st_mode & 0o077 == 0


def test_nothing_can_be_read_in_any_of_its_files(secret: Path) -> None:
    """Neither while it is written nor after: record, WAL, its index, and a rolled back journal."""
    names = [name.encode() for name in (PLANTED, NURSE, "SQLite format 3", "CREATE TABLE")]
    store = Store(secret)
    number = store.begin(start("u9"))
    store.commit(number, [Numbered().note(f"{PLANTED} feels light"), second(0)])
    beside = sorted(secret.parent.glob("secret.dripwatch*"))
    assert [path.name.removeprefix("secret.dripwatch") for path in beside] == [
        "",
        "-key",
        "-lock",
        "-shm",
        "-wal",
    ]
    assert secret.with_name("secret.dripwatch-wal").stat().st_size > 4096
    for path in beside:
        assert not [name for name in names if name in path.read_bytes()], path
    store.close()
    assert not [name for name in names if name in secret.read_bytes()]
    with Archive(secret) as archive:
        assert archive.entries(number)[0].text == f"{PLANTED} feels light"  # type: ignore[attr-defined]


def test_left_in_the_middle_of_a_change_it_is_what_it_was_before(secret: Path) -> None:
    """As a plain record is; and the journal it is mended from tells nothing either."""
    cut = secret.with_name("cut.dripwatch")
    journal = secret.with_name("secret.dripwatch-journal")
    with closing(sqlite.connect(secret, "rw", key=known_key(secret))) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DROP TABLE notes")
        connection.execute("CREATE TABLE more AS SELECT a.* FROM vitals AS a, vitals AS b")
        for path in (secret, journal, record_key.beside(secret)):
            shutil.copy(path, cut.with_name(path.name.replace("secret", "cut")))
        assert len(journal.read_bytes()) > 4096
        assert b"CREATE TABLE" not in journal.read_bytes()
    assert verify(cut) == verify(secret)


def known_key(record: Path) -> record_key.RecordKey:
    """The key of an encrypted record."""
    key = record_key.of(record)
    assert key is not None
    return key


def test_a_session_goes_on_in_it_however_often_its_writer_is_killed(secret: Path) -> None:
    """What was said to be saved is there, and the seal holds."""
    chance = random.Random(7)
    for _ in range(4):
        up_to_seq, up_to_ms = run_and_kill(secret, chance)
    with Archive(secret) as archive:
        history = archive.history(2)
    assert history.last_seq >= up_to_seq > 0
    assert history.t_ms[-1] >= up_to_ms
    assert verify(secret).state is State.UNCLOSED
    assert not secret.read_bytes().startswith(b"SQLite")


def test_while_another_program_holds_it_entries_wait(secret: Path) -> None:
    """The other library's complaint is an outage like any: told, and made good for."""
    answers = Answers()
    writer = Writer(secret, answers, retry_s=0.01)
    writer.open()
    writer.begin(start("u9"))
    with closing(sqlite.connect(secret, "rw", key=known_key(secret))) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        writer.put(Numbered().note("feels light"))
        failed = answers.wait_for(lambda answer: isinstance(answer, SaveFailed))
        assert isinstance(failed, SaveFailed)
        assert failed.reason == "record_busy"
        stranger.execute("ROLLBACK")
    answers.wait_for(lambda answer: isinstance(answer, Saved) and answer.up_to_seq == 1)
    writer.close()


def test_a_backup_is_encrypted_and_does_not_take_the_key_along(
    secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the record is written; whoever has the paper opens it."""
    key = known_key(secret)
    copy = secret.with_name("copy.dripwatch")
    with closing(Store(secret)):
        assert back_up(secret, copy).state is State.UNCLOSED
    assert record_key.beside(copy).exists()
    assert key.secret not in record_key.beside(copy).read_text()
    assert NURSE.encode() not in copy.read_bytes()
    with pytest.raises(RecordError, match="record_key_missing"):
        Archive(copy)
    keyrings.in_memory(monkeypatch)
    record_key.keep(copy, key)
    assert verify(copy) == verify(secret)


def test_the_drill_of_a_restore(secret: Path) -> None:
    """The copy takes the name of the record, whose key file is there still."""
    copy = secret.with_name("copy.dripwatch")
    back_up(secret, copy)
    secret.unlink()
    copy.replace(secret)
    with closing(Store(secret)) as store:
        assert store.head(2).entries > 0


def test_where_a_key_lies_a_lost_record_is_begun_anew_encrypted(secret: Path) -> None:
    """Nobody finds out later that a clinic went on in the clear."""
    secret.unlink()
    with closing(Store(secret)) as store:
        store.begin(start())
    assert secret.read_bytes()[:16].hex() == known_key(secret).id


def swap_key(record: Path) -> None:
    """Put another key in the place of the record's."""
    record_key.keep(record, record_key.RecordKey(known_key(record).id, "0" * 64))


def put_plain(record: Path) -> None:
    """Put a plain record in the place of the encrypted one."""
    record.write_bytes(record.with_name("plain.dripwatch").read_bytes())


def first_page(record: Path) -> None:
    """Change one bit of the first page."""
    change(record, 100)


@pytest.mark.parametrize("harm", [swap_key, put_plain, first_page])
def test_what_does_not_open_is_said_in_a_sentence(
    harm: Callable[[Path], None], secret: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """To whoever reads and to whoever writes, and the library itself says nothing."""
    harm(secret)
    for opened in (Archive, Store, verify):
        with pytest.raises(RecordError, match="record_key_wrong"):
            opened(secret)
    assert capfd.readouterr() == ("", "")


def change(record: Path, at: int) -> None:
    """Change one bit of a file."""
    data = bytearray(record.read_bytes())
    data[at] ^= 1
    record.write_bytes(data)


def test_one_bit_changed_in_it_is_found(secret: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each page has its own code, so nobody without the key changes anything unseen."""
    with closing(open_to_read(secret)) as connection:
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'vitals'"
        page = connection.execute(root).fetchone()[0]
    change(secret, (page - 1) * 4096 + 2000)
    assert verify(secret).state is State.ALTERED
    assert capfd.readouterr() == ("", "")


def test_a_record_that_lost_its_key_file_may_be_one(secret: Path) -> None:
    """It must not be thrown away as something strange."""
    record_key.beside(secret).unlink()
    for opened in (Archive, Store):
        with pytest.raises(RecordError, match="record_key_unknown"):
            opened(secret)


# --- what is not encrypted -----------------------------------------------------------------------


def refusal(plain: Path, to: str = "secret.dripwatch") -> str:
    """Try, and return why not; nothing is left of it."""
    before = set(plain.parent.iterdir())
    with pytest.raises(RecordError) as caught:
        encrypt(plain, plain.with_name(to))
    left = {path.name for path in set(plain.parent.iterdir()) - before}
    # Whoever only reads a WAL leaves it, empty.
    assert left <= {f"{plain.name}{beside}" for beside in ("-lock", "-wal", "-shm")}
    return caught.value.code


def test_a_record_in_use_is_not_encrypted(plain: Path) -> None:
    """What its session saves meanwhile would be missing in the copy."""
    with closing(Store(plain)):
        assert refusal(plain) == "record_held"


def test_an_encrypted_record_is_not_encrypted_again(secret: Path) -> None:
    """It has its key."""
    assert refusal(secret, "twice.dripwatch") == "record_encrypted"


def test_nothing_is_written_over(plain: Path) -> None:
    """Neither a file of that name nor its key."""
    other = plain.with_name("secret.dripwatch-key")
    other.write_bytes(b"older")
    assert refusal(plain) == "backup_exists"
    assert other.read_bytes() == b"older"


def test_what_others_hung_on_a_record_is_not_copied(plain: Path) -> None:
    """It would not be the record any more without it, and with it nothing to trust."""
    with closing(sqlite3.connect(plain)) as connection:
        connection.execute("CREATE TABLE evil (a)")
    assert refusal(plain) == "record_altered"


def test_a_record_whose_rows_were_changed_is_copied_with_its_verdict(plain: Path) -> None:
    """Encrypting neither mends it nor hides it."""
    with tampering(plain) as connection:
        connection.execute("UPDATE notes SET text = 'nothing' WHERE session = 1")
    found = encrypt(plain, plain.with_name("secret.dripwatch")).found
    assert found == verify(plain)
    assert found.state is State.ALTERED


def test_a_copy_that_is_not_the_record_does_not_stay(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that did not come along is found out before the copy has a name."""
    whole = encryption._copy_rows

    def short(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
        if table != "notes":
            whole(source, target, table)

    monkeypatch.setattr(encryption, "_copy_rows", short)
    assert refusal(plain) == "backup_wrong"


def test_a_value_that_changed_on_the_way_is_found_out(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many rows as before are not the same rows."""
    whole = encryption._copy_rows

    def wrong(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
        whole(source, target, table)
        if table == "notes":
            target.execute("DROP TRIGGER notes_changes_nothing")
            target.execute("UPDATE notes SET text = 'heavy'")
            target.execute(trigger)

    with closing(sqlite3.connect(plain)) as connection:
        sql = "SELECT sql FROM sqlite_master WHERE name = 'notes_changes_nothing'"
        trigger = connection.execute(sql).fetchone()[0]
    monkeypatch.setattr(encryption, "_copy_rows", wrong)
    assert refusal(plain) == "backup_wrong"


@pytest.mark.skipif(os.name != "posix", reason="needs rights as POSIX has them")
def test_key_and_copy_are_their_owners_alone(secret: Path) -> None:
    """Whatever the umask is."""
    assert {path.stat().st_mode & 0o777 for path in secret.parent.glob("secret.dripwatch*")} == {
        0o600
    }

"""One way to open a file, whichever library it takes, and one way to catch what it says."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from monitor import record_key, sqlite
from monitor.errors import RecordError
from monitor.schema import reason

needs_cipher = pytest.mark.usefixtures("_cipher")


@pytest.fixture
def _cipher() -> None:
    pytest.importorskip("sqlcipher3", reason="the extra `secure` is not installed")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An empty file."""
    path = tmp_path / "r.db"
    path.touch()
    return path


def test_a_plain_file_stays_a_plain_file(file: Path) -> None:
    """Without a key it is what sqlite3 makes of it."""
    with closing(sqlite.connect(file, "rw")) as connection:
        connection.execute("CREATE TABLE t (a)")
        assert isinstance(connection, sqlite3.Connection)
    assert file.read_bytes().startswith(b"SQLite format 3\0")


def test_nobody_without_an_encrypted_record_loads_a_second_library() -> None:
    """Neither the cipher nor the keyring; a process of its own knows."""
    code = (
        "import sys, pathlib, tempfile, monitor.store as s\n"
        "s.Store(pathlib.Path(tempfile.mkdtemp()) / 'r.db').close()\n"
        "print({'sqlcipher3', 'keyring'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@needs_cipher
def test_with_a_key_nothing_in_the_file_can_be_read(file: Path) -> None:
    """It begins with the id of its key, and a plain connection finds no database in it."""
    key = record_key.new()
    with closing(sqlite.connect(file, "rw", key=key)) as connection:
        connection.execute("CREATE TABLE t (a)")
    assert file.read_bytes()[:16].hex() == key.id
    with closing(sqlite3.connect(file)) as stranger, pytest.raises(sqlite3.DatabaseError):
        stranger.execute("SELECT * FROM sqlite_master")
    with closing(sqlite.connect(file, "ro", key=key)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]


@needs_cipher
@pytest.mark.parametrize("of_it", ["id", "secret"])
def test_a_wrong_key_is_said_and_nothing_is_printed(
    of_it: str, file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The cipher library would write lines of its own."""
    key, other = record_key.new(), record_key.new()
    with closing(sqlite.connect(file, "rw", key=key)) as connection:
        connection.execute("CREATE TABLE t (a)")
    parts = {"id": key.id, "secret": key.secret, of_it: getattr(other, of_it)}
    with pytest.raises(RecordError, match="record_key_wrong"):
        sqlite.connect(file, "rw", key=record_key.RecordKey(**parts))
    assert capfd.readouterr() == ("", "")


@needs_cipher
def test_errors_of_both_libraries_are_caught_and_told_apart(file: Path) -> None:
    """By kin, and by the name SQLite has for them."""
    with closing(sqlite.connect(file, "rw", key=record_key.new())) as connection:
        connection.execute("CREATE TABLE t (a TEXT NOT NULL) STRICT")
        with pytest.raises(sqlite.errors("IntegrityError")) as caught:
            connection.execute("INSERT INTO t VALUES (NULL)")
        assert type(caught.value).__module__.startswith("sqlcipher3")
        assert isinstance(caught.value, sqlite.errors())
        assert sqlite.error_name(caught.value) == "SQLITE_CONSTRAINT"
        with closing(sqlite.connect(file, "ro", key=None)) as plain:
            with pytest.raises(sqlite.errors()) as caught:
                plain.execute("SELECT 1 FROM sqlite_master")
            assert reason(caught.value) == "record_not_ours"


def test_without_the_library_it_says_what_to_install(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None in sys.modules is how Python knows that there is no such module."""
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(RecordError, match="record_no_cipher"):
        sqlite.connect(file, "rw", key=record_key.new())

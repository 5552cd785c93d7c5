"""What somebody with bad intent puts into a field, a file or its folder: refused, nothing lost."""

import dataclasses
import os
import shutil
import sqlite3
import typing
from contextlib import closing, suppress
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from monitor.archive import Archive
from monitor.backup import back_up
from monitor.errors import RecordError
from monitor.events import Entry, Event, Saved, SessionStart
from monitor.record_lock import holder
from monitor.rows import RECORD_OF
from monitor.schema import differences
from monitor.store import Store
from monitor.verification import Finding, State, verify
from monitor.writer import STAND_IN_CHARS, Writer
from tests.monitor.records import Answers, Numbered, at, start, tampering, write
from ui.__main__ import outcome

NASTY = "x'); DROP TABLE notes; ATTACH DATABASE 'theirs' AS y; -- \"?1\0${{7*7}}%s\n../../etc"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of an ended session and an open one."""
    return write(tmp_path_factory.mktemp("sound") / "r.dripwatch", ended=1, left_open=1)


@pytest.fixture
def record(sound: Path, tmp_path: Path) -> Path:
    """A copy of it to do harm to."""
    return Path(shutil.copy(sound, tmp_path / "r.dripwatch"))


def refusal(path: Path) -> str:
    """Open a record that must not be written, and return why not."""
    with pytest.raises(RecordError) as refused:
        Store(path)
    return refused.value.code


# --- in a field --------------------------------------------------------------------------------


def nasty(kind: type[Any], **known: object) -> Any:  # noqa: ANN401 - any event
    """Make an event whose every text is an attack, and whose every other field is a plain value."""
    hints = typing.get_type_hints(kind)
    values = {f.name: _value(hints[f.name]) for f in dataclasses.fields(kind) if f.init}
    return kind(**{**values, **known})


def _value(hint: Any) -> object:  # noqa: ANN401 - a type hint
    kinds = typing.get_args(hint)
    if type(None) in kinds:
        hint = next(kind for kind in kinds if kind is not type(None))
    if typing.get_origin(hint) is dict:
        return {NASTY: NASTY}
    if typing.get_origin(hint) is tuple:
        return (1, 2)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    plain: dict[object, object] = {str: NASTY, int: 1, float: 1.0, bool: True}
    return plain.get(hint)


def test_sql_in_every_text_of_every_entry_is_only_text(tmp_path: Path) -> None:
    """Through the writer it comes back as it was typed, and the tables are what they were."""
    path, answers = tmp_path / "r.dripwatch", Answers()
    writer = Writer(path, answers)
    writer.open()
    writer.begin(nasty(SessionStart, t_ms=0, at=at(0), uid=NASTY, birth_date=None))
    common = {"t_ms": 0, "at": at(0), "entered_at": at(0)}
    put: list[Entry] = [nasty(kind, **common, seq=n) for n, kind in enumerate(RECORD_OF, start=1)]
    for entry in put:
        writer.put(entry)
    writer.close()
    with Archive(path) as archive:
        history = archive.history(archive.find(NASTY))
        assert differences(archive._connection) == []
    assert history.entries == put
    assert history.start.patient == NASTY
    assert verify(path).state is State.UNCLOSED
    assert all(file.name.startswith("r.dripwatch") for file in tmp_path.iterdir())


def test_a_text_beyond_all_bounds_keeps_nothing_else_from_the_disk(tmp_path: Path) -> None:
    """SQLite refuses it; a note says so in its place, and what follows is stored."""
    path, answers, entries = tmp_path / "r.dripwatch", Answers(), Numbered()
    writer = Writer(path, answers)
    writer.open()
    writer.begin(start())
    connection = writer._record._connection
    assert connection is not None
    writer._ask(lambda: connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 20_000))
    told: list[Event] = [entries.note("before"), entries.note("x" * 30_000), entries.note("after")]
    with pytest.MonkeyPatch.context() as patched:
        # The refusal is noted as a mistake of ours, which it is here not.
        patched.setattr("monitor.writer.note_bug", lambda error: None)
        for event in told:
            writer.put(event)
        answers.wait_for(lambda answer: isinstance(answer, Saved) and answer.up_to_seq == 3)
        writer.close()
    with Archive(path) as archive:
        before, instead, after = archive.entries(1)
    assert (before, after) == (told[0], told[2])
    assert len(getattr(instead, "text", "")) == STAND_IN_CHARS


def test_a_text_of_megabytes_is_listed_checked_and_copied(record: Path, tmp_path: Path) -> None:
    """Slowly, perhaps; nothing falls over it."""
    with closing(Store(record)) as store:
        huge = dataclasses.replace(start("huge"), patient="x" * 5_000_000)
        store.commit(store.begin(huge), [Numbered().note("y" * 5_000_000)])
    assert verify(record).state is State.UNCLOSED
    assert back_up(record, tmp_path / "copy").state is State.UNCLOSED


@pytest.mark.parametrize(
    "session", ["../../x", NASTY.replace("\0", ""), "%00", "-0", "9" * 400, "1 OR 1=1", "*"]
)
def test_a_session_is_a_number_or_a_name_and_never_a_path(
    session: str, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence; no file is looked for or made."""
    assert outcome(["verify", str(record), "--", session]) == 1
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == len(f"{session}.".splitlines())
    assert "Traceback" not in told.err
    # Whoever reads a WAL leaves these two.
    beside = {"r.dripwatch-wal", "r.dripwatch-shm"}
    assert {file.name for file in record.parent.rglob("*")} - beside == {"r.dripwatch"}


# --- in the file -------------------------------------------------------------------------------

THEIRS = "BEGIN INSERT INTO marks SELECT NEW.session, 666, 0, '', '', NULL; END"
POISON = "abs(-9223372036854775807 - 1)"
HOSTILE = {
    "a trigger": f"CREATE TRIGGER evil AFTER INSERT ON notes {THEIRS}",
    "a trigger on the head": f"CREATE TRIGGER evil AFTER UPDATE ON heads {THEIRS}",
    "a trigger called as SQLite's own": (
        f"PRAGMA writable_schema = 1; CREATE TRIGGER sqlite_stat1 AFTER INSERT ON notes {THEIRS}"
    ),
    "a trigger on a view": (f"CREATE TRIGGER evil INSTEAD OF INSERT ON notes_current {THEIRS}"),
    "a view for a table of entries": (
        f"DROP TABLE notes; CREATE VIEW notes AS SELECT {POISON} AS session, 1 AS seq"
    ),
    "a view for the sessions": (
        f"DROP TABLE sessions; CREATE VIEW sessions AS SELECT {POISON} AS session"
    ),
    "a view for the heads": f"DROP TABLE heads; CREATE VIEW heads AS SELECT {POISON} AS session",
    "a generated column": f"ALTER TABLE notes ADD COLUMN evil TEXT AS ({POISON})",
    "a generated column of the seal": f"ALTER TABLE heads ADD COLUMN evil TEXT AS ({POISON})",
    "an index": "CREATE INDEX evil ON sessions (upper(patient))",
    "a virtual table": "CREATE VIRTUAL TABLE evil USING fts5(a)",
}
EVIL = {"evil", "sqlite_stat1", "notes", "sessions", "heads"}


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Which triggers and views any connection of ours set in motion."""
    names: set[str] = set()
    connect = sqlite3.connect

    def watched(*arguments: Any, **named: Any) -> sqlite3.Connection:  # noqa: ANN401 - passed on
        connection: sqlite3.Connection = connect(*arguments, **named)

        def allow(_action: int, _one: Any, _two: Any, _of: Any, within: str | None) -> int:  # noqa: ANN401 - of SQLite
            names.update([within] if within else [])
            return sqlite3.SQLITE_OK

        connection.set_authorizer(allow)
        return connection

    monkeypatch.setattr(sqlite3, "connect", watched)
    return names


@pytest.mark.parametrize("harm", HOSTILE)
def test_nothing_of_theirs_runs(
    harm: str, record: Path, ran: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Not when a record is listed, looked at, verified, copied or opened to be written."""
    with closing(sqlite3.connect(record)) as connection:
        connection.executescript(HOSTILE[harm])
    ran.clear()
    before = record.read_bytes()
    for command in (["sessions"], ["sessions", "--json"], ["verify"]):
        assert outcome([command[0], str(record), *command[1:]]) in {0, 1}
    outcome(["backup", str(record), str(record.with_name("copy"))])
    with suppress(RecordError), Archive(record) as archive:
        archive.history(1)
    assert verify(record).state is State.ALTERED
    assert refusal(record) in {"record_altered", "record_damaged"}
    assert ran & EVIL == set()
    assert record.read_bytes() == before
    assert "Traceback" not in capsys.readouterr().err


def test_our_own_guards_are_seen_by_the_watcher(record: Path, ran: set[str]) -> None:
    """So that its silence means something."""
    with closing(Store(record)) as store:
        store.commit(2, [Numbered(store.head(2).entries + 1).note("on")])
    assert "notes_adds_rows" in ran


def test_two_lines_of_the_schema_under_one_name_are_seen(record: Path) -> None:
    """The second of them must not hide the first."""
    with closing(sqlite3.connect(record)) as connection:
        lines = connection.execute("SELECT * FROM sqlite_master").fetchall()
        connection.execute("CREATE TEMP TABLE twice (type, name, tbl_name, rootpage, sql)")
        connection.executemany("INSERT INTO twice VALUES (?, ?, ?, ?, ?)", [*lines, lines[-1]])

        class Doubled:
            """A connection to a file whose schema has a line twice; SQLite would not open it."""

            def execute(self, sql: str) -> sqlite3.Cursor:
                return connection.execute(sql.replace("main.sqlite_master", "twice"))

        found = differences(typing.cast("sqlite3.Connection", Doubled()))
    assert [(made.name, what) for made, what in found] == [(lines[-1][1], "changed")]


def test_an_index_that_hides_a_session_is_found(record: Path) -> None:
    """An open session that is in the table and not in its index is there for some questions."""
    with closing(sqlite3.connect(record, isolation_level=None)) as connection:
        query = "SELECT sql FROM sqlite_master WHERE name = 'open_sessions'"
        (sql,) = connection.execute(query).fetchone()
        connection.execute(
            "CREATE INDEX z ON sessions (port) WHERE ended_at IS NULL AND weight = 0"
        )
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'open_sessions'")
        hiding = "UPDATE sqlite_master SET name = 'open_sessions', sql = ? WHERE name = 'z'"
        connection.execute(hiding, (sql,))
    question = "SELECT count(*) FROM sessions INDEXED BY open_sessions WHERE ended_at IS NULL"
    with closing(sqlite3.connect(record)) as connection:
        assert connection.execute(question).fetchone() == (0,)
    assert Finding("schema", "changed", "sessions") in verify(record).findings


def test_a_value_nested_without_end_is_damage(record: Path) -> None:
    """Python gives up on it with an error of its own kind."""
    with tampering(record) as connection:
        connection.execute("UPDATE observations SET answers = ?", ("[" * 200_000,))
    with Archive(record) as archive, pytest.raises(RecordError, match="record_damaged"):
        archive.history(1)


# --- in the folder -----------------------------------------------------------------------------


def test_a_pipe_is_no_record_and_stays_a_pipe(tmp_path: Path) -> None:
    """It has no size, as a new file has; nor does anybody wait for its other end."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs pipes as POSIX has them")
    pipe = tmp_path / "r.dripwatch"
    os.mkfifo(pipe)
    assert refusal(pipe) == "record_missing"
    for command in ("sessions", "verify"):
        assert outcome([command, str(pipe)]) == 1
    assert pipe.is_fifo()


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    """Nor is it filled."""
    assert refusal(tmp_path) == "record_missing"
    for command in ("sessions", "verify"):
        assert outcome([command, str(tmp_path)]) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["-lock", "-wal", "-shm", "-journal"])
def test_a_link_beside_the_record_is_not_written_through(
    suffix: str, record: Path, tmp_path: Path
) -> None:
    """It may point at anything that we may write and its maker may not."""
    (tmp_path / "letter").write_text("Dear Sir,")
    (tmp_path / f"r.dripwatch{suffix}").symlink_to(tmp_path / "letter")
    assert refusal(record) in {"record_altered", "record_read_only"}
    assert (tmp_path / "letter").read_text() == "Dear Sir,"
    assert holder(record) is None


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_a_lock_that_is_no_file_is_refused(kind: str, record: Path) -> None:
    """And asking who holds it waits for nobody."""
    lock = record.with_name("r.dripwatch-lock")
    if kind == "folder":
        lock.mkdir()
    elif hasattr(os, "mkfifo"):
        os.mkfifo(lock)
    else:
        pytest.skip("needs pipes as POSIX has them")
    assert refusal(record) in {"record_not_ours", "record_read_only"}
    assert holder(record) is None


@pytest.mark.parametrize(
    "name", [":memory:", "r.db?mode=memory", "x' AS y; --", "file:r", "r#1", "%2e%2e%2fr", "-r"]
)
def test_a_name_is_a_name_and_no_address(name: str, tmp_path: Path) -> None:
    """SQLite's own ways to say where are not open to whoever names a record."""
    with closing(Store(tmp_path / name)) as store:
        store.begin(start())
    assert {file.name for file in tmp_path.iterdir()} == {name, f"{name}-lock"}
    assert verify(tmp_path / name).state is State.UNCLOSED

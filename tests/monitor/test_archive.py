"""Reading a record: all of it as it was stored, nothing of it changed, nothing in it trusted."""

import math
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monitor import schema
from monitor.archive import Archive, open_to_read
from monitor.errors import RecordError
from monitor.events import Entry, Event, Mark, Meaning, Second, Signature
from monitor.schema import VERSION
from monitor.store import Store
from monitor.verification import State, verify
from monitor.vitals import Vital
from tests.monitor.records import (
    Numbered,
    as_nobody,
    at,
    end,
    second,
    start,
    story,
    tampering,
    write,
)

VIEW = """CREATE VIEW vitals AS SELECT 1 AS session, 0 AS t_ms, 60 AS heart_rate, 60 AS pulse_rate,
    99 AS spo2, 12 AS resp_rate"""


def refusal(path: Path) -> str:
    """Open what cannot be opened, and return why."""
    with pytest.raises(RecordError) as refused:
        Archive(path)
    return refused.value.code


def test_a_session_is_read_as_it_was_stored(tmp_path: Path) -> None:
    """Its start, its entries in their order, one column per vital, NaN where nothing was."""
    events: list[Event] = [*story(), Second(t_ms=150_000, values={Vital.RESP_RATE: 14.0})]
    with closing(Store(tmp_path / "r.db")) as store:
        store.begin(start())
        store.commit(1, events)
    with Archive(tmp_path / "r.db") as archive:
        history = archive.history(1)
    seconds = [event for event in events if isinstance(event, Second)]
    assert history.start == start()
    assert history.entries == [event for event in events if isinstance(event, Entry)]
    assert list(history.t_ms) == [event.t_ms for event in seconds]
    for vital in Vital:
        wanted = [event.values.get(vital) for event in seconds]
        found = [None if math.isnan(value) else value for value in history.columns[vital]]
        assert found == wanted
    assert not history.ended


def test_entries_can_be_read_without_the_seconds(tmp_path: Path) -> None:
    """The same, in the same order, as in the whole session."""
    with Archive(write(tmp_path / "r.db")) as archive:
        assert archive.entries(1) == archive.history(1).entries
        assert archive.entries(1)
        assert archive.entries(2) == []


def test_an_empty_session_has_empty_columns(tmp_path: Path) -> None:
    """A session that was only begun opens like any other."""
    with closing(Store(tmp_path / "r.db")) as store:
        store.begin(start())
    with Archive(tmp_path / "r.db") as archive:
        history = archive.history(1)
    assert (history.last_ms, history.last_seq) == (0, 0)
    assert {len(column) for column in history.columns.values()} == {0}


def test_the_list_is_newest_first_with_what_each_came_to(tmp_path: Path) -> None:
    """The summary comes from the session's own columns; an open session has none."""
    path = write(tmp_path / "r.db", ended=2, left_open=1)
    with Archive(path) as archive:
        rows = archive.sessions()
        assert archive.sessions(limit=1) == rows[:1]
    assert [(row.session, row.uid, row.patient) for row in rows] == [
        (3, "u3", "Robin Sample"),
        (2, "u2", "Robin Sample"),
        (1, "u1", "Robin Sample"),
    ]
    assert rows[0].summary is None
    assert rows[0].ended_at is None
    assert rows[1].summary is not None
    assert rows[1].summary.peak_systolic == 132.0
    assert (rows[1].started_at, rows[1].ended_at) == (at(0), at(150_000))


@pytest.mark.parametrize(("told", "number"), [("2", 2), (2, 2), ("u1", 1), ("last", 3)])
def test_a_session_is_found_by_what_people_call_it(
    told: str | int, number: int, tmp_path: Path
) -> None:
    """Its number, its uid, or "last"."""
    with Archive(write(tmp_path / "r.db", ended=2, left_open=1)) as archive:
        assert archive.find(told) == number


@pytest.mark.parametrize("told", ["4", "0", "-1", "u", "../../etc/passwd", "' OR 1 --", "2.0", ""])
def test_what_is_no_session_is_said_to_be_none(told: str, tmp_path: Path) -> None:
    """Whatever somebody types is compared, never interpreted."""
    with Archive(write(tmp_path / "r.db", ended=2)) as archive:
        with pytest.raises(RecordError, match="session_unknown"):
            archive.find(told)
        with pytest.raises(RecordError, match="session_unknown"):
            archive.history(77)


def test_the_open_session_of_a_port_is_found(tmp_path: Path) -> None:
    """The latest that was not ended; another port's is another session."""
    with closing(Store(tmp_path / "r.db")) as store:
        for number, port in enumerate(["/dev/a", "/dev/b", "/dev/a", None], start=1):
            store.begin(start(f"u{number}", port))
        with Archive(tmp_path / "r.db") as archive:
            assert archive.open_session() == 4
            assert archive.open_session("/dev/a") == 3
            assert archive.open_session("/dev/b") == 2
            assert archive.open_session("/dev/c") is None
            store.commit(3, [end(1000)])
            assert archive.open_session("/dev/a") == 1


def test_reading_changes_nothing(tmp_path: Path) -> None:
    """Neither the file, nor what it could be made to do."""
    path = write(tmp_path / "r.db")
    before = path.read_bytes()
    with Archive(path) as archive:
        archive.history(1)
        for attempt in ("DELETE FROM notes", "CREATE TABLE x (a)", "PRAGMA user_version = 9"):
            with pytest.raises(sqlite3.OperationalError):
                archive._connection.execute(attempt)
    assert path.read_bytes() == before


def test_a_record_is_read_while_it_is_written(tmp_path: Path) -> None:
    """A reader sees what was committed last, and keeps no WAL from being emptied."""
    with closing(Store(tmp_path / "r.db")) as store:
        store.begin(start())
        with Archive(tmp_path / "r.db") as archive:
            for number in range(5):
                store.commit(1, [second(number)])
                assert archive.history(1).t_ms[-1] == number * 1000
            archive.sessions()
            assert not archive._connection.in_transaction
            checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
            assert store._connection is not None
            assert store._connection.execute(checkpoint).fetchone() == (0, 0, 0)


def test_a_closed_record_opens_where_nothing_can_be_written() -> None:
    """A supervisor may have the right to read and no other."""
    with as_nobody() as folder:
        path = write(folder / "r.db")
        folder.chmod(0o500)
        with Archive(path) as archive:
            assert archive.find("last") == 1


def test_a_record_in_use_is_not_taken_for_a_closed_one() -> None:
    """What is still in the WAL would be missing, and nobody would say so."""
    with as_nobody() as folder:
        with closing(Store(folder / "r.db")) as store:
            store.begin(start())
            for name in ("r.db", "r.db-wal"):
                (folder / f"copy{name[1:]}").write_bytes((folder / name).read_bytes())
        folder.chmod(0o500)
        assert refusal(folder / "copy.db") == "record_read_only"


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "why?.db", "#1.db", "Žofie.db"])
def test_a_record_may_have_any_name(name: str, tmp_path: Path) -> None:
    """A path is no address: nothing in it has a meaning."""
    with Archive(write(tmp_path / name)) as archive:
        assert archive.find("last") == 1


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Reading a mistyped name leaves no empty record behind."""
    assert refusal(tmp_path / "r.db") == "record_missing"
    assert refusal(tmp_path) == "record_missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "record_not_ours"), (b"x" * 5000, "record_not_ours")],
)
def test_a_file_that_is_no_record_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    """Empty, or anything else."""
    (tmp_path / "r.db").write_bytes(content)
    assert refusal(tmp_path / "r.db") == code


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("PRAGMA application_id = 7", "record_not_ours"),
        (f"PRAGMA user_version = {VERSION + 1}", "record_newer"),
        ("PRAGMA user_version = 0", "record_damaged"),
        ("PRAGMA user_version = -1", "record_damaged"),
        ("DROP TABLE notes", "record_damaged"),
        ("ALTER TABLE notes ADD COLUMN x TEXT", "record_damaged"),
        (f"DROP TABLE vitals; {VIEW}", "record_damaged"),
    ],
)
def test_a_record_that_is_not_as_we_made_it_is_refused(sql: str, code: str, tmp_path: Path) -> None:
    """Of a file from anybody's hands no view is read and no table that is not ours."""
    path = write(tmp_path / "r.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    assert refusal(path) == code


def test_a_trigger_of_theirs_does_not_run(tmp_path: Path) -> None:
    """A reader inserts nothing, so there is nothing to set one off."""
    path = write(tmp_path / "r.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER evil BEFORE UPDATE ON notes BEGIN SELECT 1; END")
    with Archive(path) as archive:
        assert archive.history(1).ended


@pytest.mark.parametrize(
    "value",
    [
        "UPDATE link_changes SET state = 'party'",
        "UPDATE observations SET answers = 'no JSON'",
        "UPDATE notes SET at = 'yesterday'",
        "UPDATE notes SET text = CAST(x'ff' AS TEXT)",
        "UPDATE sessions SET kind = 'party'",
        "UPDATE observations SET answers = '[1, 2]'",
        "UPDATE cuffs SET mean = 9e999",
        "UPDATE cuffs SET t_ms = 9223372036854775807",
        "UPDATE sessions SET started_at = '2026-03-01T14:00:00'",
        "UPDATE sessions SET started_at = '9999-12-31T23:59:59Z'",
        "UPDATE vitals SET t_ms = -1 WHERE t_ms = 0",
        "UPDATE vitals SET t_ms = 900000000000000 WHERE t_ms = 149000",
    ],
)
def test_a_value_no_entry_can_have_is_damage(value: str, tmp_path: Path) -> None:
    """And never a traceback, half a session, or an hour of adding up."""
    path = write(tmp_path / "r.db")
    with tampering(path) as connection:
        connection.execute(value)
    with Archive(path) as archive, pytest.raises(RecordError, match="record_damaged"):
        archive.history(1)


@pytest.mark.parametrize(
    "value", ["ended_ms = 1000000000000000", "ended_ms = -1", "ended_at = '2026-03-01T15:00:00'"]
)
def test_an_end_no_session_can_have_is_damage(value: str, tmp_path: Path) -> None:
    """In its row, and for who follows it."""
    path = write(tmp_path / "r.db")
    with tampering(path) as connection:
        connection.execute(f"UPDATE sessions SET {value}")
    with Archive(path) as archive:
        for ask in (archive.sessions, lambda: archive.row(1), lambda: archive.since(1, 99, 0)):
            with pytest.raises(RecordError, match="record_damaged"):
                ask()


def test_no_question_scans_the_vitals(tmp_path: Path) -> None:
    """A list of ten thousand sessions must not read their seconds."""
    asked: list[str] = []
    with Archive(write(tmp_path / "r.db")) as archive:
        archive._connection.set_trace_callback(asked.append)
        archive.sessions()
        archive.find("u1")
        archive.history(1)
        archive.entries(1)
        archive.since(1, 20, 100_000)
        archive.open_session("/dev/ttyUSB0")
        archive.maybe_of(None, "4711")
        archive._connection.set_trace_callback(None)
        plans: list[Any] = []
        for sql in (sql for sql in asked if sql.startswith("SELECT")):
            plans += archive._connection.execute(f"EXPLAIN QUERY PLAN {sql}")
    assert any("vitals" in plan[3] for plan in plans)
    assert [plan[3] for plan in plans if "SCAN" in plan[3] and "sessions" not in plan[3]] == []


def test_a_reader_never_writes_back_what_is_in_the_wal(tmp_path: Path) -> None:
    """Of all programs one writes the file itself; SQLite has lost data where two did."""
    with closing(Store(tmp_path / "r.db")) as store:
        store.begin(start())
        for name in ("r.db", "r.db-wal"):
            (tmp_path / f"left{name[1:]}").write_bytes((tmp_path / name).read_bytes())
    left = [tmp_path / "left.db", tmp_path / "left.db-wal"]
    before = [path.read_bytes() for path in left]
    with Archive(left[0]) as archive:
        assert archive.find("last") == 1
    assert [path.read_bytes() for path in left] == before


def test_a_reader_is_told_to_trust_nothing_and_write_nothing(tmp_path: Path) -> None:
    """Twice over: the file is opened to read, and the connection asks no more."""
    with closing(open_to_read(write(tmp_path / "r.db"))) as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert connection.execute("PRAGMA query_only").fetchone() == (1,)


def test_a_record_of_an_older_dripwatch_is_read_without_its_newer_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody looks at last year's file; nothing is written to it."""
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
    monkeypatch.setattr(schema, "VERSION", 1)
    path = tmp_path / "old.db"
    marked = Mark(t_ms=5, at=at(5), entered_at=at(5), seq=1)
    with closing(Store(path)) as store:
        store.commit(store.begin(start()), [marked])
    monkeypatch.undo()
    with Archive(path) as archive:
        assert archive.history(1).entries == [marked]


def cut_in_the_middle(path: Path, into: Path, *change: str) -> Path:
    """Copy a file and its journal while a change of it is half on the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        for sql in change:
            connection.execute(sql)
        shutil.copy(path, into)
        shutil.copy(path.with_name(f"{path.name}-journal"), into.with_name(f"{into.name}-journal"))
    return into


MUCH = """CREATE TABLE more AS
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 99)
    SELECT randomblob(9000) AS a FROM number"""


def test_a_record_left_in_the_middle_of_a_change_is_what_it_was_before(tmp_path: Path) -> None:
    """A restored copy has no WAL yet, and the power may go as it gets one."""
    sound, drop = write(tmp_path / "r.db"), "DROP TRIGGER notes_keeps_rows"
    record = cut_in_the_middle(sound, tmp_path / "cut.db", drop, MUCH)
    with Archive(record) as archive:
        assert archive.history(1).ended
    assert verify(record).state is State.INTACT
    Store(record).close()


def test_what_lies_beside_somebody_elses_database_is_left_there(tmp_path: Path) -> None:
    """It is not ours to say what comes of it."""
    with closing(sqlite3.connect(tmp_path / "photos.db")) as connection:
        connection.execute("CREATE TABLE photos (a)")
    photos = cut_in_the_middle(tmp_path / "photos.db", tmp_path / "cut.db", MUCH)
    before = photos.read_bytes()
    with pytest.raises(RecordError):
        Archive(photos)
    assert photos.read_bytes() == before
    assert photos.with_name("cut.db-journal").exists()


def test_signatures_are_listed_by_session_without_the_rest(tmp_path: Path) -> None:
    """For a list of sessions: in the order they were taken, no session that has none."""
    entries = Numbered()
    with closing(Store(tmp_path / "r.db")) as store:
        for uid in ("u1", "u2"):
            store.begin(start(uid))
        signed = [
            entries.take(Signature, by=by, meaning=Meaning.RETURNED, head="ab", comment="why?")
            for by in ("Brandt", "Ortiz")
        ]
        store.commit(2, [*signed, entries.note("and more")])
    with Archive(tmp_path / "r.db") as archive:
        assert archive.signatures() == {2: signed}

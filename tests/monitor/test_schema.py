"""The tables: each field has its column, each table only grows, and nothing about them is lost."""

import dataclasses
import sqlite3
import typing
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor import schema
from monitor.events import Correction, Entry, SessionStart
from monitor.rows import RECORD_OF
from monitor.schema import APPLICATION_ID, ENDING, VERSION, differences, migrate, wanted
from monitor.summary import Summary
from tests.monitor.records import write

TABLES = sorted(made.name for made in wanted(VERSION).values() if made.kind == "table")
GROWING = [table for table in TABLES if table not in {"sessions", "heads"}]
ENTRY_TABLES = [name.table for name in RECORD_OF.values()]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A record with one session and a row in every table, copied into memory."""
    path = write(tmp_path_factory.mktemp("schema") / "full.db")
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(path)) as connection, closing(memory):
        connection.backup(memory)
        for table in ENTRY_TABLES:
            names = [row[1] for row in memory.execute(f"PRAGMA table_info({table})")]
            schema.insert(memory, table, dict.fromkeys(names, "1") | {"session": 1, "seq": 99})
        yield memory


@pytest.fixture(params=[False, True], ids=["plain", "recursive triggers"])
def stranger(
    full: sqlite3.Connection, request: pytest.FixtureRequest
) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection to it, with what such a connection has switched on."""
    full.execute(f"PRAGMA recursive_triggers = {int(request.param)}")
    full.execute("BEGIN")
    yield full
    full.execute("ROLLBACK")


def refuse(connection: sqlite3.Connection, sql: str) -> None:
    """Expect a statement to be stopped by a trigger of ours."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(sql)


@pytest.mark.parametrize("kind", RECORD_OF, ids=lambda kind: kind.__name__)
def test_each_field_has_its_column(kind: type[Entry]) -> None:
    """One column per field, of the field's type, NULL where the field may be None."""
    hints = typing.get_type_hints(kind)
    fields = {field.name: hints[field.name] for field in dataclasses.fields(kind)}
    with closing(sqlite3.connect(":memory:")) as connection:
        _all_migrations(connection)
        info = connection.execute(f"PRAGMA table_info({RECORD_OF[kind].table})").fetchall()
    columns = {name: (sql_type, not required) for _, name, sql_type, required, *_ in info}
    assert columns.pop("session") == ("INTEGER", False)
    assert columns == {name: column_for(name, hint) for name, hint in fields.items()}


def _all_migrations(connection: sqlite3.Connection) -> None:
    for migration in schema.MIGRATIONS:
        migration(connection)


ADDED_LATER = {"demo", "standing"}
"""In rows from before their migration these are NULL: a default there would break their seal."""


def column_for(name: str, hint: object) -> tuple[str, bool]:
    """What a field's column must be: its type, and whether it may be NULL."""
    kinds = typing.get_args(hint) if type(None) in typing.get_args(hint) else (hint,)
    known = {float: "REAL", int: "INTEGER", bool: "INTEGER"}
    sql_type = next(known.get(kind, "TEXT") for kind in kinds)
    # An entry that is stored has been taken: it has a number and its times.
    may_be_null = type(None) in kinds or name in ADDED_LATER
    return sql_type, may_be_null and name not in {"seq", "at", "entered_at"}


def test_a_session_has_a_column_for_all_that_is_known_of_it() -> None:
    """Its start, its end and its summary."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _all_migrations(connection)
        columns = {row[1] for row in connection.execute("PRAGMA table_info(sessions)")}
    identity = {field.name for field in dataclasses.fields(SessionStart)} - {"at", "t_ms"}
    summary = {*Summary.__struct_fields__}
    assert columns == {"session", "started_at", *identity, *ENDING}
    of_the_end = {"ended_at", "ended_ms", "ended_by", "end_reason"}
    assert set(ENDING) - summary == {*of_the_end, "needs_look", "findings"}


@pytest.mark.parametrize("way", ["INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
def test_no_table_takes_a_key_twice(way: str, stranger: sqlite3.Connection) -> None:
    """Replacing is a second insert, whatever it is called."""
    for table in TABLES:
        refuse(stranger, f"{way} INTO {table} SELECT * FROM {table}")


def test_no_row_leaves_a_table(stranger: sqlite3.Connection) -> None:
    """What was recorded stays recorded."""
    for table in TABLES:
        refuse(stranger, f"DELETE FROM {table}")


@pytest.mark.parametrize("way", ["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"])
def test_no_row_changes(way: str, stranger: sqlite3.Connection) -> None:
    """A correction is a row of its own."""
    for table in GROWING:
        refuse(stranger, f"{way} {table} SET session = session + 1")


def test_an_upsert_is_refused_too(stranger: sqlite3.Connection) -> None:
    """ON CONFLICT DO UPDATE goes the way of the insert."""
    upsert = "ON CONFLICT (session, t_ms) DO UPDATE SET spo2 = 1"
    refuse(stranger, f"INSERT INTO vitals VALUES (1, 0, 1, 1, 1, 1) {upsert}")


def test_no_session_takes_the_place_of_another_by_its_uid(stranger: sqlite3.Connection) -> None:
    """REPLACE would throw the other out for its uid alone."""
    names = ", ".join(sessions_columns())
    others = names.replace("session,", "session + 1,", 1)
    refuse(stranger, f"REPLACE INTO sessions ({names}) SELECT {others} FROM sessions")


def sessions_columns() -> list[str]:
    """The columns of `sessions`."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _all_migrations(connection)
        return [row[1] for row in connection.execute("PRAGMA table_info(sessions)")]


def test_an_ended_session_is_left_alone(stranger: sqlite3.Connection) -> None:
    """Neither who it was nor how it ended changes any more."""
    for column in sessions_columns():
        refuse(stranger, f"UPDATE sessions SET {column} = 9")


def test_ending_a_session_cannot_change_who_it_was(tmp_path: Path) -> None:
    """The one update there is writes the end, and nothing else."""
    path = write(tmp_path / "open.db", ended=0, left_open=1)
    with closing(sqlite3.connect(path)) as connection:
        update = "UPDATE sessions SET ended_at = '2026-03-01T15:00:00.000Z', {} = 9"
        for column in set(sessions_columns()) - set(ENDING):
            refuse(connection, update.format(column))
        connection.execute(update.format("end_reason"))


@pytest.mark.parametrize("change", ["entries = entries - 1", "seconds = 0", "identity = x'00'"])
def test_a_head_does_not_go_back(change: str, stranger: sqlite3.Connection) -> None:
    """The seal moves forward or not at all."""
    refuse(stranger, f"UPDATE heads SET {change}")


def test_a_corrected_entry_is_not_current(stranger: sqlite3.Connection) -> None:
    """Every kind has a view without what was corrected or withdrawn."""
    counts = [f"SELECT count(*) FROM {table}_current WHERE seq = 99" for table in ENTRY_TABLES]
    assert [stranger.execute(count).fetchone() for count in counts] == [(1,)] * len(counts)
    times = {"t_ms": 0, "at": "", "entered_at": ""}
    withdrawal = {"session": 1, "seq": 100, "of": 99, "reason": "slip", **times}
    schema.insert(stranger, RECORD_OF[Correction].table, withdrawal)
    assert [stranger.execute(count).fetchone() for count in counts] == [(0,)] * len(counts)


def test_a_migrated_record_has_every_table_view_and_trigger(tmp_path: Path) -> None:
    """sqlite_master is what the migrations made: a `transform` would have lost the triggers."""
    path = write(tmp_path / "record.db")
    with closing(sqlite3.connect(path)) as connection:
        assert differences(connection) == []
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    made = wanted(VERSION).values()
    on = {(m.table, m.sql.split("BEFORE ")[1].split()[0]) for m in made if m.kind == "trigger"}
    assert on == {(table, verb) for table in TABLES for verb in ("INSERT", "UPDATE", "DELETE")}


def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record is brought up to date wholly or not at all."""

    def m003_breaks(db: schema.Database) -> None:
        db.execute("CREATE TABLE half (a INTEGER)")
        db.execute("CREATE TABLE half (a INTEGER)")

    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, m003_breaks])
    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection)
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_later_migration_is_added_to_an_older_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there is left, what is new is added, and both are what is wanted then."""

    def m003_adds_a_column(db: schema.Database) -> None:
        db.execute("ALTER TABLE vitals ADD COLUMN etco2 REAL")

    path = write(tmp_path / "old.db")
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, m003_adds_a_column])
    monkeypatch.setattr(schema, "VERSION", VERSION + 1)
    wanted.cache_clear()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection)
        assert differences(connection) == []
        counts = "SELECT count(etco2), count(*) > 0 FROM vitals"
        assert connection.execute(counts).fetchone() == (0, 1)
    wanted.cache_clear()

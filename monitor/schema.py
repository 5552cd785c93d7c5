"""The tables of the record, as numbered migrations, and what a sound record looks like.

A migration is added and never edited once a record in the world has it: `wanted` runs them all
again to know what belongs in a record. No record is opened here.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple, Protocol

from monitor import sqlite
from monitor.errors import RecordError
from monitor.rows import Row

APPLICATION_ID = 0x44726970
"""`PRAGMA application_id` of a record: "Drip"."""

ENDING = (
    *("ended_at", "ended_ms", "ended_by", "end_reason"),
    *("baseline_systolic", "baseline_diastolic", "baseline_rate", "baseline_spo2"),
    *("peak_systolic", "peak_systolic_min", "peak_diastolic", "peak_diastolic_min"),
    *("peak_rate", "peak_rate_min", "lowest_spo2", "lowest_spo2_min"),
    *("at40_systolic", "at40_diastolic", "final_systolic", "final_diastolic"),
    *("deepest_sedation", "deepest_sedation_min"),
    *("peak_dissociation", "peak_dissociation_min", "recovered_min"),
    *("peak_nausea", "peak_nausea_min", "vomits", "medications"),
    *("dose_mg", "planned_mg", "pump_mg", "wasted_mg", "infusion_min", "paused_s"),
    *("ready_min", "left_min", "alarms_high", "alarms_medium", "unanswered"),
    *("slowest_answer_s", "median_answer_s", "coverage", "longest_gap_s", "gap_cause"),
    *("cuffs", "readings", "readings_over", "due_items", "done_items", "omitted", "overrides"),
    *("corrections", "late_corrections", "open_marks", "unconfirmed", "needs_look", "findings"),
    *("diastolic_at_peak", "unexpected", "interruptions", "pump_apart"),
    *("grave_sign", "grave_sign_min"),
)
"""The columns of `sessions` that are written once, at the end. All others are identity."""


class Database(Protocol):
    """What a migration needs: sqlite_utils' Database and sqlite3's Connection both have it."""

    def execute(self, sql: str, /) -> object:
        """Run one statement."""


# Of these a BEFORE INSERT trigger is the one that stops INSERT OR REPLACE: the row it would
# replace is deleted without a DELETE trigger unless the connection asked for recursive_triggers.
_APPEND_ONLY = """
CREATE TRIGGER {table}_keeps_rows BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only: no row leaves {table}'); END;
CREATE TRIGGER {table}_adds_rows BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})
BEGIN SELECT RAISE(ABORT, 'append-only: {table} has this row'); END;
"""
_NO_CHANGE = """
CREATE TRIGGER {table}_changes_nothing BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only: no row of {table} changes'); END;
"""
_SESSIONS_END_ONCE = """
CREATE TRIGGER sessions_end_once BEFORE UPDATE ON sessions
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR
    (NEW.session, NEW.uid, NEW.kind, NEW.nurse, NEW.patient, NEW.birth_date, NEW.record_number,
     NEW.room, NEW.allergy, NEW.weight, NEW.device, NEW.port, NEW.started_at, NEW.rules_version,
     NEW.app_version, NEW.profile) IS NOT
    (OLD.session, OLD.uid, OLD.kind, OLD.nurse, OLD.patient, OLD.birth_date, OLD.record_number,
     OLD.room, OLD.allergy, OLD.weight, OLD.device, OLD.port, OLD.started_at, OLD.rules_version,
     OLD.app_version, OLD.profile)
BEGIN SELECT RAISE(ABORT, 'append-only: a session ends once and is otherwise left alone'); END;
"""
_HEADS_GO_FORWARD = """
CREATE TRIGGER heads_go_forward BEFORE UPDATE ON heads
WHEN NEW.session IS NOT OLD.session OR NEW.identity IS NOT OLD.identity
    OR NEW.entries < OLD.entries OR NEW.seconds < OLD.seconds
BEGIN SELECT RAISE(ABORT, 'append-only: a head only goes forward'); END;
"""
# What anybody reading with SQL should read: without what was corrected or withdrawn.
_CURRENT = """
CREATE VIEW {table}_current AS SELECT * FROM {table} AS entry WHERE NOT EXISTS (
    SELECT 1 FROM corrections WHERE session = entry.session AND "of" = entry.seq);
"""


_M001_ENTRIES = (
    *("cuffs", "cuff_requests", "cuff_commands", "cuff_changes", "manual_vitals", "judgements"),
    *("link_changes", "source_changes", "phase_changes", "dose_plans", "infusion_changes"),
    *("medications", "observations", "marks", "notes", "baselines", "limit_changes"),
    *("corrections", "signatures", "person_changes", "alarm_changes", "clock_steps"),
)
_ENTRY_KEY = "session = NEW.session AND seq = NEW.seq"
_M001_KEYS = {
    **dict.fromkeys((*_M001_ENTRIES, "entry_seals"), _ENTRY_KEY),
    "vitals": "session = NEW.session AND t_ms = NEW.t_ms",
    "checkpoints": "session = NEW.session AND minute = NEW.minute",
    "head_chain": "n = NEW.n",
    "sessions": "session = NEW.session OR uid = NEW.uid",
    "heads": "session = NEW.session",
}


def m001_first_tables(db: Database) -> None:
    """Make every table in an empty file, append-only, and the views of the entries."""
    _execute(db, _sql("m001_first_tables"))
    for table in _M001_ENTRIES:
        _execute(db, _CURRENT.format(table=table))
    for table, key in _M001_KEYS.items():
        _execute(db, _APPEND_ONLY.format(table=table, key=key))
        if table not in {"sessions", "heads"}:
            _execute(db, _NO_CHANGE.format(table=table))
    _execute(db, _SESSIONS_END_ONCE + _HEADS_GO_FORWARD)


_M002_ENTRIES = (
    *("devices_in_use", "probe_changes", "wastes", "sprays", "due_answers", "checks", "criteria"),
    *("leavings", "hand_overs", "power_changes"),
)


def m002_bedside(db: Database) -> None:
    """Add the entries of a whole session at the bedside, append-only like the first."""
    _execute(db, _sql("m002_bedside"))
    _guard_entries(db, _M002_ENTRIES)


def m003_alarms(db: Database) -> None:
    """Add what alarms tell beside their value, pauses of the sound, and our own troubles."""
    _execute(db, _sql("m003_alarms"))
    _guard_entries(db, ("audio_pauses", "trouble_changes"))


def m004_sums(db: Database) -> None:
    """Add what a session comes to beyond the first sums, why to look at it, and the lists' indexes.

    Sessions of before keep NULL there.
    """
    _execute(db, _sql("m004_sums"))


def m005_views(db: Database) -> None:
    """Add views for people who ask with SQL: minutes from the pump's start, corrections applied."""
    _execute(db, _sql("m005_views"))


def m006_looks(db: Database) -> None:
    """Add what else makes a session worth a look. Sessions of before keep NULL there."""
    _execute(db, _sql("m006_looks"))


def _guard_entries(db: Database, tables: Iterable[str]) -> None:
    """Give new tables of entries their view and the triggers that keep them append-only."""
    for table in tables:
        _execute(db, _CURRENT.format(table=table))
        _execute(db, _APPEND_ONLY.format(table=table, key=_ENTRY_KEY))
        _execute(db, _NO_CHANGE.format(table=table))


MIGRATIONS: list[Callable[[Database], None]] = [
    *(m001_first_tables, m002_bedside, m003_alarms, m004_sums, m005_views),
    m006_looks,
]
"""In order; the n-th makes version n of the record, kept in `PRAGMA user_version`."""

VERSION = len(MIGRATIONS)
"""The version this Dripwatch writes, and the newest it reads."""


def _execute(db: Database, script: str) -> None:
    """Run a script within the transaction there is, a statement at a time.

    sqlite_utils looks for the end of a statement after each letter: a tenth of a second a record.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


@cache
def _sql(name: str) -> str:
    """Read once: whoever gives up rights after a first record can still begin a second."""
    return (resources.files("monitor") / "migrations" / f"{name}.sql").read_text("utf-8")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an empty file or an older record to VERSION, wholly or not at all."""
    # Here and nowhere above: importing it takes longer than the first paint may.
    from sqlite_utils import Database as Utils
    from sqlite_utils import Migrations

    migrations = Migrations("dripwatch")
    for migration in MIGRATIONS:
        migrations()(migration)
    db = Utils(connection, execute_plugins=False)
    with db.atomic():
        migrations.apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")


# --- what a sound record looks like ------------------------------------------------------------


class Made(NamedTuple):
    """One line of sqlite_master: a table, index, view or trigger, and the SQL that made it."""

    kind: str
    name: str
    table: str
    sql: str


class Difference(NamedTuple):
    """How something in a record differs from what we made: `what` is missing, added or changed."""

    made: Made
    what: str


def differences(connection: sqlite3.Connection) -> list[Difference]:
    """Return what was removed from, added to or changed in the schema of a record."""
    before, now = wanted(version_of(connection)), _made(connection)
    # Counted, since whoever can write sqlite_master can give two lines one name.
    missing = Counter(before.values()) - Counter(now)
    strange = Counter(now) - Counter(before.values())
    names = {(made.kind, made.name) for made in strange}
    gone = [Difference(m, "missing") for m in missing if (m.kind, m.name) not in names]
    come = [
        Difference(m, "changed" if (m.kind, m.name) in before else "added") for m in set(strange)
    ]
    return sorted(gone + come)


def sound_tables(connection: sqlite3.Connection) -> set[str]:
    """Return the tables of a record that are as we made them; no other may be read."""
    strange = {made.name for made, _ in differences(connection)}
    ours = wanted(version_of(connection)).values()
    return {made.name for made in ours if made.kind == "table"} - strange


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a record; 0 before the first migration."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


@cache
def wanted(version: int) -> dict[tuple[str, str], Made]:
    """Return what a record of a version consists of, by running its migrations in memory."""
    connection = sqlite3.connect(":memory:")
    for migration in MIGRATIONS[:version]:
        migration(connection)
    made = _made(connection)
    connection.close()
    return {(line.kind, line.name): line for line in made}


def _made(connection: sqlite3.Connection) -> list[Made]:
    """What there is, without what SQLite and sqlite_utils keep for themselves.

    Theirs are known by every word: a trigger, too, can be called sqlite_stat1.
    """
    lines = connection.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_master")
    made = [Made(*line) for line in lines if line[3] is not None]
    return [line for line in made if (line.kind, " ".join(line.sql.split())) not in _OF_TOOLS]


_MIGRATIONS_TABLE = (
    'CREATE TABLE "_sqlite_migrations" ( "id" INTEGER PRIMARY KEY, "migration_set" TEXT,'
    ' "name" TEXT, "applied_at" TEXT )'
)
_MIGRATIONS_INDEX = (
    'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"'
    ' ON "_sqlite_migrations" ("migration_set", "name")'
)
_OF_TOOLS = {
    ("table", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    ("table", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"),
    ("table", _MIGRATIONS_TABLE),
    ("index", _MIGRATIONS_INDEX),
}
"""What ANALYZE leaves, and where sqlite_utils notes which migrations ran."""


# --- rows as dictionaries ----------------------------------------------------------------------


def rows(connection: sqlite3.Connection, sql: str, *values: object) -> list[Row]:
    """Return what a query finds, each row by column name."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def one(connection: sqlite3.Connection, sql: str, *values: object) -> Row:
    """Return the row a query must find."""
    cursor = connection.execute(sql, values)
    found = cursor.fetchone()
    if found is None:
        raise sqlite3.DatabaseError(f"nothing found by {sql}")
    return dict(zip([column[0] for column in cursor.description], found, strict=True))


def insert(connection: sqlite3.Connection, table: str, row: Row) -> None:
    """Add a row to a table of ours."""
    connection.execute(_insertion(table, tuple(row)), tuple(row.values()))


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


# --- whose fault it is -------------------------------------------------------------------------

_REASONS = {
    "SQLITE_FULL": "record_full",
    "SQLITE_BUSY": "record_busy",
    "SQLITE_LOCKED": "record_busy",
    "SQLITE_READONLY": "record_read_only",
    "SQLITE_PERM": "record_read_only",
    "SQLITE_CANTOPEN": "record_read_only",
    "SQLITE_IOERR": "record_unreachable",
    "SQLITE_NOTADB": "record_not_ours",
}


def reason(error: Exception) -> str:
    """Return the code of the RecordError that a database error comes to."""
    primary = "_".join(sqlite.error_name(error).split("_")[:2])
    return _REASONS.get(primary, "record_damaged")


@contextmanager
def record_errors(path: Path) -> Iterator[None]:
    """Turn a database error into the RecordError a person can act on."""
    try:
        yield
    except sqlite.errors() as error:
        raise RecordError(reason(error), path=str(path)) from error

"""Whoever changes a record is found, and where; whoever does not is left in peace."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor import seal
from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.events import Correction, Note
from monitor.rows import CLASS_OF
from monitor.schema import VERSION, insert, rows, wanted
from monitor.store import Store
from monitor.verification import Finding, State, Verification, digest, verify, whose
from tests.monitor.records import NURSE, Numbered, second, start, story, tampering, write

SECONDS = 150
TABLES = sorted(made.name for made in wanted(VERSION).values() if made.kind == "table")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two ended sessions and an open one."""
    folder = tmp_path_factory.mktemp("sound")
    return write(folder / "r.db", ended=2, left_open=1, seconds=SECONDS)


@pytest.fixture
def record(sound: Path, tmp_path: Path) -> Path:
    """A copy of it to tamper with."""
    return Path(shutil.copy(sound, tmp_path / "r.db"))


def findings(found: Verification) -> list[tuple[int | None, Finding]]:
    """Everything that was found, by session; None for the file."""
    of_sessions = [(v.session, finding) for v in found.sessions for finding in v.findings]
    return [*((None, finding) for finding in found.findings), *of_sessions]


def tampered(path: Path, sql: str) -> list[tuple[int | None, Finding]]:
    """Run statements with the triggers away, put them back, and return what is found."""
    with tampering(path) as connection:
        connection.executescript(sql)
    found = verify(path)
    assert (found.state is State.ALTERED) == bool(findings(found))
    return findings(found)


def test_an_untouched_record_is_sound(record: Path) -> None:
    """Ended sessions are intact, an open one is unclosed, and so is the record."""
    found = verify(record)
    states = [(verdict.session, verdict.uid, verdict.state) for verdict in found.sessions]
    assert states == [
        (1, "u1", State.INTACT),
        (2, "u2", State.INTACT),
        (3, "u3", State.UNCLOSED),
    ]
    assert found.state is State.UNCLOSED
    assert verify(record, 2).state is State.INTACT


CHANGED, MISSING, ADDED = "changed", "missing", "added"
CUFF = "session = 1 AND seq = 3"
COPY_OF_CUFF = f"SELECT session, 40, t_ms, at, entered_at, NULL FROM cuffs WHERE {CUFF}"
SAME_NUMBER = f"SELECT session, seq, t_ms, at, entered_at, NULL FROM cuffs WHERE {CUFF}"

CHANGES: list[tuple[str, int | None, Finding]] = [
    # entries
    (f"UPDATE cuffs SET systolic = 118 WHERE {CUFF}", 1, Finding("entry", CHANGED, "cuffs", 3)),
    (f"UPDATE cuffs SET systolic = NULL WHERE {CUFF}", 1, Finding("entry", CHANGED, "cuffs", 3)),
    ("UPDATE notes SET entered_at = at || ' '", 1, Finding("entry", CHANGED, "notes", 12)),
    (f"DELETE FROM cuffs WHERE {CUFF}", 1, Finding("entry", MISSING, "cuffs", 3)),
    (f"INSERT INTO marks {COPY_OF_CUFF}", 1, Finding("entry", ADDED, "marks", 40)),
    (f"REPLACE INTO marks {SAME_NUMBER}", 1, Finding("entry", ADDED, "marks", 3)),
    # vitals, by the minute
    ("UPDATE vitals SET spo2 = 98 WHERE t_ms = 65000", 1, Finding("vitals", CHANGED, "vitals", 1)),
    (
        "REPLACE INTO vitals VALUES (2, 3000, 8, 8, 8, 8)",
        2,
        Finding("vitals", CHANGED, "vitals", 0),
    ),
    (
        "INSERT INTO vitals VALUES (1, 75000, 8, 8, 8, 8)",
        1,
        Finding("vitals", CHANGED, "vitals", 1),
    ),
    (
        "INSERT INTO vitals VALUES (3, 999000, 8, 8, 8, 8)",
        3,
        Finding("vitals", ADDED, "vitals", 16),
    ),
    ("DELETE FROM vitals WHERE t_ms = 149000", 3, Finding("vitals", CHANGED, "vitals", 2)),
    ("DELETE FROM vitals WHERE t_ms < 60000", 3, Finding("vitals", MISSING, "vitals", 0)),
    # the session itself
    ("UPDATE sessions SET patient = 'Other'", 2, Finding("identity", CHANGED, "sessions")),
    ("UPDATE sessions SET peak_systolic = 120", 1, Finding("ending", CHANGED, "sessions")),
    ("UPDATE sessions SET ended_at = 'never'", 3, Finding("ending", CHANGED, "sessions")),
    ("UPDATE sessions SET ended_at = NULL", 2, Finding("ending", CHANGED, "sessions")),
    ("DELETE FROM sessions WHERE session = 2", 2, Finding("session", MISSING)),
    # the seal's own rows
    ("UPDATE heads SET entries = entries - 1", 1, Finding("head", CHANGED, "heads")),
    ("DELETE FROM heads WHERE session = 1", 1, Finding("head", MISSING, "heads")),
    ("DELETE FROM entry_seals WHERE seq = 7", 1, Finding("entry", MISSING, "entry_seals", 7)),
    ("DELETE FROM checkpoints WHERE minute = 0", 1, Finding("vitals", ADDED, "vitals", 0)),
    ("INSERT INTO checkpoints VALUES (1, 2, x'')", 1, Finding("vitals", ADDED, "checkpoints", 2)),
    (
        "UPDATE head_chain SET head = x'00' WHERE n = 2",
        None,
        Finding("head_chain", CHANGED, "head_chain", 2),
    ),
    (
        "DELETE FROM head_chain WHERE n = 3",
        None,
        Finding("head_chain", MISSING, "head_chain", 3),
    ),
]


@pytest.mark.parametrize(("sql", "session", "finding"), CHANGES)
def test_a_change_is_found_where_it_is(
    sql: str, session: int | None, finding: Finding, record: Path
) -> None:
    """By whoever took the triggers away and put them back."""
    assert (session, finding) in tampered(record, sql)


def test_a_change_names_no_other_place(record: Path) -> None:
    """After an altered row the chain goes on from what was sealed; other sessions stay sound."""
    sql = "UPDATE cuffs SET systolic = 118 WHERE session = 1 AND seq = 3;"
    sql += "UPDATE vitals SET spo2 = 98 WHERE session = 1 AND t_ms = 65000;"
    assert tampered(record, sql) == [
        (1, Finding("entry", "changed", "cuffs", 3)),
        (1, Finding("vitals", "changed", "vitals", 1)),
    ]


def test_entries_cut_off_the_end_are_missed(record: Path) -> None:
    """With their seals, and the head left as it was."""
    found = tampered(
        record,
        "DELETE FROM corrections WHERE session = 3; DELETE FROM entry_seals"
        " WHERE session = 3 AND seq = (SELECT entries FROM heads WHERE session = 3)",
    )
    assert (3, Finding("entry", "missing", "entry_seals", 13)) in found


@pytest.mark.parametrize("table", TABLES)
def test_a_dropped_table_is_found(table: str, record: Path) -> None:
    """With all that was in it."""
    with closing(sqlite3.connect(record)) as connection:
        connection.execute(f"DROP TABLE {table}")
    found = verify(record)
    assert Finding("schema", "missing", table) in found.findings
    if table == "notes":
        assert found.sessions[0].findings == (Finding("entry", "missing", "notes", 12),)


TOOTHLESS = """PRAGMA writable_schema = 1;
    UPDATE sqlite_master SET sql = replace(sql, 'SELECT', 'SELECT 1 WHERE 0 AND')
    WHERE name = 'cuffs_keeps_rows'"""


@pytest.mark.parametrize(
    ("sql", "finding"),
    [
        ("DROP TRIGGER cuffs_keeps_rows", Finding("schema", "missing", "cuffs_keeps_rows")),
        (
            "CREATE TRIGGER evil AFTER INSERT ON cuffs BEGIN SELECT 1; END",
            Finding("schema", "added", "evil"),
        ),
        ("DROP VIEW cuffs_current", Finding("schema", "missing", "cuffs_current")),
        ("ALTER TABLE cuffs ADD COLUMN liked TEXT", Finding("schema", "changed", "cuffs")),
        (
            "DROP TABLE notes; CREATE VIEW notes AS SELECT * FROM marks",
            Finding("schema", "added", "notes"),
        ),
        (TOOTHLESS, Finding("schema", "changed", "cuffs_keeps_rows")),
        (
            "PRAGMA writable_schema = 1; DELETE FROM sqlite_master WHERE type = 'trigger'",
            Finding("schema", "missing", "vitals_changes_nothing"),
        ),
    ],
)
def test_a_changed_schema_is_found(sql: str, finding: Finding, record: Path) -> None:
    """A trigger gone, added or made harmless; a table that is something else now."""
    with closing(sqlite3.connect(record)) as connection:
        connection.executescript(sql)
    found = verify(record)
    assert finding in found.findings
    assert found.state is State.ALTERED


def test_a_schema_that_makes_no_sense_is_damage(record: Path) -> None:
    """SQLite itself cannot open it then."""
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute("UPDATE sqlite_master SET sql = 'no sense' WHERE name = 'cuffs'")
        connection.commit()
    with pytest.raises(RecordError, match="record_damaged"):
        verify(record)


def test_replacing_without_recursive_triggers_changes_nothing(record: Path) -> None:
    """The way SQLite leaves open by default is closed by the triggers themselves."""
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA recursive_triggers = OFF")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT OR REPLACE INTO vitals VALUES (1, 0, 1, 1, 1, 1)")
    assert verify(record).state is State.UNCLOSED


def test_a_session_cut_out_of_the_middle_is_found(record: Path) -> None:
    """With everything any table knew of it, and the chain of heads joined up again."""
    sql = "".join(f"DELETE FROM {table} WHERE session = 2;" for table in TABLES)
    with tampering(record) as connection:
        connection.executescript(sql)
        rechain(connection)
    assert (3, Finding("identity", "changed", "sessions")) in findings(verify(record))


def test_a_chain_of_heads_with_another_head_in_it_is_found(record: Path) -> None:
    """Even when it is a sound chain by itself."""
    with tampering(record) as connection:
        connection.execute("UPDATE head_chain SET head = x'00' WHERE n = 5")
        rechain(connection)
    assert findings(verify(record)) == [(3, Finding("head_chain", "changed", "head_chain", 5))]


def test_an_end_taken_out_of_the_chain_of_heads_is_found(tmp_path: Path) -> None:
    """It is the last line there, so nothing follows that could miss it."""
    record = write(tmp_path / "r.db")
    with tampering(record) as connection:
        connection.execute("DELETE FROM head_chain WHERE n = 2")
    assert findings(verify(record)) == [(1, Finding("head_chain", "missing", "head_chain"))]


def rechain(connection: sqlite3.Connection) -> None:
    """Compute the chain of heads anew, as somebody does who has read seal.py."""
    links = rows(connection, "SELECT * FROM head_chain ORDER BY n")
    connection.execute("DELETE FROM head_chain")
    before = seal.GENESIS
    for n, link in enumerate(links, start=1):
        del link["chain"]
        link["n"] = n
        before = seal.chained(before, "head_chain", link)
        insert(connection, "head_chain", {**link, "chain": before})


def forget(record: Path, table: str) -> None:
    """Break the page a table begins with, as a disk does."""
    with closing(sqlite3.connect(record)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = connection.execute(query, (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(record.read_bytes())
    data[(page - 1) * size : page * size] = b"\x55" * size
    record.write_bytes(data)


def test_a_page_that_cannot_be_read_is_found(record: Path) -> None:
    """A disk that forgets is as bad as a hand that changes."""
    forget(record, "vitals")
    found = verify(record)
    assert found.state is State.ALTERED
    assert {verdict.findings for verdict in found.sessions} == {(Finding("session", "damaged"),)}


# --- digests -----------------------------------------------------------------------------------


def rewritten(path: Path, into: Path) -> Path:
    """Write the same sessions anew with one value changed: a chain that is sound in itself."""
    with closing(Store(into)) as store, Archive(path) as archive:
        for row in reversed(archive.sessions()):
            history = archive.history(row.session)
            session = store.begin(history.start)
            events = [e for e in story(SECONDS) if not isinstance(e, Note)]
            store.commit(session, [e for e in events if getattr(e, "seq", None) is None])
            for entry in history.entries:
                softened = Numbered(entry.seq or 0).note("feels well")
                store.commit(session, [softened if isinstance(entry, Note) else entry])
    return into


def test_a_rewritten_chain_shows_only_by_its_digest(record: Path, tmp_path: Path) -> None:
    """Whoever computes everything anew is found by what was printed, and by nothing else."""
    printed = digest(record, 3)
    forged = rewritten(record, tmp_path / "forged.db")
    assert verify(forged, 3).state is State.UNCLOSED
    found = verify(forged, 3, digest=printed)
    assert [f.place for verdict in found.sessions for f in verdict.findings] == ["digest"]
    assert verify(record, 3, digest=printed).state is State.UNCLOSED


def test_a_digest_of_a_later_session_tells_of_an_earlier_one(record: Path, tmp_path: Path) -> None:
    """A session is sealed with the chain of heads as it began."""
    with closing(Store(record)) as store:
        store.begin(start("u4"))
    forged = rewritten(record, tmp_path / "forged.db")
    assert verify(forged, 4, digest=digest(record, 4)).state is State.ALTERED


def test_a_digest_is_taken_as_a_person_types_it(record: Path) -> None:
    """Capitals and groups do not matter; a part of it is not enough."""
    printed = digest(record, 1)
    typed = " ".join(printed[i : i + 4] for i in range(0, len(printed), 4)).upper()
    assert verify(record, 1, digest=typed).state is State.INTACT
    assert verify(record, 1, digest=printed[:8]).state is State.ALTERED
    assert verify(record, 1, digest="").state is State.ALTERED


def test_an_amendment_does_not_make_a_printed_digest_wrong(record: Path) -> None:
    """Signing a session moves its head; the report on paper is still true."""
    printed = digest(record, 1)
    with closing(Store(record)) as store:
        entries = Numbered(store.head(1).entries + 1)
        late = entries.take(Correction, of=3, reason="wrong patient", by=NURSE)
        store.commit(1, [late])
    assert digest(record, 1) != printed
    assert verify(record, 1, digest=printed).state is State.INTACT
    assert verify(record, 1, digest=digest(record, 1)).state is State.INTACT


def test_a_digest_finds_its_session(record: Path) -> None:
    """What was printed of none finds none, and so does what cannot be read any more."""
    printed = digest(record, 2)
    assert whose(record, printed) == 2
    assert whose(record, "0" * 20) is None
    forget(record, "entry_seals")
    assert whose(record, printed) is None


# --- many --------------------------------------------------------------------------------------


def random_change(connection: sqlite3.Connection, chance: random.Random) -> str:
    """Make some change to some row that holds something, and return what was done."""
    table = chance.choice(TABLES)
    while not (count := connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]):
        table = chance.choice(TABLES)
    query = f"SELECT * FROM {table} LIMIT 1 OFFSET {chance.randrange(count)}"
    (row,) = rows(connection, query)
    names = {made[1]: made[5] for made in connection.execute(f"PRAGMA table_info({table})")}
    where = " AND ".join(f'"{name}" = :{name}' for name, key in names.items() if key)
    if chance.random() < 0.3:
        connection.execute(f"DELETE FROM {table} WHERE {where}", row)
        return f"deleted {row} from {table}"
    if chance.random() < 0.3:
        key = [name for name, is_key in names.items() if is_key][-1]
        added = {**row, key: row[key] + chance.choice([500, 987_654])}
        if "uid" in added:
            added["uid"] = "new"
        insert(connection, table, added)
        return f"added {added} to {table}"
    column = chance.choice([name for name, value in row.items() if value is not None])
    changed = another(row[column], chance)
    sql = f'UPDATE OR REPLACE {table} SET "{column}" = :changed WHERE {where}'
    connection.execute(sql, {**row, "changed": changed})
    return f"{table}.{column} from {row[column]!r} to {changed!r}"


def another(value: object, chance: random.Random) -> object:
    """Return a value of the same type that is not the same."""
    match value:
        case str():
            return value + chance.choice(" x0")
        case bytes():
            place = chance.randrange(len(value))
            return (
                value[:place]
                + bytes([value[place] ^ 1 << chance.randrange(8)])
                + value[place + 1 :]
            )
        case int():
            return value + chance.choice([-1, 1, 60_000])
        case float():
            return value + chance.choice([-1.0, 0.5, 1e-9])
    raise AssertionError(value)


@pytest.mark.parametrize("seed", range(20))
def test_no_random_change_goes_unseen(seed: int, record: Path) -> None:
    """Of any value of any row of any table, the seal's own included; and back again is sound."""
    chance = random.Random(seed)
    with tampering(record) as connection:
        for _ in range(15):
            connection.execute("BEGIN")
            done = random_change(connection, chance)
            assert verify_tables(connection).state is State.ALTERED, done
            connection.execute("ROLLBACK")
        assert verify_tables(connection).state is State.UNCLOSED


def verify_tables(connection: sqlite3.Connection) -> Verification:
    """Verify through a connection whose triggers are away, leaving that out of what is found."""
    found = verify(connection)
    without_schema = tuple(f for f in found.findings if f.place != "schema")
    return Verification(found.sessions, without_schema)


# --- while it is written -----------------------------------------------------------------------


def test_a_record_can_be_verified_while_it_is_written(tmp_path: Path) -> None:
    """What is read is one state of it, and reading keeps no WAL from being emptied."""
    with closing(Store(tmp_path / "r.db")) as store:
        session = store.begin(start())
        for number in range(200):
            store.commit(session, [second(number)])
            if number % 20 == 0:
                assert verify(tmp_path / "r.db").state is State.UNCLOSED
        with closing(sqlite3.connect(tmp_path / "r.db")) as reader:
            verify(reader)
            assert not reader.in_transaction
            with store._transaction():
                pass
            checkpoint = store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
            assert checkpoint.fetchone() == (0, 0, 0)


def test_every_table_of_entries_is_verified() -> None:
    """A table that the seal does not know of would be a place to hide."""
    of_the_seal = {"sessions", "vitals", "heads", "head_chain", "checkpoints", "entry_seals"}
    assert set(TABLES) == of_the_seal | CLASS_OF.keys()

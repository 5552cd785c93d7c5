"""`make tamper`: a record changed in ten thousand ways; each is found, and no untouched one blamed.

Rows are changed, deleted, added, swapped and replaced, tables and guards dropped. Whoever knows the
format may also compute the seal anew: latest rows cut off, or a value changed and all behind it
sealed again. That is sound in itself, and must be told by a digest printed before.
"""

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from monitor import seal
from monitor.backup import back_up
from monitor.errors import RecordError
from monitor.events import Event
from monitor.rows import CLASS_OF
from monitor.schema import VERSION, insert, rows, wanted
from monitor.store import Store
from monitor.verification import State, Verification, digest, verify
from tests import second_checker
from tests.monitor.records import Numbered, end, second, start, story, tampering

TABLES = sorted(made.name for made in wanted(VERSION).values() if made.kind == "table")
GUARDS = sorted((made.kind, made.name) for made in wanted(VERSION).values())
SESSIONS = 3

Row = dict[str, Any]


@dataclass(slots=True)
class Found:
    """What a study came to: attempts by kind, and those that were not told as they must be."""

    tried: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def take(self, kind: str, done: str, *, told: bool) -> None:
        """Note one attempt."""
        self.tried[kind] += 1
        if not told:
            self.wrong.append(f"{kind}: {done}")


def victim(path: Path, seconds: int = 130) -> Path:
    """Write a record of two ended sessions and an open one."""
    with closing(Store(path)) as store:
        for number in range(1, SESSIONS + 1):
            session = store.begin(start(f"u{number}"))
            store.commit(session, story(seconds))
            if number < SESSIONS:
                store.commit(session, [end(seconds * 1000)])
    return path


# --- by whoever can write SQL ------------------------------------------------------------------


def change(record: sqlite3.Connection, chance: random.Random) -> str:
    """Give some column of some row another value."""
    table, row = _some_row(record, chance)
    column = chance.choice([name for name, value in row.items() if value is not None])
    other = _another(row[column], chance)
    sql = f'UPDATE OR REPLACE {table} SET "{column}" = :other WHERE {_where(record, table)}'
    record.execute(sql, {**row, "other": other})
    return f"{table}.{column} {row[column]!r} to {other!r}"


def empty(record: sqlite3.Connection, chance: random.Random) -> str:
    """Take out a value."""
    table, row = _some_row(record, chance)
    info = record.execute(f"PRAGMA table_info({table})").fetchall()
    must = {made[1] for made in info if made[3] or made[5]}
    columns = [name for name, value in row.items() if value is not None and name not in must]
    if not columns:
        return change(record, chance)
    column = chance.choice(columns)
    sql = f'UPDATE {table} SET "{column}" = NULL WHERE {_where(record, table)}'
    record.execute(sql, row)
    return f"{table}.{column} {row[column]!r} to NULL"


def delete(record: sqlite3.Connection, chance: random.Random) -> str:
    """Take out a row."""
    table, row = _some_row(record, chance)
    record.execute(f"DELETE FROM {table} WHERE {_where(record, table)}", row)
    return f"deleted {row} from {table}"


def add(record: sqlite3.Connection, chance: random.Random) -> str:
    """Put in a row that is like another."""
    table, row = _some_row(record, chance)
    last = _keys(record, table)[-1]
    added = row | {last: row[last] + chance.choice((500, 7, 987_654))}
    if "uid" in added:
        added["uid"] = "new"
    record.execute(f"DELETE FROM {table} WHERE {_where(record, table)}", added)
    insert(record, table, added)
    return f"added {added} to {table}"


def swap(record: sqlite3.Connection, chance: random.Random) -> str:
    """Let two rows of a table change places in one column, or where nothing differs change one."""
    table, one = _some_row(record, chance)
    keys = _keys(record, table)
    others = rows(record, f"SELECT * FROM {table}")
    other = chance.choice(others)
    differ = [k for k in one if k not in {*keys, "uid"} and one[k] != other[k]]
    if not differ:
        return change(record, chance)
    column = chance.choice(differ)
    sql = f'UPDATE {table} SET "{column}" = :value WHERE {_where(record, table)}'
    try:
        record.execute(sql, {**one, "value": other[column]})
        record.execute(sql, {**other, "value": one[column]})
    except sqlite3.IntegrityError:
        return change(record, chance)
    return f"swapped {column} of two rows of {table}"


def put_in_place(record: sqlite3.Connection, chance: random.Random) -> str:
    """Replace a row by INSERT OR REPLACE."""
    table, row = _some_row(record, chance)
    free = [k for k in row if k not in {*_keys(record, table), "uid"} and row[k] is not None]
    if not free:
        return delete(record, chance)
    column = chance.choice(free)
    changed = row | {column: _another(row[column], chance)}
    names = ", ".join(f'"{name}"' for name in changed)
    marks = ", ".join(f":{name}" for name in changed)
    record.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", changed)
    return f"replaced {column} of a row of {table}"


ROW_ATTACKS = [change, change, empty, delete, add, swap, put_in_place]


def _some_row(record: sqlite3.Connection, chance: random.Random) -> tuple[str, Row]:
    while True:
        table = chance.choice(TABLES)
        (count,) = record.execute(f"SELECT count(*) FROM {table}").fetchone()
        if count:
            place = chance.randrange(count)
            return table, rows(record, f"SELECT * FROM {table} LIMIT 1 OFFSET {place}")[0]


def _keys(record: sqlite3.Connection, table: str) -> list[str]:
    return [made[1] for made in record.execute(f"PRAGMA table_info({table})") if made[5]]


def _where(record: sqlite3.Connection, table: str) -> str:
    return " AND ".join(f'"{name}" = :{name}' for name in _keys(record, table))


def _another(value: object, chance: random.Random) -> object:
    match value:
        case str():
            return chance.choice((value + " ", value + "\0", value[:-1] or "x", "x" + value))
        case bytes():
            place = chance.randrange(len(value))
            bit = bytes([value[place] ^ 1 << chance.randrange(8)])
            return value[:place] + bit + value[place + 1 :]
        case int():
            return value + chance.choice((-1, 1, 60_000))
        case float():
            return value + chance.choice((-1.0, 0.5, 1e-9))
    raise AssertionError(value)


def drop(record: sqlite3.Connection, chance: random.Random) -> str:
    """Take away a table, a view, an index or a trigger; or make a trigger harmless."""
    kind, name = chance.choice(GUARDS)
    if kind == "trigger" and chance.random() < 0.3:
        record.execute("PRAGMA writable_schema = 1")
        to = "replace(sql, 'BEGIN SELECT RAISE', 'BEGIN SELECT 1 WHERE 0 AND RAISE')"
        record.execute(f"UPDATE sqlite_master SET sql = {to} WHERE name = ?", (name,))
        return f"made {name} harmless"
    record.execute(f"DROP {kind} {name}")
    return f"dropped {kind} {name}"


# --- by whoever has read the format ------------------------------------------------------------


def cut_rows(record: sqlite3.Connection, chance: random.Random) -> tuple[int, str]:
    """Cut the latest entries or seconds off a session, and seal it anew."""
    session = chance.randrange(1, SESSIONS + 1)
    (entries,) = record.execute(
        "SELECT entries FROM heads WHERE session = ?", (session,)
    ).fetchone()
    keep = chance.randrange(entries)
    for table in CLASS_OF:
        record.execute(f"DELETE FROM {table} WHERE session = ? AND seq > ?", (session, keep))
    if chance.random() < 0.5:
        cut_ms = chance.randrange(1, 120) * 1000
        record.execute("DELETE FROM vitals WHERE session = ? AND t_ms > ?", (session, cut_ms))
    seal_anew(record)
    return session, f"cut session {session} back to entry {keep}"


def cut_session(record: sqlite3.Connection, _chance: random.Random) -> tuple[int, str]:
    """Cut off the latest session with all that knows of it."""
    for table in TABLES:
        record.execute(f"DELETE FROM {table} WHERE session = ?", (SESSIONS,))
    return SESSIONS, "cut off the latest session"


def rewrite(record: sqlite3.Connection, chance: random.Random) -> tuple[int, str]:
    """Change a value, and seal anew from there on."""
    session = chance.randrange(1, SESSIONS + 1)
    table, column = chance.choice([("vitals", "heart_rate"), ("cuffs", "systolic")])
    order = _keys(record, table)[-1]
    found = f"SELECT {order} FROM {table} WHERE session = ? ORDER BY random() LIMIT 1"
    query = f"UPDATE {table} SET {column} = {column} + 1 WHERE session = ? AND {order} = ({found})"
    record.execute(query, (session, session))
    seal_anew(record)
    return session, f"changed {table}.{column} of session {session} and sealed it anew"


FORGERIES: list[Callable[[sqlite3.Connection, random.Random], tuple[int, str]]] = [
    cut_rows,
    cut_session,
    rewrite,
]


def seal_anew(record: sqlite3.Connection) -> None:
    """Compute every chain from the rows that are there, as docs/record-format.md says."""
    lines = rows(record, "SELECT session, ended FROM head_chain ORDER BY n")
    for table in ("heads", "head_chain", "entry_seals", "checkpoints"):
        record.execute(f"DELETE FROM {table}")
    for line in lines:
        if line["ended"]:
            seal.end(record, line["session"])
            continue
        session = line["session"]
        seal.begin(record, session)
        entries = [
            (row["seq"], table)
            for table in CLASS_OF
            for row in rows(record, f"SELECT seq FROM {table} WHERE session = ?", session)
        ]
        query = "SELECT t_ms FROM vitals WHERE session = ? ORDER BY t_ms"
        seconds = [row["t_ms"] for row in rows(record, query, session)]
        named = [(table, seq) for seq, table in sorted(entries)]
        seal.extend(record, seal.head_of(record, session), named, seconds)


# --- the study ---------------------------------------------------------------------------------


def tamper(count: int, seed: int = 1) -> Found:
    """Attack a record so often, each time from its sound state."""
    found, chance = Found(), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="tamper-") as name:
        path = victim(Path(name) / "r.dripwatch")
        printed = {session: digest(path, session) for session in range(1, SESSIONS + 1)}
        drops, forgeries = count // 20, count // 5
        _attack_rows(path, count - drops - forgeries, chance, found)
        _forge(path, forgeries, chance, found, printed)
        for _ in range(drops):
            copy = Path(shutil.copy(path, Path(name) / "copy.dripwatch"))
            with closing(sqlite3.connect(copy, isolation_level=None)) as record:
                done = drop(record, chance)
            found.take("drop", done, told=_both_say(copy, State.ALTERED))
    return found


def _attack_rows(path: Path, count: int, chance: random.Random, found: Found) -> None:
    copy = Path(shutil.copy(path, path.with_name("rows.dripwatch")))
    with tampering(copy) as record:
        for _ in range(count):
            attack = chance.choice(ROW_ATTACKS)
            record.execute("BEGIN")
            done = attack(record, chance)
            told = _of_rows(verify(record)) is State.ALTERED
            record.execute("ROLLBACK")
            found.take(attack.__name__, done, told=told)


def _forge(
    path: Path, count: int, chance: random.Random, found: Found, printed: dict[int, str]
) -> None:
    copy = Path(shutil.copy(path, path.with_name("forged.dripwatch")))
    with tampering(copy) as record:
        for number in range(count):
            forgery = FORGERIES[number % len(FORGERIES)]
            record.execute("BEGIN")
            session, done = forgery(record, chance)
            sound = _of_rows(verify(record)) is not State.ALTERED
            # A session tells of itself and of those that ended before it began.
            witness = chance.randrange(session, SESSIONS + 1)
            told = _of_rows(verify(record, witness, digest=printed[witness])) is State.ALTERED
            record.execute("ROLLBACK")
            found.take(forgery.__name__, f"{done}, sound in itself: {sound}", told=told and sound)


def _of_rows(found: Verification) -> State:
    """Return the state without the triggers, which are away while we tamper."""
    return replace(found, findings=tuple(f for f in found.findings if f.place != "schema")).state


def _both_say(path: Path, *states: State) -> bool:
    try:
        said = verify(path).state
    except RecordError:
        # Where not even SQLite can make sense of it.
        said = State.ALTERED
    return said in states and second_checker.check(path).state == said.value


def untouched(count: int, seed: int = 1) -> Found:
    """Verify so often records that grew and were handled in ordinary ways."""
    found, chance = Found(), random.Random(seed)
    while found.tried.total() < count:
        with tempfile.TemporaryDirectory(prefix="tamper-", dir=_MEMORY) as name:
            for what, path in _lives(Path(name) / "r.dripwatch", chance):
                told = verify(path).state is not State.ALTERED
                if chance.random() < 0.1:
                    told = told and _both_say(path, State.INTACT, State.UNCLOSED)
                found.take("untouched", what, told=told)
                if found.tried.total() >= count:
                    break
    return found


_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def _lives(path: Path, chance: random.Random) -> Iterator[tuple[str, Path]]:
    """Let a record grow by random rows, and yield it after each step."""
    for opening in range(3):
        with closing(Store(path)) as store:
            for number in range(3):
                session = store.begin(start(f"{opening}-{number}"))
                yield "begun", path
                entries, t_s = Numbered(), 0
                for _ in range(chance.randrange(1, 5)):
                    batch, t_s = _random_batch(entries, t_s, chance)
                    store.commit(session, batch)
                    yield "written to", path
                if chance.random() < 0.8:
                    store.commit(session, [end(t_s * 1000)])
                    yield "ended", path
                    store.commit(session, [entries.note("late")])
                    yield "amended", path
        yield "closed", path
        care = chance.choice(["VACUUM", "ANALYZE", "REINDEX", "PRAGMA journal_mode = DELETE"])
        with closing(sqlite3.connect(path)) as record:
            record.execute(care).fetchall()
        yield care, path
    copy = path.with_name("copy.dripwatch")
    back_up(path, copy)
    yield "backed up", copy


def _random_batch(entries: Numbered, t_s: int, chance: random.Random) -> tuple[list[Event], int]:
    batch: list[Event] = []
    for _ in range(chance.randrange(1, 30)):
        t_s += chance.choice((1, 1, 1, 1, 5, 60, 200))
        match chance.randrange(6):
            case 0:
                text = chance.choice(
                    ("", "\0", "ä–“”", "x" * 5000, "\ud800", "'; DROP TABLE notes")
                )
                batch.append(entries.note(text, t_s * 1000))
            case 1:
                batch.append(entries.cuff(t_s * 1000, chance.choice((0.0, -0.0, 120.1, 1e9))))
            case _:
                rate = chance.choice((None, 0.0, 71.5, chance.uniform(20, 250)))
                batch.append(second(t_s, rate))
    return batch, t_s


def main() -> int:
    """Print attempts by kind and what was wrong; 1 where anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10_000, help="attacks; and untouched ones")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    begun = time.monotonic()
    wrong: list[str] = []
    for found in (tamper(args.times, args.seed), untouched(args.times, args.seed)):
        for kind, tried in sorted(found.tried.items()):
            print(f"{kind:<14} {tried:>6}")
        print(f"{'':<14} {found.tried.total():>6}, {len(found.wrong)} wrong", flush=True)
        wrong += found.wrong
    print(f"{time.monotonic() - begun:.0f} s")
    for what in wrong[:20]:
        print(f"    {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

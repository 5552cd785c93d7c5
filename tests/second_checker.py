"""A second reading of docs/record-format.md: checks a record with sqlite3 and hashlib alone.

Shares no code with Dripwatch, and says less: which sessions are intact, unclosed or altered, not
where. `python tests/second_checker.py FILE`; exit code 1 where anything is altered.
"""

import hashlib
import sqlite3
import struct
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INTACT, UNCLOSED, ALTERED = "intact", "unclosed", "altered"
ZERO = bytes(32)
APPLICATION = 0x44726970
ENDING = {
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
}
PAGE = Path(__file__).resolve().parent.parent / "docs" / "record-format.md"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: of the file as a whole, and of each session."""

    file_sound: bool
    sessions: dict[int, str]

    @property
    def state(self) -> str:
        """The worst of all."""
        states = set(self.sessions.values())
        if not self.file_sound or ALTERED in states:
            return ALTERED
        return UNCLOSED if UNCLOSED in states else INTACT


def hashed(before: bytes, table: str, row: Row) -> bytes:
    """`H` of the page."""
    parts = [before, _string(table.encode())]
    for name in sorted(row):
        if row[name] is not None:
            kind, data = _value(row[name])
            parts += [_string(name.encode()), kind, _string(data)]
    return hashlib.sha256(b"".join(parts)).digest()


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _value(value: object) -> tuple[bytes, bytes]:
    if isinstance(value, str):
        return b"t", value.encode("utf-8", "surrogateescape")
    if isinstance(value, bytes):
        return b"b", value
    if isinstance(value, int) and not -(2**53) <= value <= 2**53:
        return b"i", b"%d" % value
    assert isinstance(value, int | float)
    return b"n", struct.pack(">d", float(value) if value else 0.0)


def fingerprints() -> dict[int, str]:
    """The fingerprint of the tables of each version, from the page."""
    words = [line.split() for line in PAGE.read_text("utf-8").splitlines()]
    return {int(w[0]): w[1] for w in words if len(w) == 2 and w[0].isdigit() and len(w[1]) == 64}


def check(path: Path) -> Report:
    """Check every session of a record, and what binds them; what cannot be read is altered."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as record:
        record.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        record.execute("PRAGMA trusted_schema = OFF")
        record.execute("BEGIN")
        try:
            return _check(record)
        except (sqlite3.Error, AssertionError, TypeError, KeyError, ValueError):
            return Report(file_sound=False, sessions={})


def _check(record: sqlite3.Connection) -> Report:
    sound = _tables_sound(record)
    entries = _entry_tables(record)
    lines = _rows(record, "head_chain", "ORDER BY n")
    numbers = {row["session"] for t in ("sessions", "heads") for row in _rows(record, t)}
    numbers |= {line["session"] for line in lines}
    states = {n: _Session(record, n, lines, entries).state() for n in sorted(numbers)}
    return Report(sound and _lines_sound(lines), states)


def _rows(record: sqlite3.Connection, table: str, rest: str = "", *values: object) -> list[Row]:
    found = record.execute(f'SELECT * FROM "{table}" {rest}', values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _tables_sound(record: sqlite3.Connection) -> bool:
    (application,) = record.execute("PRAGMA application_id").fetchone()
    (version,) = record.execute("PRAGMA user_version").fetchone()
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    lines = [line for line in record.execute(query).fetchall() if not _of_tools(line)]
    text = "".join(f"{part}\0" for line in sorted(lines) for part in line)
    fingerprint = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    whole = record.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return application == APPLICATION and fingerprints().get(version) == fingerprint and whole


def _of_tools(line: tuple[str, ...]) -> bool:
    kind, name, table, sql = line
    if kind == "table" and sql.startswith("CREATE TABLE "):
        return name in {"sqlite_stat1", "sqlite_stat4", "_sqlite_migrations"}
    made = "CREATE UNIQUE INDEX"
    return kind == "index" and table == "_sqlite_migrations" and sql.startswith(made)


def _entry_tables(record: sqlite3.Connection) -> list[str]:
    tables = record.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [
        name
        for (name,) in tables
        if name != "entry_seals"
        and "seq" in {column[1] for column in record.execute(f'PRAGMA table_info("{name}")')}
    ]


def _lines_sound(lines: list[Row]) -> bool:
    chain = ZERO
    for n, line in enumerate(lines, start=1):
        chain = hashed(chain, "head_chain", {k: v for k, v in line.items() if k != "chain"})
        if line["n"] != n or line["chain"] != chain:
            return False
    return True


class _Session:
    """One session beside its seal."""

    def __init__(
        self, record: sqlite3.Connection, number: int, lines: list[Row], entries: list[str]
    ) -> None:
        def of_it(table: str, order: str = "") -> list[Row]:
            return _rows(record, table, f"WHERE session = ? {order}", number)

        self._row = of_it("sessions")
        self._head = of_it("heads")
        self._entries = sorted(
            ((row["seq"], table, row) for table in entries for row in of_it(table)),
            key=lambda entry: entry[:2],
        )
        self._seals = of_it("entry_seals", "ORDER BY seq")
        self._seconds = of_it("vitals", "ORDER BY t_ms")
        self._checkpoints = {row["minute"]: row["chain"] for row in of_it("checkpoints")}
        self._chains = {line["n"]: line["chain"] for line in lines}
        self._lines = [line for line in lines if line["session"] == number]

    def state(self) -> str:
        if not (self._row and self._head and self._lines):
            return ALTERED
        head = self._head[0]
        parts = (self._identity, self._entry_chain, self._vitals_chain, self._heads)
        if not all(part(head) for part in parts):
            return ALTERED
        return UNCLOSED if head["ending"] is None else INTACT

    def _identity(self, head: Row) -> bool:
        row = self._row[0]
        before = self._chains.get(self._lines[0]["n"] - 1, ZERO)
        identity = {name: value for name, value in row.items() if name not in ENDING}
        ending = {name: row[name] for name in ENDING if row[name] is not None}
        return bool(
            head["identity"] == hashed(before, "sessions", identity)
            and head["ending"] == (hashed(ZERO, "sessions", ending) if ending else None)
        )

    def _entry_chain(self, head: Row) -> bool:
        chain, sealed = ZERO, list[tuple[int, str, bytes]]()
        for n, (seq, table, row) in enumerate(self._entries, start=1):
            if seq != n:
                return False
            chain = hashed(chain, table, row)
            sealed.append((seq, table, chain))
        there = [(seal["seq"], seal["table"], seal["chain"]) for seal in self._seals]
        return there == sealed and (head["entries"], head["entry_chain"]) == (len(sealed), chain)

    def _vitals_chain(self, head: Row) -> bool:
        chain, last, checkpoints = ZERO, None, {}
        for row in self._seconds:
            if last is not None and row["t_ms"] // 60_000 > last // 60_000:
                checkpoints[last // 60_000] = chain
            chain, last = hashed(chain, "vitals", row), row["t_ms"]
        told = (head["seconds"], head["last_ms"], head["vitals_chain"])
        return told == (len(self._seconds), last, chain) and checkpoints == self._checkpoints

    def _heads(self, head: Row) -> bool:
        now = {name: value for name, value in head.items() if name != "head"}
        ended = head["ending"] is not None
        return bool(
            head["head"] == hashed(ZERO, "heads", now)
            and all(line["head"] == self._head_at(line, now) for line in self._lines)
            and bool(self._lines[-1]["ended"]) == ended
        )

    def _head_at(self, line: Row, now: Row) -> bytes | None:
        """The head as it was when a line of the chain of heads was written."""
        count = line["entries"]
        if not 0 <= count <= len(self._seals):
            return None
        chain = self._seals[count - 1]["chain"] if count else ZERO
        then = now | {"entries": count, "entry_chain": chain}
        if not line["seconds"]:
            then |= {"seconds": 0, "last_ms": None, "vitals_chain": ZERO}
        if not line["ended"]:
            then["ending"] = None
        return hashed(ZERO, "heads", then)


def main() -> int:
    """Print a line per session."""
    report = check(Path(sys.argv[1]))
    for number, state in report.sessions.items():
        print(f"session {number}: {state}")
    if not report.file_sound:
        print("the tables, or the chain of heads, are not as they must be")
    return int(report.state == ALTERED)


if __name__ == "__main__":
    sys.exit(main())

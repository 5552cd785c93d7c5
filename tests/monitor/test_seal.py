"""The chains are what the format says: checked by a second reading of it, sharing no code."""

import hashlib
import sqlite3
import struct
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.rows import RECORD_OF
from monitor.schema import ENDING, rows
from monitor.seal import GENESIS, chained, head_of
from tests.monitor.records import write

VALUES = st.text(st.characters(exclude_categories=["Cs"])) | st.binary() | st.floats() | st.none()
ROWS = st.dictionaries(st.text(min_size=1, max_size=9), VALUES | st.integers(-(2**63), 2**63 - 1))


def by_the_format(before: bytes, table: str, row: Mapping[str, Any]) -> bytes:
    """The format as the first lines of seal.py tell it, written down once more."""

    def with_length(data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + data

    text = before + with_length(table.encode())
    for column, value in sorted(row.items()):
        if value is None:
            continue
        if isinstance(value, str):
            kind, data = b"t", value.encode()
        elif isinstance(value, bytes):
            kind, data = b"b", value
        elif isinstance(value, int) and abs(value) > 2**53:
            kind, data = b"i", b"%d" % value
        else:
            kind, data = b"n", struct.pack(">d", 0.0 if value == 0 else value)
        text += with_length(column.encode()) + kind + with_length(data)
    return hashlib.sha256(text).digest()


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["cuffs", "vitals"]), ROWS)
def test_the_hash_is_the_one_of_the_format(before: bytes, table: str, row: dict[str, Any]) -> None:
    """Another program, in another language, can check a record by the format alone."""
    assert chained(before, table, row) == by_the_format(before, table, row)


@given(ROWS)
def test_a_column_added_later_changes_no_hash(row: dict[str, Any]) -> None:
    """A migration leaves NULL in old rows, and NULL is not hashed."""
    with_more = {**dict.fromkeys(("aaa", "zzz")), **row}
    assert chained(GENESIS, "notes", with_more) == chained(GENESIS, "notes", row)


@given(ROWS, ROWS)
def test_different_rows_have_different_hashes(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Lengths and types are hashed too, so no two rows run into each other."""
    same = by_the_format(b"", "notes", one) == by_the_format(b"", "notes", other)
    assert (chained(GENESIS, "notes", one) == chained(GENESIS, "notes", other)) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": "1"}, {"a": 1}),
        ({"a": "1"}, {"a": b"1"}),
        ({"a": "xb", "b": "y"}, {"a": "x", "b": "by"}),
        ({"a": "x"}, {"b": "x"}),
        ({"a": ""}, {"a": None}),
        ({"a": 2**53 + 1}, {"a": 2**53 + 2}),
    ],
)
def test_what_looks_alike_is_told_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Text from number from bytes, one cell from the next, empty from missing."""
    assert chained(GENESIS, "notes", one) != chained(GENESIS, "notes", other)


def test_a_number_is_the_same_in_either_column_type() -> None:
    """SQLite keeps a whole REAL as an integer and gives it back as it likes."""
    assert chained(GENESIS, "t", {"a": 120}) == chained(GENESIS, "t", {"a": 120.0})
    assert chained(GENESIS, "t", {"a": -0.0}) == chained(GENESIS, "t", {"a": 0})


def test_a_record_is_sealed_as_the_format_says(tmp_path: Path) -> None:
    """Every chain of a real record, walked by hand from its first row to the head."""
    path = write(tmp_path / "r.db", ended=1, left_open=1, seconds=150)
    with closing(sqlite3.connect(path)) as record:
        line = GENESIS
        for session in (1, 2):
            identity, line = walk_identity(record, session, line)
            head = head_of(record, session)
            assert head.identity == identity
            assert head.entry_chain == walk_entries(record, session)
            assert head.vitals_chain == walk_vitals(record, session)
            (stored,) = record.execute("SELECT head FROM heads WHERE session = ?", (session,))
            assert stored[0] == by_the_format(GENESIS, "heads", head.row)
            if session == 1:
                line = walk_ending(record, head.ending, line)


def walk_identity(record: sqlite3.Connection, session: int, line: bytes) -> tuple[bytes, bytes]:
    """Return a session's identity and the chain of heads after its begin."""
    (row,) = rows(record, "SELECT * FROM sessions WHERE session = ?", session)
    identity = {name: value for name, value in row.items() if name not in ENDING}
    query = "SELECT * FROM head_chain WHERE session = ? AND NOT ended"
    (link,) = rows(record, query, session)
    chain = link.pop("chain")
    assert chain == by_the_format(line, "head_chain", link)
    return by_the_format(line, "sessions", identity), chain


def walk_ending(record: sqlite3.Connection, ending: bytes | None, line: bytes) -> bytes:
    """Check the ending of the first session, and return the chain of heads after it."""
    (row,) = rows(record, "SELECT * FROM sessions WHERE session = 1")
    assert ending == by_the_format(GENESIS, "sessions", {name: row[name] for name in ENDING})
    (link,) = rows(record, "SELECT * FROM head_chain WHERE ended")
    chain: bytes = link.pop("chain")
    assert chain == by_the_format(line, "head_chain", link)
    return chain


def walk_entries(record: sqlite3.Connection, session: int) -> bytes:
    """Return the chain of the entries of a session."""
    entries = [
        (row["seq"], table, row)
        for table, _ in RECORD_OF.values()
        for row in rows(record, f"SELECT * FROM {table} WHERE session = ?", session)
    ]
    chain = GENESIS
    for _, table, row in sorted(entries):
        chain = by_the_format(chain, table, row)
    return chain


def walk_vitals(record: sqlite3.Connection, session: int) -> bytes:
    """Return the chain of the vitals, having met each finished minute's checkpoint on the way."""
    query = "SELECT minute, chain FROM checkpoints WHERE session = ?"
    checkpoints = dict(record.execute(query, (session,)).fetchall())
    chain, minutes = GENESIS, set[int]()
    for row in rows(record, "SELECT * FROM vitals WHERE session = ? ORDER BY t_ms", session):
        minute = row["t_ms"] // 60_000
        if minute not in minutes and minutes:
            assert checkpoints.pop(max(minutes)) == chain
        minutes.add(minute)
        chain = by_the_format(chain, "vitals", row)
    assert checkpoints == {}
    return chain

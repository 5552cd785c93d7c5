"""The seal of the record: hash chains that a change to any row breaks. verification.py checks them.

One primitive: `chained` hashes what came before together with a row - its table's name, then for
each column that is not NULL, by name: the name, a type byte, the value's bytes. Name and bytes are
preceded by their length (four bytes, big-endian); t is UTF-8 text, b bytes, n a number as an IEEE
754 double, big-endian, and i a whole number beyond 2**53 in decimal digits. A column added by a
later migration is NULL in older rows, so their chains stay what they are.

- Entries are chained in seq order; `entry_seals` keeps the chain at each of them.
- Vitals are chained in t_ms order; `checkpoints` keeps the chain at the end of each minute.
- A session's identity is hashed with the chain of heads as it was, its ending by itself.
- `heads` binds the four and moves in the transaction that stores rows; `head` hashes the rest of
  that row.
- `head_chain` chains every session's head as it began and as it ended: none can be taken out.

What this cannot show: whoever can write the file and knows this page can compute everything anew
from some row on, or cut off the latest session or the latest rows with their heads. Only a digest
that left the file - on a printed report - tells (`verify(digest=...)`), of that session and of
those that began before it. Rows that were never saved are not missed. And a seal says nothing
about what was true at the bedside.
"""

import hashlib
import sqlite3
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from monitor.rows import Row
from monitor.schema import ENDING, insert, one

GENESIS = bytes(32)
"""What the first of each chain is chained to."""

MINUTE_MS = 60_000
_EXACT = 1 << 53
_DOUBLE = struct.Struct(">d").pack


def chained(before: bytes, table: str, row: Mapping[str, Any]) -> bytes:
    """Return the hash of a row and of everything before it."""
    cells = [_cell(name, value) for name, value in sorted(row.items()) if value is not None]
    return hashlib.sha256(b"".join([before, _name(table), *cells])).digest()


def _cell(name: str, value: object) -> bytes:
    match value:
        case str():
            kind, data = b"t", value.encode("utf-8", "surrogateescape")
        case bytes():
            kind, data = b"b", value
        case int() if abs(value) > _EXACT:
            kind, data = b"i", str(value).encode()
        case int() | float():
            # SQLite may keep -0.0 as 0, so a zero has no sign here.
            kind, data = b"n", _DOUBLE(value + 0.0)
        case _:
            raise TypeError(f"SQLite stores no {type(value).__name__}")
    return _before(name, kind, len(data)) + data


@lru_cache(4096)
def _before(name: str, kind: bytes, length: int) -> bytes:
    return b"".join((_name(name), kind, length.to_bytes(4, "big")))


@lru_cache(4096)
def _name(name: str) -> bytes:
    data = name.encode("utf-8", "surrogateescape")
    return len(data).to_bytes(4, "big") + data


# --- sealing -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """How far a session is sealed; the row of `heads` without its own hash."""

    session: int
    identity: bytes
    entries: int = 0
    entry_chain: bytes = GENESIS
    seconds: int = 0
    last_ms: int | None = None
    vitals_chain: bytes = GENESIS
    ending: bytes | None = None

    @property
    def row(self) -> Row:
        """The head as columns."""
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def hash(self) -> bytes:
        """What binds it all."""
        return chained(GENESIS, "heads", self.row)


def head_of(connection: sqlite3.Connection, session: int) -> Head:
    """Return how far a session is sealed."""
    row = one(connection, "SELECT * FROM heads WHERE session = ?", session)
    del row["head"]
    return Head(**row)


def begin(connection: sqlite3.Connection, session: int) -> None:
    """Seal the identity of a session just stored, in the open transaction."""
    row = one(connection, "SELECT * FROM sessions WHERE session = ?", session)
    before = connection.execute("SELECT chain FROM head_chain ORDER BY n DESC LIMIT 1").fetchone()
    head = Head(session, identity_hash(before[0] if before else GENESIS, row))
    insert(connection, "heads", {**head.row, "head": head.hash})
    _chain_head(connection, head)


def extend(
    connection: sqlite3.Connection,
    head: Head,
    entries: Iterable[tuple[str, int]],
    seconds: Iterable[int],
) -> Head:
    """Seal rows just stored behind `head`, in the open transaction; return the new head.

    Entries are named by table and seq, seconds by t_ms. What is hashed is what the table gives
    back, so that nothing SQLite did to a value can look like a change later.
    """
    before = head
    for table, seq in entries:
        head = _with_entry(connection, head, table, seq)
    for t_ms in seconds:
        head = _with_second(connection, head, t_ms)
    if head is not before:
        _move(connection, before, head)
    return head


def end(connection: sqlite3.Connection, session: int) -> None:
    """Seal the ending of a session just stored, in the open transaction."""
    row = one(connection, "SELECT * FROM sessions WHERE session = ?", session)
    before = head_of(connection, session)
    head = replace(before, ending=ending_hash(row))
    _move(connection, before, head)
    _chain_head(connection, head)


def identity_hash(before: bytes, row: Row) -> bytes:
    """Return the hash of a session's identity and of the chain of heads as it began."""
    return chained(before, "sessions", {k: v for k, v in row.items() if k not in ENDING})


def ending_hash(row: Row) -> bytes | None:
    """Return the hash of a session's ending; None while it is open."""
    ending = {name: row.get(name) for name in ENDING}
    if all(value is None for value in ending.values()):
        return None
    return chained(GENESIS, "sessions", ending)


def _with_entry(connection: sqlite3.Connection, head: Head, table: str, seq: int) -> Head:
    where = f'SELECT * FROM "{table}" WHERE session = ? AND seq = ?'
    chain = chained(head.entry_chain, table, one(connection, where, head.session, seq))
    seal = {"session": head.session, "seq": seq, "table": table, "chain": chain}
    insert(connection, "entry_seals", seal)
    return replace(head, entries=head.entries + 1, entry_chain=chain)


def _with_second(connection: sqlite3.Connection, head: Head, t_ms: int) -> Head:
    if head.last_ms is not None and t_ms // MINUTE_MS > head.last_ms // MINUTE_MS:
        minute = head.last_ms // MINUTE_MS
        checkpoint = {"session": head.session, "minute": minute, "chain": head.vitals_chain}
        insert(connection, "checkpoints", checkpoint)
    where = "SELECT * FROM vitals WHERE session = ? AND t_ms = ?"
    chain = chained(head.vitals_chain, "vitals", one(connection, where, head.session, t_ms))
    return replace(head, seconds=head.seconds + 1, last_ms=t_ms, vitals_chain=chain)


_MOVE = """
UPDATE heads SET entries = :entries, entry_chain = :entry_chain, seconds = :seconds,
    last_ms = :last_ms, vitals_chain = :vitals_chain, ending = :ending, head = :head
WHERE session = :session AND entry_chain = :from_entry AND vitals_chain = :from_vitals
"""


def _move(connection: sqlite3.Connection, before: Head, head: Head) -> None:
    """Move the head on from where it was; whoever keeps a head in memory is wrong if it is not."""
    came_from = {"from_entry": before.entry_chain, "from_vitals": before.vitals_chain}
    moved = connection.execute(_MOVE, {**head.row, "head": head.hash, **came_from}).rowcount
    if moved != 1:
        raise sqlite3.DatabaseError("the head is not where it was")


def _chain_head(connection: sqlite3.Connection, head: Head) -> None:
    last = connection.execute("SELECT n, chain FROM head_chain ORDER BY n DESC LIMIT 1").fetchone()
    n, before = last or (0, GENESIS)
    link = {
        "n": n + 1,
        "session": head.session,
        "entries": head.entries,
        "seconds": head.seconds,
        "ended": int(head.ending is not None),
        "head": head.hash,
    }
    insert(connection, "head_chain", {**link, "chain": chained(before, "head_chain", link)})

"""The seal of the record: hash chains that a change to any row breaks, and their verification.

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
from some row on, or cut off the latest session or the latest rows and their heads. Only a digest
that left the file - on a printed report - tells (`verify(digest=...)`; it covers the sessions that
began before, too). Rows that were not yet saved when the power went are not missed. And a seal
says nothing about what was true at the bedside.
"""

import hashlib
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from monitor.archive import open_to_read, snapshot
from monitor.rows import CLASS_OF, Row
from monitor.schema import ENDING, differences, insert, one, rows, sound_tables

GENESIS = bytes(32)
"""What the first of each chain is chained to."""

DIGEST_LENGTH = 20
"""Hex digits of a head that are printed: 80 bits, which nobody finds twice."""

MINUTE_MS = 60_000
_EXACT = 1 << 53

Record = sqlite3.Connection | Path


def chained(before: bytes, table: str, row: Mapping[str, Any]) -> bytes:
    """Return the hash of a row and of everything before it."""
    cells = [_cell(name, row[name]) for name in sorted(row) if row[name] is not None]
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
            kind, data = b"n", struct.pack(">d", value + 0.0)
        case _:
            raise TypeError(f"SQLite stores no {type(value).__name__}")
    return b"".join((_name(name), kind, len(data).to_bytes(4, "big"), data))


@cache
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
    session: int,
    entries: Iterable[tuple[str, int]],
    seconds: Iterable[int],
) -> None:
    """Seal rows just stored, in the open transaction: entries by table and seq, seconds by t_ms.

    What is hashed is what the table gives back, so that nothing SQLite did to a value can look
    like a change later.
    """
    head = head_of(connection, session)
    for table, seq in entries:
        head = _with_entry(connection, head, table, seq)
    for t_ms in seconds:
        head = _with_second(connection, head, t_ms)
    _move(connection, head)


def end(connection: sqlite3.Connection, session: int) -> None:
    """Seal the ending of a session just stored, in the open transaction."""
    row = one(connection, "SELECT * FROM sessions WHERE session = ?", session)
    head = replace(head_of(connection, session), ending=ending_hash(row))
    _move(connection, head)
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


def _move(connection: sqlite3.Connection, head: Head) -> None:
    moved = {**head.row, "head": head.hash}
    columns = ", ".join(f"{name} = :{name}" for name in moved)
    connection.execute(f"UPDATE heads SET {columns} WHERE session = :session", moved)


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


# --- verifying ---------------------------------------------------------------------------------


class State(StrEnum):
    """What the seal says of a session. Unclosed: sound so far, and not ended."""

    INTACT = "intact"
    UNCLOSED = "unclosed"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the record is not as it was sealed.

    place: entry, vitals, identity, ending, head, head_chain, session, schema or digest.
    what: changed, missing or added. name: the table, or what differs in the schema.
    number: the seq of an entry, the minute of vitals, the line of the chain of heads.
    """

    place: str
    what: str
    name: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SessionVerdict:
    """What the seal says of one session, and where it was altered."""

    session: int
    uid: str | None
    state: State
    digest: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What the seal says of a record: session by session, and of what binds them."""

    sessions: tuple[SessionVerdict, ...]
    findings: tuple[Finding, ...]

    @property
    def state(self) -> State:
        """The worst of all."""
        states = {verdict.state for verdict in self.sessions}
        if self.findings or State.ALTERED in states:
            return State.ALTERED
        return State.UNCLOSED if State.UNCLOSED in states else State.INTACT


def verify(
    record: Record, session: int | None = None, *, digest: str | None = None
) -> Verification:
    """Compare a record, or one session of it, with its seal and with a digest printed of it."""
    with _reading(record) as connection:
        sound = sound_tables(connection)
        findings = [Finding("schema", what, m.name) for m, what in differences(connection)]
        with snapshot(connection):
            findings += _check_head_chain(connection, sound)
            known = _sessions(connection, sound)
        wanted = known if session is None else [session]
        verdicts = [_verdict(connection, sound, number, digest) for number in wanted]
    return Verification(tuple(verdicts), tuple(findings))


def digest(record: Record, session: int) -> str:
    """Return the short digest of a session as it is sealed now, to be printed on a report."""
    with _reading(record) as connection:
        return head_of(connection, session).hash.hex()[:DIGEST_LENGTH]


@contextmanager
def _reading(record: Record) -> Iterator[sqlite3.Connection]:
    """Lend a connection that gives back even text that is no text."""
    connection = open_to_read(record) if isinstance(record, Path) else record
    before, connection.text_factory = connection.text_factory, _any_text
    try:
        yield connection
    finally:
        connection.text_factory = before
        if isinstance(record, Path):
            connection.close()


def _any_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _found(
    connection: sqlite3.Connection, sound: set[str], table: str, rest: str = "", *values: object
) -> list[Row]:
    """Return rows of a table of ours; none where it is gone or something else has its name."""
    return rows(connection, f'SELECT * FROM "{table}" {rest}', *values) if table in sound else []


def _sessions(connection: sqlite3.Connection, sound: set[str]) -> list[int]:
    """Return every session that any part of the seal knows of."""
    tables = ("sessions", "heads", "head_chain")
    return sorted({row["session"] for t in tables for row in _found(connection, sound, t)})


def _check_head_chain(connection: sqlite3.Connection, sound: set[str]) -> Iterator[Finding]:
    chain, expected = GENESIS, 1
    for link in _found(connection, sound, "head_chain", "ORDER BY n"):
        stored = link.pop("chain")
        if link["n"] != expected:
            yield Finding("head_chain", "missing", "head_chain", expected)
        elif chained(chain, "head_chain", link) != stored:
            yield Finding("head_chain", "changed", "head_chain", link["n"])
        chain, expected = stored, link["n"] + 1


def _verdict(
    connection: sqlite3.Connection, sound: set[str], session: int, wanted: str | None
) -> SessionVerdict:
    with snapshot(connection):
        check = _SessionCheck(connection, sound, session)
        findings = tuple(check.findings(wanted))
    state = State.ALTERED if findings else State.INTACT if check.ended else State.UNCLOSED
    shown = check.head.hash.hex()[:DIGEST_LENGTH]
    return SessionVerdict(session, check.row.get("uid"), state, shown, findings)


class _SessionCheck:
    """One session beside its seal. Each part is compared with what the head says of it."""

    def __init__(self, connection: sqlite3.Connection, sound: set[str], session: int) -> None:
        self._connection, self._sound, self._session = connection, sound, session
        self.row = next(iter(self._rows("sessions")), {})
        self._stored_head = next(iter(self._rows("heads")), None)
        told = {k: v for k, v in (self._stored_head or {}).items() if k in Head.__slots__}
        self.head = Head(**told) if told else Head(session, GENESIS)
        self._seals = self._rows("entry_seals", "ORDER BY seq")
        self._links = self._rows("head_chain", "ORDER BY n")

    @property
    def ended(self) -> bool:
        return self.head.ending is not None

    def _rows(self, table: str, order: str = "") -> list[Row]:
        where = f"WHERE session = ? {order}"
        return _found(self._connection, self._sound, table, where, self._session)

    def findings(self, digest: str | None) -> Iterator[Finding]:
        """Yield everything that is not as it was sealed."""
        if not self.row:
            yield Finding("session", "missing")
        if not self._links:
            yield Finding("session", "added" if self.row else "missing", "head_chain")
        if self._stored_head is None or self._stored_head["head"] != self.head.hash:
            yield Finding("head", "changed" if self._stored_head else "missing", "heads")
        yield from self._identity()
        yield from self._entries()
        yield from self._vitals()
        yield from self._heads_then()
        if digest is not None and not self._had(digest):
            yield Finding("digest", "changed")

    def _identity(self) -> Iterator[Finding]:
        if self.row and self._links:
            before = _found(
                self._connection, self._sound, "head_chain", "WHERE n = ?", self._links[0]["n"] - 1
            )
            chain = before[0]["chain"] if before else GENESIS
            if identity_hash(chain, self.row) != self.head.identity:
                yield Finding("identity", "changed", "sessions")
        if self.row and ending_hash(self.row) != self.head.ending:
            yield Finding("ending", "changed", "sessions")

    def _entries(self) -> Iterator[Finding]:
        stored = {(t, row["seq"]): row for t in CLASS_OF for row in self._rows(t)}
        chain: bytes = GENESIS
        expected = 1
        for seal in self._seals:
            table, seq = seal["table"], seal["seq"]
            row = stored.pop((table, seq), None)
            if seq != expected:
                yield Finding("entry", "missing", "entry_seals", expected)
            elif row is not None and chained(chain, table, row) != seal["chain"]:
                yield Finding("entry", "changed", table, seq)
            if row is None:
                yield Finding("entry", "missing", table, seq)
            chain, expected = seal["chain"], seq + 1
        for table, seq in stored:
            yield Finding("entry", "added", table, seq)
        if (expected - 1, chain) != (self.head.entries, self.head.entry_chain):
            what = "missing" if expected <= self.head.entries else "added"
            yield Finding("entry", what, "entry_seals", min(expected, self.head.entries + 1))

    def _vitals(self) -> Iterator[Finding]:
        seconds = self._rows("vitals", "ORDER BY t_ms")
        by_minute = {m: list(r) for m, r in groupby(seconds, lambda r: r["t_ms"] // MINUTE_MS)}
        sealed = {row["minute"]: row["chain"] for row in self._rows("checkpoints")}
        if self.head.last_ms is not None:
            open_minute = self.head.last_ms // MINUTE_MS
            if open_minute in sealed:
                yield Finding("vitals", "added", "checkpoints", open_minute)
            sealed[open_minute] = self.head.vitals_chain
        chain = GENESIS
        for minute in sorted(by_minute.keys() | sealed.keys()):
            for row in by_minute.get(minute, ()):
                chain = chained(chain, "vitals", row)
            if minute not in sealed:
                yield Finding("vitals", "added", "vitals", minute)
            elif chain != sealed[minute]:
                what = "changed" if minute in by_minute else "missing"
                yield Finding("vitals", what, "vitals", minute)
            chain = sealed.get(minute, chain)

    def _heads_then(self) -> Iterator[Finding]:
        """Compare the heads that were chained as the session began and ended with what they bound."""
        for link in self._links:
            then = self._head_at(link["entries"], ended=bool(link["ended"]))
            if not link["seconds"]:
                then = replace(then, seconds=0, last_ms=None, vitals_chain=GENESIS)
            if then.hash != link["head"]:
                yield Finding("head_chain", "changed", "head_chain", link["n"])
        if self._links and self.ended != bool(self._links[-1]["ended"]):
            yield Finding("head_chain", "missing", "head_chain")

    def _head_at(self, entries: int, *, ended: bool) -> Head:
        chains = [GENESIS, *(seal["chain"] for seal in self._seals)]
        chain = chains[entries] if 0 <= entries < len(chains) else b""
        ending = self.head.ending if ended else None
        return replace(self.head, entries=entries, entry_chain=chain, ending=ending)

    def _had(self, digest: str) -> bool:
        """Whether a digest is the head's, now or before what was added after the end."""
        wanted = digest.lower().translate({ord(c): None for c in " -\u00a0\u202f"})
        heads = (self._head_at(n, ended=self.ended) for n in range(self.head.entries + 1))
        return any(head.hash.hex().startswith(wanted) for head in heads)

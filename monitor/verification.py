"""Compares a record with its seal: intact, unclosed or altered, and where.

Of a file from untrusted hands only tables that are exactly as we made them are read; all else in
it is a finding.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from monitor import sqlite
from monitor.archive import open_to_read, snapshot
from monitor.rows import CLASS_OF, Row
from monitor.schema import differences, record_errors, rows, sound_tables
from monitor.seal import GENESIS, MINUTE_MS, Head, chained, ending_hash, head_of, identity_hash

DIGEST_LENGTH = 20
"""Hex digits of a head that are printed: 80 bits, which nobody finds twice."""

Record = sqlite3.Connection | Path


class State(StrEnum):
    """What the seal says of a session. Unclosed: sound so far, and not ended."""

    INTACT = "intact"
    UNCLOSED = "unclosed"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the record is not as it was sealed.

    place: entry, vitals, identity, ending, head, head_chain, session, schema or digest. Where it
    is the digest alone, the seal is whole and only what was typed from paper does not fit it.
    what: changed, missing, added, or damaged where it cannot even be read.
    name: the table, or what differs in the schema.
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
    """Compare a record, or one session of it, with its seal and with a digest printed of it.

    Corrections and signatures added since it was printed do not make a digest wrong. One printed
    while vitals were still coming in is found only as long as none came after.
    """
    with _reading(record) as connection:
        sound = sound_tables(connection)
        findings = [
            Finding("schema", what, _printable(made.name)) for made, what in differences(connection)
        ]
        findings += [] if session else _check_indexes(connection, sound)
        try:
            with snapshot(connection):
                findings += _check_head_chain(connection, sound)
                known = _sessions(connection, sound)
        except _damage():
            findings.append(Finding("head_chain", "damaged"))
            known = []
        # Each session in a snapshot of its own: a long one would keep the WAL from being reused.
        wanted = known if session is None else [session]
        verdicts = [_verdict(connection, sound, number, digest) for number in wanted]
    return Verification(tuple(verdicts), tuple(findings))


def digest(record: Record, session: int) -> str:
    """Return the short digest of a session as it is sealed now, to be printed on a report."""
    with _reading(record) as connection:
        return head_of(connection, session).hash.hex()[:DIGEST_LENGTH]


def whose(record: Record, digest: str) -> int | None:
    """Return the session a digest was printed of, as `verify` compares them; None: of none here."""
    with _reading(record) as connection:
        sound = sound_tables(connection)
        return next(
            (n for n in _sessions(connection, sound) if _is_of(connection, sound, n, digest)), None
        )


def _is_of(connection: sqlite3.Connection, sound: set[str], session: int, digest: str) -> bool:
    try:
        with snapshot(connection):
            return _SessionCheck(connection, sound, session).had(digest)
    except _damage():
        return False


@contextmanager
def _reading(record: Record) -> Iterator[sqlite3.Connection]:
    """Lend a connection that gives back even text that is no text."""
    if isinstance(record, Path):
        with record_errors(record), closing(open_to_read(record)) as connection:
            connection.text_factory = _any_text
            yield connection
        return
    before, record.text_factory = record.text_factory, _any_text
    try:
        yield record
    finally:
        record.text_factory = before


def _damage() -> tuple[type[Exception], ...]:
    """What comes of a broken page, or of a value that no column of ours can hold."""
    return (*sqlite.errors(), TypeError, ValueError, KeyError)


def _any_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


def _found(
    connection: sqlite3.Connection, sound: set[str], table: str, rest: str = "", *values: object
) -> list[Row]:
    """Return rows of a table of ours; none where it is gone or something else has its name."""
    return rows(connection, f'SELECT * FROM "{table}" {rest}', *values) if table in sound else []


def _sessions(connection: sqlite3.Connection, sound: set[str]) -> list[int]:
    """Return every session that any part of the seal knows of."""
    tables = ("sessions", "heads", "head_chain")
    return sorted({row["session"] for t in tables for row in _found(connection, sound, t)})


def _check_indexes(connection: sqlite3.Connection, sound: set[str]) -> Iterator[Finding]:
    """Hold the whole of each table against its index and order: a row out of place is not found.

    Only where nobody hung anything of theirs on the table, for it would be worked out here.
    """
    strange = {made.table for made, _ in differences(connection)}
    for table in sorted(sound - strange):
        try:
            (told,) = connection.execute(f'PRAGMA integrity_check("{table}")').fetchone()
        except sqlite.errors():
            told = "damaged"
        if told != "ok":
            yield Finding("schema", "changed", table)


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
    connection: sqlite3.Connection, sound: set[str], session: int, digest: str | None
) -> SessionVerdict:
    try:
        with snapshot(connection):
            check = _SessionCheck(connection, sound, session)
            findings = tuple(check.findings(digest))
    except _damage():
        damage = Finding("session", "damaged")
        return SessionVerdict(session, None, State.ALTERED, "", (damage,))
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
        self._chains = [GENESIS, *(seal["chain"] for seal in self._seals)]
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
        elif not self._links:
            yield Finding("session", "added")
        if self._stored_head is None or self._stored_head["head"] != self.head.hash:
            yield Finding("head", "changed" if self._stored_head else "missing", "heads")
        yield from self._identity()
        yield from self._entries()
        yield from self._vitals()
        yield from self._heads_then()
        if digest is not None and not self.had(digest):
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
        """Compare what was bound as the session began and ended with what is there now."""
        for link in self._links:
            then = self._head_at(link["entries"], ended=bool(link["ended"]))
            if not link["seconds"]:
                then = replace(then, seconds=0, last_ms=None, vitals_chain=GENESIS)
            if then.hash != link["head"]:
                yield Finding("head_chain", "changed", "head_chain", link["n"])
        if self._links and self.ended != bool(self._links[-1]["ended"]):
            yield Finding("head_chain", "missing", "head_chain")

    def _head_at(self, entries: int, *, ended: bool) -> Head:
        chain = self._chains[entries] if 0 <= entries < len(self._chains) else b""
        ending = self.head.ending if ended else None
        return replace(self.head, entries=entries, entry_chain=chain, ending=ending)

    def had(self, digest: str) -> bool:
        """Whether a digest is the head's, now or before what was added after the end."""
        wanted = "".join(filter(str.isalnum, digest)).lower()
        heads = (self._head_at(n, ended=self.ended) for n in range(len(self._chains)))
        return len(wanted) >= DIGEST_LENGTH and any(h.hash.hex().startswith(wanted) for h in heads)

"""Every read-only query: the list of sessions, one session whole. Trusts nothing in the file.

A reader never writes, never checkpoints and holds no transaction longer than one question takes,
so it can look at a record while it is being written.
"""

import os
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from itertools import chain
from math import nan
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from monitor import listing, record_key, sqlite
from monitor.errors import RecordError
from monitor.events import Entry, Event, Second, SessionEnd, Signature
from monitor.history import History
from monitor.listing import ClinicRow, ListedSession, SessionRow, Visit
from monitor.record_key import RecordKey
from monitor.rows import CLASS_OF, RECORD_OF, entry_of, moment, session_ms, start_of
from monitor.schema import (
    APPLICATION_ID,
    VERSION,
    differences,
    one,
    record_errors,
    rows,
    version_of,
    wanted,
)
from monitor.session_filter import EVERYTHING, Filter, Group
from monitor.vitals import Vital

__all__ = ["Archive", "SessionRow", "check_ours", "history_of", "open_to_read", "snapshot"]


class Archive:
    """A record opened for reading. Raises RecordError for what is not a sound record of ours."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = open_to_read(path)
        with self._errors():
            strange = [made.name for made, _ in differences(self._connection)]
        if any(name in _TABLES for name in strange):
            self.close()
            raise RecordError("record_damaged", path=str(path))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def sessions(self, limit: int | None = None) -> list[SessionRow]:
        """Return the sessions, the newest first."""
        with self._errors():
            return listing.sessions(self._connection, limit)

    def row(self, session: int) -> SessionRow:
        """Return one session as lists show it. RecordError: there is none of this number."""
        with self._errors():
            found = listing.session_row(self._connection, session)
        if found is None:
            raise RecordError("session_unknown", session=session, path=str(self.path))
        return found

    def listed(
        self, which: Filter = EVERYTHING, *, limit: int = 50, offset: int = 0
    ) -> list[ListedSession]:
        """Return the sessions a filter leaves with their groups, the one that began last first."""
        with self._errors():
            return listing.listed(self._connection, which, limit, offset)

    def counts(self, which: Filter = EVERYTHING) -> dict[Group, int]:
        """Return how many sessions a filter leaves in each group; its own group does not matter."""
        with self._errors():
            return listing.counts(self._connection, which)

    def nurses(self) -> list[str]:
        """Return who began sessions, each once, by the alphabet."""
        with self._errors():
            return listing.nurses(self._connection)

    def maybe_of(self, birth_date: date | None, record_number: str | None) -> list[SessionRow]:
        """Return sessions with this birth date or record number, the oldest first.

        They need not be of one person: monitor/last_time.py tells people apart.
        """
        with self._errors():
            return listing.maybe_of(self._connection, birth_date, record_number)

    def visits(self) -> list[Visit]:
        """Return who was in each session of a patient, the oldest first, and nothing more of it."""
        with self._errors():
            return listing.visits(self._connection)

    def clinic(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> list[ClinicRow]:
        """Return the sums of patients' ended sessions that began from `since` on, before `until`.

        The oldest first; both times aware, None without a bound.
        """
        with self._errors():
            return listing.clinic(self._connection, since, until)

    def uids(self) -> dict[int, str]:
        """Return what each session is called everywhere, by its number, the first one first."""
        with self._errors():
            found = self._connection.execute("SELECT session, uid FROM sessions ORDER BY session")
            return dict(found.fetchall())

    def find(self, session: str | int) -> int:
        """Return the number of the session a person means by its number, its uid or "last"."""
        wanted = str(session)
        where = "uid = ?1 OR CAST(session AS TEXT) = ?1"
        query = f"SELECT session FROM sessions WHERE ?1 = 'last' OR {where} ORDER BY session DESC"
        with self._errors():
            found = self._connection.execute(query + " LIMIT 1", (wanted,)).fetchone()
        if found is None:
            raise RecordError("session_unknown", session=wanted, path=str(self.path))
        return int(found[0])

    def open_session(self, port: str | None = None) -> int | None:
        """Return the latest session that was not ended, of this port where one is named."""
        where = "ended_at IS NULL AND (?1 IS NULL OR port = ?1)"
        query = f"SELECT max(session) FROM sessions WHERE {where}"
        with self._errors():
            number: int | None = self._connection.execute(query, (port,)).fetchone()[0]
        return number

    def history(self, session: int) -> History:
        """Return a session as a whole."""
        number = self.find(session)
        with self._errors(), snapshot(self._connection):
            return history_of(self._connection, number)

    def entries(self, session: int) -> list[Entry]:
        """Return a session's entries in their order, without its seconds: much sooner done."""
        with self._errors(), snapshot(self._connection):
            return _entries(self._connection, session)

    def since(self, session: int, seq: int, t_ms: int) -> list[Event]:
        """Return what is new in a session: entries after `seq`, seconds after `t_ms`, then its end.

        A second's `sources` are empty: the record tells of them only where they change.
        """
        connection = self._connection
        with self._errors(), snapshot(connection):
            entries = _entries(connection, session, seq)
            return [*entries, *_seconds(connection, session, t_ms), *_end(connection, session)]

    def signatures(self) -> dict[int, list[Signature]]:
        """Return the signatures of each session that has any, in the order they were taken."""
        found: dict[int, list[Signature]] = {}
        table = RECORD_OF[Signature].table
        with self._errors():
            for row in rows(self._connection, f'SELECT * FROM "{table}" ORDER BY session, seq'):
                entry = entry_of(table, row)
                assert isinstance(entry, Signature)
                found.setdefault(row["session"], []).append(entry)
        return found

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            with record_errors(self.path):
                yield
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            # A value that no entry of ours can have.
            raise RecordError("record_damaged", path=str(self.path)) from error


def history_of(connection: sqlite3.Connection, session: int) -> History:
    """Return a session as a whole, through any connection to a sound record."""
    row = one(connection, "SELECT * FROM sessions WHERE session = ?", session)
    history = History(start_of(row), ended=row["ended_at"] is not None)
    history.entries = _entries(connection, session)
    _load_vitals(connection, session, history)
    return history


def _entries(connection: sqlite3.Connection, session: int, after: int = 0) -> list[Entry]:
    # An older record, only looked at, has not all of today's tables.
    there = {made.name for made in wanted(version_of(connection)).values()}
    found = [
        entry_of(table, row)
        for table in there & set(CLASS_OF)
        for row in rows(
            connection, f'SELECT * FROM "{table}" WHERE session = ? AND seq > ?', session, after
        )
    ]
    return sorted(found, key=lambda entry: entry.seq or 0)


def _seconds(connection: sqlite3.Connection, session: int, after_ms: int) -> list[Second]:
    columns = ", ".join(Vital)
    query = f"SELECT t_ms, {columns} FROM vitals WHERE session = ? AND t_ms > ? ORDER BY t_ms"
    found = connection.execute(query, (session, after_ms))
    return [
        Second(t_ms=session_ms(t), values=dict(zip(Vital, of_it, strict=True)))
        for t, *of_it in found
    ]


def _end(connection: sqlite3.Connection, session: int) -> list[SessionEnd]:
    query = "SELECT ended_at, ended_ms, ended_by, end_reason FROM sessions WHERE session = ?"
    at, t_ms, by, reason = connection.execute(query, (session,)).fetchone()
    if at is None:
        return []
    return [SessionEnd(t_ms=session_ms(t_ms), at=moment(at), by=by, reason=reason)]


def _load_vitals(connection: sqlite3.Connection, session: int, history: History) -> None:
    """Read the seconds into columns; all at once, for four hours are seventy thousand values."""
    query = f"SELECT t_ms, {', '.join(Vital)} FROM vitals WHERE session = ? ORDER BY t_ms"
    flat = list(chain.from_iterable(connection.execute(query, (session,))))
    width = 1 + len(Vital)
    history.t_ms = array("q", flat[::width])
    for outermost in (*history.t_ms[:1], *history.t_ms[-1:]):
        session_ms(outermost)
    for place, vital in enumerate(Vital, start=1):
        history.columns[vital] = _column(flat[place::width])


def _column(values: list[Any]) -> "array[float]":
    """Return values with NaN for NULL; most columns have all of them, or none."""
    missing = values.count(None)
    if missing == len(values):
        return array("d", [nan]) * missing
    return array("d", [nan if v is None else v for v in values] if missing else values)


# --- opening -----------------------------------------------------------------------------------

_TABLES = {*CLASS_OF, "sessions", "vitals"}

# Where SQLite keeps `PRAGMA application_id` in the first bytes of a file.
_HEADER_BYTES, _ID_AT = 100, 68

_PAGE_BYTES = 4096


def open_to_read(path: Path, key: RecordKey | None = None) -> sqlite3.Connection:
    """Open a record that nothing here can change; RecordError where it is not one we know.

    Its key is the one that is kept for it, unless another is given.
    """
    if not path.is_file():
        raise RecordError("record_missing", path=str(path))
    with record_errors(path):
        resolved = path.resolve()
        connection = _opened(resolved, key or record_key.of(resolved))
        try:
            check_ours(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def check_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RecordError for a database that is not a record, or one of a newer Dripwatch."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise RecordError("record_not_ours", path=str(path))
    version = version_of(connection)
    if version > VERSION:
        raise RecordError("record_newer", path=str(path), version=version, known=VERSION)
    if version < 1:
        raise RecordError("record_damaged", path=str(path))


def _opened(path: Path, key: RecordKey | None) -> sqlite3.Connection:
    connection = _connected(path, key)
    try:
        version_of(connection)
    except sqlite.errors() as error:
        connection.close()
        if _cut_in_the_middle(error, path, key):
            _roll_back(path, key)
            return _connected(path, key)
        if key is None and _may_be_encrypted(error, path):
            raise RecordError("record_key_unknown", path=str(path)) from error
        if not _closed_and_out_of_reach(path):
            raise
        # Readers of a WAL need to write beside it; without a WAL there is nothing to agree on.
        connection = _connected(path, key, immutable=True)
    return connection


def _may_be_encrypted(error: Exception, path: Path) -> bool:
    """Whether what is no database has the size of one: an encrypted record looks like noise."""
    size = path.stat().st_size
    return sqlite.error_name(error) == "SQLITE_NOTADB" and size > 0 and size % _PAGE_BYTES == 0


def _cut_in_the_middle(error: Exception, path: Path, key: RecordKey | None) -> bool:
    """Whether the power went while a record of ours was switched to its WAL, as a restored copy is.

    What lies beside any other file is its owner's.
    """
    if key is not None:
        # Its key says whose it is. SQLCipher tells only the first half of this error's name.
        journal = path.with_name(f"{path.name}-journal")
        return sqlite.error_name(error) == "SQLITE_READONLY" and journal.exists()
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    ours = header[_ID_AT : _ID_AT + 4] == APPLICATION_ID.to_bytes(4, "big")
    return sqlite.error_name(error) == "SQLITE_READONLY_ROLLBACK" and ours


def _roll_back(path: Path, key: RecordKey | None) -> None:
    """Let SQLite take back what was not finished; a connection that only reads may not."""
    with closing(sqlite.connect(path, "rw", key=key)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        version_of(connection)


def _closed_and_out_of_reach(path: Path) -> bool:
    as_we_act = os.access in os.supports_effective_ids
    writable = os.access(path.parent, os.W_OK, effective_ids=as_we_act)
    return not writable and not path.with_name(path.name + "-wal").exists()


def _connected(path: Path, key: RecordKey | None, *, immutable: bool = False) -> sqlite3.Connection:
    connection = sqlite.connect(path, "ro", key=key, immutable=immutable)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    return connection


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let several queries see one state of the record, and let go of it at once."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")

"""The one connection that writes the record: opening it, and one transaction at a time. No thread.

A transaction holds rows and the seal's head together. What a head says is stored already is not
stored again, so whoever is not sure whether a commit took may simply repeat it.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec.structs import asdict

from monitor import free_space, record_key, seal, sqlite
from monitor.archive import history_of, open_to_read
from monitor.errors import RecordError, note_bug
from monitor.events import Entry, Event, Second, SessionEnd, SessionStart
from monitor.findings import findings, settings_of, to_text
from monitor.history import History
from monitor.record_key import RecordKey
from monitor.record_lock import RecordLock, on_network
from monitor.rows import RECORD_OF, row_of, start_row, utc_text, vitals_row
from monitor.schema import (
    VERSION,
    differences,
    insert,
    migrate,
    reason,
    record_errors,
    version_of,
)
from monitor.summary import summary
from monitor.verification import DIGEST_LENGTH

BUSY_S = 0.5
"""How long to wait for another program's lock before saying that the record is busy."""

CHECKPOINT_EVERY = 300
"""Commits from one checkpoint to the next: five minutes of seconds."""

FIRST_CHECKPOINT = 60
"""Commits to the first: whoever only looks in, or is gone in a minute, needs no room made."""

WAL_BYTES = 4 << 20
"""What so many commits fill at most: two pages of 4 KiB for a second, three for an entry."""

CHECKPOINT_PAGES = 8 * CHECKPOINT_EVERY
"""Pages at which a commit does it itself, whoever waits: if there never was a quiet moment."""

_WORTH_REOPENING = {"record_unreachable", "record_read_only"}


class Store:
    """A record opened for writing, locked for everybody else. Raises RecordError on opening."""

    def __init__(self, path: Path) -> None:
        if on_network(path):
            raise RecordError("record_network", path=str(path))
        self._path = path.resolve()
        self._lock = RecordLock(self._path)
        self._connection: sqlite3.Connection | None = None
        self._head: seal.Head | None = None
        """Of the session stored last while it is certain; `seal` holds it against the file."""
        self._untidy = CHECKPOINT_EVERY - FIRST_CHECKPOINT
        with record_errors(path):
            _refuse_what_is_not_ours(self._path)
            self._key = record_key.of(self._path)
            self._lock.acquire()
            try:
                if _is_new(self._path):
                    _create(self._path, self._key)
                self._file = _identity(self._path)
                self._connection = _connected(self._path, self._key)
                _make_ready(self._connection, self._path)
            except BaseException:
                self.close()
                raise

    def begin(self, start: SessionStart) -> int:
        """Store a session's identity and return its number."""
        with record_errors(self._path), self._transaction() as connection:
            numbers = "SELECT session FROM sessions UNION ALL SELECT session FROM head_chain"
            last = connection.execute(f"SELECT max(session) FROM ({numbers})").fetchone()[0]
            session: int = (last or 0) + 1
            insert(connection, "sessions", {"session": session, **start_row(start)})
            seal.begin(connection, session)
        return session

    def head(self, session: int) -> seal.Head:
        """Return how far a session is stored."""
        with record_errors(self._path), self._transaction() as connection:
            return seal.head_of(connection, session)

    def commit(self, session: int, events: Sequence[Event]) -> None:
        """Store events of a session in their order, all or none; those stored already are left."""
        with self._transaction() as connection:
            head = self._known_head(connection, session)
            entries = [e for e in events if isinstance(e, Entry) and (e.seq or 0) > head.entries]
            if entries and entries[0].seq != head.entries + 1:
                raise sqlite3.DatabaseError("entries stored before are not in this file")
            seconds = [e for e in events if isinstance(e, Second)]
            rows = [_add_entry(connection, session, entry) for entry in entries]
            added = list(_add_seconds(connection, head, seconds))
            head = seal.extend(connection, head, rows, added)
            for event in events:
                if isinstance(event, SessionEnd) and head.ending is None:
                    _end(connection, session, event)
                    head = seal.head_of(connection, session)
        self._head = head
        self._untidy += 1

    @property
    def digest(self) -> str:
        """The short digest of a session as it was stored last; empty while nothing was."""
        return "" if self._head is None else self._head.hash.hex()[:DIGEST_LENGTH]

    def tidy(self) -> None:
        """Copy what is in the WAL into the record, if it is time. Ask when nobody waits for you.

        The WAL is then written from its beginning again, into room that it has by then.
        """
        if self._untidy < CHECKPOINT_EVERY or self._connection is None:
            return
        self._untidy = 0
        # Nothing is lost where this does not work; the next commit tells of the disk.
        with contextlib.suppress(*sqlite.errors(), OSError):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            _make_room(self._path)

    def close(self) -> None:
        """Bring the WAL back to nothing, and let others write."""
        if self._connection is not None:
            # A disk that is gone must not keep us from going, too.
            with contextlib.suppress(*sqlite.errors()):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
        self._lock.release()

    def _known_head(self, connection: sqlite3.Connection, session: int) -> seal.Head:
        known, self._head = self._head, None
        if known is None or known.session != session:
            return seal.head_of(connection, session)
        return known

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if _identity(self._path) != self._file:
            # SQLite would write on, happily, into a file that has no name any more.
            raise RecordError("record_missing", path=str(self._path))
        connection = self._connection = self._connection or _connected(self._path, self._key)
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                with contextlib.suppress(*sqlite.errors()):
                    connection.execute("ROLLBACK")
            if isinstance(error, sqlite.errors()) and reason(error) in _WORTH_REOPENING:
                # A disk that went away comes back under another handle.
                connection.close()
                self._connection = None
            raise


# --- opening -----------------------------------------------------------------------------------


def _refuse_what_is_not_ours(path: Path) -> None:
    """Look before anything is written beside a file that may be anything."""
    if not _is_new(path):
        open_to_read(path).close()


def _is_new(path: Path) -> bool:
    """Whether a record is to be made here: nothing, or a file with nothing in it.

    A pipe or a device has no size either, and the new record would take its place.
    """
    return not path.exists() or (path.is_file() and not path.stat().st_size)


def _create(path: Path, key: RecordKey | None) -> None:
    """Make an empty record: under another name until it is whole, so there is no half of one.

    Only its owner can read it; SQLite gives the WAL the same rights.
    """
    try:
        file, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-new-")
    except OSError as error:
        raise RecordError("record_read_only", path=str(path)) from error
    os.close(file)
    with closing(_connected(Path(name), key)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)
    Path(name).replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name last: SQLite syncs the file, not the folder it was renamed in."""
    if os.name == "posix":
        file = os.open(folder, os.O_RDONLY)
        os.fsync(file)
        os.close(file)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of the same name; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _connected(path: Path, key: RecordKey | None) -> sqlite3.Connection:
    connection = sqlite.connect(path, "rw", key=key, timeout_s=BUSY_S)
    for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    # WAL's default is NORMAL, which may lose what was acknowledged when the power goes.
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _make_ready(connection: sqlite3.Connection, path: Path) -> None:
    """Prove that it can be written, refuse triggers that are not ours, bring it up to date."""
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise RecordError("record_network", path=str(path))
    connection.execute("BEGIN IMMEDIATE")
    # SQLite begins on a file it may only read, and complains when something is written.
    connection.execute(f"PRAGMA user_version = {version_of(connection)}")
    connection.execute("ROLLBACK")
    strange = [made.name for made, _ in differences(connection) if made.kind != "view"]
    if strange:
        raise RecordError("record_altered", path=str(path), what=", ".join(strange[:3]))
    if version_of(connection) < VERSION:
        migrate(connection)


def _make_room(path: Path) -> None:
    """Give the WAL the room it will need: a file that is written over is synced sooner than grown.

    SQLite reads a WAL up to the first frame that is not its own, and these zeros are none.
    """
    with path.with_name(f"{path.name}-wal").open("r+b") as wal:
        missing = WAL_BYTES - wal.seek(0, os.SEEK_END)
        if missing > 0 and not free_space.is_low(path):
            wal.write(bytes(missing))
            wal.flush()
            os.fsync(wal.fileno())


# --- storing -----------------------------------------------------------------------------------


def _add_entry(connection: sqlite3.Connection, session: int, entry: Entry) -> tuple[str, int]:
    table = RECORD_OF[type(entry)].table
    row = row_of(entry)
    insert(connection, table, {"session": session, **row})
    return table, row["seq"]


def _add_seconds(
    connection: sqlite3.Connection, head: seal.Head, seconds: Sequence[Second]
) -> Iterator[int]:
    last_ms = head.last_ms
    for second in seconds:
        row = vitals_row(second)
        if row is not None and (last_ms is None or second.t_ms > last_ms):
            insert(connection, "vitals", {"session": head.session, **row})
            last_ms = second.t_ms
            yield second.t_ms


def _end(connection: sqlite3.Connection, session: int, event: SessionEnd) -> None:
    history = history_of(connection, session)
    ending: dict[str, object] = {
        "ended_at": None if event.at is None else utc_text(event.at),
        "ended_ms": event.t_ms,
        "ended_by": event.by,
        "end_reason": event.reason,
    }
    try:
        ending |= _summed_up(history, event.t_ms)
    except Exception as error:  # noqa: BLE001 - a sum we cannot do must not keep a session open
        note_bug(error)
    columns = ", ".join(f'"{name}" = :{name}' for name in ending)
    connection.execute(
        f"UPDATE sessions SET {columns} WHERE session = :session", {**ending, "session": session}
    )
    seal.end(connection, session)


def _summed_up(history: History, end_ms: int) -> dict[str, object]:
    """Return what a session came to, and why to look at it by the settings it was held under."""
    told = summary(history, end_ms)
    found = findings(told, settings_of(history.start.profile))
    return asdict(told) | {"needs_look": int(bool(found)), "findings": to_text(found)}

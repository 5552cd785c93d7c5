"""A copy of a record while it is being written, proven before it gets its name. It chooses no name.

The copy is made under one held snapshot, so that it is the record as it was at one moment, whatever
is written meanwhile. It is one file without a WAL: whoever finds it can read it from anywhere. The
copy of an encrypted record has the record's key, which is not beside it.
"""

import errno
import glob
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from monitor import record_key, sqlite
from monitor.archive import open_to_read, snapshot
from monitor.errors import RecordError
from monitor.record_key import RecordKey
from monitor.schema import record_errors, sound_tables
from monitor.store import sync_folder
from monitor.verification import State, Verification, verify

PAGES_A_STEP = 256
"""1 MB at a time: often enough to say how far it is."""

Progress = Callable[[float], None]
"""Called with the share that is copied, 0 to 1."""


def back_up(record: Path, to: Path, progress: Progress = lambda share: None) -> Verification:
    """Copy a record to the new file `to`, and return what the seal says of the copy.

    RecordError: `to` exists already, or the copy is not the record; then there is no copy.
    """
    if to.exists():
        raise RecordError("backup_exists", path=str(to))
    return copied(record, to, lambda copy, found, key: None, progress)


def renew(record: Path, to: Path, progress: Progress = lambda share: None) -> Verification:
    """Copy a record in the place of its own older copy `to`, if there is one.

    RecordError: the record was altered, or has not all that `to` has; then `to` stays as it is.
    """

    def fits(copy: Path, found: Verification, key: RecordKey | None) -> None:
        if found.state is State.ALTERED:
            raise RecordError("backup_altered", path=str(record))
        if to.exists() and not _has_all_of(copy, to, key):
            raise RecordError("backup_of_another", path=str(to))

    # What a copy leaves behind that the power or a begun session cut short.
    for left in to.parent.glob(f".{glob.escape(to.name)}-new-*"):
        with suppress(OSError):
            left.unlink()
    return copied(record, to, fits, progress)


Fits = Callable[[Path, Verification, RecordKey | None], object]
"""Called with a proven copy, what its seal says and its key, before it gets its name."""


def copied(
    record: Path,
    to: Path,
    fits: Fits,
    progress: Progress,
    key_goes: Callable[[Path, RecordKey], object] = record_key.mark,
) -> Verification:
    """Copy a record to `to`, whatever stands there, if the copy is proven and `fits`.

    key_goes: keeps the key of an encrypted copy, or only says beside it which one it is.
    """
    with record_errors(record), closing(open_to_read(record)) as source:
        with record_errors(to.parent):
            try:
                fd, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}-new-")
            except (FileNotFoundError, NotADirectoryError) as error:
                raise RecordError("backup_place_missing", path=str(to.parent)) from error
            except OSError as error:
                if error.errno == errno.ENAMETOOLONG:
                    raise
                raise RecordError("record_read_only", path=str(to.parent)) from error
        os.close(fd)
        copy, key = Path(name), record_key.of(record.resolve())
        try:
            with snapshot(source):
                before = counts(source)
                _copy(source, copy, progress, key)
            found = proven(copy, before, to, key)
            fits(copy, found, key)
            if key is not None:
                key_goes(to, key)
            copy.replace(to)
            sync_folder(to.parent)
        except BaseException:
            with suppress(OSError):
                copy.unlink()
            raise
    return found


def _copy(
    source: sqlite3.Connection, copy: Path, progress: Progress, key: RecordKey | None
) -> None:
    def note(_status: int, remaining: int, total: int) -> None:
        progress(1 - remaining / total if total else 1.0)

    with record_errors(copy), closing(sqlite.connect(copy, "rw", key=key)) as target:
        source.backup(target, pages=PAGES_A_STEP, progress=note)
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA synchronous = FULL")
    with copy.open("rb+") as file:
        os.fsync(file.fileno())


def proven(copy: Path, before: dict[str, int], to: Path, key: RecordKey | None) -> Verification:
    """Read a copy back: its pages, its seal, and as many rows in every table as `before`."""
    with record_errors(copy), closing(open_to_read(copy, key)) as connection:
        pages = connection.execute("PRAGMA integrity_check").fetchone()[0]
        now = counts(connection)
        if pages != "ok" or any(now.get(table) != count for table, count in before.items()):
            raise RecordError("backup_wrong", path=str(to))
        return verify(connection)


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table of ours has; no other is touched."""
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in sorted(sound_tables(connection))
    }


def _has_all_of(copy: Path, older: Path, key: RecordKey | None) -> bool:
    """Whether a copy goes on where an older one ends: the same chain of heads, and no row less."""
    if not record_key.is_of(older, key):
        return False
    with (
        record_errors(older),
        closing(open_to_read(older, key)) as then,
        closing(open_to_read(copy, key)) as now,
    ):
        had, has = counts(then), counts(now)
        last = then.execute("SELECT n, chain FROM head_chain ORDER BY n DESC LIMIT 1").fetchone()
        same = "SELECT count(*) FROM head_chain WHERE n = ? AND chain = ?"
        goes_on = last is None or now.execute(same, tuple(last)).fetchone()[0] == 1
    return goes_on and all(has.get(table, 0) >= count for table, count in had.items())

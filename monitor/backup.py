"""A copy of a record while it is being written, proven before it gets its name. It restores none.

The copy is made under one held snapshot, so that it is the record as it was at one moment, whatever
is written meanwhile. It is one file without a WAL: whoever finds it can read it from anywhere. The
copy of an encrypted record has the record's key, which is not beside it.
"""

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
from monitor.verification import Verification, verify

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
    with record_errors(record), closing(open_to_read(record)) as source:
        with record_errors(to.parent):
            try:
                fd, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}-new-")
            except OSError as error:
                raise RecordError("record_read_only", path=str(to.parent)) from error
        os.close(fd)
        copy, key = Path(name), record_key.of(record.resolve())
        try:
            with snapshot(source):
                before = counts(source)
                _copy(source, copy, progress, key)
            found = proven(copy, before, to, key)
            if key is not None:
                record_key.mark(to, key)
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

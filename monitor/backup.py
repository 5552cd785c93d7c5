"""A copy of a record while it is being written, proven before it gets its name. It restores none.

The copy is made under one held snapshot, so that it is the record as it was at one moment, whatever
is written meanwhile. It is one file without a WAL: whoever finds it can read it from anywhere.
"""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from monitor.archive import open_to_read, snapshot
from monitor.errors import RecordError
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
        copy = Path(name)
        try:
            with snapshot(source):
                before = _counts(source)
                _copy(source, copy, progress)
            found = _proven(copy, before, to)
            copy.replace(to)
            sync_folder(to.parent)
        except BaseException:
            with suppress(OSError):
                copy.unlink()
            raise
    return found


def _copy(source: sqlite3.Connection, copy: Path, progress: Progress) -> None:
    def note(_status: int, remaining: int, total: int) -> None:
        progress(1 - remaining / total if total else 1.0)

    with record_errors(copy), closing(sqlite3.connect(copy, isolation_level=None)) as target:
        source.backup(target, pages=PAGES_A_STEP, progress=note)
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA synchronous = FULL")
    with copy.open("rb+") as file:
        os.fsync(file.fileno())


def _proven(copy: Path, before: dict[str, int], to: Path) -> Verification:
    """Read the copy back: its pages, its seal, and as many rows in every table."""
    with closing(open_to_read(copy)) as connection:
        pages = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if pages != "ok" or _counts(connection) != before:
            raise RecordError("backup_wrong", path=str(to))
    return verify(copy)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table of ours has; no other is touched."""
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in sorted(sound_tables(connection))
    }

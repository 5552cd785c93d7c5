"""An encrypted copy of a plain record, proven before it gets its name. It deletes nothing.

Row by row into tables we made: the two libraries must not open one file in one process, and
nothing of a plain record but its rows is taken over.
"""

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from monitor import record_key, sqlite
from monitor.archive import open_to_read
from monitor.backup import counts, proven
from monitor.errors import RecordError
from monitor.record_key import RecordKey
from monitor.record_lock import RecordLock
from monitor.schema import differences, migrate, record_errors
from monitor.store import sync_folder
from monitor.verification import Verification, verify

_ROWS = 1000
"""Read and written at a time."""


class Encrypted(NamedTuple):
    """What the seal says of the copy, its key, and whether the keyring took it."""

    found: Verification
    key: RecordKey
    in_keyring: bool


def encrypt(record: Path, to: Path) -> Encrypted:
    """Make the new file `to`: the record `record`, encrypted with a key of its own.

    RecordError: it is in use, encrypted already or changed from outside, `to` exists, or the copy
    is not the record; then there is no copy.
    """
    if to.exists() or record_key.beside(to).exists():
        raise RecordError("backup_exists", path=str(to))
    if record_key.beside(record.resolve()).exists():
        raise RecordError("record_encrypted", path=str(record))
    with record_errors(record), closing(open_to_read(record)) as source:
        strange = [made.name for made, _ in differences(source)]
        if strange:
            raise RecordError("record_altered", path=str(record), what=", ".join(strange[:3]))
        # What came while it is copied would be in the old one only.
        lock = RecordLock(record)
        lock.acquire()
        try:
            return _encrypted(source, to)
        finally:
            lock.release()


def _encrypted(source: sqlite3.Connection, to: Path) -> Encrypted:
    key = record_key.new()
    try:
        file, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}-new-")
    except OSError as error:
        raise RecordError("record_read_only", path=str(to.parent)) from error
    os.close(file)
    copy = Path(name)
    try:
        with record_errors(copy):
            _copy(source, copy, key)
        found = proven(copy, counts(source), to, key)
        if found != verify(source):
            raise RecordError("backup_wrong", path=str(to))
        in_keyring = record_key.keep(to, key)
        copy.replace(to)
        sync_folder(to.parent)
    except BaseException:
        for path in (copy, record_key.beside(to)):
            with suppress(OSError):
                path.unlink()
        raise
    return Encrypted(found, key, in_keyring)


def _copy(source: sqlite3.Connection, copy: Path, key: RecordKey) -> None:
    """Fill an empty file; its journal is encrypted as it is."""
    with closing(sqlite.connect(copy, "rw", key=key)) as target:
        migrate(target)
        target.execute("PRAGMA synchronous = FULL")
        target.execute("BEGIN IMMEDIATE")
        for table in counts(source):
            _copy_rows(source, target, table)
        target.execute("COMMIT")


def _copy_rows(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
    cursor = source.execute(f'SELECT * FROM "{table}"')
    names = ", ".join(f'"{column[0]}"' for column in cursor.description)
    blanks = ", ".join("?" * len(cursor.description))
    while found := cursor.fetchmany(_ROWS):
        target.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({blanks})', found)

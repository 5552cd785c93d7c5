"""Which library opens a database file, and its exceptions. No table, and no key of its own.

A plain file is Python's sqlite3's. An encrypted one is SQLCipher's, whose classes are not those of
sqlite3 and which is loaded only when such a file is opened: so `except` asks `errors()`.

Nothing here reads a file by itself to find out which it is. Closing it would drop the locks that
SQLite holds on it for this process.
"""

import sqlite3
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal, cast

from monitor.errors import RecordError

if TYPE_CHECKING:
    from monitor.record_key import RecordKey

VERSION = sqlite3.sqlite_version
"""Of the library that plain files are opened with."""

_CIPHER = "sqlcipher3.dbapi2"


def connect(
    path: Path,
    mode: Literal["ro", "rw"],
    *,
    key: "RecordKey | None" = None,
    timeout_s: float = 5.0,
    immutable: bool = False,
) -> sqlite3.Connection:
    """Open a file that exists, in autocommit; with a key it is an encrypted one.

    RecordError: SQLCipher is not installed, or the key is not this file's.
    """
    library = sqlite3 if key is None else _cipher(path)
    uri = f"{path.as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    connection: sqlite3.Connection = library.connect(
        uri, uri=True, isolation_level=None, timeout=timeout_s
    )
    if key is not None:
        try:
            _unlock(connection, path, key)
        except BaseException:
            connection.close()
            raise
    return connection


def errors(*names: str) -> tuple[type[sqlite3.Error], ...]:
    """Return the exceptions of these names, "Error" for none, of each library that is in use.

    To be asked when something is caught, not before: SQLCipher may have come in between.
    """
    libraries = [sqlite3, *([sys.modules[_CIPHER]] if _CIPHER in sys.modules else [])]
    return tuple(getattr(library, name) for library in libraries for name in names or ("Error",))


def error_name(error: BaseException) -> str:
    """Return what SQLite calls an error, like SQLITE_BUSY; empty where it is not SQLite's."""
    return getattr(error, "sqlite_errorname", "")


def _cipher(path: Path) -> ModuleType:
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise RecordError("record_no_cipher", path=str(path)) from error
    return cast("ModuleType", dbapi2)


def _unlock(connection: sqlite3.Connection, path: Path, key: "RecordKey") -> None:
    # It would write lines of its own to the terminal, for the whole process.
    connection.execute("PRAGMA cipher_log_level = NONE")
    # The bytes themselves: random ones need no stretching, which would take half a second.
    connection.execute(f"PRAGMA key = \"x'{key.secret}{key.id}'\"")
    try:
        connection.execute("PRAGMA user_version").fetchone()
    except errors() as error:
        # Any other complaint is made again to whoever asks first, and can do something about it.
        if error_name(error) == "SQLITE_NOTADB":
            raise RecordError("record_key_wrong", path=str(path)) from error

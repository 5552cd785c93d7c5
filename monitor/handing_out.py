"""Writes what leaves Dripwatch: over nothing unasked, and over no part of a record, ever."""

from pathlib import Path

from monitor import kept_copy, people, record_key, record_lock
from monitor.errors import RecordError
from monitor.whole_file import write_whole

_SQLITE = b"SQLite format 3\0"

_BESIDE = (
    *("-wal", "-shm", "-journal"),
    *(kept_copy.SUFFIX, people.SUFFIX, record_key.SUFFIX, record_lock.SUFFIX),
)
"""What the names of files end with that lie beside a record."""


def refuse(path: Path, *, replace: bool) -> None:
    """Raise RecordError where nothing may be written: a record, or a file that is there.

    replace: over a file that is there, but never over one of a record.
    """
    try:
        if _of_a_record(path.resolve()):
            raise RecordError("file_of_a_record", path=str(path))
        if not replace and (path.exists() or path.is_symlink()):
            raise RecordError("file_exists", path=str(path))
    except OSError as error:
        raise _not_written(path, error) from error


def hand_out(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file whole or not at all. RecordError as `refuse`, and where it cannot be written."""
    refuse(path, replace=replace)
    try:
        write_whole(path.absolute(), data)
    except OSError as error:
        raise _not_written(path, error) from error


def _of_a_record(path: Path) -> bool:
    """Whether it is a database, or lies beside one, also where it is not there at the moment."""
    for suffix in _BESIDE:
        if path.name.endswith(suffix) and _is_record(
            path.with_name(path.name.removesuffix(suffix))
        ):
            return True
    return _is_record(path)


def _is_record(path: Path) -> bool:
    """An encrypted record looks like noise, but its key or who wrote it lies beside it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            return True
    beside = (record_key.beside(path), path.with_name(path.name + record_lock.SUFFIX))
    return any(other.exists() for other in beside)


def _not_written(path: Path, error: OSError) -> RecordError:
    reason = error.strerror or type(error).__name__
    return RecordError("not_written", path=str(path), reason=reason)

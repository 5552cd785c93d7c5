"""A record put back from its backup, proven on the way. It moves and deletes nothing.

A WAL or a journal that is left of an earlier record is SQLite's last word on any file of that
name: opened beside it, a backup would be rewritten with pages of the other. So none may be there.
"""

from pathlib import Path

from monitor import record_key
from monitor.archive import open_to_read
from monitor.backup import Progress, copied
from monitor.errors import RecordError
from monitor.record_key import RecordKey
from monitor.record_lock import RecordLock, on_network
from monitor.verification import State, Verification

LEFT = ("", "-wal", "-shm", "-journal")
"""What must not stand where a record is put back: itself, and what SQLite keeps beside it."""


def restore(backup: Path, to: Path, progress: Progress = lambda share: None) -> Verification:
    """Copy a backup to where its record was, and return what the seal says of it.

    RecordError: something stands in the way, a program is at that record, or the backup is
    altered or damaged; then there is no record at `to`, and the backup is as it was.
    """
    to = to.absolute()
    if on_network(to):
        raise RecordError("record_network", path=str(to))

    def fits(_copy: Path, found: Verification, key: RecordKey | None) -> None:
        if found.state is State.ALTERED:
            raise RecordError("restore_altered", path=str(backup))
        if record_key.beside(to).exists() and not record_key.is_of(to, key):
            raise RecordError("restore_in_the_way", names=str(record_key.beside(to)))

    lock = RecordLock(to)
    if not lock.path.exists():
        # A lock stays for good once it is made, so none is made for what cannot be.
        _refuse_in_vain(backup, to)
    lock.acquire()
    try:
        _refuse_what_is_left(to)
        return copied(backup, to, fits, progress, record_key.keep)
    finally:
        lock.release()


def _refuse_in_vain(backup: Path, to: Path) -> None:
    if not to.parent.is_dir():
        raise RecordError("backup_place_missing", path=str(to.parent))
    _refuse_what_is_left(to)
    open_to_read(backup).close()


def _refuse_what_is_left(to: Path) -> None:
    every = (to.with_name(to.name + suffix) for suffix in LEFT)
    left = [str(path) for path in every if path.exists() or path.is_symlink()]
    if left:
        raise RecordError("restore_in_the_way", names=", ".join(left))

"""One program at a time writes a record: a lock beside it that says who, freed by the kernel.

The lock file is never deleted. Between one program's looking and another's deleting, two could
each lock a file of that name.
"""

import json
import os
import re
import socket
import stat
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

from monitor.errors import RecordError

SUFFIX = "-lock"
"""Beside `clinic.dripwatch` lies `clinic.dripwatch-lock`, as SQLite's own `-wal` and `-shm` do."""

# A viewer that asks who holds the record holds it itself for that moment.
_TRIES, _PAUSE_S = 5, 0.05

# Kinds of file system (Linux' names) on which neither locks nor shared memory can be trusted.
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "ncpfs", "davfs", "lustre"}
_NETWORK_FUSE = (
    "fuse.sshfs",
    "fuse.davfs",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3",
    "fuse.gvfs",
)
# How mounts are listed: a blank, tab, line feed or backslash is three octal digits.
_OCTAL = re.compile(r"\\([0-7]{3})")
# GetDriveTypeW's answer for a mapped network drive.
_DRIVE_REMOTE = 4


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes a record, since when (ISO 8601 text in UTC)."""

    user: str
    host: str
    pid: int
    since: str

    def __str__(self) -> str:
        return f"{self.user} on {self.host} (process {self.pid}, since {self.since})"


class RecordLock:
    """The right to write one record. Held from `acquire` to `release`, or until we die."""

    def __init__(self, record: Path) -> None:
        record = record.resolve()
        self.path = record.with_name(record.name + SUFFIX)
        self._fd: int | None = None

    def acquire(self) -> None:
        """Take the lock and write down who we are; RecordError says who has it."""
        fd = _open(self.path)
        try:
            _refuse_what_is_not_a_lock(fd, self.path)
            for _ in range(_TRIES):
                if _lock(fd):
                    break
                time.sleep(_PAUSE_S)
            else:
                raise RecordError("record_held", who=str(_read(fd) or "?"))
            _write(fd, _ourselves())
        except BaseException:
            os.close(fd)
            raise
        self._fd = fd

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            os.ftruncate(fd, 0)
            os.close(fd)


def holder(record: Path) -> Holder | None:
    """Return who writes a record at this moment, or None."""
    path = RecordLock(record).path
    try:
        fd = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        # No lock was ever taken here, or it is not ours to try.
        return None
    try:
        return None if _lock(fd) else _read(fd)
    finally:
        os.close(fd)


def _ourselves() -> Holder:
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Holder(getuser(), socket.gethostname(), os.getpid(), since)


def _open(path: Path) -> int:
    # A link in this place might point at anything, and we are about to write into it.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, 0o600)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RecordError("record_missing", path=str(path.parent)) from error
    except OSError as error:
        raise RecordError("record_read_only", path=str(path.parent)) from error


def _refuse_what_is_not_a_lock(fd: int, path: Path) -> None:
    # A power cut may leave the length of a text and none of its bytes.
    is_file = stat.S_ISREG(os.fstat(fd).st_mode)
    if not is_file or (_text(fd).strip(b"\0") and _read(fd) is None):
        raise RecordError("record_not_ours", path=str(path))


def _text(fd: int) -> bytes:
    os.lseek(fd, 0, os.SEEK_SET)
    return os.read(fd, 4096)


def _read(fd: int) -> Holder | None:
    """Return who the file names; None for anything that is no lock of ours."""
    try:
        return Holder(**json.loads(_text(fd)))
    except (ValueError, TypeError):
        return None


def _write(fd: int, who: Holder) -> None:
    os.ftruncate(fd, 0)
    os.lseek(fd, 0, os.SEEK_SET)
    os.write(fd, json.dumps(asdict(who)).encode())


if sys.platform == "win32":
    import ctypes
    import msvcrt

    # Bytes under a Windows lock cannot be read by others, so it lies far behind the text.
    _LOCKED_BYTE = 1 << 20

    def _lock(fd: int) -> bool:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def on_network(record: Path) -> bool:
        """Whether a record lies on another machine's disk: locks and syncs are no promise there."""
        drive = record.resolve().drive
        kind = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")
        return drive.startswith("\\\\") or kind == _DRIVE_REMOTE
else:
    import fcntl

    def _lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def on_network(record: Path) -> bool:
        """Whether a record lies on another machine's disk: locks and syncs are no promise there."""
        try:
            mounts = Path("/proc/self/mounts").read_text("utf-8")
        except OSError:
            # No such list on this system; SQLite's own locks are what is left.
            return False
        kind = file_system(record.resolve(), mounts)
        return kind in _NETWORK or kind.startswith(_NETWORK_FUSE)


def file_system(path: Path, mounts: str) -> str:
    """Return the kind of the file system a path lies on, by the lines of /proc/self/mounts."""
    nearest, kind = "", ""
    for line in mounts.splitlines():
        _, point, its_kind, *_ = line.split(" ")
        point = _OCTAL.sub(lambda digits: chr(int(digits[1], 8)), point)
        if path.is_relative_to(point) and len(point) >= len(nearest):
            nearest, kind = point, its_kind
    return kind

"""One program writes a record, everybody can see who, and a dead one lets go."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.errors import RecordError
from monitor.record_lock import RecordLock, file_system, holder

HOLDER = """
import sys
from pathlib import Path
from monitor.record_lock import RecordLock
lock = RecordLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_elsewhere(record: Path) -> Iterator["subprocess.Popen[str]"]:
    """Let another process hold the lock until the end of the block."""
    command = [sys.executable, "-c", HOLDER, str(record)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_program_is_told_who_writes(tmp_path: Path) -> None:
    """The error names user, host and process."""
    record = tmp_path / "clinic.db"
    with held_elsewhere(record) as process:
        with pytest.raises(RecordError) as refused:
            RecordLock(record).acquire()
        assert refused.value.code == "record_held"
        assert f"(process {process.pid}," in str(refused.value.values["who"])
        told = holder(record)
        assert told is not None
        assert told.pid == process.pid


def test_a_killed_program_holds_nothing(tmp_path: Path) -> None:
    """The kernel frees what a dead process held, whatever its lock file still says."""
    record = tmp_path / "clinic.db"
    with held_elsewhere(record) as process:
        process.kill()
        process.wait()
        assert holder(record) is None
        lock = RecordLock(record)
        lock.acquire()
        lock.release()


def test_a_released_lock_names_nobody_and_stays(tmp_path: Path) -> None:
    """Deleting the file would let two programs each lock one of the same name."""
    lock = RecordLock(tmp_path / "clinic.db")
    lock.acquire()
    lock.release()
    assert lock.path.read_bytes() == b""
    assert holder(tmp_path / "clinic.db") is None


def test_one_program_cannot_take_it_twice(tmp_path: Path) -> None:
    """Two writers in one process are two writers."""
    first, second = RecordLock(tmp_path / "r"), RecordLock(tmp_path / "r")
    first.acquire()
    with pytest.raises(RecordError, match="record_held"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_a_link_to_the_record_is_the_record(tmp_path: Path) -> None:
    """Another name must not be another lock."""
    (tmp_path / "r").touch()
    (tmp_path / "alias").symlink_to(tmp_path / "r")
    assert RecordLock(tmp_path / "alias").path == RecordLock(tmp_path / "r").path


def test_what_is_no_lock_of_ours_is_not_overwritten(tmp_path: Path) -> None:
    """Somebody's file of that name, or a link to somebody's file, keeps its content."""
    theirs = tmp_path / "theirs"
    theirs.touch()
    RecordLock(tmp_path / "a").path.write_text("precious")
    RecordLock(tmp_path / "b").path.symlink_to(theirs)
    for name, content in {"a": "precious", "b": ""}.items():
        lock = RecordLock(tmp_path / name)
        with pytest.raises(RecordError):
            lock.acquire()
        assert lock.path.read_text() == content


def test_a_lock_that_lost_its_bytes_to_a_power_cut_can_be_taken(tmp_path: Path) -> None:
    """Some file systems keep the length and forget the text."""
    lock = RecordLock(tmp_path / "r")
    lock.path.write_bytes(bytes(90))
    lock.acquire()
    lock.release()


def test_the_file_system_is_the_nearest_mount() -> None:
    """The last of the longest mount points counts; blanks are written as \\040."""
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/x /mnt/the\\040clinic nfs4 rw 0 0\n"
        "tmpfs /mnt tmpfs rw 0 0\n"
    )
    assert file_system(Path("/mnt/the clinic/record.db"), mounts) == "nfs4"
    assert file_system(Path("/mnt/record.db"), mounts) == "tmpfs"
    assert file_system(Path("/mnt2/record.db"), mounts) == "ext4"

"""A disk that is full, gone, stalled or broken: hours wait in memory, then all are stored, once."""

import sqlite3
import subprocess
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor import store, writer
from monitor.archive import Archive
from monitor.events import DiskSpace, Entry, Event, Saved, SaveFailed, Second
from monitor.verification import State, verify
from monitor.vitals import Values, Vital
from monitor.writer import Writer
from tests.monitor.records import Answers, Numbered, start
from tests.traced_sqlite import FULL, IOERR_FSYNC, IOERR_WRITE, OK, Op, Trace, traced

HOURS_4 = 4 * 3600
WITHIN_S = 2.0
"""All is stored so soon after the disk is back, hours of it too."""


class Bedside:
    """A session being written as in real time, with its own second of patience."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.answers = Answers()
        self.writer = Writer(path, self.answers)
        self.entries = Numbered()
        self.put_in: list[Entry] = []
        self.seconds = 0
        self.writer.open()
        self.session = self.writer.begin(start())

    def tick(self, count: int) -> None:
        """Hand over so many seconds, with a note each minute."""
        for _ in range(count):
            self.seconds += 1
            t_ms = self.seconds * 1000
            values: Values = {v: 60.0 + (self.seconds + at) % 40 for at, v in enumerate(Vital)}
            self.writer.put(Second(t_ms=t_ms, values=values))
            if self.seconds % 60 == 0:
                self.note(f"minute {self.seconds // 60}")

    def note(self, text: str) -> None:
        """Enter something, which is stored at once."""
        entry = self.entries.note(text, self.seconds * 1000)
        self.put_in.append(entry)
        self.writer.put(entry)

    def wait_for_failure(self, *reasons: str) -> None:
        """Wait until the writer says that it cannot, and why."""
        self.answers.wait_for(lambda answer: isinstance(answer, SaveFailed))
        assert tuple(a.reason for a in self.answers.all if isinstance(a, SaveFailed)) == reasons

    def is_saved(self, answer: Event) -> bool:
        """Whether an answer says that all is on disk."""
        if not isinstance(answer, Saved):
            return False
        up_to_ms = self.seconds * 1000 if self.seconds else -1
        return (answer.up_to_seq, answer.up_to_ms) == (len(self.put_in), up_to_ms)

    def settle(self) -> None:
        """Wait until the writer has taken what was put."""
        self.writer._ask(lambda: None)

    def holds(self) -> None:
        """See that the record has all that was put, once, in order, and its seal."""
        with Archive(self.path) as archive:
            history = archive.history(self.session)
        assert history.entries == self.put_in
        assert [round(t_ms) for t_ms in history.t_ms] == [
            second * 1000 for second in range(1, self.seconds + 1)
        ]
        assert verify(self.path).state is State.UNCLOSED


@pytest.fixture
def bedside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bedside]:
    """A session with its first entry on disk."""
    monkeypatch.setattr(store, "BUSY_S", 0.01)
    begun = Bedside(tmp_path / "r.db")
    begun.note("first")
    begun.answers.wait_for(begun.is_saved)
    yield begun
    if begun.writer._thread.is_alive():
        begun.writer.close()


@pytest.fixture
def trace() -> Iterator[Trace]:
    """What SQLite does to files, and may be kept from doing."""
    with traced() as watched:
        yield watched


def refusing(code: int, *kinds: str) -> Callable[[Op], int]:
    """Answer operations of these kinds on the WAL with an error."""
    return lambda op: code if op.op in kinds and op.file.endswith("-wal") else OK


@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        (FULL, "write", "record_full"),
        (IOERR_WRITE, "write", "record_unreachable"),
        (IOERR_FSYNC, "sync", "record_unreachable"),
    ],
)
def test_four_hours_wait_for_a_disk_and_are_stored_when_it_is_back(
    code: int, kind: str, reason: str, trace: Trace, bedside: Bedside
) -> None:
    """Not one second is lost or stored twice, and all are there within two seconds."""
    trace.meet = refusing(code, kind)
    bedside.note("kept")
    bedside.wait_for_failure(reason)
    bedside.tick(HOURS_4)
    bedside.settle()
    trace.meet = lambda op: OK
    begun = time.monotonic()
    bedside.answers.wait_for(bedside.is_saved)
    assert time.monotonic() - begun < WITHIN_S
    bedside.holds()


def test_finding_out_that_a_disk_is_still_full_costs_one_row(
    trace: Trace, bedside: Bedside
) -> None:
    """Once a second for hours: not the whole backlog each time."""
    trace.meet = refusing(FULL, "write")
    bedside.note("kept")
    bedside.wait_for_failure("record_full")
    bedside.tick(HOURS_4 // 4)
    stored: list[int] = []
    commit = store.Store.commit

    def counted(self: store.Store, session: int, events: list[Event]) -> None:
        stored.append(len(events))
        commit(self, session, events)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.Store, "commit", counted)
        assert not bedside.writer._ask(bedside.writer._flush)
        trace.meet = lambda op: OK
        assert bedside.writer._ask(bedside.writer._flush)
    assert stored[:2] == [1, 1]
    assert max(stored) <= writer._BATCH
    bedside.holds()


def test_four_hours_in_memory_are_few_megabytes(bedside: Bedside) -> None:
    """Half a kilobyte or so for each second: a disk may be gone as long as a session lasts."""
    with closing(sqlite3.connect(bedside.path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        bedside.note("kept")
        bedside.wait_for_failure("record_busy")
        tracemalloc.start()
        try:
            bedside.tick(600)
            bedside.settle()
            kept, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        stranger.execute("ROLLBACK")
    assert kept / 600 < 1000
    bedside.answers.wait_for(bedside.is_saved)


def test_a_folder_that_is_gone_for_a_while_gets_everything(bedside: Bedside) -> None:
    """A disk that was unplugged and comes back under its name."""
    folder = bedside.path.parent
    away = folder.with_name(f"{folder.name}-away")
    folder.rename(away)
    bedside.note("kept")
    bedside.wait_for_failure("record_missing")
    bedside.tick(600)
    away.rename(folder)
    begun = time.monotonic()
    bedside.answers.wait_for(bedside.is_saved)
    assert time.monotonic() - begun < WITHIN_S
    bedside.holds()


def test_a_sync_that_hangs_holds_up_nobody(trace: Trace, bedside: Bedside) -> None:
    """Putting goes on at once; nothing is answered before the disk has it."""
    hangs, goes_on = threading.Event(), threading.Event()

    def stalled(op: Op) -> int:
        if op.op == "sync":
            hangs.set()
            assert goes_on.wait(20)
        return OK

    trace.meet = stalled
    bedside.note("hangs")
    assert hangs.wait(20)
    answered = len(bedside.answers.all)
    begun = time.monotonic()
    bedside.tick(600)
    assert time.monotonic() - begun < 1
    assert len(bedside.answers.all) == answered
    goes_on.set()
    bedside.answers.wait_for(bedside.is_saved)
    bedside.holds()


def test_a_disk_that_fills_up_and_is_emptied_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real one, small: said to be low on space, then NOT SAVED, then everything is stored."""
    monkeypatch.setattr(store, "BUSY_S", 0.01)
    with small_disk(tmp_path / "disk") as disk:
        begun = Bedside(disk / "r.db")
        begun.note("first")
        begun.answers.wait_for(lambda answer: answer == DiskSpace(t_ms=0, low=True))
        ballast = disk / "ballast"
        fill(ballast)
        begun.note("x" * 3_000_000)
        begun.wait_for_failure("record_full")
        begun.tick(HOURS_4 // 4)
        ballast.unlink()
        at = time.monotonic()
        begun.answers.wait_for(begun.is_saved)
        assert time.monotonic() - at < WITHIN_S
        begun.writer.close()
        begun.holds()


def fill(file: Path) -> None:
    """Write until the disk takes no more."""
    with file.open("wb", buffering=0) as taken:
        for size in (1 << 20, 4096, 1):
            try:
                while taken.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


class small_disk:  # noqa: N801 - used as a function
    """A disk in memory of 32 MB; the test is skipped where nobody may mount one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Path:
        self._folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(self._folder)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=20)
        except (OSError, subprocess.SubprocessError):
            pytest.skip("a small disk can be mounted by root only")
        return self._folder

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", str(self._folder)], check=True, timeout=20)


def test_the_wal_is_gone_after_a_reader_that_stayed_for_long(bedside: Bedside) -> None:
    """It cannot begin anew meanwhile; at the close it is nothing all the same."""
    wal = bedside.path.with_name("r.db-wal")
    with closing(sqlite3.connect(f"{bedside.path.as_uri()}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM vitals").fetchone()
        for _ in range(5):
            bedside.tick(60)
            bedside.answers.wait_for(bedside.is_saved)
        assert wal.stat().st_size > 0
        reader.execute("ROLLBACK")
        bedside.writer.close()
        assert wal.stat().st_size == 0
    bedside.holds()


def test_a_reader_that_stays_beyond_the_end_leaves_a_sound_record(bedside: Bedside) -> None:
    """The WAL waits for whoever opens the record for writing next."""
    with closing(sqlite3.connect(f"{bedside.path.as_uri()}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM vitals").fetchone()
        bedside.tick(60)
        bedside.writer.close()
    bedside.holds()
    store.Store(bedside.path).close()
    assert not bedside.path.with_name("r.db-wal").exists()
    bedside.holds()

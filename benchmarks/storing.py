"""G8, G11: how long until something is on disk, beside one bare write and fdatasync there."""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.figure import US, Figure, at_most, beside, timed
from monitor import writer
from monitor.clock import utc_now
from monitor.events import Event, Observation, Saved, Second
from monitor.store import FIRST_CHECKPOINT, Store
from monitor.vitals import Vital
from monitor.writer import Writer
from tests.monitor.records import end, start

ROUNDS = 200
HOURS_4 = 4 * 3600
SETTLED = FIRST_CHECKPOINT + 1
"""The first minute of a session makes its WAL grow; all that follows writes over it."""

_FRAME = 4120
"""Bytes of one page in a WAL; the floor writes so many into a file that is there already."""


FAST_DISK = "sealed tables take 150 to 250 µs of SQLite, whatever the disk does; see the README"
SEALED = "the row and the head of the seal: two pages; one alone would be a record without a seal"
COMMITS = 50
"""Before the first checkpoint, so that the WAL holds every frame that was written."""
READINGS = 4


def figures() -> Iterator[Figure]:
    """The acknowledged entry and second, the caller, frames in the WAL, bytes on the disk."""
    writer._PAUSE_S = 0  # noqa: SLF001 - a second waits for no other one here
    with tempfile.TemporaryDirectory() as folder:
        for what, made, most in (("an entry", _entry, 1.3), ("a second", _second, 1.3)):
            floors, waits, blocks = _measure(Path(folder) / what, made)
            pairs = list(zip(floors, waits, strict=True))
            title = f"{what} acknowledged, beside one write and fdatasync"
            yield beside("G8", title, pairs, US, most, FAST_DISK)
            pairs = list(zip(floors, blocks, strict=True))
            yield beside("G8", f"{what}: the caller waits, beside the same", pairs, US, 0.05)
        yield at_most("G8", "WAL frames a second", _frames(Path(folder)), 1.5, "frames", SEALED)
        yield from _stored(Path(folder))


def _frames(folder: Path) -> float:
    """How many pages a second of four vitals writes, before anything is checkpointed."""
    path = folder / "frames.sqlite"
    with closing(Store(path)) as store:
        session = store.begin(start())
        wal = path.with_name(f"{path.name}-wal")
        before = wal.stat().st_size
        for number in range(COMMITS):
            store.commit(session, [_second(number)])
        return (wal.stat().st_size - before) / _FRAME / COMMITS


def _stored(folder: Path) -> Iterator[Figure]:
    """A finished session of four hours, less an empty record; and what is left of the WAL."""
    with closing(Store(folder / "empty.sqlite")):
        pass
    path = folder / "four.sqlite"
    with closing(Store(path)) as store:
        session = store.begin(start())
        store.commit(session, [_second(number) for number in range(HOURS_4)])
        store.commit(session, [end(1000 * HOURS_4)])
    wal = path.with_name(f"{path.name}-wal")
    size = path.stat().st_size - (folder / "empty.sqlite").stat().st_size
    a_reading = size / HOURS_4 / READINGS
    yield at_most("G11", "a reading of a finished session of 4 hours", a_reading, 8, "bytes")
    left = wal.stat().st_size if wal.exists() else 0
    yield at_most("G11", "the WAL after the session", left, 0, "bytes")


def _measure(
    folder: Path, made: Callable[[int], Event]
) -> tuple[list[float], list[float], list[float]]:
    """Return floors, waits and the caller's share of them (s), one of each in turn."""
    folder.mkdir()
    desk = _Desk(folder / "r.sqlite", made)
    with closing(desk.writer), (folder / "raw").open("w+b", buffering=0) as raw:
        raw.write(bytes(_FRAME * ROUNDS))
        os.fsync(raw.fileno())
        for _ in range(SETTLED):
            desk.enter()
        floors, rounds = [], []
        for number in range(ROUNDS):
            floors.append(timed(lambda: _write(raw.fileno(), number)))  # noqa: B023 - called here
            rounds.append(desk.enter())
    waits, blocks = zip(*rounds, strict=True)
    return floors, list(waits), list(blocks)


def _write(file: int, number: int) -> None:
    os.pwrite(file, b"x" * _FRAME, number * _FRAME)
    os.fdatasync(file)


class _Desk:
    """A writer with a session begun, for one who enters and waits for the answer."""

    def __init__(self, path: Path, made: Callable[[int], Event]) -> None:
        self._made = made
        self._saved = threading.Event()
        self._saved_at = 0.0
        self._seq = 0
        self.writer = Writer(path, self._answer)
        self.writer.open()
        self.writer.begin(start())

    def enter(self) -> tuple[float, float]:
        """Enter something; return how long until it was acknowledged, and the caller free (s)."""
        self._seq += 1
        entry = self._made(self._seq)
        self._saved.clear()
        begun = time.perf_counter()
        self.writer.put(entry)
        blocked = time.perf_counter() - begun
        self._saved.wait()
        return self._saved_at - begun, blocked

    def _answer(self, event: Event) -> None:
        if isinstance(event, Saved):
            self._saved_at = time.perf_counter()
            self._saved.set()


def _entry(seq: int) -> Observation:
    now = utc_now()
    return Observation(
        t_ms=seq,
        at=now,
        entered_at=now,
        by="b",
        seq=seq,
        scale="nausea",
        version="1",
        answers={"nausea": 3},
        score=3,
    )


def _second(number: int) -> Second:
    return Second(t_ms=1000 * number, values=dict.fromkeys(Vital, 70.0 + number % 9))

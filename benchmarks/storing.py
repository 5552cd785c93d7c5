"""How long until one entry is on disk, against one bare write and fdatasync on the same disk."""

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from monitor import profile
from monitor.clock import utc_now
from monitor.events import Event, Observation, Saved, SessionKind, SessionStart
from monitor.store import FIRST_CHECKPOINT
from monitor.writer import Writer

ROUNDS = 200
SETTLED = FIRST_CHECKPOINT + 1
"""The first minute of a session makes its WAL grow; all that follows writes over it."""

_FRAME = 4120
"""Bytes of one page in a WAL; the floor writes so many into a file that is there already."""


def lines() -> Iterator[str]:
    """The acknowledged entry, its floor, and how long the caller waited."""
    with tempfile.TemporaryDirectory() as folder:
        floor, acknowledged, blocked = _measure(Path(folder))
    ratio = acknowledged / floor
    yield f"{'store: one write + fdatasync (floor)':<58} {floor * 1e6:8.0f} us"
    yield f"{'store: one entry acknowledged':<58} {acknowledged * 1e6:8.0f} us = {ratio:.2f} x"
    yield f"{'store: the caller waited':<58} {blocked * 1e6:8.0f} us"


def _measure(folder: Path) -> tuple[float, float, float]:
    """Return the medians of floor, entry and caller (s), one of each in turn."""
    desk = _Desk(folder / "r.sqlite")
    with closing(desk.writer), (folder / "raw").open("w+b", buffering=0) as raw:
        raw.write(bytes(_FRAME * ROUNDS))
        os.fsync(raw.fileno())
        for _ in range(SETTLED):
            desk.enter()
        floors, rounds = [], []
        for number in range(ROUNDS):
            floors.append(_timed(_write, raw.fileno(), number))
            rounds.append(desk.enter())
    waits, blocks = zip(*rounds, strict=True)
    return statistics.median(floors), statistics.median(waits), statistics.median(blocks)


def _write(file: int, number: int) -> None:
    os.pwrite(file, b"x" * _FRAME, number * _FRAME)
    os.fdatasync(file)


def _timed(call: Callable[..., None], *values: int) -> float:
    begun = time.perf_counter()
    call(*values)
    return time.perf_counter() - begun


class _Desk:
    """A writer with a session begun, for one who enters and waits for the answer."""

    def __init__(self, path: Path) -> None:
        self._saved = threading.Event()
        self._saved_at = 0.0
        self._seq = 0
        self.writer = Writer(path, self._answer)
        self.writer.open()
        text = profile.shipped().text
        kind = SessionKind.DEMO
        start = SessionStart(t_ms=0, at=utc_now(), uid="bench", kind=kind, nurse="b", profile=text)
        self.writer.begin(start)

    def enter(self) -> tuple[float, float]:
        """Enter something; return how long until it was acknowledged, and the caller free (s)."""
        self._seq += 1
        entry = _entry(self._seq)
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

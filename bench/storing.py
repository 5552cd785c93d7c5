"""How long until one second is on disk, against one bare write and fdatasync on the same disk."""

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from monitor import profile
from monitor.clock import utc_now
from monitor.events import Event, Observation, Saved, SessionKind, SessionStart
from monitor.writer import Writer

ROUNDS = 200


def lines() -> Iterator[str]:
    """The acknowledged entry, its floor, and how long the caller waited."""
    with tempfile.TemporaryDirectory() as folder:
        floor, acknowledged, blocked = _measure(Path(folder))
    ratio = acknowledged / floor
    yield f"{'store: one write + fdatasync (floor)':<58} {floor * 1e6:8.0f} us"
    yield f"{'store: one entry acknowledged':<58} {acknowledged * 1e6:8.0f} us = {ratio:.2f} x"
    yield f"{'store: the caller waited':<58} {blocked * 1e6:8.0f} us"


def _measure(folder: Path) -> tuple[float, float, float]:
    saved = threading.Event()

    def answer(event: Event) -> None:
        if isinstance(event, Saved):
            saved.set()

    writer = Writer(folder / "r.sqlite", answer)
    writer.open()
    settings = profile.shipped()
    writer.begin(
        SessionStart(
            t_ms=0,
            at=utc_now(),
            uid="bench",
            kind=SessionKind.DEMO,
            nurse="b",
            profile=settings.text,
        )
    )
    raw = os.open(folder / "raw", os.O_RDWR | os.O_CREAT)
    floors, waits, blocks = [], [], []
    for seq in range(1, ROUNDS + 1):
        begun = time.perf_counter()
        os.pwrite(raw, b"x" * 4096, 0)
        os.fdatasync(raw)
        floors.append(time.perf_counter() - begun)
        saved.clear()
        begun = time.perf_counter()
        writer.put(_entry(seq))
        blocks.append(time.perf_counter() - begun)
        saved.wait()
        waits.append(time.perf_counter() - begun)
    writer.close()
    os.close(raw)
    return statistics.median(floors), statistics.median(waits), statistics.median(blocks)


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

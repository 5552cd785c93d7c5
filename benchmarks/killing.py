"""G9, G10: killed, and on a full disk. The studies are tests/torture.py and test_full_disk.py."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.figure import MS, Figure, beside, in_turn
from monitor.store import Store
from tests.monitor.records import second, start
from tests.torture import torture

KILLS = 100
KINDS = {"record": 14, "real time": 1, "closing": 2, "ending": 2, "backup": 1}
ROUNDS = 15
MINUTES_10 = 600
FULL_DISK = "tests/monitor/test_full_disk.py"


def figures() -> Iterator[Figure]:
    """A short form of each study, and how long a killed record takes to open."""
    with tempfile.TemporaryDirectory() as folder:
        result = torture(KILLS, 1, KINDS, Path(folder), 2)
        kills, rows = result.kills.total(), result.rows
        # Where nothing was told before the kill, nothing could be lost, and nothing is shown.
        tried = kills == KILLS and rows > KILLS
        told = f"{len(result.wrong)} wrong, {rows:,} rows kept in {kills} kills"
        yield Figure(
            goal="G9",
            what=f"the application killed {KILLS} times; `make torture` kills 1,000",
            ours=told,
            floor="",
            ratio="",
            wanted="0 lost, 0 not intact",
            met=tried and not result.wrong,
            cause="" if tried else "too little was told before the kills to say anything",
        )
        yield _reopened(Path(folder))
    yield _full_disk()


def _reopened(folder: Path) -> Figure:
    """The record of a session killed ten minutes in, beside the same one closed."""
    clean, killed = folder / "clean.sqlite", folder / "killed.sqlite"
    with closing(Store(clean)) as store:
        session = store.begin(start())
        for number in range(MINUTES_10):
            store.commit(session, [second(number)])
            store.tidy()
        for end in ("", "-wal"):
            shutil.copy(f"{clean}{end}", f"{killed}{end}")

    def killed_again() -> None:
        for end in ("", "-wal"):
            shutil.copy(f"{killed}{end}", f"{again}{end}")

    again = folder / "again.sqlite"
    pairs: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        killed_again()
        with ExitStack() as opened:
            pairs += in_turn(lambda: _open(clean, opened), lambda: _open(again, opened), 1)
    what = "a killed record opened and its session gone on with, beside a closed one"
    return beside("G9", what, pairs, MS, 1.5, RECOVERS)


RECOVERS = "what was committed since the last checkpoint is found in the WAL, by each connection"


def _open(path: Path, opened: ExitStack) -> None:
    """Until the next second could be stored."""
    opened.enter_context(closing(Store(path))).head(1)


def _full_disk() -> Figure:
    """Hours in memory, stored within 2 s of space returning: the tests hold it."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", FULL_DISK, "-q", "-p", "no:randomly"],
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout.strip().splitlines()[-1].strip("= ")
    return Figure(
        goal="G10",
        what=f"4 hours kept and stored within 2 s of space returning: {FULL_DISK}",
        ours=told,
        floor="",
        ratio="",
        wanted="none fails",
        met=done.returncode == 0,
        cause="" if done.returncode == 0 else f"see there; {time.monotonic() - begun:.0f} s",
    )

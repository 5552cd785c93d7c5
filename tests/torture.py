"""`make torture`: the real application killed with SIGKILL at any moment; nothing may be lost.

Killed are `dripwatch record` (starting, recording, closing, ending), a backup of a record in use,
the bedside window going on with an open session, and a demo with its scripted nurse. After each
kill: what was printed or could be read before it is there, the seal holds, and the next one begins.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.events import Entry
from monitor.record_lock import holder
from monitor.rows import RECORD_OF, row_of
from monitor.store import Store
from monitor.verification import State, verify
from monitor.vitals import Vital
from tests.pretend import twin

ROOT = Path(__file__).resolve().parent.parent
MODEL = "ge-dinamap"
FAST, REAL = 40, 1
ROUNDS_A_RECORD = 25
"""Then another is begun, so that the making of one is met as well."""
LANES = 2
PATIENCE_S = 3.0

KINDS = {"record": 56, "real time": 8, "closing": 12, "ending": 8, "backup": 8, "bedside": 4}
KINDS |= {"demo": 4}
"""What is killed, and how often of a hundred."""

Row = dict[str, Any]
Rows = dict[tuple[int, str, int], Row]
"""Rows by session, "entry" or "second", and seq or t_ms."""


class LostError(AssertionError):
    """What a kill took that was acknowledged, or what it left in the way."""


class Result(NamedTuple):
    """What a study came to: kills by kind, rows that had to be there, and what was wrong."""

    kills: Counter[str]
    rows: int
    wrong: list[str]


class Rig:
    """One folder with its record, its pretend devices, and the kills in it."""

    def __init__(self, folder: Path, chance: random.Random, ports: dict[int, str]) -> None:
        self._folder, self._chance, self._ports = folder, chance, ports
        self._rounds = 0
        self._known: Rows = {}
        self.kills: Counter[str] = Counter()
        self.rows = 0
        self._new_record()

    def _new_record(self) -> None:
        self.rows += len(self._known)
        self._known, self._rounds = {}, 0
        self._record = self._folder / f"{sum(self.kills.values())}.dripwatch"

    def kill(self, kind: str) -> None:
        """Run one thing, kill it, and hold what is left against what was promised."""
        port = self._ports[REAL if kind == "real time" else FAST]
        session = _next_session(self._record, port)
        told = _KINDS[kind](self)
        self.kills[kind] += 1
        self._check(session, told)
        self._rounds += 1
        if self._rounds >= ROUNDS_A_RECORD:
            self.finish()

    def finish(self) -> None:
        """See that it can be written once more, and begin another."""
        if self._record.exists():
            with closing(Store(self._record)) as store:
                for row in _sessions(self._record):
                    store.head(row)
        self._new_record()

    # -- what is killed ------------------------------------------------------------------------

    def record(self, speed: int = FAST) -> list[Row]:
        """A recording: while it starts, or after a random number of lines."""
        with self._started(*self._recording(speed)) as child:
            told = self._some_lines(child, 25 if speed == FAST else 6)
            time.sleep(self._chance.uniform(0, 0.05))
            # A link in a process of its own is left behind, as when only we crash.
            told += _killed(child, whole_group=self._chance.random() < 0.5)
        return _rows_of(told)

    def real_time(self) -> list[Row]:
        """A recording whose link has a process of its own."""
        return self.record(REAL)

    def close(self) -> list[Row]:
        """A recording that was asked to leave the session open, while it does."""
        with self._started(*self._recording()) as child:
            told = _lines(child, self._chance.randrange(1, 20))
            child.terminate()
            time.sleep(self._chance.uniform(0, 0.2))
            told += _killed(child)
        return _rows_of(told)

    def end(self) -> list[Row]:
        """A recording whose time is over, around its end."""
        seconds = self._chance.randrange(1, 15)
        with self._started(*self._recording(), "--seconds", str(seconds)) as child:
            told = _lines(child, self._chance.randrange(1, seconds + 1))
            time.sleep(self._chance.uniform(0, 0.6))
            told += _killed(child)
        return _rows_of(told)

    def backup(self) -> list[Row]:
        """A backup of a record that is being written; both are killed."""
        to = self._folder / "copy.dripwatch"
        with self._started(*self._recording()) as child:
            told = _lines(child, 2)
            with self._started("backup", str(self._record), str(to)) as copier:
                time.sleep(self._chance.uniform(0.1, 0.7))
                _killed(copier)
            told += _killed(child)
        if to.exists():
            if verify(to).state is State.ALTERED:
                raise LostError("a copy that is not whole has its name")
            to.unlink()
        for leftover in self._folder.glob(".copy.dripwatch-new-*"):
            leftover.unlink()
        return _rows_of(told)

    def bedside(self) -> list[Row]:
        """The window, going on with the session that was left open, if there is one."""
        port = self._ports[FAST]
        if not self._record.exists() or _open_session(self._record, port) is None:
            return self.record()
        self._watched("--record", str(self._record), "--resume")
        return []

    def demo(self) -> list[Row]:
        """A session with a nurse: its preparation, its infusion, its cuffs and its end."""
        self.finish()
        minutes = str(self._chance.choice((2, 10, 30)))
        self._watched("demo", "--speed", "60", "--minutes", minutes, "--record", str(self._record))
        self.finish()
        return []

    def _watched(self, *command: str) -> None:
        """Kill a window; what another program could read before must be there after it."""
        with self._started(*command) as child:
            until = time.monotonic() + self._chance.uniform(0.5, 8)
            while time.monotonic() < until and child.poll() is None:
                with contextlib.suppress(RecordError):
                    self._known |= _stored(self._record)
                time.sleep(0.02)
            _killed(child)
        self._check(0, [])

    def _recording(self, speed: int = FAST) -> list[str]:
        command = ["record", "--device", MODEL, "--port", self._ports[speed]]
        return [*command, "--speed", str(speed), "--record", str(self._record)]

    @contextlib.contextmanager
    def _started(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
        place = dict.fromkeys(homes, str(self._folder / "home"))
        with subprocess.Popen(
            [sys.executable, "-m", "ui", *arguments],
            cwd=ROOT,
            env=os.environ | place | {"QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as child:
            try:
                yield child
            finally:
                _killed(child)

    def _some_lines(self, child: subprocess.Popen[bytes], most: int) -> bytes:
        if self._chance.random() < 0.4:
            time.sleep(self._chance.uniform(0, 0.8))
            return b""
        return _lines(child, self._chance.randrange(1, most))

    # -- what must be so afterwards ------------------------------------------------------------

    def _check(self, session: int, told: Sequence[Row]) -> None:
        if not self._record.exists():
            if self._known or told:
                raise LostError("the record is gone")
            return
        self._known |= {_key(session, row): row for row in told}
        there = _stored(self._record)
        lost = [key for key, row in self._known.items() if there.get(key) != row]
        if lost:
            raise LostError(f"{len(lost)} rows, the first {lost[0]}: {there.get(lost[0])}")
        if (found := verify(self._record)).state is State.ALTERED:
            raise LostError(f"the seal: {found}")
        ends = time.monotonic() + PATIENCE_S
        while (who := holder(self._record)) is not None:
            # What our child started dies a moment after it.
            if time.monotonic() > ends:
                raise LostError(f"the lock is still held by {who}")
            time.sleep(0.01)


_KINDS: dict[str, Callable[[Rig], list[Row]]] = {
    "record": Rig.record,
    "real time": Rig.real_time,
    "closing": Rig.close,
    "ending": Rig.end,
    "backup": Rig.backup,
    "bedside": Rig.bedside,
    "demo": Rig.demo,
}


# --- processes ---------------------------------------------------------------------------------


def _lines(child: subprocess.Popen[bytes], count: int) -> bytes:
    """Wait for so many lines; a child that says none and goes is a start that was in the way."""
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(count)]
    if not told[0]:
        raise LostError(f"it did not begin: exit code {child.wait(20)}")
    return b"".join(told)


def _killed(child: subprocess.Popen[bytes], *, whole_group: bool = True) -> bytes:
    """Kill it, without and then with what it started, and return what it had still said."""
    assert child.stdout is not None
    # Until it is waited for its number is nobody else's.
    if child.returncode is None:
        os.kill(child.pid, signal.SIGKILL)
        if whole_group:
            os.killpg(child.pid, signal.SIGKILL)
    told = b"" if child.stdout.closed else child.stdout.read()
    child.wait(20)
    return told


# --- rows --------------------------------------------------------------------------------------


def _rows_of(told: bytes) -> list[Row]:
    lines = told.splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def _key(session: int, row: Row) -> tuple[int, str, int]:
    if row["kind"] == "vitals":
        # Only entries and seconds have rows; the wall time of a second is not stored.
        del row["at"]
        return session, "second", row["t_ms"]
    return session, "entry", row["seq"]


def _sessions(record: Path) -> list[int]:
    with Archive(record) as archive:
        return [row.session for row in archive.sessions()]


def _open_session(record: Path, port: str) -> int | None:
    with Archive(record) as archive:
        return archive.open_session(port)


def _next_session(record: Path, port: str) -> int:
    """The session that a recording begun now on a port would write."""
    if not record.exists():
        return 1
    opened = _open_session(record, port)
    return opened if opened is not None else max(_sessions(record), default=0) + 1


def _stored(record: Path) -> Rows:
    """Everything the record holds, as `dripwatch record` prints it."""
    found: Rows = {}
    with Archive(record) as archive:
        for row in archive.sessions():
            history = archive.history(row.session)
            for entry in history.entries:
                found[row.session, "entry", entry.seq or 0] = _entry_row(entry)
            for index, t_ms in enumerate(history.t_ms):
                values = {vital.value: history.columns[vital][index] for vital in Vital}
                measured = {name: None if v != v else v for name, v in values.items()}
                second = {"kind": "vitals", "t_ms": t_ms, **measured}
                found[row.session, "second", t_ms] = second
    return found


def _entry_row(entry: Entry) -> Row:
    return {"kind": RECORD_OF[type(entry)].singular, **row_of(entry)}


# --- the study ---------------------------------------------------------------------------------


def torture(
    kills: int, seed: int, kinds: dict[str, int], folder: Path, lanes: int = LANES
) -> Result:
    """Kill so often, in lanes that know nothing of each other."""
    results: list[Result] = []

    def run(lane: int) -> None:
        its_kills = kills * (lane + 1) // lanes - kills * lane // lanes
        results.append(_lane(its_kills, seed + lane, kinds, folder))

    threads = [threading.Thread(target=run, args=(lane,)) for lane in range(lanes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted = sum((result.kills for result in results), Counter[str]())
    wrong = [fault for result in results for fault in result.wrong]
    return Result(counted, sum(result.rows for result in results), wrong)


def _lane(kills: int, seed: int, kinds: dict[str, int], folder: Path) -> Result:
    chance = random.Random(seed)
    wrong: list[str] = []
    here = folder / str(seed)
    (here / "real").mkdir(parents=True)
    with (
        twin(here, "--speed", str(FAST), "--seed", str(seed)) as fast,
        twin(here / "real", "--seed", str(seed)) as real,
    ):
        rig = Rig(here, chance, {FAST: fast.port, REAL: real.port})
        # In turn, so that a short run meets each kind as well.
        turns = chance.sample(list(kinds), counts=list(kinds.values()), k=sum(kinds.values()))
        for number in range(kills):
            kind = turns[number % len(turns)]
            try:
                rig.kill(kind)
            except (LostError, RecordError, OSError, ValueError) as error:
                wrong.append(f"seed {seed} kill {number} ({kind}): {type(error).__name__} {error}")
                shutil.copytree(here, folder / f"wrong-{seed}-{number}", symlinks=True)
                rig.finish()
        rig.finish()
    return Result(rig.kills, rig.rows, wrong)


def main() -> int:
    """Print what was killed and what was wrong; 1 where anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    begun = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="torture-"))
    result = torture(args.kills, args.seed, KINDS, folder)
    for kind, count in sorted(result.kills.items()):
        print(f"{kind:<10} {count:>5} kills")
    print(f"{sum(result.kills.values())} kills, {result.rows} acknowledged rows looked for,")
    print(f"{len(result.wrong)} wrong, {time.monotonic() - begun:.0f} s")
    for fault in result.wrong:
        print(f"    {fault}")
    if result.wrong:
        print(f"kept in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`make powerloss`: the record as the power may leave it, at every moment of real runs.

Every write and sync of a real Writer on a real file is noted. Then the folder is built anew as it
may be on the disk after a power cut at any step: of what was not synced any part is missing, in any
order, the last of it torn. Each must open, hold what was acknowledged before, verify, and go on.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from monitor import archive, schema, store
from monitor.archive import Archive
from monitor.backup import back_up
from monitor.errors import RecordError
from monitor.events import Entry, Event, Saved, Second
from monitor.store import Store
from monitor.verification import State, verify
from monitor.writer import Writer
from tests.monitor.records import Answers, Numbered, end, second, start
from tests.tracing_vfs import Step, traced

RECORD, COPY = "r.dripwatch", "copy.dripwatch"


# --- what runs ---------------------------------------------------------------------------------


class Told(NamedTuple):
    """What was acknowledged of a session: up to which entry and millisecond, and its end."""

    seq: int = 0
    ms: int = -1
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """What must be on the disk from a moment on."""

    moment: str
    files: frozenset[str] = frozenset()
    sessions: dict[int, Told] = field(default_factory=dict)


class Run:
    """One recording being noted: a Writer, what was put, and what it acknowledged."""

    def __init__(self, folder: Path, steps: list[Step]) -> None:
        self.record = folder / RECORD
        self.put: dict[int, list[Event]] = {}
        self._steps = steps
        self._files: set[str] = {RECORD} if self.record.exists() else set()
        self._told: dict[int, Told] = {}
        self._answers = Answers()
        self._entries: dict[int, Numbered] = {}
        self._moment = "before"

    def know(self, session: int, events: list[Event]) -> None:
        """Take as acknowledged what an earlier run stored."""
        self.put[session] = events
        entries = [e for e in events if isinstance(e, Entry)]
        seconds = [e.t_ms for e in events if isinstance(e, Second)]
        self._told[session] = Told(len(entries), max(seconds, default=-1))
        self._entries[session] = Numbered(len(entries) + 1)
        self.at("before")

    def at(self, moment: str) -> None:
        """Say what comes next."""
        self._moment = moment
        self._mark()

    def has(self, name: str) -> None:
        """A file was promised."""
        self._files.add(name)
        self._mark()

    def open(self) -> None:
        """Take the record, with a WAL that is brought back often."""
        self._writer = Writer(self.record, self._answer)
        self._writer.open()
        self.has(RECORD)
        self._sql("PRAGMA wal_autocheckpoint = 12")

    def begin(self, uid: str) -> None:
        """Begin a session."""
        self.at("begin")
        self._session = self._writer.begin(start(uid))
        self.put[self._session] = []
        self._entries[self._session] = Numbered()
        self._now(Told())

    def resume(self, session: int) -> None:
        """Go on with a session."""
        self._session = session
        self._writer.resume(session)

    def chart(self, rounds: int) -> None:
        """Store seconds and entries, waiting for each note to be acknowledged."""
        put, entries = self.put[self._session], self._entries[self._session]
        for _ in range(rounds):
            number = sum(isinstance(event, Second) for event in put)
            batch: list[Event] = [second(number), second(number + 1), entries.link(number * 1000)]
            note = entries.note(f"note {number} " + "long " * (number % 7 * 60), number * 1000)
            self.at("entries and seconds")
            for event in [*batch, note]:
                put.append(event)
                self._writer.put(event)
            self._wait_for(note.seq or 0)

    def end(self) -> None:
        """End the session."""
        self.at("end")
        last = max((event.t_ms for event in self.put[self._session]), default=0)
        self._answers.all.clear()
        self._writer.put(end(last))
        self._answers.wait_for(lambda answer: isinstance(answer, Saved))
        self._now(self._told[self._session]._replace(ended=True))

    def checkpoint(self) -> None:
        """Bring the WAL back."""
        self.at("checkpoint")
        self._sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the record."""
        self.at("close")
        self._writer.close()
        self._mark()

    def _sql(self, sql: str) -> None:
        held = self._writer._record
        self._writer._ask(lambda: held._connection and held._connection.execute(sql).fetchall())

    def _answer(self, answer: Event) -> None:
        if isinstance(answer, Saved):
            before = self._told[self._session]
            self._now(Told(answer.up_to_seq, answer.up_to_ms, before.ended))
        self._answers(answer)

    def _wait_for(self, seq: int) -> None:
        self._answers.wait_for(lambda answer: isinstance(answer, Saved) and answer.up_to_seq >= seq)
        self._answers.all.clear()

    def _now(self, told: Told) -> None:
        self._told[self._session] = told
        self._mark()

    def _mark(self) -> None:
        promise = Promise(self._moment, frozenset(self._files), dict(self._told))
        self._steps.append(Step("mark", told=promise))


def new_record(run: Run) -> None:
    """Make a record, two sessions in it, closed and opened again between and after."""
    run.at("create")
    run.open()
    run.begin("u1")
    run.chart(10)
    run.checkpoint()
    run.chart(4)
    run.close()
    run.at("open again")
    run.open()
    run.resume(1)
    run.chart(5)
    run.end()
    run.begin("u2")
    run.chart(3)
    run.close()


def older_record(run: Run) -> None:
    """Open a record of the first version, which brings it up to date, and go on with it."""
    run.know(1, _in_version_one(run.record))
    run.at("migrations")
    run.open()
    run.resume(1)
    run.chart(3)
    run.end()
    run.close()


def restored_record(run: Run) -> None:
    """Open a copy that a backup made, which has no WAL yet, and go on with it."""
    events = _stored(run.record.with_name("source"))
    back_up(run.record.with_name("source"), run.record)
    run._files.add(RECORD)
    run.know(1, events)
    run.at("open a copy")
    run.open()
    run.resume(1)
    run.chart(3)
    run.close()


def backed_up(run: Run) -> None:
    """Copy a record in use."""
    run.at("create")
    run.open()
    run.begin("u1")
    run.chart(3)
    run.at("backup")
    back_up(run.record, run.record.with_name(COPY))
    run.has(COPY)
    run.chart(1)
    run.close()


def tidied_record(run: Run) -> None:
    """Go on while the WAL is brought back in quiet moments, and given room."""
    often = {"CHECKPOINT_EVERY": 3, "FIRST_CHECKPOINT": 1, "WAL_BYTES": 1 << 17}
    with ExitStack() as tidy:
        for name, value in often.items():
            tidy.enter_context(patch.object(store, name, value))
        run.at("create")
        run.open()
        run.begin("u1")
        run.chart(9)
        run.close()


SCENES: list[Callable[[Run], None]] = [
    new_record,
    older_record,
    restored_record,
    backed_up,
    tidied_record,
]


def _stored(path: Path) -> list[Event]:
    entries = Numbered()
    events: list[Event] = [second(0), entries.note("one"), second(1), entries.note("two")]
    with closing(Store(path)) as held:
        held.commit(held.begin(start("u1")), events)
    return events


def _in_version_one(path: Path) -> list[Event]:
    """Make a record as the first Dripwatch did."""
    with ExitStack() as as_then:
        as_then.enter_context(patch.object(schema, "MIGRATIONS", schema.MIGRATIONS[:1]))
        for module in (schema, store, archive):
            as_then.enter_context(patch.object(module, "VERSION", 1))
        return _stored(path)


def noted(scene: Callable[[Run], None]) -> tuple[list[Step], Run]:
    """Run one scene on a real file, and return every step of it."""
    folder = Path(tempfile.mkdtemp(prefix="powerloss-", dir=_MEMORY))
    try:
        with traced() as steps:
            run = Run(folder, steps)
            scene(run)
    finally:
        shutil.rmtree(folder)
    return list(steps), run


# --- what the power leaves ---------------------------------------------------------------------


CHANGES = {"write", "truncate", "grow"}


@dataclass(slots=True)
class File:
    """What of a file is on the disk for sure, and what was done to it since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Step] = field(default_factory=list)


class Disk:
    """A folder as the disk has it: files by number, their names, and what is not synced."""

    def __init__(self) -> None:
        self._files: list[File] = []
        self._sure: dict[str, int] = {}
        self._names: list[dict[str, int]] = [{}]

    def take(self, step: Step) -> None:
        """Let one step happen."""
        if step.what in {*CHANGES, "sync"} and step.name not in self._names[-1]:
            # Made by mkstemp before SQLite opened it.
            self.take(Step("create", step.name))
        now = dict(self._names[-1])
        match step.what:
            case "create":
                self._files.append(File())
                now[step.name] = len(self._files) - 1
            case "rename":
                now[step.to] = now.pop(step.name)
            case "delete":
                now.pop(step.name, None)
            case "folder":
                self._sure, self._names = now, [now]
            case "sync":
                file = self._file(step.name)
                _apply(file.sure, file.since)
                file.since = []
            case what if what in CHANGES:
                self._file(step.name).since.append(step)
        if now != self._names[-1]:
            self._names.append(now)

    def _file(self, name: str) -> File:
        return self._files[self._names[-1][name]]

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """Return a folder that a cut at this moment may leave, by file name."""
        # A file system loses the last changes of names, and no one between them.
        names = chance.choice(self._names)
        return {name: self._survives(self._files[number], chance) for name, number in names.items()}

    def _survives(self, file: File, chance: random.Random) -> bytes:
        data = bytearray(file.sure)
        _apply(data, _surviving(file.since, chance))
        return bytes(data)


def _apply(data: bytearray, steps: list[Step]) -> None:
    for step in steps:
        if step.what == "truncate":
            del data[step.offset :]
            continue
        # Where a file grew without being written, zeros are read.
        data.extend(bytes(max(0, step.offset - len(data))))
        data[step.offset : step.offset + len(step.data)] = step.data


def _surviving(steps: list[Step], chance: random.Random) -> list[Step]:
    """Return some of the steps: none, all, the first, or any, the last of them torn."""
    match chance.randrange(5):
        case 0:
            return []
        case 1:
            return steps
        case 2:
            return steps[: chance.randrange(len(steps) + 1)]
        case 3:
            return [step for step in steps if chance.random() < 0.5]
    some = [step for step in steps if chance.random() < 0.7]
    return some[:-1] + [_torn(step, chance) for step in some[-1:]]


def _torn(step: Step, chance: random.Random) -> Step:
    half = len(step.data) // 2
    if chance.random() < 0.5:
        return step._replace(data=step.data[:half])
    return step._replace(data=step.data[half:], offset=step.offset + half)


# --- what must be so ---------------------------------------------------------------------------

LOCKS = [
    None,
    b"",
    bytes(90),
    json.dumps({"user": "u", "host": "h", "pid": 1, "since": "2026"}).encode(),
]
"""What a power cut may leave of the lock file."""


# What is rebuilt need not last: in memory a sync costs nothing.
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def fault(left: dict[str, bytes], promise: Promise, run: Run, chance: random.Random) -> str | None:
    """Open a folder as the power left it; return what is wrong with it."""
    with tempfile.TemporaryDirectory(prefix="powerloss-", dir=_MEMORY) as name:
        folder = Path(name)
        for file, data in left.items():
            (folder / file).write_bytes(data)
        lock = chance.choice(LOCKS)
        if lock is not None:
            (folder / f"{RECORD}-lock").write_bytes(lock)
        try:
            return next(_faults(folder, promise, run), None)
        except (RecordError, Exception) as error:  # noqa: BLE001 - this is what is looked for
            return f"{type(error).__name__} {error}"


def _faults(folder: Path, promise: Promise, run: Run) -> Iterator[str]:
    record, copy = folder / RECORD, folder / COPY
    for file in promise.files:
        if not (folder / file).exists():
            yield f"{file} is gone"
    if copy.exists() and verify(copy).state is State.ALTERED:
        yield "a copy that is not whole has its name"
    if record.exists() and record.stat().st_size and verify(record).state is State.ALTERED:
        yield f"the seal: {verify(record)}"
    with closing(Store(record)) as held:
        for session, told in promise.sessions.items():
            head = held.head(session)
            if (head.entries, head.last_ms or -1) < (told.seq, told.ms if told.ms > 0 else -1):
                yield f"session {session} has {head} and not {told}"
            if told.ended and head.ending is None:
                yield f"the end of session {session} is gone"
            yield from _rows(record, session, run.put[session])
            held.commit(session, [Numbered(head.entries + 1).note("goes on")])
        held.begin(start("after"))
    if verify(record).state is State.ALTERED:
        yield f"the seal after going on: {verify(record)}"


def _rows(record: Path, session: int, put: list[Event]) -> Iterator[str]:
    """What is there is what was put, from the first on."""
    with Archive(record) as opened:
        history = opened.history(session)
    entries = [event for event in put if isinstance(event, Entry)]
    if history.entries != entries[: len(history.entries)]:
        yield f"entries of session {session} are not those that were put"
    seconds = [event.t_ms for event in put if isinstance(event, Second)]
    if list(history.t_ms) != seconds[: len(history.t_ms)]:
        yield f"seconds of session {session} are not those that were put"


# --- the study ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Found:
    """What a study came to: cuts by moment, and what was wrong."""

    cuts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def cut(scene: Callable[[Run], None], cuts: int, seed: int = 1) -> Found:
    """Cut the power so often during one scene, spread over all its steps."""
    steps, run = noted(scene)
    chance, found, disk = random.Random(seed), Found(), Disk()
    promise = Promise("before")
    begun = next((n for n, step in enumerate(steps) if step.what == "mark"), 0)
    due = Counter(begun + (n * (len(steps) - begun)) // cuts for n in range(cuts))
    for number, step in enumerate(steps):
        if isinstance(step.told, Promise):
            promise = step.told
        disk.take(step)
        for _ in range(due[number]):
            found.cuts[f"{scene.__name__}: {promise.moment}"] += 1
            what = fault(disk.left(chance), promise, run, chance)
            if what is not None:
                found.wrong.append(f"{scene.__name__}, {promise.moment}, step {number}: {what}")
    return found


def main() -> int:
    """Print the cuts of each moment and what was wrong; 1 where anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=3000, help="in all scenes together")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    begun, wrong, total = time.monotonic(), list[str](), 0
    for scene in SCENES:
        found = cut(scene, args.cuts // len(SCENES), args.seed)
        for moment, count in found.cuts.items():
            print(f"{moment:<44} {count:>5} cuts", flush=True)
        total += found.cuts.total()
        wrong += found.wrong
    print(f"{total} cuts, {len(wrong)} wrong, {time.monotonic() - begun:.0f} s")
    for what in wrong[:20]:
        print(f"    {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

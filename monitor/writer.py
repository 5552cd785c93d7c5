"""The writer thread: takes what is to be stored, and answers when it is on disk.

Nothing waits for the disk but this thread. While the disk fails, everything stays in memory in the
order it came and is stored when the disk is back: nothing lost, nothing twice.
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import fields
from math import inf
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from monitor import free_space, sqlite
from monitor.errors import RecordError, note_bug
from monitor.events import (
    AlarmChange,
    CuffReading,
    DiskSpace,
    Entry,
    Event,
    Note,
    PhaseChange,
    Saved,
    SaveFailed,
    Second,
    SessionEnd,
    SessionStart,
)
from monitor.free_space import SpaceWatch
from monitor.schema import reason
from monitor.store import Store

_T = TypeVar("_T")

_AT_ONCE = (CuffReading, AlarmChange, PhaseChange, SessionEnd)
"""Committed as soon as they come, as is everything a person entered."""

_PAUSE_S = 1.0
"""Between two commits of what need not be at once."""

_RETRY_S = 0.5
"""Between two tries of a disk that fails; one costs no more than a row."""

_BATCH = 1000
"""In one commit at most: after an outage of hours the record moves on while it is caught up."""

STAND_IN_CHARS = 4000
"""How much is told of an entry that cannot be stored as it is."""

# The database or Python will refuse these values however often they are offered.
_REFUSED_BY_SQLITE = ("IntegrityError", "ProgrammingError", "InterfaceError", "DataError")
_REFUSED_BY_PYTHON = (ArithmeticError, LookupError, TypeError, ValueError)


class _Ask(NamedTuple):
    """Something to be done in the writer thread, for a caller who waits."""

    call: Callable[[], object]
    future: Future[Any]


class Writer:
    """Stores one session at a time in the record at `path`.

    `answer` is called in the writer thread with Saved, SaveFailed and DiskSpace. Events come from
    one thread; `put` never waits. The others wait for the disk and raise RecordError.
    """

    def __init__(
        self, path: Path, answer: Callable[[Event], None], *, retry_s: float = _RETRY_S
    ) -> None:
        self._path = path
        self._answer = answer
        self._retry_s = retry_s
        self._jobs: queue.SimpleQueue[Event | _Ask] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._next_seq = 0
        # From here on only the writer thread's.
        self._store: Store | None = None
        self._session = 0
        self._pending: list[Event] = []
        self._due_at, self._committed_at = inf, -inf
        self._up_to_seq, self._up_to_ms, self._stored_ms = 0, -1, 0
        self._space = SpaceWatch(path, told=None)
        self._failing: str | None = None
        self._done = False

    def open(self) -> None:
        """Take the record: the lock, the migrations. RecordError says why not."""
        self._thread.start()
        try:
            self._ask(self._take_record)
        except BaseException:
            self._thread.join()
            raise

    def begin(self, start: SessionStart) -> int:
        """Store who a new session is about, and return its number; not on a disk that is full."""
        return self._ask(lambda: self._begin(start))

    def resume(self, session: int) -> None:
        """Go on with a session that is in the record, ended or not."""
        self._ask(lambda: self._resume(session))

    def put(self, event: Event) -> None:
        """Store an entry, a second or the session's end, soon; all else is not for the record."""
        if isinstance(event, Entry):
            if event.seq != self._next_seq or event.at is None or event.entered_at is None:
                raise ValueError(
                    f"entry {event.seq} has no time, or is not the next of the session"
                )
            self._next_seq += 1
        if isinstance(event, Entry | Second | SessionEnd):
            self._jobs.put(event)

    def close(self, patience_s: float = 5.0) -> None:
        """Store what is pending, bring the WAL to nothing and free the record.

        What a failing disk has not taken after `patience_s` is lost: RecordError says how much.
        """
        try:
            self._ask(lambda: self._shut(patience_s))
        finally:
            self._thread.join()

    # -- in the writer thread --------------------------------------------------------------

    def _run(self) -> None:
        while not self._done:
            try:
                self._turn()
            except Exception as error:  # noqa: BLE001 - our mistake must not end the recording
                note_bug(error)

    def _turn(self) -> None:
        """Wait for something to do, take all there is, and store it when its time has come."""
        wait_s = None if self._due_at == inf else max(0.0, self._due_at - time.monotonic())
        job = self._next_job(wait_s)
        while job is not None:
            self._take(job)
            job = self._next_job(0)
        if time.monotonic() >= self._due_at and self._flush() and self._jobs.empty():
            self._record.tidy()

    def _next_job(self, wait_s: float | None) -> Event | _Ask | None:
        try:
            return self._jobs.get(timeout=wait_s)
        except queue.Empty:
            return None

    def _take(self, job: Event | _Ask) -> None:
        if isinstance(job, Event):
            self._pending.append(job)
            if self._failing is None:
                due_at = -inf if _at_once(job) else self._committed_at + _PAUSE_S
                self._due_at = min(self._due_at, due_at)
            return
        try:
            job.future.set_result(job.call())
        except BaseException as error:  # noqa: BLE001 - it is the caller's, who waits for it
            job.future.set_exception(error)

    def _flush(self) -> bool:
        """Try to store all that is pending; False while that does not work."""
        if not self._pending:
            return True
        # Hours may be pending, and finding out whether the disk is back must not cost as much.
        count = 1 if self._failing else _BATCH
        while self._pending:
            batch, count = self._pending[:count], _BATCH
            try:
                self._commit(batch)
            except _failed() as error:
                self._fail(error)
                return False
            self._count(batch)
        self._succeed()
        return True

    def _commit(self, events: Sequence[Event]) -> None:
        try:
            self._record.commit(self._session, events)
        except _refused() as error:
            note_bug(error)
            for event in events:
                self._commit_alone(event)

    def _commit_alone(self, event: Event) -> None:
        """Store one event, or where its values are refused a note in its place, never nothing."""
        try:
            self._record.commit(self._session, [event])
        except _refused():
            if isinstance(event, Entry):
                self._record.commit(self._session, [_stand_in(event)])

    def _count(self, stored: Sequence[Event]) -> None:
        del self._pending[: len(stored)]
        for event in stored:
            if isinstance(event, Second):
                self._up_to_ms = event.t_ms
            self._up_to_seq = getattr(event, "seq", None) or self._up_to_seq
        self._stored_ms = max(event.t_ms for event in stored)

    def _succeed(self) -> None:
        self._due_at, self._committed_at, self._failing = inf, time.monotonic(), None
        t_ms, seq, ms = self._stored_ms, self._up_to_seq, self._up_to_ms
        self._answer(Saved(t_ms=t_ms, up_to_seq=seq, up_to_ms=ms, digest=self._record.digest))
        low = self._space.news(self._committed_at)
        if low is not None:
            self._answer(DiskSpace(t_ms=t_ms, low=low))

    def _fail(self, error: Exception) -> None:
        self._due_at = time.monotonic() + self._retry_s
        first, self._failing = self._failing is None, _code(error)
        if first:
            self._answer(SaveFailed(t_ms=self._pending[-1].t_ms, reason=self._failing))

    @property
    def _record(self) -> Store:
        if self._store is None:
            raise RuntimeError("the writer was not opened")
        return self._store

    # -- asked by a caller who waits -------------------------------------------------------

    def _ask(self, call: Callable[[], _T]) -> _T:
        if not self._thread.is_alive():
            raise RuntimeError("the writer is not running")
        future: Future[_T] = Future()
        self._jobs.put(_Ask(call, future))
        return future.result()

    def _take_record(self) -> None:
        try:
            self._store = Store(self._path)
        except BaseException:
            self._done = True
            raise

    def _begin(self, start: SessionStart) -> int:
        self._finish_the_last()
        free_space.refuse_too_little(self._path)
        session = self._record.begin(start)
        self._resume(session)
        self._space = SpaceWatch(self._path, told=False)
        return session

    def _resume(self, session: int) -> None:
        self._finish_the_last()
        head = self._record.head(session)
        self._session, self._next_seq = session, head.entries + 1
        self._up_to_seq = head.entries
        self._up_to_ms = -1 if head.last_ms is None else head.last_ms
        self._space = SpaceWatch(self._path, told=None)

    def _finish_the_last(self) -> None:
        if not self._flush():
            raise RecordError(self._failing or "record_busy", path=str(self._path))

    def _shut(self, patience_s: float) -> None:
        give_up_at = time.monotonic() + patience_s
        while not self._flush() and time.monotonic() < give_up_at:
            time.sleep(self._retry_s)
        self._done, self._due_at = True, inf
        self._record.close()
        if self._pending:
            code = self._failing or "record_busy"
            raise RecordError(code, path=str(self._path), unsaved=len(self._pending))


def _failed() -> tuple[type[Exception], ...]:
    return (*sqlite.errors(), RecordError, OSError, *_REFUSED_BY_PYTHON)


def _refused() -> tuple[type[Exception], ...]:
    return (*sqlite.errors(*_REFUSED_BY_SQLITE), *_REFUSED_BY_PYTHON)


def _at_once(event: Event) -> bool:
    return isinstance(event, _AT_ONCE) or getattr(event, "by", None) is not None


def _code(error: Exception) -> str:
    if isinstance(error, RecordError):
        return error.code
    if isinstance(error, sqlite.errors()):
        return reason(error)
    return "record_unreachable" if isinstance(error, OSError) else "record_damaged"


def _stand_in(entry: Entry) -> Note:
    """Return a note in the place of an entry whose values the database refuses."""
    common = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    # Its length may be what was refused.
    return Note(**common, text=repr(entry)[:STAND_IN_CHARS])

"""Exports every session of a record into a folder, and goes on where it was cut off.

The folder holds a list, a line per session, by which a second run takes only what is new or has
changed. Of a de-identified export that list leads back to the record: it goes with the last file.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from monitor.errors import DripwatchError, RecordError
from monitor.record_lock import RecordLock
from monitor.whole_file import write_whole

LIST = "dripwatch-export.jsonl"


class Kind(msgspec.Struct, frozen=True):
    """The first line of the list: what the folder was begun as, and of which record.

    record: the uid of its first session. A session's number means nothing in another record.
    """

    format: str
    deidentified: bool
    record: str


class Done(msgspec.Struct, frozen=True):
    """A line of the list: a session of the record, its file, the seal's digest it had then.

    uid, subject: what the file calls it and its patient, where it is de-identified.
    """

    of: str
    file: str
    digest: str
    uid: str
    subject: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A session to be exported. patient: the same for sessions of one person; None: unknown."""

    session: int
    uid: str
    patient: object
    digest: str


@dataclass(frozen=True, slots=True)
class Names:
    """What a session and its patient are called outside; made up, derived from nothing."""

    uid: str
    subject: str


_T = TypeVar("_T")
Write = Callable[[Candidate, Names], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were written, and what kept sessions from being exported, by their numbers."""

    written: int
    failed: dict[int, DripwatchError]


class ExportRun:
    """One run into one folder, which it has for itself from `with` to its end.

    RecordError: it is another export's, another run is at it, or it cannot be written.
    """

    def __init__(self, folder: Path, kind: Kind, suffix: str) -> None:
        self._folder, self._kind, self._suffix = folder, kind, suffix
        self._lock = RecordLock(folder / LIST)
        self._done: dict[str, Done] = {}

    def __enter__(self) -> Self:
        with _written(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            _refuse_others(self._folder, self._lock.path.name)
            _acquire(self._lock, self._folder)
            try:
                self._tidy()
                self._done = _begun(self._folder, self._kind)
            except BaseException:
                self._lock.release()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._lock.path.unlink()
        self._lock.release()

    def _tidy(self) -> None:
        """Take away what a run that was killed in mid-file left: it has patients in it."""
        for left in self._folder.glob(f".*{self._suffix}-*"):
            left.unlink()

    def run(
        self,
        candidates: Sequence[Candidate],
        write: Write,
        progress: Callable[[int], None] = lambda _done: None,
    ) -> Outcome:
        """Write what is not there yet. A session that cannot be read stops no other.

        Only a de-identified export in which nothing failed is done, and loses its list.
        """
        missing = [one for one in candidates if not self._is_done(one)]
        there = len(candidates) - len(missing)
        subjects = self._subjects(candidates)
        failed: dict[int, DripwatchError] = {}
        progress(there)
        for count, candidate in enumerate(missing, start=1):
            try:
                data = write(candidate, names := self._names(candidate, subjects))
            except DripwatchError as error:
                failed[candidate.session] = error
            else:
                self._put(candidate, names, data)
            progress(there + count)
        if self._kind.deidentified and not failed:
            with _written(self._folder):
                (self._folder / LIST).unlink()
        return Outcome(len(missing) - len(failed), failed)

    def _is_done(self, candidate: Candidate) -> bool:
        done = self._done.get(candidate.uid)
        as_it_is = done is not None and done.digest == candidate.digest
        return as_it_is and done is not None and (self._folder / done.file).is_file()

    def _subjects(self, candidates: Sequence[Candidate]) -> dict[object, str]:
        """The codes that a run before this one gave: a patient keeps one."""
        known = ((one.patient, self._done.get(one.uid)) for one in candidates)
        return {patient: done.subject for patient, done in known if done and patient is not None}

    def _names(self, candidate: Candidate, subjects: dict[object, str]) -> Names:
        before = self._done.get(candidate.uid)
        if before is not None:
            return Names(before.uid, before.subject)
        if candidate.patient is None:
            return Names(made_up(), made_up())
        return Names(made_up(), subjects.setdefault(candidate.patient, made_up()))

    def _put(self, candidate: Candidate, names: Names, data: bytes) -> None:
        plain = f"session-{candidate.session:05}"
        file = f"{names.uid if self._kind.deidentified else plain}{self._suffix}"
        ours = candidate.uid in self._done
        if not ours and (self._folder / file).exists():
            raise RecordError("file_exists", path=str(self._folder / file))
        done = Done(candidate.uid, file, candidate.digest, names.uid, names.subject)
        with _written(self._folder):
            # The line before the file: one without a line is somebody else's, and is never
            # replaced. What a session was before it changed must not pass for what it is now.
            (self._folder / file).unlink(missing_ok=True)
            _add(self._folder, done)
            write_whole(self._folder / file, data)


def made_up() -> str:
    """Return a new identifier that says nothing."""
    return secrets.token_hex(8)


def _refuse_others(folder: Path, lock: str) -> None:
    """Leave a folder alone that no export was begun in and that holds anything."""
    if not (folder / LIST).exists() and any(one.name != lock for one in folder.iterdir()):
        raise RecordError("export_folder_not_empty", path=str(folder))


def _acquire(lock: RecordLock, folder: Path) -> None:
    try:
        lock.acquire()
    except RecordError as error:
        if error.code != "record_held":
            raise
        raise RecordError("export_folder_busy", path=str(folder), **error.values) from error


def _begun(folder: Path, kind: Kind) -> dict[str, Done]:
    """Return what a folder says is done; one that says nothing is begun."""
    path = folder / LIST
    text = path.read_bytes() if path.exists() else b""
    if not text:
        # Also where the power went before the first line was there.
        _add(folder, kind)
        return {}
    first, *lines = text.split(b"\n")
    if _line(first, Kind) != kind:
        raise RecordError("export_folder_other", path=str(folder))
    # The last line may have been cut off in the middle; its session is exported again.
    if not text.endswith(b"\n"):
        path.write_bytes(text + b"\n")
    found = (_line(line, Done) for line in lines)
    return {done.of: done for done in found if done is not None}


def _add(folder: Path, line: Kind | Done) -> None:
    with (folder / LIST).open("ab") as file:
        file.write(msgspec.json.encode(line) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _line(line: bytes, kind: type[_T]) -> _T | None:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.MsgspecError:
        return None


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RecordError("not_written", path=str(folder), reason=reason) from error

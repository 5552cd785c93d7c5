"""Exports every session of a record into a folder, and goes on where it was cut off.

The folder holds a list, a line per session, by which a second run takes only what is new or has
changed. Of a de-identified export that list leads back to the record: it goes with the last file.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from monitor.errors import RecordError
from monitor.whole_file import write_whole

LIST = "dripwatch-export.jsonl"


class Kind(msgspec.Struct, frozen=True):
    """The first line of the list: what the folder was begun as."""

    format: str
    deidentified: bool


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


class ExportRun:
    """One run into one folder. Raises RecordError: it is another export's, or cannot be written."""

    def __init__(self, folder: Path, kind: Kind, suffix: str) -> None:
        self._folder, self._kind, self._suffix = folder, kind, suffix
        with _written(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._done = _begun(folder, kind)

    def run(
        self,
        candidates: Sequence[Candidate],
        write: Write,
        progress: Callable[[int], None] = lambda _done: None,
    ) -> int:
        """Write what is not there yet; return how many files that were."""
        missing = [one for one in candidates if not self._is_done(one)]
        subjects = self._subjects(candidates)
        progress(len(candidates) - len(missing))
        for count, candidate in enumerate(missing, start=1):
            self._export(candidate, self._names(candidate, subjects), write)
            progress(len(candidates) - len(missing) + count)
        if self._kind.deidentified:
            with _written(self._folder):
                (self._folder / LIST).unlink()
        return len(missing)

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

    def _export(self, candidate: Candidate, names: Names, write: Write) -> None:
        plain = f"session-{candidate.session:05}"
        file = f"{names.uid if self._kind.deidentified else plain}{self._suffix}"
        data = write(candidate, names)
        done = Done(candidate.uid, file, candidate.digest, names.uid, names.subject)
        with _written(self._folder):
            write_whole(self._folder / file, data)
            _add(self._folder, done)


def made_up() -> str:
    """Return a new identifier that says nothing."""
    return secrets.token_hex(8)


def _begun(folder: Path, kind: Kind) -> dict[str, Done]:
    """Return what a folder says is done; an empty folder is begun."""
    path = folder / LIST
    if not path.exists():
        if any(folder.iterdir()):
            raise RecordError("export_folder_not_empty", path=str(folder))
        _add(folder, kind)
        return {}
    text = path.read_bytes()
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

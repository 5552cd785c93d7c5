"""Errors by who must act. They carry a code and its values; the sentence is ui/words.py's."""

import errno
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Of a name that is too long: enough to know which one.
_SHOWN = 40


class DripwatchError(Exception):
    """Something a person can act on.

    `code` names a sentence in ui/words.py; `values` fill its blanks. Raise a subclass.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return f"{self.code} {self.values}" if self.values else self.code


class PortError(DripwatchError):
    """The cable, the adapter or the permission to use it."""


class ProtocolError(DripwatchError):
    """The device broke the rules of its own protocol."""


class RecordError(DripwatchError):
    """The file or its disk: full, locked, damaged, newer than us, not ours."""


class ProfileError(DripwatchError):
    """The clinic's settings."""


class EntryError(DripwatchError):
    """A value somebody typed that cannot be true; `values["field"]` says where."""


@contextmanager
def long_names() -> Iterator[None]:
    """Raise RecordError for a name too long for a file, whoever was the first to look for it."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        longest = max(Path(str(error.filename)).parts, key=len, default="")
        raise RecordError("name_too_long", name=longest[:_SHOWN]) from error


class BugElsewhere(Exception):  # noqa: N818 - like DripwatchError it says whose, not what
    """A mistake of ours in another process; its text is that process's `outline`."""


def outline(error: BaseException) -> str:
    """Describe an exception and what caused it by kinds and places, without any message.

    A message may quote what was being handled, a name or a number of a patient.
    """
    parts = []
    link: BaseException | None = error
    while link is not None:
        number = f" errno {link.errno}" if isinstance(link, OSError) else ""
        there = str(link) if isinstance(link, BugElsewhere) else ""
        frames = "".join(traceback.format_tb(link.__traceback__))
        parts.append(f"{type(link).__qualname__}{number}\n{there}{frames}")
        link = link.__cause__ or link.__context__
    return "from ".join(parts)


def note_bug(error: Exception) -> None:
    """Hand a mistake of ours to whoever logs those of threads, and go on."""
    trace = (type(error), error, error.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(trace))

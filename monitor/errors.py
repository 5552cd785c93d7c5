"""Errors by who must act. They carry a code and its values; the sentence is ui/words.py's."""

import threading


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


def note_bug(error: Exception) -> None:
    """Hand a mistake of ours to whoever logs those of threads, and go on."""
    trace = (type(error), error, error.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(trace))

"""What every twin promises: bytes in, bytes out, time as an argument.

A twin is a device's pretend other half. Its file is named like its driver's and declares `twin`.
It opens no port and reads no clock, and it writes down what it sends, so that a record can be held
against it value for value.
"""

from collections.abc import Callable
from typing import Protocol

from devices.simulator.cuff import Cuff
from devices.simulator.patient import Patient
from monitor import catalogue
from monitor.errors import EntryError

FOLDER = "devices.simulator.twins"

LogLine = dict[str, int | float | str | None]
"""One line of a twin's log: t_ms, kind, the values, and the text that carried them (raw)."""


class Twin(Protocol):
    """One pretend device. All times are milliseconds from its start and never run backwards."""

    log: list[LogLine]
    """What was sent since somebody last took the lines away."""

    def receive(self, data: bytes, t: int) -> bytes:
        """Take bytes of the host, in any chunking; return the answer."""
        ...

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Return what the device sends by itself, and when it next has something to do."""
        ...


TwinOf = Callable[[Patient, Cuff], Twin]


def twins() -> list[str]:
    """Every model that has a twin, as typed."""
    return [name.replace("_", "-") for name in catalogue.names(FOLDER)]


def twin_of(model: str) -> TwinOf:
    """Return what makes the twin of this model."""
    if model not in twins():
        known = ", ".join(twins())
        raise EntryError("unknown_model", field="model", model=model, known=known)
    found: TwinOf = catalogue.module(FOLDER, model.replace("-", "_")).twin
    return found

"""What every twin promises: bytes in, bytes out, time as an argument.

A twin is a device's pretend other half. Its file is named like its driver's and declares `twin`.
It opens no port and reads no clock, and it writes down what it sends, so that a record can be held
against it value for value.
"""

from collections.abc import Callable
from typing import Protocol

from devices.simulator.cuff import Cuff, Ended
from devices.simulator.patient import Patient
from monitor import catalogue
from monitor.errors import EntryError

FOLDER = "devices.simulator.twins"

LogLine = dict[str, int | float | str | None]
"""One line of a twin's log: t_ms, kind, the values, and the text that carried them (raw)."""


class Twin(Protocol):
    """One pretend device. All times are milliseconds from the bench's start, never backwards.

    A twin is switched on when it is made, at its patient's time. probe_on: the oximeter's probe is
    on a finger. clock_ahead_ms: how far the device's own clock is wrong. demo: it makes its values
    up and says so. Whoever has no probe, tells no time or has no such mode need not look.
    """

    probe_on: bool = True
    clock_ahead_ms: int = 0
    demo: bool = False

    log: list[LogLine]
    """What was sent since somebody last took the lines away."""

    def receive(self, data: bytes, t: int) -> bytes:
        """Take bytes of the host, in any chunking; return the answer."""
        ...

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Return what the device sends by itself, and when it next has something to do."""
        ...


TwinOf = Callable[[Patient, Cuff], Twin]


class SwitchedOff(Twin):
    """A device without power."""

    def __init__(self) -> None:
        self.log: list[LogLine] = []

    def receive(self, data: bytes, t: int) -> bytes:
        """Hear nothing."""
        return b""

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Say nothing."""
        return b"", None


def outcome(ended: Ended) -> LogLine:
    """Return the line that tells how a determination ended: its numbers, or why it has none."""
    line: LogLine = {"t_ms": ended.t_ms, "kind": "determination", "started_ms": ended.started_ms}
    if ended.result is None:
        return line | {"kind": "failure", "why": ended.upset}
    names = ("systolic", "diastolic", "mean", "pulse")
    return line | {name: getattr(ended.result, name) for name in names}


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

"""Raw bytes of a cable to a file and back again: how a support case becomes a test.

A capture is text, one JSON object a line. The first says what it is: the model, and the wall time
of t_ms 0. The others are what went over the cable: {"t_ms": 1000, "from": "device", "bytes": hex}.
"""

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from devices.ports import Port
from monitor.clock import Clock
from monitor.errors import RecordError

VERSION = 1
MARK = b'{"dripwatch_capture"'
"""How a capture begins; no device's bytes do."""

DEVICE, HOST = "device", "host"


@dataclass(frozen=True, slots=True)
class Step:
    """Bytes that went over the cable at `t_ms`, from the device or from us."""

    t_ms: int
    sender: str
    data: bytes


class Capture:
    """A capture being written; every line is in the file when `add` returns. Any thread.

    A capture that is there already goes on: its link was begun again.
    """

    def __init__(self, path: Path, model: str, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        try:
            self._file: TextIO = path.open("a", encoding="utf-8")
        except OSError as error:
            raise RecordError(
                "capture_not_writable", path=str(path), reason=error.strerror
            ) from error
        if self._file.tell() == 0:
            began = clock.at(0).isoformat()
            self._write({"dripwatch_capture": VERSION, "model": model, "began": began})

    def add(self, sender: str, data: bytes) -> None:
        """Note bytes that have just gone by."""
        self._write({"t_ms": self._clock.now_ms(), "from": sender, "bytes": data.hex()})

    def close(self) -> None:
        """No more will come."""
        with self._lock:
            self._file.close()

    def _write(self, line: dict[str, object]) -> None:
        with self._lock:
            if not self._file.closed:
                self._file.write(json.dumps(line) + "\n")
                self._file.flush()


class CapturingPort:
    """Another port, all of whose bytes are noted as they pass."""

    def __init__(self, port: Port, capture: Capture) -> None:
        self._port = port
        self._capture = capture

    @property
    def name(self) -> str:
        """What the other port is called now."""
        return self._port.name

    def open(self) -> None:
        """Open the other port."""
        self._port.open()

    def read(self, timeout_s: float) -> bytes:
        """Read from the other port."""
        data = self._port.read(timeout_s)
        if data:
            self._capture.add(DEVICE, data)
        return data

    def write(self, data: bytes) -> None:
        """Write to the other port."""
        self._port.write(data)
        self._capture.add(HOST, data)

    def next_line(self) -> bool:
        """Turn the other port to its next line."""
        return self._port.next_line()

    def cancel(self) -> None:
        """Wake a reader of the other port."""
        self._port.cancel()

    def close(self) -> None:
        """Close the other port; the capture goes on, for it may be opened again."""
        self._port.close()


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture that was read: the model it is of, when it began, what went by."""

    model: str
    began: datetime
    steps: tuple[Step, ...]

    @property
    def said(self) -> bytes:
        """Everything the device sent, in one piece."""
        return b"".join(step.data for step in self.steps if step.sender == DEVICE)


def is_capture(beginning: bytes) -> bool:
    """Whether a file that begins so is a capture and not a device's raw bytes."""
    return beginning.startswith(MARK)


def read_capture(lines: Iterable[str], name: str) -> Captured:
    """Read a capture; RecordError where it is none of ours. A half last line is left out."""
    told = iter(lines)
    try:
        head = json.loads(next(told))
        version, model = head["dripwatch_capture"], head["model"]
        began = datetime.fromisoformat(head["began"])
    except (StopIteration, ValueError, KeyError, TypeError) as error:
        raise RecordError("not_a_capture", path=name) from error
    if version != VERSION:
        raise RecordError("capture_newer", path=name)
    return Captured(model, began, tuple(_steps(told, name)))


def _steps(lines: Iterable[str], name: str) -> Iterable[Step]:
    for line in lines:
        if not line.endswith("\n"):
            return
        try:
            told = json.loads(line)
            yield Step(int(told["t_ms"]), str(told["from"]), bytes.fromhex(told["bytes"]))
        except (ValueError, KeyError, TypeError) as error:
            raise RecordError("not_a_capture", path=name) from error

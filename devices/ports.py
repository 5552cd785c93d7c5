"""Where bytes come from: a serial port by pyserial, and the scripted one of the tests beside it.

The only file that knows pyserial. Whatever it or the system raises becomes a `PortError` here and
nowhere else: port_missing, port_busy, port_forbidden, port_not_serial, port_gone; other_adapter
is devices/adapter.py's.

Facts the code relies on (measured with pyserial 3.5):

* A port whose device is gone raises at once, on every call, for ever, and stays "open".
* Bytes that were read with the rest of a `read(n)` are lost when the port goes meanwhile: ask only
  for what is there.
* `cancel_read` from another thread is clean, `close` from another thread is not.
* `exclusive` is an advisory lock (flock) that only stops others who ask for it too: so do we.
"""

import contextlib
import errno
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import serial
from serial.tools import list_ports as usb

from devices.adapter import Adapter, Look, PortInfo
from devices.driver import LineSettings
from monitor.errors import PortError

if sys.platform == "win32":
    LINE_ERRORS: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    # Setting up a line raises termios.error, which is no OSError.
    LINE_ERRORS = (OSError, termios.error)


class Port(Protocol):
    """A byte stream that can go away. All calls but `cancel` belong to one thread."""

    @property
    def name(self) -> str:
        """What it is called; another name after an `open` that found it there."""
        ...

    def open(self) -> None:
        """Open it, what waited in it thrown away. It can be opened again after `close`."""
        ...

    def read(self, timeout_s: float) -> bytes:
        """Return what is there, else wait for the first bytes; b"" after the time or `cancel`."""
        ...

    def next_line(self) -> bool:
        """Have `open` set the line otherwise from now on; False where there is no other way."""
        ...

    def write(self, data: bytes) -> None:
        """Send. A device that does not listen loses them; that is silence, not an error."""
        ...

    def cancel(self) -> None:
        """End a `read` that waits, or the next one. From any thread."""
        ...

    def close(self) -> None:
        """Close it, whatever state it is in. Never raises."""
        ...


# --- what pyserial and the system say ------------------------------------------------------------

CODES = {
    errno.ENOENT: "port_missing",
    errno.ENODEV: "port_missing",
    errno.ENXIO: "port_missing",
    errno.EIO: "port_missing",
    errno.EBUSY: "port_busy",
    errno.EAGAIN: "port_busy",
    errno.EACCES: "port_forbidden",
    errno.EPERM: "port_forbidden",
    errno.ENOTTY: "port_not_serial",
    errno.EISDIR: "port_not_serial",
    errno.EINVAL: "port_not_serial",
}
"""Why a port does not open. What is not here (connection refused, no such host) means missing."""

WINDOWS_CODES = {
    "FileNotFoundError": "port_missing",
    "PermissionError": "port_busy",
}
"""pyserial gives no number on Windows, only the name of the error within its text."""


def _why_not_opened(error: BaseException | None) -> str:
    """Return the code of the first error in the chain that has one: pyserial buries its cause."""
    while error is not None:
        named = [code for name, code in WINDOWS_CODES.items() if name in str(error)]
        # termios.error has its number as its first argument only.
        number = getattr(error, "errno", None) or next(iter(error.args), None)
        if number in CODES:
            return CODES[number]
        if named:
            return named[0]
        if isinstance(error, ValueError):  # an address pyserial cannot read
            return "port_not_serial"
        error = error.__cause__ or error.__context__
    return "port_missing"


@contextlib.contextmanager
def _opening(name: str) -> Iterator[None]:
    try:
        yield
    except (*LINE_ERRORS, ValueError) as error:
        raise PortError(_why_not_opened(error), port=name) from error


@contextlib.contextmanager
def _using(name: str) -> Iterator[None]:
    try:
        yield
    except LINE_ERRORS as error:
        raise PortError("port_gone", port=name) from error


# --- the serial port -----------------------------------------------------------------------------

WRITE_S = 0.5
NO_CANCEL_S = 0.2
"""How long a port that cannot be cancelled may keep us from noticing."""

PLAIN = LineSettings(baud=9600)


def is_virtual(name: str) -> bool:
    """Whether no wire belongs to the name: a URL or a pseudo-terminal, also by a link to one."""
    return "://" in name or str(Path(name).resolve()).startswith("/dev/pts/")


class SerialPort:
    """A device path, COM3, or any URL of pyserial, set as the first of the lines needs it.

    A virtual port is opened 8N1 without flow control whatever the line says: there is none on it.
    Opened again, it is the same USB adapter, whatever name that has by then; the first time too
    where the `adapter`'s serial number is given.
    """

    def __init__(
        self,
        name: str,
        *lines: LineSettings,
        adapter: str | None = None,
        look: Look | None = None,
    ) -> None:
        self.name = name
        self._lines = lines or (PLAIN,)
        self._adapter = Adapter(look or list_ports, adapter)
        self._serial: serial.Serial | None = None
        self._cancelled = threading.Event()
        # `cancel` comes from other threads and must not write to what `close` has closed.
        self._closing = threading.Lock()

    def open(self) -> None:
        self.name = self._adapter.port(self.name)
        line = LineSettings(self.line.baud) if is_virtual(self.name) else self.line
        with _opening(self.name):
            opened = serial.serial_for_url(
                self.name,
                do_not_open=True,
                baudrate=line.baud,
                parity=line.parity,
                stopbits=line.stop_bits,
                rtscts=line.rts_cts,
                xonxoff=False,
                write_timeout=WRITE_S,
                exclusive=True if os.name == "posix" and "://" not in self.name else None,
            )
            opened.open()
        with self._closing:
            self._serial = opened
        self._adapter.remember(self.name)

    @property
    def line(self) -> LineSettings:
        """How the line is set, or will be when it is opened again."""
        return self._lines[0]

    def next_line(self) -> bool:
        """Turn to the next of the lines, round and round; a virtual port has none."""
        if is_virtual(self.name) or len(self._lines) == 1:
            return False
        self._lines = (*self._lines[1:], self._lines[0])
        return True

    def read(self, timeout_s: float) -> bytes:
        port = self._opened()
        if hasattr(port, "cancel_read"):
            return self._read_once(port, timeout_s)
        ends = time.monotonic() + timeout_s
        while not self._cancelled.is_set():
            left = ends - time.monotonic()
            data = self._read_once(port, max(0.0, min(left, NO_CANCEL_S)))
            if data or left <= NO_CANCEL_S:
                return data
        self._cancelled.clear()
        return b""

    def _read_once(self, port: serial.Serial, timeout_s: float) -> bytes:
        with _using(self.name):
            waiting = port.in_waiting
            if not waiting and port.timeout != timeout_s:
                port.timeout = timeout_s
            return bytes(port.read(waiting or 1))

    def write(self, data: bytes) -> None:
        with _using(self.name), contextlib.suppress(serial.SerialTimeoutException):
            self._opened().write(data)

    def _opened(self) -> serial.Serial:
        if self._serial is None:
            raise PortError("port_gone", port=self.name)
        return self._serial

    def cancel(self) -> None:
        with self._closing:
            self._cancelled.set()
            if self._serial is not None and hasattr(self._serial, "cancel_read"):
                self._serial.cancel_read()

    def close(self) -> None:
        with self._closing:
            opened, self._serial = self._serial, None
        with contextlib.suppress(*LINE_ERRORS):
            if opened is not None:
                opened.close()


def list_ports() -> list[PortInfo]:
    """Return every serial port the system knows; pseudo-terminals are not among them."""
    return [
        PortInfo(
            port.device,
            "" if port.description == "n/a" else port.description,
            port.vid,
            port.pid,
            port.serial_number,
        )
        for port in sorted(usb.comports(), key=lambda port: port.device)
    ]


# --- the scripted port ---------------------------------------------------------------------------


class ScriptedPort:
    """A port that follows a transcript: to each expected message its reply.

    The transcript begins anew at its end if it `repeats`; without that, what is sent after its end
    gets no reply. What was sent out of turn gets none either and is kept in `mistakes`.
    """

    def __init__(
        self,
        transcript: Sequence[tuple[bytes, bytes]] = (),
        *,
        repeats: bool = False,
        name: str = "scripted",
    ) -> None:
        self.name = name
        self.written: list[bytes] = []
        self.mistakes: list[bytes] = []
        self.opened = self.refused = 0
        self._transcript = list(transcript)
        self._left = deque(transcript)
        self._repeats = repeats
        self._refusal: str | None = None
        self._coming = b""
        self._open = self._cancelled = False
        self._changed = threading.Condition()

    # -- the port ---------------------------------------------------------------------------------

    def open(self) -> None:
        with self._changed:
            if self._refusal:
                self.refused += 1
                self._changed.notify_all()
                raise PortError(self._refusal, port=self.name)
            self._open, self._coming = True, b""
            self.opened += 1
            self._changed.notify_all()

    def read(self, timeout_s: float) -> bytes:
        with self._changed:
            self._changed.wait_for(self._has_news, timeout_s)
            self._must_be_there()
            self._cancelled = False
            data, self._coming = self._coming, b""
            return data

    def _has_news(self) -> bool:
        return bool(self._coming or self._cancelled or self._refusal)

    def next_line(self) -> bool:
        """Say no: what is scripted has no wire."""
        return False

    def write(self, data: bytes) -> None:
        with self._changed:
            self._must_be_there()
            self.written.append(data)
            if not self._left and self._repeats:
                self._left.extend(self._transcript)
            if self._left and data == self._left[0][0]:
                self._coming += self._left.popleft()[1]
            elif self._left:
                self.mistakes.append(data)
            self._changed.notify_all()

    def _must_be_there(self) -> None:
        if self._refusal or not self._open:
            raise PortError("port_gone", port=self.name)

    def cancel(self) -> None:
        with self._changed:
            self._cancelled = True
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._open = False

    # -- the hands at the cable -------------------------------------------------------------------

    def refuse(self, code: str) -> None:
        """Let it be gone for whoever has it open, and not open any more, for that reason."""
        with self._changed:
            self._refusal = code
            self._changed.notify_all()

    def unplug(self) -> None:
        """Pull the cable."""
        self.refuse("port_missing")

    def plug_in(self) -> None:
        """Put it back; a transcript begins anew."""
        with self._changed:
            self._refusal, self._open = None, False
            self._left = deque(self._transcript)

    def say(self, data: bytes) -> None:
        """Send without having been asked."""
        with self._changed:
            self._coming += data
            self._changed.notify_all()

    def wait_until(self, holds: Callable[["ScriptedPort"], bool], timeout_s: float = 10) -> None:
        """Wait for what the other side does."""
        with self._changed:
            assert self._changed.wait_for(lambda: holds(self), timeout_s), self.written

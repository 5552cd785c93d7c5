"""A link in a process of its own, with the face of `Link`: what the screen does cannot stop a poll.

Threads of one Python process share one lock, and a drawing that holds it for three seconds would
cost three polls. Here the device is asked on time whatever the screen does, and what it said waits
in a pipe with the time at which it was said. Real time only: an accelerated clock is held by its
participants, which has to happen in one process.
"""

import contextlib
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from devices.capture import Capture, CapturingPort
from devices.driver import Counts, Model, model_named
from devices.link import Link, back_off
from devices.ports import Port, SerialPort
from monitor.clock import Clock
from monitor.errors import BugElsewhere, note_bug, outline
from monitor.events import CuffCommand, Event, LinkChange, LinkState

RESTART_S, LONGEST_RESTART_S = 0.5, 5.0
"""How long to wait before a link that ended by itself is begun again: at first, and at most."""

LIVED_S = 10.0
"""A process that lived so long was in order; the next one is begun soon again."""

GOODBYE_S = 5.0
"""How long a process may take to close its port; the system closes it for one that hangs."""


class LinkProcess:
    """One device on one port. `sink` gets every event, in a thread of this process."""

    def __init__(
        self,
        model: Model,
        port: str,
        clock: Clock,
        sink: Callable[[Event], None],
        capture: Path | None = None,
        adapter: str | None = None,
    ) -> None:
        if clock.speed != 1:
            raise ValueError("a link of its own process runs in real time only")
        self.model = model
        self.counts = Counts()
        self._port = port
        self._capture = capture
        self._adapter = adapter
        self._clock = clock
        self._sink = sink
        self._stopping = threading.Event()
        self._told: LinkState | None = None
        self._ours: Connection | None = None
        self._process: BaseProcess | None = None
        # Commands come from the session thread, the wish to stop from any other.
        self._sending = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=f"link {model.name}", daemon=True)

    def start(self) -> None:
        """Begin to look for the device."""
        self._thread.start()

    def stop(self) -> None:
        """Say goodbye to the device, close the port and wait until that is done."""
        self._stopping.set()
        self._send(None)
        self._thread.join(GOODBYE_S)
        if self._thread.is_alive() and self._process is not None:
            self._process.kill()
            self._thread.join()

    def command(self, command: CuffCommand) -> None:
        """Have a cuff started or stopped. The answer comes as a `CuffChange`."""
        self._send(command)

    @property
    def pid(self) -> int | None:
        """The process that talks to the device now."""
        return self._process.pid if self._process else None

    def _send(self, message: CuffCommand | None) -> None:
        # A process that just ended gets a successor, and the cuff commands of that moment are
        # gone with it: a cuff is never started late.
        with self._sending, contextlib.suppress(OSError):
            if self._ours is not None:
                self._ours.send(message)

    def _run(self) -> None:
        waits = back_off(RESTART_S, LONGEST_RESTART_S)
        while not self._stopping.is_set():
            begun = time.monotonic()
            self._live()
            if time.monotonic() - begun >= LIVED_S:
                waits = back_off(RESTART_S, LONGEST_RESTART_S)
            if not self._stopping.is_set():
                self._say_ended()
            self._stopping.wait(next(waits))

    def _live(self) -> None:
        """Have a process, from its begin to its end."""
        try:
            self._process = process = self._begin()
        except OSError as error:  # no memory or no process to be had just now
            note_bug(error)
            return
        self._hear()
        process.join()

    def _say_ended(self) -> None:
        """Say so once, however often it ends before it has said anything."""
        if self._told is not LinkState.LOST:
            self._tell(
                LinkChange(
                    t_ms=self._clock.now_ms(),
                    device=self.model.name,
                    state=LinkState.LOST,
                    reason="link_ended",
                )
            )

    def _tell(self, event: Event) -> None:
        if isinstance(event, LinkChange):
            self._told = event.state
        self._sink(event)

    def _begin(self) -> BaseProcess:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        process = context.Process(
            target=serve,
            args=(theirs, self.model.name, self._port, self._clock.origin_s),
            kwargs={"capture": self._capture, "adapter": self._adapter},
            name=f"dripwatch link {self.model.name}",
            daemon=True,
        )
        process.start()
        theirs.close()
        if self._stopping.is_set():
            self._send(None)
        return process

    def _hear(self) -> None:
        """Hand events on until the process ends."""
        assert self._ours is not None
        with contextlib.suppress(EOFError, OSError):
            while True:
                message = self._ours.recv()
                if isinstance(message, Counts):
                    self.counts += message
                elif isinstance(message, BugElsewhere):
                    note_bug(message)
                else:
                    self._tell(message)


def serve(
    pipe: Connection,
    model: str,
    port: str,
    origin_s: float,
    *,
    capture: Path | None = None,
    adapter: str | None = None,
) -> None:
    """Run one link in this process until the other end says stop or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then tells us
    lock = threading.Lock()

    def send(message: Event | Counts | BugElsewhere) -> None:
        with lock, contextlib.suppress(OSError):
            pipe.send(message)

    def tell_bug(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            send(BugElsewhere(outline(args.exc_value)))

    threading.excepthook = tell_bug
    family = model_named(model)
    clock = Clock.since(origin_s)
    link = Link(family, port_of(family, port, clock, capture, adapter), clock, send)
    link.start()
    with contextlib.suppress(EOFError, OSError):
        while (command := pipe.recv()) is not None:
            link.command(command)
    link.stop()
    send(link.counts)


def port_of(
    model: Model, name: str, clock: Clock, capture: Path | None = None, adapter: str | None = None
) -> Port:
    """Return the port a device is plugged into; with `capture`, all its bytes go there too.

    `adapter` is the serial number of its USB adapter, which is then looked for under any name.
    """
    port = SerialPort(name, *model.lines, adapter=adapter)
    if capture is None:
        return port
    return CapturingPort(port, Capture(capture, model.name, clock))

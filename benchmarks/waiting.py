"""What a link costs while nothing can be heard, and how long it takes to stop."""

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from devices.driver import model_named
from devices.link import Link
from devices.ports import SerialPort
from devices.simulator.virtual_port import PtyPort, TcpPort
from monitor.clock import Clock
from monitor.events import Event, LinkChange, LinkState

OUT_S = 10.0
MODEL = model_named("ge-dinamap")


class Told:
    """What a link said of itself, to be waited for."""

    def __init__(self) -> None:
        self._state: LinkState | None = None
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        """Be the sink."""
        if isinstance(event, LinkChange):
            with self._changed:
                self._state = event.state
                self._changed.notify_all()

    def wait_for(self, state: LinkState) -> None:
        """Return once the link has said this."""
        with self._changed:
            self._changed.wait_for(lambda: self._state is state)


def lines() -> Iterator[str]:
    """Shares of a core while out, then milliseconds to stop."""
    with tempfile.TemporaryDirectory() as folder:
        plugged = PtyPort(Path(folder) / "port")
        plugged.plug_in()
        yield _share("the cable is out", SerialPort(str(Path(folder) / "none")))
        yield _share("a known adapter is out", SerialPort(f"{folder}/none", adapter="A7"))
        yield _share("the device is silent", SerialPort(plugged.name), LinkState.SILENT)
        yield _stop("a port that is out", SerialPort(f"{folder}/none"), LinkState.LOST)
        yield _stop("a pseudo-terminal", SerialPort(plugged.name), LinkState.SILENT)
        plugged.pull()
    tcp = TcpPort(0)
    tcp.plug_in()
    yield _stop("a socket", SerialPort(tcp.name), LinkState.SILENT)
    tcp.pull()
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        number = deaf.getsockname()[1]
        crowd = [_call(number) for _ in range(4)]
        port = SerialPort(f"socket://127.0.0.1:{number}")
        yield _stop("an address that does not answer", port, LinkState.SEARCHING, within_s=0.3)
        for caller in crowd:
            caller.close()


def _call(number: int) -> socket.socket:
    """Take a place in a queue that nobody is called from."""
    caller = socket.socket()
    caller.setblocking(False)
    caller.connect_ex(("127.0.0.1", number))
    return caller


def _share(of: str, port: SerialPort, state: LinkState = LinkState.LOST) -> str:
    told = Told()
    link = Link(MODEL, port, Clock(), told)
    link.start()
    told.wait_for(state)
    begun, used = time.monotonic(), time.process_time()
    time.sleep(OUT_S)
    used, passed = time.process_time() - used, time.monotonic() - begun
    link.stop()
    return f"{f'wait: while {of}':<58} {100 * used / passed:8.2f} % of a core"


def _stop(of: str, port: SerialPort, state: LinkState, within_s: float | None = None) -> str:
    told = Told()
    link = Link(MODEL, port, Clock(), told)
    link.start()
    told.wait_for(state)
    begun = time.monotonic()
    link.stop(within_s)
    return f"{f'wait: a link stopped on {of}':<58} {1000 * (time.monotonic() - begun):8.0f} ms"

"""G13: what a link costs while nothing can be heard, and how long it takes to stop."""

import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figure import Figure, at_most, timed
from devices.driver import model_named
from devices.link import LONGEST_WAIT_S, Link
from devices.ports import SerialPort
from devices.simulator.cuff import Cuff
from devices.simulator.scenario import scenario
from devices.simulator.twin import twin_of
from devices.simulator.virtual_port import PtyPort, TcpPort
from monitor.clock import Clock
from monitor.events import Event, LinkChange, LinkState

OUT_S = 10.0
PULLS = 20
ANSWER_S = 0.005
STOPS_MS = 500
"""Closing a window must not seem to hang."""
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

    def wait_for(self, state: LinkState, after: Callable[[], None] = lambda: None) -> None:
        """Do something, and return once the link has said this."""
        after()
        with self._changed:
            self._changed.wait_for(lambda: self._state is state)


def figures() -> Iterator[Figure]:
    """Shares of a core while out, then how soon a link is heard again, and how soon it stops."""
    with tempfile.TemporaryDirectory() as folder:
        plugged = PtyPort(Path(folder) / "port")
        plugged.plug_in()
        yield _share("the cable is out", SerialPort(str(Path(folder) / "none")))
        yield _share("a known adapter is out", SerialPort(f"{folder}/none", adapter="A7"))
        yield _share("the device is silent", SerialPort(plugged.name), LinkState.SILENT)
        yield _stop("a port that is out", SerialPort(f"{folder}/none"), LinkState.LOST)
        yield _stop("a pseudo-terminal", SerialPort(plugged.name), LinkState.SILENT)
        plugged.pull()
        yield from _heard_again(Path(folder) / "again")
    yield from _stops_on_sockets()


def _stops_on_sockets() -> Iterator[Figure]:
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


def _heard_again(place: Path) -> Iterator[Figure]:
    """A cable pulled and plugged in again, told of as lost and as receiving, twenty times."""
    told, device = Told(), Talking(place)
    link = Link(MODEL, SerialPort(str(place)), Clock(), told)
    link.start()
    told.wait_for(LinkState.RECEIVING)
    gone, again = [], []
    for _ in range(PULLS):
        gone.append(timed(lambda: told.wait_for(LinkState.LOST, device.pull)))
        again.append(timed(lambda: told.wait_for(LinkState.RECEIVING, device.plug_in)))
    link.stop()
    device.close()
    worst = f"worst of {PULLS}"
    yield at_most("G13", f"a pulled cable is told, {worst}", max(gone), 2, "s")
    yield at_most(
        "G13", f"receiving after it is back, {worst}", max(again), 1 + LONGEST_WAIT_S, "s"
    )


class Talking:
    """A twin on a pseudo-terminal, answering in a thread until it is closed."""

    def __init__(self, place: Path) -> None:
        patient = scenario("normal").meet(1)
        self._twin = twin_of(MODEL.name)(patient, Cuff(patient, 1))
        self._port = PtyPort(place)
        self._plugged = threading.Lock()
        self._closing = threading.Event()
        self.plug_in()
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def plug_in(self) -> None:
        """Be there."""
        with self._plugged:
            self._port.plug_in()

    def pull(self) -> None:
        """Be gone."""
        with self._plugged:
            self._port.pull()

    def close(self) -> None:
        """End for good."""
        self._closing.set()
        self._thread.join()
        self.pull()

    def _answer(self) -> None:
        while not self._closing.wait(ANSWER_S):
            with self._plugged:
                asked = self._port.read()
                if asked:
                    self._port.write(self._twin.receive(asked, 0))


def _call(number: int) -> socket.socket:
    """Take a place in a queue that nobody is called from."""
    caller = socket.socket()
    caller.setblocking(False)
    caller.connect_ex(("127.0.0.1", number))
    return caller


def _share(of: str, port: SerialPort, state: LinkState = LinkState.LOST) -> Figure:
    told = Told()
    link = Link(MODEL, port, Clock(), told)
    link.start()
    told.wait_for(state)
    begun, used = time.monotonic(), time.process_time()
    time.sleep(OUT_S)
    used, passed = time.process_time() - used, time.monotonic() - begun
    link.stop()
    return at_most("G13", f"while {of}", 100 * used / passed, 1, "% of a core")


def _stop(of: str, port: SerialPort, state: LinkState, within_s: float | None = None) -> Figure:
    told = Told()
    link = Link(MODEL, port, Clock(), told)
    link.start()
    told.wait_for(state)
    took = timed(lambda: link.stop(within_s))
    return at_most("G13", f"a link stopped on {of}", took * 1000, STOPS_MS, "ms")

"""The link, on a real pseudo-terminal where the cable matters, else on a scripted port."""

import dataclasses
import fcntl
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pytest

from devices.adapter import PortInfo
from devices.driver import Counts, Model, models
from devices.drivers.ge_dinamap import MODEL, frame
from devices.link import FIRST_WAIT_S, LONGEST_WAIT_S, UNDERSTOOD_FRAMES, Link, back_off
from devices.ports import Port, ScriptedPort, SerialPort
from devices.simulator.cuff import Cuff
from devices.simulator.scenario import scenario
from devices.simulator.twin import twin_of
from monitor.clock import Clock
from monitor.errors import PortError
from monitor.events import (
    CuffAction,
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffStep,
    CuffWhy,
    Event,
    LinkChange,
    LinkState,
    Reading,
)
from monitor.vitals import Vital
from tests.devices.cable import Monitor

NA, OA, RA, NC0, ND = (frame(text).rstrip(b"\r") for text in (" NA", " OA", " RA", " NC0", " ND"))
NO_CUFF = frame(" NA0" + "0" * 15)
REPLIES = {
    NA: NO_CUFF,
    OA: frame(" OA1097000"),
    RA: frame(" RA2074"),
    NC0: frame(" NC0"),
    ND: frame(" ND"),
}
ROUND = [(b"\r" + line + b"\r", REPLIES[line]) for line in (NA, OA, RA)]

E = TypeVar("E", bound=Event)


class Told:
    """What a link told, to be waited for."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        """Be the sink."""
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def of(self, kind: type[E]) -> list[E]:
        """All of one kind so far."""
        return [event for event in list(self.events) if isinstance(event, kind)]

    def wait_for(self, kind: type[E], wanted: Callable[[E], bool]) -> E:
        """The first such event, once it has come."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: any(wanted(event) for event in self.of(kind)), 20
            ), self.links()
            return next(event for event in self.of(kind) if wanted(event))

    def wait_for_link(self, state: LinkState, reason: str | None = None) -> LinkChange:
        """The first link change of this kind, once it has come."""
        return self.wait_for(LinkChange, lambda e: (e.state, e.reason) == (state, reason))

    def wait_for_cuff(self, step: CuffStep, reason: str | None = None) -> CuffChange:
        """The first cuff change of this kind, once it has come."""
        return self.wait_for(CuffChange, lambda e: (e.step, e.reason) == (step, reason))

    def links(self) -> list[tuple[LinkState, str | None]]:
        """Every state and reason."""
        return [(event.state, event.reason) for event in self.of(LinkChange)]

    def steps(self) -> list[CuffStep]:
        """Every step of the cuff."""
        return [event.step for event in self.of(CuffChange)]


Connect = Callable[..., Link]


@pytest.fixture
def told() -> Told:
    """A sink."""
    return Told()


@pytest.fixture
def connect(told: Told) -> Iterator[Connect]:
    """Start links that are stopped after the test."""
    links: list[Link] = []

    def connect(port: Port, model: Model = MODEL, clock: Clock | None = None) -> Link:
        link = Link(model, port, clock or Clock(), told)
        links.append(link)
        link.start()
        return link

    yield connect
    for link in links:
        link.stop()


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Monitor]:
    """A monitor on a pseudo-terminal, plugged in."""
    monitor = Monitor(tmp_path / "monitor", REPLIES)
    monitor.plug_in()
    yield monitor
    monitor.pull()


def command(action: CuffAction) -> CuffCommand:
    """What a session commands."""
    return CuffCommand(t_ms=0, device=MODEL.name, action=action, why=CuffWhy.NURSE)


START, STOP = command(CuffAction.START), command(CuffAction.STOP)

SEARCHING = (LinkState.SEARCHING, None)
RECEIVING = (LinkState.RECEIVING, None)
SILENT = (LinkState.SILENT, None)


class Ticker:
    """A driver that only listens: each "!" is a frame, everything else noise."""

    awaiting = False

    def __init__(self) -> None:
        self.counts = Counts()

    def receive(self, data: bytes, t: int) -> list[Event]:
        good = data.count(b"!")
        self.counts.frames += good
        self.counts.skipped += len(data) - good
        return [Reading(t_ms=t, device="ticker", values={Vital.SPO2: 97})] * good

    def wake(self, t: int) -> tuple[bytes, int]:
        return b"", t + 60_000

    def start_cuff(self) -> bytes:
        return b"start"

    def stop_cuff(self) -> bytes:
        return b"stop"

    def flush(self, t: int) -> list[Event]:
        return [CuffReading(t_ms=t, device="ticker", systolic=120)]

    def goodbye(self) -> bytes:
        return b"goodbye"


TICKER = dataclasses.replace(MODEL, name="ticker", driver=Ticker)


# --- talking -------------------------------------------------------------------------------------


def test_a_monitor_is_found_and_heard(monitor: Monitor, connect: Connect, told: Told) -> None:
    """Searching, then live at the first good frame, which comes after the news of it."""
    connect(SerialPort(monitor.name, MODEL.line))
    told.wait_for(Reading, lambda reading: Vital.PULSE_RATE in reading.values)
    kinds = [type(event) for event in told.events[:4]]
    assert kinds == [LinkChange, LinkChange, Reading, Reading]
    assert told.links() == [SEARCHING, RECEIVING]
    assert [reading.values for reading in told.of(Reading)[:2]] == [
        {Vital.SPO2: 97},
        {Vital.PULSE_RATE: 74},
    ]


def test_the_bytes_on_the_wire(connect: Connect) -> None:
    """Only polls, in turn: never a start, never on connect."""
    port = ScriptedPort(ROUND, repeats=True)
    connect(port, clock=Clock(60))
    port.wait_until(lambda port: len(port.written) > 30)
    assert port.mistakes == []


def test_an_accelerated_session_loses_no_poll(
    monitor: Monitor, connect: Connect, told: Told
) -> None:
    """Five minutes at 60 times: each second asked and answered once, and known in that second."""
    clock = Clock(60)
    late: list[Event] = []

    class Punctual(Told):
        def __call__(self, event: Event) -> None:
            if clock.now_ms() // 1000 != event.t_ms // 1000:
                late.append(event)
            super().__call__(event)

    told = Punctual()
    link = Link(MODEL, SerialPort(monitor.name), clock, told)
    link.start()
    told.wait_for(Reading, lambda reading: reading.t_ms >= 300_000)
    link.stop()
    pulses = [event.t_ms for event in told.of(Reading) if Vital.PULSE_RATE in event.values]
    seconds = [t // 1000 for t in pulses]
    assert seconds == list(range(seconds[0], seconds[0] + len(seconds)))
    assert len(seconds) >= 300
    assert late == []
    assert len(monitor.asked) - 3 <= link.counts.frames <= len(monitor.asked)


def test_an_accelerated_session_waits_for_a_slow_reply(
    monitor: Monitor, connect: Connect, told: Told
) -> None:
    """A round takes six seconds at this speed, if time does not stand still for it."""
    monitor.delay_s = 0.02
    connect(SerialPort(monitor.name), clock=Clock(100))
    told.wait_for(Reading, lambda reading: reading.t_ms >= 20_000)
    seconds = [e.t_ms // 1000 for e in told.of(Reading) if Vital.SPO2 in e.values]
    assert seconds == list(range(seconds[0], seconds[0] + len(seconds)))


def test_a_silent_monitor_does_not_stop_an_accelerated_session(
    monitor: Monitor, connect: Connect, told: Told
) -> None:
    """Until it is known to be silent each reply is waited for; then but briefly."""
    clock = Clock(60)
    monitor.replies.clear()
    connect(SerialPort(monitor.name), clock=clock)
    told.wait_for_link(LinkState.SILENT)
    started, at = time.monotonic(), clock.now_ms()
    wait_until(lambda: clock.now_ms() > at + 20_000)
    assert time.monotonic() - started < 10
    monitor.replies.update(REPLIES)
    told.wait_for_link(LinkState.RECEIVING)


def test_a_stranger_that_never_stops_talking_does_not_stop_a_session(connect: Connect) -> None:
    """A reply has its time from the question on, whatever else comes meanwhile."""
    clock, port = Clock(60), ScriptedPort()
    connect(port, clock=clock)
    port.wait_until(lambda port: port.opened == 1)
    started = clock.now_ms()

    def has_passed() -> bool:
        port.say(b"?")
        return clock.now_ms() > started + 3000

    wait_until(has_passed)


def test_the_clock_is_free_when_a_link_is_done(connect: Connect) -> None:
    """A stopped link, and one without its port, hold nobody up."""
    clock = Clock(1000)
    port = ScriptedPort(ROUND, repeats=True)
    link = connect(port, clock=clock)
    port.wait_until(lambda port: len(port.written) > 6)
    port.unplug()
    wait_until(lambda: clock.now_ms() > 60_000)
    port.plug_in()
    port.wait_until(lambda port: port.opened == 2)
    link.stop()
    before = clock.now_ms()
    wait_until(lambda: clock.now_ms() > before + 60_000)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for what tells nobody."""
    ends = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.001)


def test_waiting_costs_nothing(connect: Connect, told: Told) -> None:
    """It wakes up for a reply, for a poll and for nothing else."""

    class Counted(ScriptedPort):
        reads = 0

        def read(self, timeout_s: float) -> bytes:
            self.reads += 1
            return super().read(timeout_s)

    port = Counted(ROUND, repeats=True)
    connect(port)
    told.wait_for(Reading, lambda reading: reading.t_ms >= 2000)
    assert port.reads < 30


def test_what_is_said_unasked_is_read_once_and_at_once(connect: Connect, told: Told) -> None:
    """Neither timer nor time-out delivers it: each word ends one read that would have waited."""

    class Asked(ScriptedPort):
        def read(self, timeout_s: float) -> bytes:
            patience.append(timeout_s)
            return super().read(timeout_s)

    patience: list[float] = []
    port = Asked()
    connect(port, TICKER)
    port.wait_until(lambda port: port.opened == 1)
    for number in range(1, 11):
        port.say(b"!")
        wait_until(lambda: len(told.of(Reading)) == number)  # noqa: B023 - called here
    assert len(patience) <= 12
    assert min(patience) > 1


# --- losing and finding --------------------------------------------------------------------------


def test_a_cable_pulled_and_put_back(monitor: Monitor, connect: Connect, told: Told) -> None:
    """Said at once; asked again within 2 s of its return, and live again."""
    link = connect(SerialPort(monitor.name, MODEL.line))
    told.wait_for_link(LinkState.RECEIVING)
    monitor.wait_until_asked(lambda asked: len(asked) >= 3)
    monitor.pull()
    told.wait_for_link(LinkState.LOST, "port_gone")
    heard = link.counts.frames
    told.events.clear()
    put_back_at = time.monotonic()
    monitor.plug_in()
    monitor.wait_until_asked(lambda asked: len(asked) >= 3)
    assert monitor.first_asked_at - put_back_at < 2
    assert monitor.asked[0] == NA
    told.wait_for_link(LinkState.RECEIVING)
    assert told.links() == [RECEIVING]
    assert link.counts.frames > heard


def test_each_opening_has_a_fresh_driver(connect: Connect, told: Told) -> None:
    """What half a frame left in the old one is forgotten; the counts go on."""
    made: list[Ticker] = []

    class Counted(Ticker):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    port = ScriptedPort()
    link = connect(port, dataclasses.replace(TICKER, driver=Counted))
    for opening in (1, 2):
        port.wait_until(lambda port, opening=opening: port.opened == opening)  # type: ignore[misc]
        port.say(b"!")
        told.wait_for_link(LinkState.RECEIVING)
        told.events.clear()
        port.unplug()
        told.wait_for_link(LinkState.LOST, "port_gone")
        port.plug_in()
    assert [driver.counts.frames for driver in made[:2]] == [1, 1]
    assert link.counts.frames == 2


def test_an_adapter_that_comes_back_under_another_name_is_found(
    monitor: Monitor, tmp_path: Path, connect: Connect, told: Told
) -> None:
    """By its serial number; said, and then live again."""
    ports = [PortInfo(monitor.name, "adapter", 0x0403, 0x6001, "A7")]
    connect(SerialPort(monitor.name, MODEL.line, look=lambda: ports))
    told.wait_for_link(LinkState.RECEIVING)
    elsewhere = Monitor(tmp_path / "elsewhere", REPLIES)
    monitor.pull()
    elsewhere.plug_in()
    ports[0] = dataclasses.replace(ports[0], name=elsewhere.name)
    elsewhere.wait_until_asked(lambda asked: len(asked) > 3)
    assert told.links() == [
        SEARCHING,
        RECEIVING,
        (LinkState.LOST, "port_gone"),
        (LinkState.SEARCHING, "port_moved"),
        RECEIVING,
    ]
    elsewhere.pull()


def test_a_strange_adapter_in_its_place_is_not_asked(
    monitor: Monitor, connect: Connect, told: Told
) -> None:
    """Its numbers may be another patient's; said why, until the right one is back."""
    ports = [PortInfo(monitor.name, "adapter", 0x0403, 0x6001, "A7")]
    connect(SerialPort(monitor.name, MODEL.line, look=lambda: ports))
    told.wait_for_link(LinkState.RECEIVING)
    ports[0] = dataclasses.replace(ports[0], serial_number="B8")
    monitor.pull()
    monitor.plug_in()
    told.wait_for_link(LinkState.LOST, "other_adapter")
    assert monitor.asked == []
    ports[0] = dataclasses.replace(ports[0], serial_number="A7")
    monitor.wait_until_asked(lambda asked: len(asked) > 3)


def test_nobody_looks_for_an_adapter_that_is_there(
    monitor: Monitor, connect: Connect, told: Told
) -> None:
    """Once, to know it; out, once a try."""
    looks: list[float] = []

    def look() -> list[PortInfo]:
        looks.append(time.monotonic())
        return [PortInfo(monitor.name, "adapter", 0x0403, 0x6001, "A7")] if len(looks) == 1 else []

    connect(SerialPort(monitor.name, MODEL.line, look=look))
    monitor.wait_until_asked(lambda asked: len(asked) > 6)
    assert len(looks) == 1
    monitor.pull()
    told.wait_for_link(LinkState.LOST, "port_gone")
    wait_until(lambda: len(looks) >= 5)
    assert min(looks[n + 1] - looks[n] for n in range(1, 4)) >= FIRST_WAIT_S


def test_a_port_that_comes_late(tmp_path: Path, connect: Connect, told: Told) -> None:
    """The session may begin before the adapter is plugged in."""
    monitor = Monitor(tmp_path / "monitor", REPLIES)
    connect(SerialPort(monitor.name))
    told.wait_for_link(LinkState.LOST, "port_missing")
    monitor.plug_in()
    told.wait_for_link(LinkState.RECEIVING)
    assert told.links() == [SEARCHING, (LinkState.LOST, "port_missing"), RECEIVING]
    monitor.pull()


def test_a_busy_port(monitor: Monitor, connect: Connect, told: Told) -> None:
    """Said why; taken when it is free."""
    with Path(monitor.name).open("rb", buffering=0) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        connect(SerialPort(monitor.name))
        told.wait_for_link(LinkState.LOST, "port_busy")
        assert monitor.asked == []
    told.wait_for_link(LinkState.RECEIVING)


def test_a_reason_that_changes_is_told(connect: Connect, told: Told) -> None:
    """Plugged in at last, and now it is forbidden."""
    port = ScriptedPort(ROUND, repeats=True)
    port.unplug()
    connect(port)
    told.wait_for_link(LinkState.LOST, "port_missing")
    port.refuse("port_forbidden")
    told.wait_for_link(LinkState.LOST, "port_forbidden")


def test_a_port_that_is_out_is_tried_less_and_less(connect: Connect, told: Told) -> None:
    """After a quarter, a half, and then each whole second; it is missing once."""
    assert list(islice(back_off(0.25, 1), 5)) == [0.25, 0.5, 1, 1, 1]
    assert (FIRST_WAIT_S, LONGEST_WAIT_S) == (0.25, 1)
    port = ScriptedPort()
    port.unplug()
    started = time.monotonic()
    connect(port)
    port.wait_until(lambda port: port.refused == 4)
    assert time.monotonic() - started >= 1.75
    assert told.links() == [SEARCHING, (LinkState.LOST, "port_missing")]


def test_a_pulled_cable_is_one_loss(connect: Connect, told: Told) -> None:
    """That its port is missing from then on is no news."""
    port = ScriptedPort(ROUND, repeats=True)
    connect(port)
    told.wait_for_link(LinkState.RECEIVING)
    port.unplug()
    port.wait_until(lambda port: port.refused >= 2)
    assert told.links() == [SEARCHING, RECEIVING, (LinkState.LOST, "port_gone")]


def test_a_silent_monitor(monitor: Monitor, connect: Connect, told: Told) -> None:
    """Switched off with the cable in: said 2.5 periods after its last frame; then it is back."""
    connect(SerialPort(monitor.name))
    told.wait_for(Reading, lambda reading: Vital.PULSE_RATE in reading.values)
    monitor.replies.clear()
    silent = told.wait_for_link(LinkState.SILENT)
    quiet = silent.t_ms - told.of(Reading)[-1].t_ms
    assert 2500 <= quiet < 5000
    told.events.clear()
    monitor.replies.update(REPLIES)
    told.wait_for_link(LinkState.RECEIVING)
    assert told.links() == [RECEIVING]


def test_silence_is_said_at_its_exact_time(connect: Connect, told: Told) -> None:
    """Of a device that only listens too, and in accelerated time."""
    port = ScriptedPort()
    connect(port, TICKER, Clock(20))
    told.wait_for_link(LinkState.SILENT)
    opened, silent = told.of(LinkChange)
    assert silent.t_ms - opened.t_ms < 2500 + 500
    port.say(b"!")
    heard = told.wait_for_link(LinkState.RECEIVING)
    told.events.clear()
    assert told.wait_for_link(LinkState.SILENT).t_ms == heard.t_ms + 2500


def test_a_wrong_device(connect: Connect, told: Told) -> None:
    """Bytes come and no frame does: silent, and after some seconds why."""
    port = ScriptedPort()
    connect(port, TICKER, Clock(20))
    port.wait_until(lambda port: port.opened == 1)
    port.say(b"login: " * 3)
    told.wait_for_link(LinkState.SILENT, "wrong_device")
    assert told.links() == [SEARCHING, SILENT, (LinkState.SILENT, "wrong_device")]


# --- lines ---------------------------------------------------------------------------------------


class WiredPort(ScriptedPort):
    """A port with a wire that can be set in so many ways; a ticker understands only one of them.

    tried: which way it was set at each opening.
    """

    def __init__(self, ways: int, works: int) -> None:
        super().__init__()
        self.tried: list[int] = []
        self._ways, self._works, self._way = ways, works, 0

    def next_line(self) -> bool:
        """Turn round and round."""
        self._way = (self._way + 1) % self._ways
        return True

    def open(self) -> None:
        self.tried.append(self._way)
        super().open()

    def read(self, timeout_s: float) -> bytes:
        """Every read is a tick, or what the wrong speed makes of a few; it is news."""
        super().read(min(timeout_s, 0.01))
        self.say(b"")
        return b"!" if self._way == self._works else b"???"


def test_another_line_is_tried_where_nothing_is_understood(connect: Connect, told: Told) -> None:
    """Each for five seconds, and said once; the one that works is kept."""
    port = WiredPort(ways=3, works=2)
    link = connect(port, TICKER, Clock(20))
    told.wait_for_link(LinkState.RECEIVING)
    assert port.tried == [0, 1, 2]
    assert told.links() == [SEARCHING, SILENT, (LinkState.SILENT, "wrong_device"), RECEIVING]
    port.wait_until(lambda _: link.counts.frames >= UNDERSTOOD_FRAMES)
    port._works = 0
    told.events.clear()
    told.wait_for_link(LinkState.SILENT, "wrong_device")
    time_of = told.of(LinkChange)[-1].t_ms
    port.wait_until(lambda _: link._t - time_of > 10_000)
    assert port.tried == [0, 1, 2]


def test_a_line_on_which_nothing_comes_is_tried_otherwise_too(connect: Connect, told: Told) -> None:
    """A device that only answers does not answer what it cannot read."""
    port = WiredPort(ways=2, works=-1)
    port.read = lambda timeout_s: ScriptedPort.read(port, timeout_s)  # type: ignore[method-assign]
    connect(port, TICKER, Clock(20))
    port.wait_until(lambda _: port.tried[:3] == [0, 1, 0])
    assert told.links() == [SEARCHING, SILENT]


def test_few_frames_may_come_out_of_noise(connect: Connect, told: Told) -> None:
    """They do not hold a line that is set wrong."""
    port = WiredPort(ways=2, works=1)
    read = iter([b"!" * (UNDERSTOOD_FRAMES - 1)])
    noise = port.read
    port.read = lambda timeout_s: next(read, b"") or noise(timeout_s)  # type: ignore[method-assign]
    connect(port, TICKER, Clock(20))
    port.wait_until(lambda _: port.tried[:2] == [0, 1])
    assert told.links()[:2] == [SEARCHING, RECEIVING]


class TwinPort(ScriptedPort):
    """A port with a twin at its far end, which lives in session time; `off` it says nothing."""

    def __init__(self, model: Model, clock: Clock) -> None:
        super().__init__()
        patient = scenario("normal").meet(1)
        self._twin = twin_of(model.name)(patient, Cuff(patient, 1))
        self._clock = clock
        self.off = threading.Event()
        self.said_ms = 0

    def read(self, timeout_s: float) -> bytes:
        now_ms = self._clock.now_ms()
        data, due_ms = self._twin.wake(now_ms)
        self._say_unless_off(data)
        if due_ms is None:
            self._clock.release(self)
            return super().read(timeout_s)
        self._clock.hold(self, due_ms)
        return super().read(min(timeout_s, self._clock.seconds_until(due_ms)))

    def write(self, data: bytes) -> None:
        super().write(data)
        self._say_unless_off(self._twin.receive(data, self._clock.now_ms()))

    def _say_unless_off(self, data: bytes) -> None:
        if data and not self.off.is_set():
            self.said_ms = self._clock.now_ms()
            self.say(data)


def test_every_model_is_heard_without_a_break_and_its_silence_is_said_in_time() -> None:
    """A minute of its own pace, then nothing: said within three periods or five seconds."""
    heard = {name: Told() for name in models()}
    clocks = {name: Clock(20) for name in models()}
    ports = {name: TwinPort(model, clocks[name]) for name, model in models().items()}
    links = [Link(model, ports[n], clocks[n], heard[n]) for n, model in models().items()]
    for link in links:
        link.start()
    for name, model in models().items():
        wait_until(lambda name=name: clocks[name].now_ms() > 60_000)  # type: ignore[misc]
        assert heard[name].links() == [SEARCHING, RECEIVING], name
        ports[name].off.set()
        silent = heard[name].wait_for_link(LinkState.SILENT)
        assert silent.t_ms - ports[name].said_ms <= max(3000 * model.period_s, 5000), name
    for link in links:
        link.stop()


@pytest.mark.parametrize("period_s", [5, 10])
def test_a_slow_device_that_is_not_punctual_is_not_silent(
    connect: Connect, told: Told, period_s: int
) -> None:
    """It answers at its period, now early and now late, and its state does not flicker."""
    clock = Clock(200)
    early_and_late = [0.0, 0.4, -0.4, 0.4, 0.0, -0.4, 0.4, -0.3]
    due = [round(1000 * period_s * (n + early_and_late[n % 8])) for n in range(1, 40)]
    last_ms = due[-1]

    class Slow(ScriptedPort):
        def read(self, timeout_s: float) -> bytes:
            if due:
                clock.hold(self, due[0])
            if due and clock.now_ms() >= due[0]:
                due.pop(0)
                return b"!"
            clock.release(self) if not due else None
            left_s = clock.seconds_until(due[0]) if due else timeout_s
            return super().read(min(timeout_s, left_s))

    connect(Slow(), dataclasses.replace(TICKER, period_s=period_s), clock)
    silent = told.wait_for_link(LinkState.SILENT)
    assert told.links() == [SEARCHING, RECEIVING, SILENT]
    assert silent.t_ms - last_ms == pytest.approx(2500 * period_s, abs=300)


def test_a_crackle_is_not_a_wrong_device(connect: Connect, told: Told) -> None:
    """A plug that is moved sends a byte or two."""
    port, clock = ScriptedPort(), Clock(60)
    connect(port, TICKER, clock)
    port.wait_until(lambda port: port.opened == 1)
    port.say(b"!")
    heard = told.wait_for_link(LinkState.RECEIVING)
    port.say(b"\x00\xff")
    wait_until(lambda: clock.now_ms() > heard.t_ms + 20_000)
    port.say(b"!")
    told.wait_for(LinkChange, lambda change: change.t_ms > heard.t_ms + 20_000)
    assert told.links()[-3:] == [RECEIVING, SILENT, RECEIVING]


def test_our_own_sleep_is_not_the_device_s_silence(connect: Connect, told: Told) -> None:
    """The computer was suspended: the device gets its time to answer."""

    class Leaping(Clock):
        slept_ms = 0

        def now_ms(self) -> int:
            return super().now_ms() + self.slept_ms

    clock = Leaping()
    connect(ScriptedPort(ROUND, repeats=True), clock=clock)
    told.wait_for_link(LinkState.RECEIVING)
    clock.slept_ms = 3_600_000
    told.wait_for(Reading, lambda reading: reading.t_ms >= 3_600_000)
    assert told.links() == [SEARCHING, RECEIVING]


def test_a_mistake_of_ours_does_not_end_the_curve(
    connect: Connect, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is noted and told, and a fresh driver goes on."""
    noted: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: noted.append(args.exc_type))
    broken = [True]

    class Broken(Ticker):
        def receive(self, data: bytes, t: int) -> list[Event]:
            if broken:
                raise ZeroDivisionError(broken.pop())
            return super().receive(data, t)

    port = ScriptedPort()
    connect(port, dataclasses.replace(TICKER, driver=Broken))
    port.wait_until(lambda port: port.opened == 1)
    port.say(b"!")
    told.wait_for_link(LinkState.LOST, "bug")
    port.wait_until(lambda port: port.opened == 2)
    port.say(b"!")
    told.wait_for_link(LinkState.RECEIVING)
    assert noted == [ZeroDivisionError]


# --- the end -------------------------------------------------------------------------------------


def test_a_link_stops_in_the_middle_of_waiting(connect: Connect) -> None:
    """It says goodbye, tells what was held back, closes and is gone."""
    told = Told()
    port = ScriptedPort()
    link = Link(TICKER, port, Clock(), told)
    link.start()
    port.wait_until(lambda port: port.opened == 1)
    link.stop()
    assert port.written == [b"goodbye"]
    assert isinstance(told.events[-1], CuffReading)
    with pytest.raises(PortError):
        port.read(0)
    assert "link ticker" not in [thread.name for thread in threading.enumerate()]


def test_nobody_has_to_wait_for_an_address_that_does_not_answer(told: Told) -> None:
    """Stopped without waiting, it tells nothing more and closes by itself."""
    answers = threading.Event()

    class Far(ScriptedPort):
        def open(self) -> None:
            answers.wait()
            super().open()
            self.say(b"!")

    port = Far()
    link = Link(TICKER, port, Clock(), told)
    link.start()
    told.wait_for_link(LinkState.SEARCHING)
    assert not link.stop(within_s=0.01)
    answers.set()
    assert link.stop()
    assert port.opened == 1
    with pytest.raises(PortError):
        port.read(0)
    assert told.links() == [SEARCHING]
    assert told.of(CuffReading) == []


def test_the_order_of_what_is_told(connect: Connect, told: Told) -> None:
    """Live before the frame that proves it; what was held back before the loss."""
    port = ScriptedPort()
    connect(port, TICKER)
    port.wait_until(lambda port: port.opened == 1)
    port.say(b"!")
    told.wait_for_link(LinkState.RECEIVING)
    port.unplug()
    told.wait_for_link(LinkState.LOST, "port_gone")
    kinds = [type(event) for event in told.events]
    assert kinds == [LinkChange, LinkChange, Reading, CuffReading, LinkChange]


# --- cuffs ---------------------------------------------------------------------------------------


def cuff_reply(status: int, pressures: str) -> bytes:
    """A NA reply."""
    return frame(f" NA{status}000001{pressures}")


def test_a_cuff_from_command_to_result(monitor: Monitor, connect: Connect, told: Told) -> None:
    """Commanded from another thread, answered, seen to inflate, read."""
    link = connect(SerialPort(monitor.name))
    told.wait_for_link(LinkState.RECEIVING)
    link.command(START)
    monitor.wait_until_asked(lambda asked: NC0 in asked)
    monitor.replies[NA] = cuff_reply(2, "000000000")
    told.wait_for_cuff(CuffStep.INFLATING)
    monitor.replies[NA] = cuff_reply(1, "142080101")
    told.wait_for_cuff(CuffStep.DONE)
    assert told.steps() == [CuffStep.REQUESTED, CuffStep.INFLATING, CuffStep.DONE]
    assert [reading.systolic for reading in told.of(CuffReading)] == [142]
    assert monitor.asked.count(NC0) == 1
    assert ND not in monitor.asked


def test_a_cuff_is_stopped(monitor: Monitor, connect: Connect, told: Told) -> None:
    """ND on the wire, and the monitor's answer decides."""
    link = connect(SerialPort(monitor.name))
    monitor.replies[NA] = cuff_reply(2, "000000000")
    told.wait_for_cuff(CuffStep.INFLATING)
    link.command(STOP)
    monitor.wait_until_asked(lambda asked: ND in asked)
    monitor.replies[NA] = NO_CUFF
    told.wait_for_cuff(CuffStep.CANCELLED)


def test_bytes_of_a_driver_that_sends_at_once(connect: Connect, told: Told) -> None:
    """Not every protocol has to wait for its turn."""
    port = ScriptedPort()
    link = connect(port, TICKER)
    port.wait_until(lambda port: port.opened == 1)
    port.say(b"!")
    told.wait_for_link(LinkState.RECEIVING)
    link.command(START)
    link.command(STOP)
    port.wait_until(lambda port: port.written == [b"start", b"stop"])
    assert told.steps() == [CuffStep.REQUESTED]


def test_no_cuff_without_a_port(
    monkeypatch: pytest.MonkeyPatch, connect: Connect, told: Told
) -> None:
    """Answered at once, although the link is resting."""
    monkeypatch.setattr("devices.link.FIRST_WAIT_S", 60)
    port = ScriptedPort()
    port.unplug()
    link = connect(port)
    told.wait_for_link(LinkState.LOST, "port_missing")
    link.command(START)
    told.wait_for_cuff(CuffStep.FAILED, "no_link")


def test_no_cuff_on_a_monitor_nobody_hears(connect: Connect, told: Told) -> None:
    """A start must not wait in it; a stop is tried all the same."""
    port = ScriptedPort()
    link = connect(port, TICKER)
    link.command(START)
    told.wait_for_cuff(CuffStep.FAILED, "no_link")
    link.command(STOP)
    port.wait_until(lambda port: port.written == [b"stop"])


@pytest.mark.parametrize(("command", "reason"), [(START, "cannot_start"), (STOP, "cannot_stop")])
def test_a_device_that_cannot(
    connect: Connect, told: Told, command: CuffCommand, reason: str
) -> None:
    """Its model says so."""
    deaf = dataclasses.replace(TICKER, can_start=False, can_stop=False)
    port = ScriptedPort()
    link = connect(port, deaf)
    port.wait_until(lambda port: port.opened == 1)
    port.say(b"!")
    told.wait_for_link(LinkState.RECEIVING)
    link.command(command)
    told.wait_for_cuff(CuffStep.FAILED, reason)
    assert port.written == []


def test_a_cable_pulled_during_a_cuff(monitor: Monitor, connect: Connect, told: Told) -> None:
    """Nobody knows how it ends; it is not repeated when the cable is back."""
    link = connect(SerialPort(monitor.name))
    told.wait_for_link(LinkState.RECEIVING)
    link.command(START)
    monitor.wait_until_asked(lambda asked: NC0 in asked)
    monitor.pull()
    told.wait_for_cuff(CuffStep.FAILED, "no_link")
    monitor.plug_in()
    monitor.wait_until_asked(lambda asked: len(asked) > 6)
    assert NC0 not in monitor.asked


def test_a_command_that_comes_too_late_is_answered(told: Told) -> None:
    """The link was told to stop meanwhile."""
    link = Link(MODEL, ScriptedPort(), Clock(), told)
    link._stopping.set()
    link.command(START)
    link.start()
    told.wait_for_cuff(CuffStep.FAILED, "no_link")
    link.stop()


def test_a_link_that_stops_before_it_began_frees_the_clock(told: Told) -> None:
    """It holds the clock from its start on, not for ever."""
    clock = Clock(60)
    link = Link(MODEL, ScriptedPort(), clock, told)
    link._stopping.set()
    link.start()
    link.stop()
    wait_until(lambda: clock.now_ms() > 1000)

"""The bench, with a port that is a list and a twin that echoes."""

import io
import json
from collections.abc import Callable
from typing import TextIO

import pytest

from devices.simulator.bench import Bench
from devices.simulator.cuff import Cuff
from devices.simulator.patient import Patient, Profile
from devices.simulator.scenario import Outage, OutageKind, Scenario
from devices.simulator.twin import LogLine, TwinOf


class PaperPort:
    """A port on paper: what was sent, and how often it was plugged in."""

    def __init__(self) -> None:
        self.name = ""
        self.asked = b""
        self.sent = b""
        self.plugged_in = 0

    def plug_in(self) -> None:
        self.plugged_in += 1
        self.name = f"paper {self.plugged_in}"

    def pull(self) -> None:
        self.name = ""

    def waiting_on(self) -> list[int]:
        return []

    def read(self) -> bytes:
        data, self.asked = self.asked, b""
        return data

    def write(self, data: bytes) -> None:
        assert self.name, "nobody writes to a pulled cable"
        self.sent += data


class Parrot:
    """A twin that repeats what it hears, and calls by itself at 3 s."""

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.log: list[LogLine] = []
        self.woken: list[int] = []

    def receive(self, data: bytes, t: int) -> bytes:
        self.log.append({"t_ms": t, "kind": "word", "raw": data.decode()})
        return data

    def wake(self, t: int) -> tuple[bytes, int | None]:
        self.woken.append(t)
        return (b"!", None) if t == 3000 else (b"", 3000 if t < 3000 else None)


class Subscription(Parrot):
    """A twin that says nothing until it was asked to, and then something a second later."""

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        super().__init__(patient, cuff)
        self._due: int | None = None

    def receive(self, data: bytes, t: int) -> bytes:
        self._due = t + 1000
        return b""

    def wake(self, t: int) -> tuple[bytes, int | None]:
        if self._due is None or t < self._due:
            return b"", self._due
        self._due = None
        return b"!", None


@pytest.fixture
def port() -> PaperPort:
    """A port on paper."""
    return PaperPort()


def ask(bench: Bench, port: PaperPort, words: bytes) -> bytes:
    """Send words and return what comes back."""
    port.asked, port.sent = words, b""
    bench.attend()
    return port.sent


def started(
    twin_of: TwinOf,
    wanted: Scenario,
    port: PaperPort,
    *,
    log: TextIO | None = None,
    announce: Callable[[str], None] = lambda name: None,
) -> Bench:
    """Return a bench that is plugged in."""
    bench = Bench(twin_of, wanted, port, log=log, announce=announce)
    bench.advance(0)
    return bench


def scenario(*outages: Outage) -> Scenario:
    """Return a scenario in which only this happens."""
    return Scenario(title="", patient=Profile(), outages=outages)


def test_it_stops_at_whatever_the_twin_planned(port: PaperPort) -> None:
    """A long step does what many short ones do."""
    twins: list[Parrot] = []

    def twin_of(patient: Patient, cuff: Cuff) -> Parrot:
        twins.append(Parrot(patient, cuff))
        return twins[0]

    bench = started(twin_of, scenario(), port)
    assert bench.next_ms == 3000
    bench.advance(10_000)
    assert twins[0].woken == [0, 3000, 10_000]
    assert port.sent == b"!"
    assert bench.next_ms is None


def test_what_was_asked_for_comes_in_its_time(port: PaperPort) -> None:
    """The bench knows of it as soon as it was asked, and need not be asked again."""
    bench = started(Subscription, scenario(), port)
    bench.advance(500)
    assert ask(bench, port, b"every second") == b""
    assert bench.next_ms == 1500
    bench.advance(60_000)
    assert port.sent == b"!"


def test_a_pulled_cable_is_put_back(port: PaperPort) -> None:
    """The port goes, comes back under a new name, and that is announced."""
    announced: list[str] = []
    outage = Outage(OutageKind.CABLE, from_min=1, seconds=90)
    bench = started(Parrot, scenario(outage), port, announce=announced.append)
    bench.advance(59_999)
    assert ask(bench, port, b"a") == b"a"
    bench.advance(60_000)
    assert ask(bench, port, b"b") == b""
    bench.advance(150_000)
    port.asked = b""
    assert ask(bench, port, b"c") == b"c"
    assert announced == ["paper 1", "paper 2"]


def test_a_step_over_a_whole_outage_still_pulls_the_cable(port: PaperPort) -> None:
    """However coarse the steps, the host finds its port gone."""
    outage = Outage(OutageKind.CABLE, from_min=1, seconds=90)
    bench = started(Parrot, scenario(outage), port)
    bench.advance(600_000)
    assert port.plugged_in == 2


def test_silence_keeps_the_port_and_says_nothing(port: PaperPort) -> None:
    """Neither answers nor what the device would say by itself; what was asked then is not kept."""
    bench = started(Parrot, scenario(Outage(OutageKind.SILENT, from_min=0, seconds=5)), port)
    bench.advance(4000)
    assert ask(bench, port, b"a") == b""
    bench.advance(5000)
    assert ask(bench, port, b"b") == b"b"
    assert port.plugged_in == 1


def test_time_never_runs_backwards(port: PaperPort) -> None:
    """An earlier time is no time."""
    bench = started(Parrot, scenario(), port)
    bench.advance(5000)
    bench.advance(1000)
    assert bench.t_ms == 5000


def test_the_log_is_one_json_line_for_each_thing_sent(port: PaperPort) -> None:
    """Written as it is sent."""
    log = io.StringIO()
    bench = started(Parrot, scenario(), port, log=log)
    ask(bench, port, b"a")
    bench.advance(1000)
    ask(bench, port, b"b")
    assert [json.loads(line) for line in log.getvalue().splitlines()] == [
        {"t_ms": 0, "kind": "word", "raw": "a"},
        {"t_ms": 1000, "kind": "word", "raw": "b"},
    ]


def test_closing_takes_the_port_away(port: PaperPort) -> None:
    """Once and for all."""
    bench = started(Parrot, scenario(), port)
    bench.close()
    bench.close()
    assert port.name == ""

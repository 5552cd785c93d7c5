"""The bench, with a port that is a list and a twin that echoes."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TextIO

import pytest

from devices.simulator.bench import Bench
from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import Patient, Profile
from devices.simulator.scenario import Incident, Kind, Scenario
from devices.simulator.twin import LogLine, Twin, TwinOf


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


class Parrot(Twin):
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


def scenario(*incidents: Incident) -> Scenario:
    """Return a scenario in which only this happens."""
    return Scenario(title="", patient=Profile(), incidents=incidents)


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
    outage = Incident(Kind.CABLE, from_min=1, seconds=90)
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
    outage = Incident(Kind.CABLE, from_min=1, seconds=90)
    bench = started(Parrot, scenario(outage), port)
    bench.advance(600_000)
    assert port.plugged_in == 2


def test_silence_keeps_the_port_and_says_nothing(port: PaperPort) -> None:
    """Neither answers nor what the device would say by itself; what was asked then is not kept."""
    bench = started(Parrot, scenario(Incident(Kind.SILENT, from_min=0, seconds=5)), port)
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


class Showing(Twin):
    """A twin that says at each question how its switches are, and remembers when it was made."""

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.log: list[LogLine] = []
        self.cuff = cuff
        self.on_ms = patient.t_ms

    def receive(self, data: bytes, t: int) -> bytes:
        self.cuff.advance(t)
        if data == b"start":
            self.cuff.start(t)
        switches = {"probe": self.probe_on, "ahead": self.clock_ahead_ms, "demo": self.demo}
        return json.dumps({"on": self.on_ms} | switches).encode()

    def wake(self, t: int) -> tuple[bytes, int | None]:
        self.cuff.advance(t)
        return b"", self.cuff.ends_at


def shown(bench: Bench, port: PaperPort, t: int, words: bytes = b"?") -> dict[str, int]:
    """What it says at a time."""
    bench.advance(t)
    said: dict[str, int] = json.loads(ask(bench, port, words))
    return said


@pytest.mark.parametrize(
    ("kind", "switch", "on", "off"),
    [
        (Kind.PROBE_OFF, "probe", False, True),
        (Kind.CLOCK, "ahead", 180_000, 0),
        (Kind.DEMO, "demo", True, False),
    ],
)
def test_a_switch_is_turned_for_its_time(
    kind: Kind, switch: str, on: int, off: int, port: PaperPort
) -> None:
    """From the first millisecond to the last."""
    bench = started(Showing, scenario(Incident(kind, from_min=1, seconds=60)), port)
    seen = [shown(bench, port, t)[switch] for t in (59_999, 60_000, 119_999, 120_000)]
    assert seen == [off, on, on, off]


def test_a_probe_below_the_cuff_is_blind_from_the_start_until_it_has_recovered(
    port: PaperPort,
) -> None:
    """And sees again without anybody asking."""
    bench = started(Showing, scenario(Incident(Kind.SAME_ARM, from_min=0, seconds=600)), port)
    assert shown(bench, port, 10_000)["probe"]
    shown(bench, port, 10_000, b"start")
    assert not shown(bench, port, 10_000)["probe"]
    bench.advance(55_000)
    back = bench.next_ms
    assert back is not None
    assert not shown(bench, port, back - 1)["probe"]
    assert shown(bench, port, back)["probe"]


def test_a_device_without_power_is_another_one_afterwards(port: PaperPort) -> None:
    """It says nothing meanwhile, keeps its port, and is switched on at its patient's time."""
    old = Pressures(t_ms=-1000, systolic=138, diastolic=84, mean=102, pulse=66)
    wanted = replace(scenario(Incident(Kind.OFF, from_min=1, seconds=40)), old_result=old)
    twins: list[Showing] = []

    def twin_of(patient: Patient, cuff: Cuff) -> Showing:
        twins.append(Showing(patient, cuff))
        return twins[-1]

    bench = started(twin_of, wanted, port)
    assert twins[0].cuff.result == old
    bench.advance(60_000)
    assert ask(bench, port, b"?") == b""
    assert shown(bench, port, 100_000)["on"] == 100_000
    assert len(twins) == 2
    assert twins[1].cuff.result is None
    assert port.plugged_in == 1


def test_everything_comes_twice(port: PaperPort) -> None:
    """For a while."""
    bench = started(Parrot, scenario(Incident(Kind.TWICE, from_min=1, seconds=60)), port)
    bench.advance(60_000)
    assert ask(bench, port, b"a") == b"aa"
    bench.advance(120_000)
    assert ask(bench, port, b"a") == b"a"


def test_a_noisy_line_damages_some_and_the_log_tells_what_was_said(port: PaperPort) -> None:
    """What was sent, and not what came of it."""
    log = io.StringIO()
    noisy = scenario(Incident(Kind.NOISE, from_min=0, seconds=60))
    bench = started(Parrot, noisy, port, log=log)
    came = [ask(bench, port, b"abcdefgh") for _ in range(100)]
    assert 5 < len([data for data in came if data != b"abcdefgh"]) < 50
    assert {json.loads(line)["raw"] for line in log.getvalue().splitlines()} == {"abcdefgh"}

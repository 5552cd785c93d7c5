"""A link in a process of its own: the same events, a clock that agrees, and no orphan."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices import link_process, ports
from devices.adapter import PortInfo
from devices.driver import model_named
from devices.link import Link
from devices.link_process import LinkProcess, port_of
from monitor.clock import Clock
from monitor.errors import BugElsewhere, note_bug
from monitor.events import (
    CuffAction,
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffWhy,
    Event,
    LinkChange,
    LinkState,
    Reading,
)
from tests.pretend import twin, wait_until


@contextmanager
def link_to(port: str, heard: list[Event], clock: Clock) -> Iterator[LinkProcess]:
    """A running link, stopped in the end."""
    link = LinkProcess(model_named("ge-dinamap"), port, clock, heard.append)
    link.start()
    try:
        yield link
    finally:
        link.stop()


def states(heard: list[Event]) -> list[LinkState]:
    """What the link said of itself."""
    return [event.state for event in heard if isinstance(event, LinkChange)]


def test_readings_come_with_the_time_of_this_process(tmp_path: Path) -> None:
    """Both clocks count from the same moment."""
    heard: list[Event] = []
    clock = Clock()
    with twin(tmp_path) as device, link_to(device.port, heard, clock):
        wait_until(lambda: [e for e in heard if isinstance(e, Reading)])
        now_ms = clock.now_ms()
    first = next(e for e in heard if isinstance(e, Reading))
    assert 0 <= now_ms - first.t_ms < 2000
    assert states(heard)[:2] == [LinkState.SEARCHING, LinkState.RECEIVING]


def test_a_cuff_command_goes_through(tmp_path: Path) -> None:
    """And its answers come back."""
    heard: list[Event] = []
    start = CuffCommand(t_ms=0, device="ge-dinamap", action=CuffAction.START, why=CuffWhy.NURSE)
    with twin(tmp_path, "--speed", "30") as device, link_to(device.port, heard, Clock()) as link:
        wait_until(lambda: LinkState.RECEIVING in states(heard))
        link.command(start)
        wait_until(lambda: [e for e in heard if isinstance(e, CuffChange)])
        before = len([e for e in heard if isinstance(e, CuffReading)])
        wait_until(lambda: len([e for e in heard if isinstance(e, CuffReading)]) > before)


def test_a_link_that_was_killed_is_said_and_begins_again(tmp_path: Path) -> None:
    """Whatever ended it, the device is heard again by itself."""
    heard: list[Event] = []
    with twin(tmp_path) as device, link_to(device.port, heard, Clock()) as link:
        wait_until(lambda: LinkState.RECEIVING in states(heard))
        assert link.pid is not None
        os.kill(link.pid, signal.SIGKILL)
        wait_until(lambda: states(heard).count(LinkState.RECEIVING) == 2)
    lost = [e for e in heard if isinstance(e, LinkChange) and e.state is LinkState.LOST]
    assert [change.reason for change in lost] == ["link_ended"]


def ends_at_once(pipe: "multiprocessing.connection.Connection", *_: object, **__: object) -> None:
    """Be a link that cannot live."""
    pipe.close()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When a process was begun; all are dead on arrival."""
    found: list[float] = []
    begin = LinkProcess._begin

    def noted(link: LinkProcess) -> object:
        found.append(time.monotonic())
        return begin(link)

    monkeypatch.setattr(link_process, "serve", ends_at_once)
    monkeypatch.setattr(LinkProcess, "_begin", noted)
    return found


def test_a_link_that_keeps_dying_is_begun_less_and_less(
    monkeypatch: pytest.MonkeyPatch, begun: list[float]
) -> None:
    """Twice as long each time up to a limit, and it is said once."""
    monkeypatch.setattr(link_process, "RESTART_S", 0.3)
    monkeypatch.setattr(link_process, "LONGEST_RESTART_S", 1.2)
    heard: list[Event] = []
    with link_to("no port", heard, Clock()):
        wait_until(lambda: len(begun) >= 5)
    waits = [later - begun[n] for n, later in enumerate(begun[1:5])]
    assert all(wait >= least for wait, least in zip(waits, [0.3, 0.6, 1.2, 1.2], strict=True))
    lost = [e for e in heard if isinstance(e, LinkChange)]
    assert [(change.state, change.reason) for change in lost] == [(LinkState.LOST, "link_ended")]


def test_a_link_that_lived_is_begun_soon_again(
    monkeypatch: pytest.MonkeyPatch, begun: list[float]
) -> None:
    """What went well before is no sign of trouble."""
    monkeypatch.setattr(link_process, "RESTART_S", 0.01)
    monkeypatch.setattr(link_process, "LONGEST_RESTART_S", 1000)
    monkeypatch.setattr(link_process, "LIVED_S", 0.0)
    with link_to("no port", [], Clock()):
        wait_until(lambda: len(begun) >= 13)


def test_what_a_clinic_waits_at_most() -> None:
    """A link that comes right again is back within seconds."""
    assert (link_process.RESTART_S, link_process.LONGEST_RESTART_S) == (0.5, 5.0)


def test_a_computer_without_memory_for_a_process_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Noted, said, and tried until there is one."""
    noted: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: noted.append(args.exc_type))
    monkeypatch.setattr(link_process, "RESTART_S", 0.01)
    begin, full = LinkProcess._begin, [True, True]

    def sometimes(link: LinkProcess) -> object:
        if full:
            full.pop()
            raise BlockingIOError
        return begin(link)

    monkeypatch.setattr(LinkProcess, "_begin", sometimes)
    heard: list[Event] = []
    with link_to("no port", heard, Clock()):
        wait_until(lambda: LinkState.SEARCHING in states(heard))
    assert noted == [BlockingIOError] * 2
    assert states(heard)[0] is LinkState.LOST


def test_a_link_that_hangs_is_ended_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closing that never ends must not keep a session from closing."""
    monkeypatch.setattr(link_process, "GOODBYE_S", 0.2)
    heard: list[Event] = []
    with twin(tmp_path) as device, link_to(device.port, heard, Clock()) as link:
        wait_until(lambda: LinkState.RECEIVING in states(heard))
        assert link.pid is not None
        os.kill(link.pid, signal.SIGSTOP)
        link.stop()
        with pytest.raises(ProcessLookupError):
            os.kill(link.pid, 0)


def test_a_known_adapter_is_looked_for_under_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the serial number that the session has of it."""
    listed = [PortInfo("loop://elsewhere", "", 1, 2, "A7")]
    monkeypatch.setattr(ports, "list_ports", lambda: listed)
    port = port_of(model_named("ge-dinamap"), "loop://", Clock(), adapter="A7")
    port.open()
    assert port.name == "loop://elsewhere"
    port.close()


def test_stopping_ends_the_process_and_frees_the_port(tmp_path: Path) -> None:
    """Another link can have it at once."""
    heard: list[Event] = []
    with twin(tmp_path) as device:
        for _ in range(2):
            heard.clear()
            with link_to(device.port, heard, Clock()) as link:
                wait_until(lambda: LinkState.RECEIVING in states(heard))
                pid = link.pid
            assert pid is not None
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)
            assert link.counts.frames > 0


def test_an_accelerated_clock_is_refused() -> None:
    """It has to be held, and cannot be from another process."""
    with pytest.raises(ValueError, match="real time"):
        LinkProcess(model_named("ge-dinamap"), "x", Clock(2), print)


def test_a_mistake_in_the_process_is_told_to_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """By kind and place: the child has no log, and an error's text may hold what was measured."""

    class Broken(Link):
        def start(self) -> None:
            note_bug(ZeroDivisionError("120/80"))

        def stop(self, within_s: float | None = None) -> bool:
            return True

    monkeypatch.setattr(link_process, "Link", Broken)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    ours, theirs = multiprocessing.Pipe()
    ours.send(None)
    link_process.serve(theirs, "ge-dinamap", "no port", 0.0)
    bug = ours.recv()
    assert isinstance(bug, BugElsewhere)
    assert "ZeroDivisionError" in str(bug)
    assert "120/80" not in str(bug)

"""What moves a bench's time."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from devices.simulator import drive
from devices.simulator.bench import Bench
from devices.simulator.patient import TYPICAL
from devices.simulator.scenario import Incident, Kind, Scenario
from devices.simulator.twin import twin_of
from devices.simulator.virtual_port import PtyPort
from monitor.clock import Clock
from monitor.errors import EntryError

QUIET = Scenario(title="", patient=TYPICAL)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A bench on a pty."""
    with closing(Bench(twin_of("ge-dinamap"), QUIET, PtyPort(tmp_path / "port"))) as made:
        yield made


@pytest.fixture
def bell() -> Iterator[socket.socket]:
    """A bell nobody rings."""
    ours, rope = socket.socketpair()
    with ours, rope:
        yield ours


def steer(bench: Bench, bell: socket.socket, words: bytes) -> list[str]:
    """Send words down a control pipe that ends after them, and return the answers."""
    ours, theirs = os.pipe()
    os.write(theirs, words)
    os.close(theirs)
    answers: list[str] = []
    try:
        drive.by_control(bench, ours, bell, answers.append)
    finally:
        for thread in threading.enumerate():
            if thread.name == drive.PUMP:
                thread.join()
        os.close(ours)
    return answers


def test_each_line_is_answered_when_its_time_has_come(bench: Bench, bell: socket.socket) -> None:
    """And the pipe's end is the end."""
    answers = steer(bench, bell, b'{"t_ms": 1000}\n{"t_ms": 61000}\n')
    assert answers == ['{"t_ms": 1000}', '{"t_ms": 61000}']
    assert bench.t_ms == 61_000


@pytest.mark.parametrize("line", [b"hello\n", b"{}\n", b"12\n", b'{"t_ms": null}\n'])
def test_a_line_that_is_no_time_is_an_error(bench: Bench, bell: socket.socket, line: bytes) -> None:
    """With a code, and not a traceback."""
    with pytest.raises(EntryError) as caught:
        steer(bench, bell, line)
    assert caught.value.code == "control_line_invalid"


class Enough(Exception):  # noqa: N818 - it is no error
    """The bench has seen what the test waits for."""


class ShortBench(Bench):
    """A bench that ends the test at two minutes."""

    def advance(self, t: int) -> None:
        super().advance(t)
        if self.t_ms >= 120_000:
            raise Enough


def test_a_clock_of_its_own_runs_through_a_pulled_cable(
    tmp_path: Path, bell: socket.socket
) -> None:
    """Also where nothing is left to listen to."""
    torn = Scenario("", TYPICAL, incidents=(Incident(Kind.CABLE, from_min=1, seconds=60),))
    port = PtyPort(tmp_path / "port")
    with closing(ShortBench(twin_of("ge-dinamap"), torn, port)) as bench:
        with pytest.raises(Enough):
            drive.by_clock(bench, Clock(speed=1000), bell)
        assert (tmp_path / "port").exists()


def test_a_question_is_answered_at_once(tmp_path: Path, bell: socket.socket) -> None:
    """The host's bytes end the sleep; nothing else was due."""
    link = tmp_path / "port"
    with closing(Bench(twin_of("ge-dinamap"), QUIET, PtyPort(link))) as bench:
        bench.advance(0)
        ours, theirs = os.pipe()
        running = threading.Thread(target=drive.by_control, args=(bench, ours, bell, print))
        running.start()
        host = os.open(link, os.O_RDWR | os.O_NOCTTY)
        os.write(host, b" OA!3\r")
        assert os.read(host, 64) == b" OA1098000#<\r"
        os.close(theirs)
        running.join()
        os.close(host)
        os.close(ours)

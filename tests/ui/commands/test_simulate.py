"""The command that plays a patient monitor."""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.errors import DripwatchError, EntryError
from ui.__main__ import run


@contextmanager
def simulating(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command and yield it with its first line."""
    command = [sys.executable, "-m", "ui", "simulate", "ge-dinamap", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        try:
            yield child, child.stdout.readline().strip()
        finally:
            child.kill()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_port_answers_and_ends_when_told(end: signal.Signals) -> None:
    """The first line is a terminal to open; Ctrl-C and SIGTERM are success."""
    with simulating() as (child, port):
        host = os.open(port, os.O_RDWR | os.O_NOCTTY)
        os.write(host, b" TC!:\r")
        assert os.read(host, 64)[:3] == b" -5"
        os.close(host)
        child.send_signal(end)
        assert child.wait(10) == 0


def test_a_link_lasts_as_long_as_the_program(tmp_path: Path) -> None:
    """And is what gets printed."""
    link = tmp_path / "monitor"
    with simulating("--link", str(link)) as (child, port):
        assert port == str(link)
        assert link.resolve().is_char_device()
        child.terminate()
        child.wait(10)
    assert not os.path.lexists(link)


def test_a_free_tcp_port_is_found_and_said() -> None:
    """As the address that goes behind --port."""
    with simulating("--tcp", "0") as (_, port):
        scheme, _, number = port.rpartition(":")
        assert scheme == "socket://127.0.0.1"
        with socket.create_connection(("127.0.0.1", int(number)), timeout=10) as host:
            host.sendall(b" TC!:\r")
            assert host.recv(64)[:3] == b" -5"


def test_its_clock_runs_at_the_speed_asked_for() -> None:
    """At 1000 a cuff is done before a person could ask twice."""
    with simulating("--speed", "1000") as (_, port):
        host = os.open(port, os.O_RDWR | os.O_NOCTTY)
        os.write(host, b" NC0!E\r")
        assert os.read(host, 64) == b" NC0!E\r"
        status = b" NA2"
        while status == b" NA2":
            os.write(host, b" NA!2\r")
            assert select.select([host], [], [], 10)[0]
            status = os.read(host, 64)[:4]
        assert status == b" NA1"
        os.close(host)


def test_it_costs_nothing_while_nobody_asks() -> None:
    """After its start an idle one uses no processor time, by the kernel's own count."""
    with simulating() as (child, port):
        host = os.open(port, os.O_RDWR | os.O_NOCTTY)
        os.write(host, b" TC!:\r")
        os.read(host, 64)
        before = used(child.pid)
        assert select.select([host], [], [], 1)[0] == []
        assert used(child.pid) - before <= 2 / os.sysconf("SC_CLK_TCK")
        os.close(host)


def used(pid: int) -> float:
    """Return the processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["abacus"], "unknown_model"),
        (["ge-dinamap", "--scenario", "earthquake"], "unknown_scenario"),
        (["ge-dinamap", "--speed", "0"], "speed_not_positive"),
        (["ge-dinamap", "--speed", "nan"], "speed_not_positive"),
        (["ge-dinamap", "--tcp", "70000"], "tcp_port_invalid"),
        (["ge-dinamap", "--log", "/nowhere/at/all"], "log_not_writable"),
        (["ge-dinamap", "--link", "/nowhere/at/all"], "link_not_made"),
    ],
)
def test_bad_input_gets_a_code(words: list[str], code: str) -> None:
    """Which ui/words.py turns into a sentence."""
    with pytest.raises(DripwatchError) as caught:
        run(["simulate", *words])
    assert caught.value.code == code


def test_a_busy_tcp_port_gets_a_code() -> None:
    """Of a server that is really there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(DripwatchError) as caught:
            run(["simulate", "ge-dinamap", "--tcp", str(number)])
    assert caught.value.code == "tcp_port_busy"


def test_a_file_is_no_place_for_a_link(tmp_path: Path) -> None:
    """It is refused, and still there afterwards."""
    file = tmp_path / "file"
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(DripwatchError) as caught:
        run(["simulate", "ge-dinamap", "--link", str(file)])
    assert caught.value.code == "link_path_taken"
    assert file.read_text(encoding="utf-8") == "precious"


def test_a_file_that_is_there_is_no_log(tmp_path: Path) -> None:
    """It may be a record: not a byte of it goes."""
    file = tmp_path / "record.sqlite"
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(EntryError) as caught:
        run(["simulate", "ge-dinamap", "--log", str(file)])
    assert caught.value.code == "log_exists"
    assert file.read_text(encoding="utf-8") == "precious"


def test_a_wrong_model_empties_no_log(tmp_path: Path) -> None:
    """A slip of the finger destroys nothing."""
    log = tmp_path / "log"
    log.write_text("precious", encoding="utf-8")
    with pytest.raises(DripwatchError):
        run(["simulate", "abacus", "--log", str(log)])
    assert log.read_text(encoding="utf-8") == "precious"

"""The pretend monitor as a process, on a real pty and with raw reads and writes."""

import json
import os
import select
from pathlib import Path

import pytest

from devices.simulator.process import PretendMonitor
from monitor.errors import PortError

MIN = 60_000


def opened(port: str) -> int:
    """Open the host's end."""
    return os.open(port, os.O_RDWR | os.O_NOCTTY)


def ask(host: int, command: bytes) -> bytes:
    """Send a command and return the answer up to its CR."""
    os.write(host, command)
    answer = b""
    while not answer.endswith(b"\r"):
        assert select.select([host], [], [], 10)[0], f"no answer to {command!r}"
        answer += os.read(host, 64)
    return answer


def test_a_cuff_over_a_real_pty(tmp_path: Path) -> None:
    """Asked, waited for, read; and the log tells the same."""
    log = tmp_path / "sent.jsonl"
    with PretendMonitor("ge-dinamap", link=tmp_path / "port", log=log) as monitor:
        assert monitor.port == str(tmp_path / "port")
        host = opened(monitor.port)
        assert ask(host, b"\r NA!2\r").startswith(b" NA1001500138084102")
        assert ask(host, b"\r NC0!E\r") == b" NC0!E\r"
        assert ask(host, b"\r NA!2\r").startswith(b" NA2")
        assert monitor.advance(45_000) == 45_000
        answer = ask(host, b"\r NA!2\r")
        os.close(host)
    assert answer.startswith(b" NA100")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    (done,) = [line for line in lines if line["kind"] == "determination"]
    sent = f"{done['systolic']:03}{done['diastolic']:03}{done['mean']:03}".encode()
    assert sent in answer
    assert lines[-1]["raw"] == answer.decode().removesuffix("\r")
    assert lines[-1]["seconds_ago"] == (45_000 - done["t_ms"]) // 1000


def test_a_pulled_cable_comes_back_under_its_link(tmp_path: Path) -> None:
    """The host's read ends; later the same path works again, with the same patient."""
    link = tmp_path / "port"
    with PretendMonitor("ge-dinamap", "cable-pulled", link=link) as monitor:
        monitor.advance(20 * MIN - 1)
        host = opened(monitor.port)
        assert ask(host, b" OA!3\r").startswith(b" OA1")
        monitor.advance(20 * MIN)
        assert not os.path.lexists(link)
        with pytest.raises(OSError, match="Input/output"):
            os.write(host, b" OA!3\r")
        os.close(host)
        monitor.advance(20 * MIN + 90_000)
        host = opened(monitor.port)
        assert ask(host, b" OA!3\r").startswith(b" OA1")
        os.close(host)


def test_without_a_link_the_port_is_told_anew() -> None:
    """The attribute follows the pty."""
    with PretendMonitor("ge-dinamap", "cable-pulled") as monitor:
        monitor.advance(22 * MIN)
        host = opened(monitor.port)
        assert ask(host, b" OA!3\r").startswith(b" OA1")
        os.close(host)


def test_a_silent_monitor_leaves_its_port_open(tmp_path: Path) -> None:
    """Questions of that time are lost; those after it are answered."""
    with PretendMonitor("ge-dinamap", "monitor-off", link=tmp_path / "port") as monitor:
        host = opened(monitor.port)
        monitor.advance(21 * MIN)
        os.write(host, b" RA!6\r")
        monitor.advance(21 * MIN + 1000)
        monitor.advance(22 * MIN)
        assert ask(host, b" OA!3\r").startswith(b" OA1")  # and not the rate asked for before
        os.close(host)


def test_it_ends_with_its_control_pipe(tmp_path: Path) -> None:
    """Cleanly, and takes its link along; so nobody can leave it behind."""
    monitor = PretendMonitor("ge-dinamap", link=tmp_path / "port")
    monitor.close()
    monitor.close()
    assert monitor._child.returncode == 0
    assert not os.path.lexists(tmp_path / "port")


def test_one_that_cannot_start_says_so() -> None:
    """With its exit code; its own sentence is on stderr."""
    with pytest.raises(PortError) as caught:
        PretendMonitor("abacus")
    assert caught.value.code == "pretend_monitor_ended"
    assert caught.value.values["exit_code"] == 2


def test_one_that_was_killed_says_so() -> None:
    """Instead of an answer."""
    monitor = PretendMonitor("ge-dinamap")
    monitor._child.kill()
    monitor._child.wait()
    with pytest.raises(PortError) as caught:
        monitor.advance(1000)
    assert caught.value.values["exit_code"] == -9

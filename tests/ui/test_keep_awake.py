"""The computer stays awake as long as a session is recorded, where the platform lets us."""

import logging
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from monitor.events import SessionKind
from tests.pretend import wait_until
from ui.keep_awake import KeepAwake, program
from ui.recording import begin, new_session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a call instead")


@pytest.fixture
def inhibitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stub of the program first on the path: notes its words, then runs what it was given."""
    told = tmp_path / "told"
    stub = tmp_path / "bin" / program()[0]
    stub.parent.mkdir()
    stub.write_text(f'#!/bin/sh\necho "$$ $@" >> {told}\nexec cat\n', encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stub.parent}{os.pathsep}{os.environ['PATH']}")
    return told


def pids(told: Path) -> list[int]:
    """Every process the stub was."""
    if not told.exists():
        return []
    lines = told.read_text(encoding="utf-8").splitlines()
    return [int(line.split()[0]) for line in lines]


def runs(pid: int) -> bool:
    """Whether the process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_each_platform_is_told() -> None:
    """Neither idle nor asleep, and for no longer than we live."""
    linux = program("linux")
    assert linux[0] == "systemd-inhibit"
    assert "--what=idle:sleep" in linux
    assert linux[-1] == "cat"
    assert program("darwin") == ("caffeinate", "-dis", "-w", str(os.getpid()))
    assert program("somewhere else") == ()


def test_it_holds_from_start_to_stop(inhibitor: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And nothing of it is left; there is nothing to say."""
    awake = KeepAwake()
    awake.start()
    wait_until(lambda: pids(inhibitor))
    (pid,) = pids(inhibitor)
    assert runs(pid)
    awake.stop()
    assert not runs(pid)
    assert not caplog.records


def test_it_ends_with_a_program_that_was_killed(inhibitor: Path) -> None:
    """Nobody is left to keep the computer awake for."""
    script = """
        import os, signal, time
        from pathlib import Path
        from ui.keep_awake import KeepAwake
        KeepAwake().start()
        while not Path({told!r}).exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    code = textwrap.dedent(script).format(told=str(inhibitor))
    subprocess.run([sys.executable, "-c", code], check=False)
    wait_until(lambda: pids(inhibitor))
    (pid,) = pids(inhibitor)
    wait_until(lambda: not runs(pid))


@pytest.mark.parametrize("command", [(), ("no such program",), ("false",)])
def test_where_it_cannot_it_says_so_once(
    command: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    """In the log; nothing breaks, and stopping says no more."""
    awake = KeepAwake(command)
    with caplog.at_level(logging.WARNING, logger="dripwatch"):
        awake.start()
        wait_until(lambda: caplog.records)
        awake.stop()
    assert ["may go to sleep" in record.message for record in caplog.records] == [True]


def test_what_is_stopped_without_having_begun_is_no_mistake() -> None:
    """A session may fail to start."""
    KeepAwake().stop()


@pytest.mark.parametrize(("speed", "held"), [(1.0, 1), (60.0, 0)])
def test_a_session_in_real_time_keeps_the_computer_awake(
    inhibitor: Path, tmp_path: Path, speed: float, held: int
) -> None:
    """With a window and without; an accelerated one is over before anybody nods off."""
    start = new_session(None, kind=SessionKind.DEMO)
    made = begin(tmp_path / "r.sqlite", start, [], [], lambda _: None, speed)
    made.open()
    made.start()
    if held:
        wait_until(lambda: pids(inhibitor))
    made.close()
    assert len(pids(inhibitor)) == held
    assert not any(map(runs, pids(inhibitor)))

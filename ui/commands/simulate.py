"""`dripwatch simulate MODEL`: the pretend monitor alone, for training, trying out and the demo."""

import argparse
import contextlib
import math
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from devices.simulator.bench import Bench
    from devices.simulator.twin import TwinOf
    from devices.simulator.virtual_port import VirtualPort

NAME = "simulate"
HELP = "play a patient monitor with a pretend patient, and print the port to connect to"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("model", metavar="MODEL", help="which monitor, for example ge-dinamap")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--link", type=Path, metavar="PATH", help="a lasting name for the port")
    where.add_argument("--tcp", type=int, metavar="PORT", help="a TCP port here; 0: any free one")
    parser.add_argument("--scenario", default="normal", metavar="S", help="what happens")
    parser.add_argument("--speed", type=float, default=1.0, metavar="N", help="times real time")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which patient")
    parser.add_argument("--replay", type=Path, metavar="CAPTURE", help="play a capture again")
    parser.add_argument("--log", type=Path, metavar="FILE", help="JSON lines of what was sent")
    # For the demo and the tests: time comes from stdin, see devices/simulator/drive.py.
    parser.add_argument("--control", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Serve until a signal or the end of the control pipe."""
    from devices.simulator import drive
    from monitor.clock import Clock
    from monitor.errors import EntryError

    if not 0 < args.speed < math.inf:
        raise EntryError("speed_not_positive", field="speed", speed=args.speed)
    with _until_told_to_end() as bell, _bench(args) as bench:
        if args.control:
            drive.by_control(bench, sys.stdin.fileno(), bell, _say)
        else:
            drive.by_clock(bench, Clock(args.speed), bell)
    return 0


@contextlib.contextmanager
def _bench(args: argparse.Namespace) -> Iterator["Bench"]:
    from devices.simulator.bench import Bench
    from devices.simulator.scenario import scenario
    from devices.simulator.twin import twin_of

    made = twin_of(args.model) if args.replay is None else _replay(args.replay)
    wanted = made, scenario(args.scenario), _port(args)
    with (
        _log(args.log) as log,
        contextlib.closing(Bench(*wanted, seed=args.seed, log=log, announce=_say)) as bench,
    ):
        yield bench


def _replay(path: Path) -> "TwinOf":
    from devices.capture import read_capture
    from devices.simulator.replay import Replay
    from monitor.errors import EntryError

    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            captured = read_capture(file, str(path))
    except OSError as error:
        raise EntryError("file_missing", field="replay", path=str(path)) from error
    return lambda _patient, _cuff: Replay(captured.steps)


def _port(args: argparse.Namespace) -> "VirtualPort":
    from devices.simulator.virtual_port import PtyPort, TcpPort
    from monitor.errors import EntryError

    if args.tcp is None:
        return PtyPort(args.link)
    if not 0 <= args.tcp <= 65535:
        raise EntryError("tcp_port_invalid", field="tcp", port=args.tcp)
    return TcpPort(args.tcp)


@contextlib.contextmanager
def _log(path: Path | None) -> Iterator[TextIO | None]:
    from monitor.errors import EntryError, RecordError

    if path is None:
        yield None
        return
    try:
        file = path.open("x", encoding="utf-8")
    except FileExistsError as error:
        raise EntryError("log_exists", field="log", path=str(path)) from error
    except OSError as error:
        raise RecordError("log_not_writable", path=str(path), reason=error.strerror) from error
    with file:
        yield file


@contextlib.contextmanager
def _until_told_to_end() -> Iterator[socket.socket]:
    """Take Ctrl-C and SIGTERM as the wish to stop, not as a failure; yield the bell they ring."""

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    bell, rope = socket.socketpair()
    with bell, rope, contextlib.suppress(KeyboardInterrupt):
        rope.setblocking(False)
        # Ctrl-C as well: a shell that starts us in the background has it ignored.
        before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
        signal.set_wakeup_fd(rope.fileno())
        try:
            yield bell
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)


def _say(line: str) -> None:
    print(line, flush=True)

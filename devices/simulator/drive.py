"""What moves a bench's time: a clock of its own, or lines on a control pipe.

Both sleep in `select` until a host sends something or something is due, and cost nothing meanwhile.
The bell is a socket that a signal makes readable (signal.set_wakeup_fd): one that comes just before
`select` begins would else wait for the next byte.
"""

import contextlib
import json
import os
import select
import socket
import threading
from collections.abc import Callable
from typing import NoReturn

from devices.simulator.bench import Bench
from monitor.clock import Clock
from monitor.errors import EntryError

CHUNK = 4096
PUMP = "control pipe"


def by_clock(bench: Bench, clock: Clock, bell: socket.socket) -> NoReturn:
    """Run until a signal ends the program, which rings the bell."""
    while True:
        bench.advance(clock.now_ms())
        bench.attend()
        due = bench.next_ms
        seconds = None if due is None else clock.seconds_until(due)
        select.select([bell.fileno(), *bench.waiting_on()], [], [], seconds)


def by_control(bench: Bench, pipe: int, bell: socket.socket, answer: Callable[[str], None]) -> None:
    """Run until the pipe's end. Each line `{"t_ms": N}` is answered by the same, once it is N."""
    half = b""
    bench.advance(0)
    with _selectable(pipe) as control:
        while True:
            ready, _, _ = select.select(
                [control.fileno(), bell.fileno(), *bench.waiting_on()], [], []
            )
            # What the host sent before it asked for a later time is answered at the time it had.
            bench.attend()
            if control.fileno() not in ready:
                continue
            data = control.recv(CHUNK)
            if not data:
                return
            *lines, half = (half + data).split(b"\n")
            for line in lines:
                bench.advance(_time_in(line))
                answer(json.dumps({"t_ms": bench.t_ms}))


def _time_in(line: bytes) -> int:
    try:
        return int(json.loads(line)["t_ms"])
    except (ValueError, TypeError, KeyError) as error:
        raise EntryError("control_line_invalid", field="control", line=str(line)) from error


def _selectable(pipe: int) -> socket.socket:
    """Return a socket that gives what the pipe gives: Windows can select on sockets only."""
    ours, pumped = socket.socketpair()

    def pump() -> None:
        with pumped, contextlib.suppress(ConnectionError):  # nobody listens any more
            while data := os.read(pipe, CHUNK):
                pumped.sendall(data)

    threading.Thread(target=pump, name=PUMP, daemon=True).start()
    return ours

"""The pretend monitor in a process of its own, its time driven from here: for demo and tests."""

import contextlib
import json
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from monitor.errors import PortError
from monitor.own_program import own_program

WAIT_S = 5  # for a process that was told to go


class PretendMonitor:
    """`dripwatch simulate --control` as a child. `port` is what to connect to, as it is now.

    It ends with `close`, and also when we die: its control pipe ends with us.
    """

    def __init__(
        self,
        model: str,
        scenario: str = "normal",
        seed: int = 0,
        link: Path | None = None,
        log: Path | None = None,
    ) -> None:
        command = [*own_program(), "simulate", model, "--control"]
        command += ["--scenario", scenario, "--seed", str(seed)]
        if link:
            command += ["--link", str(link)]
        elif os.name == "nt":
            command += ["--tcp", "0"]  # no pseudo-terminals there
        if log:
            command += ["--log", str(log)]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = self._read_line()

    def advance(self, t_ms: int) -> int:
        """Move its time on, and return when it is there."""
        assert self._child.stdin
        with contextlib.suppress(OSError):  # a missing answer tells more: the exit code
            self._child.stdin.write(json.dumps({"t_ms": t_ms}) + "\n")
            self._child.stdin.flush()
        line = self._read_line()
        while not line.startswith("{"):
            self.port = line
            line = self._read_line()
        return int(json.loads(line)["t_ms"])

    def close(self) -> None:
        """End it and wait until it is gone. A second time does nothing."""
        assert self._child.stdin
        assert self._child.stdout
        with contextlib.suppress(OSError):  # it may have gone before us, with a line unread
            self._child.stdin.close()
        try:
            self._child.wait(WAIT_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._child.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read_line(self) -> str:
        assert self._child.stdout
        line = self._child.stdout.readline().strip()
        if not line:
            self.close()
            raise PortError("pretend_monitor_ended", exit_code=self._child.returncode)
        return line

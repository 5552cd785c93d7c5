"""A free-running pretend monitor for tests: the real `dripwatch simulate` on a real pty."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Twin:
    """The process, the port to connect to, and the twin's own log of what it sent."""

    process: subprocess.Popen[str]
    port: str
    log: Path

    def sent(self) -> list[dict[str, Any]]:
        """What the twin says it sent, oldest first; a line still being written is left alone."""
        lines = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]


@contextlib.contextmanager
def twin(folder: Path, *arguments: str, model: str = "ge-dinamap") -> Iterator[Twin]:
    """Run `simulate` with more arguments."""
    log = folder / f"{model}.log"
    command = [sys.executable, "-m", "ui", "simulate", model]
    command += ["--link", str(folder / f"{model}.port"), "--log", str(log), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Twin(process, process.stdout.readline().strip(), log)
        finally:
            process.terminate()
            process.wait(10)


def wait_until(holds: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for a condition; fail when it does not come."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "the condition did not come"
        time.sleep(0.01)

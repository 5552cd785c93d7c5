"""Keeps the computer and its screen from going to sleep while a session is recorded. No Qt here.

Linux and macOS have a program for it, which runs as long as we do and no longer: the one waits for
the end of a pipe that only we hold, the other for our process. Windows has a call. Where none of
it is there or allowed, the log says so once and nothing else happens.
"""

import ctypes
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence

log = logging.getLogger("dripwatch")

GOODBYE_S = 2.0

UNTIL_TOLD, SYSTEM, DISPLAY = 0x80000000, 0x1, 0x2
"""What Windows' SetThreadExecutionState is told: how long, and what must not go to sleep."""


def program(platform: str = sys.platform) -> tuple[str, ...]:
    """Return the command that keeps this platform awake; empty where none is known."""
    if platform == "darwin":
        return ("caffeinate", "-dis", "-w", str(os.getpid()))
    if platform.startswith("linux"):
        why = ("--who=Dripwatch", "--why=A session is being recorded")
        return ("systemd-inhibit", "--what=idle:sleep", "--mode=block", *why, "cat")
    return ()


class KeepAwake:
    """From `start` to `stop`, both in one thread, or to the end of this program."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = program() if command is None else tuple(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._wait_for_end, name="keep awake", daemon=True)

    def start(self) -> None:
        """Keep awake from now on; returns at once."""
        if sys.platform == "win32":
            if not ctypes.windll.kernel32.SetThreadExecutionState(UNTIL_TOLD | SYSTEM | DISPLAY):
                _say_it_cannot()
        elif self._command:
            self._begin()
        else:
            _say_it_cannot()

    def _begin(self) -> None:
        quiet = subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet
            )
        except OSError:
            _say_it_cannot()
        else:
            self._watch.start()

    def _wait_for_end(self) -> None:
        """It ends by itself where it may not do what it is there for."""
        assert self._process is not None
        self._process.wait()
        if not self._stopping.is_set():
            _say_it_cannot()

    def stop(self) -> None:
        """Let it sleep again."""
        self._stopping.set()
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(UNTIL_TOLD)
        elif self._process is not None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.terminate()
            self._watch.join(GOODBYE_S)


def _say_it_cannot() -> None:
    log.warning("the computer may go to sleep during the session: nothing here can prevent it")

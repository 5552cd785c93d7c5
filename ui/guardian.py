"""The parent of the bedside: hears its heartbeat, beeps when it stalls, starts it again. No Qt.

It knows nothing of a session: what has to be known stands in the record, and the window it starts
again goes on from there.
"""

import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.events import Priority
from monitor.own_program import own_program
from ui.tones import wav

log = logging.getLogger("dripwatch")

GUARDED = "DRIPWATCH_GUARDED"
"""Set for the child: it has a parent who listens to its standard output."""

BEAT, LOOKING_ON = b".", b"o"
"""What is heard of a window that records or may, and of one that only looks on."""

BEAT_MS = 1000
STALL_S = 5.0
LOOK_S = 0.5

ENDED = {0, 1, 2, 130}
"""Exit codes of a program that ended as it meant to; any other is a crash."""

RESTARTS, WITHIN_S = 5, 600.0
"""A window that falls over more often than that will not stand by itself."""


def watch(argv: Sequence[str]) -> int:
    """Run the bedside with these arguments until it ends as it means to; return its exit code."""
    command = [*own_program(), *argv]
    return Guardian(command, [*command, "--resume"]).run()


PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"), ("afplay",))
"""What plays a WAV file on the computers we know, the likelier first."""

PLAY_S = 4.5
"""A player that takes longer than the tone and is not done plays nothing."""


def beep() -> None:
    """Sound the tone of high priority: a window that stalls has no sound of its own.

    By a process of its own, for who was started from a menu has no terminal that would beep.
    """
    with TemporaryDirectory(prefix="dripwatch-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "high.wav"
        file.write_bytes(wav(Priority.HIGH, repeating=False))
        if _heard(file):
            return
    log.error("no tone could be played: the window that stalls was not heard")
    if sys.stderr is not None:
        sys.stderr.write("\a")
        sys.stderr.flush()


def _heard(file: Path) -> bool:
    """Whether something played it, as far as can be known."""
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(str(file), winsound.SND_FILENAME)
        except RuntimeError:
            return False
        return True
    return any(_plays([*player, str(file)]) for player in PLAYERS if shutil.which(player[0]))


def _plays(command: Sequence[str]) -> bool:
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=PLAY_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class Guardian:
    """Runs `command`, and after a crash `again`; one that only looked on is run as before.

    `alert` is called while the window stalls.
    """

    def __init__(
        self,
        command: Sequence[str],
        again: Sequence[str],
        alert: Callable[[], None] = beep,
        stall_s: float = STALL_S,
    ) -> None:
        self._command, self._again = command, again
        self._alert = alert
        self._stall_s = stall_s
        self._child: subprocess.Popen[bytes] | None = None
        self._told_to_end = False
        self._heard_at: float | None = None
        self._looks_on = False

    def run(self) -> int:
        """Return the exit code of a child that ended, or crashed too often."""
        before = signal.signal(signal.SIGTERM, lambda *_: self.end())
        try:
            return self._run()
        finally:
            signal.signal(signal.SIGTERM, before)

    def end(self) -> None:
        """Ask the window to close; it leaves the session open, as when it is closed by hand."""
        self._told_to_end = True
        if self._child is not None:
            self._child.terminate()

    def _run(self) -> int:
        crashes: list[float] = []
        command = self._command
        while True:
            code = self._live(command)
            if code in ENDED or self._told_to_end:
                return code
            now = time.monotonic()
            crashes = [at for at in crashes if now - at < WITHIN_S] + [now]
            log.error("the window crashed with code %s, %s times lately", code, len(crashes))
            if len(crashes) > RESTARTS:
                return code
            # Who only looked on must not take the session over because its recorder has gone.
            command = self._command if self._looks_on else self._again

    def _live(self, command: Sequence[str]) -> int:
        """One life of the child: its exit code."""
        self._heard_at = None
        environment = {**os.environ, GUARDED: "1"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
            self._child = child
            threading.Thread(target=self._listen, args=(child,), daemon=True).start()
            said_at = 0.0
            while True:
                try:
                    return child.wait(LOOK_S)
                except subprocess.TimeoutExpired:
                    said_at = self._look(said_at)
                except KeyboardInterrupt:
                    # The window had it too, and closes.
                    self._told_to_end = True

    def _listen(self, child: "subprocess.Popen[bytes]") -> None:
        assert child.stdout is not None
        while heard := child.stdout.read1(4096):  # type: ignore[attr-defined]
            self._looks_on = heard.endswith(LOOKING_ON)
            self._heard_at = time.monotonic()

    def _look(self, said_at: float) -> float:
        """Say that the window stalls, once in `stall_s`; return when that was said last."""
        now = time.monotonic()
        if self._heard_at is None or now - self._heard_at < self._stall_s:
            return 0.0
        if now - said_at >= self._stall_s:
            log.error("the window has not answered for %.0f s", now - self._heard_at)
            # Aside: a tone takes seconds, and a window that crashes is started again at once.
            threading.Thread(target=self._alert, daemon=True).start()
            return now
        return said_at

"""A serial cable for tests: a pseudo-terminal, and a monitor at its far end that answers."""

import os
import pty
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path

WAKE = b"wake up: the cable is pulled"


class Cable:
    """A pseudo-terminal: `device` is the monitor's end, `name` what a host opens."""

    def __init__(self) -> None:
        self.device, self._held = pty.openpty()
        tty.setraw(self._held)
        self.name = os.ttyname(self._held)

    def pull(self) -> None:
        """Take both ends away."""
        device, self.device = self.device, -1
        if device >= 0:
            os.close(device)
            os.close(self._held)

    def wake_device(self) -> None:
        """Send the far end what no host sends."""
        os.write(self._held, WAKE)


class Monitor:
    """Answers each line it is asked with what `replies` has for it, on a port named `link`.

    asked: every line, since the cable was last put in. delay_s: how long an answer takes.
    """

    def __init__(self, link: Path, replies: dict[bytes, bytes]) -> None:
        self.replies = dict(replies)
        self.asked: list[bytes] = []
        self.first_asked_at = 0.0
        self.delay_s = 0.0
        self.name = str(link)
        self._link = link
        self._changed = threading.Condition()
        self._cable: Cable | None = None

    def plug_in(self) -> None:
        """Put the cable in: the same name, another pseudo-terminal."""
        self._cable = Cable()
        self.asked = []
        self._link.symlink_to(self._cable.name)
        self._thread = threading.Thread(target=self._answer, args=(self._cable,))
        self._thread.start()

    def pull(self) -> None:
        """Pull the cable out."""
        if self._cable is not None:
            self._link.unlink()
            # Nobody may read a descriptor that is closed, or is somebody else's by now.
            self._cable.wake_device()
            self._thread.join()
            self._cable.pull()
            self._cable = None

    def wait_until_asked(self, enough: Callable[[list[bytes]], bool]) -> None:
        """Wait for the host."""
        with self._changed:
            assert self._changed.wait_for(lambda: enough(self.asked), 20), self.asked

    def _answer(self, cable: Cable) -> None:
        rest = b""
        while True:
            data = os.read(cable.device, 4096)
            if WAKE in rest + data:
                return
            *lines, rest = (rest + data).split(b"\r")
            for line in filter(None, lines):
                time.sleep(self.delay_s)
                with self._changed:
                    self.first_asked_at = self.first_asked_at if self.asked else time.monotonic()
                    self.asked.append(line)
                    os.write(cable.device, self.replies.get(line, b""))
                    self._changed.notify_all()

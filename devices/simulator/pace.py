"""Keeps a pretend monitor's time with a session's: the demo's end of the control pipe."""

import threading

from devices.simulator.process import PretendMonitor
from monitor.clock import Clock
from monitor.errors import PortError

AHEAD_MS = 500
"""The twin is told of a second this long before, so that a poll on the second finds it there."""


class Pace:
    """A thread that moves the twin on, second by second, and lets the clock run no faster."""

    def __init__(self, device: PretendMonitor, clock: Clock) -> None:
        self._device = device
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pace", daemon=True)

    def start(self) -> None:
        """Begin to move it."""
        self._clock.hold(self, self._clock.now_ms())
        self._thread.start()

    def stop(self) -> None:
        """Leave the twin where it is."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        second_ms = self._clock.now_ms() // 1000 * 1000 + 1000
        try:
            while self._wait_for(second_ms - AHEAD_MS):
                self._device.advance(second_ms)
                second_ms += 1000
        except PortError:
            return  # it ended; the link says so
        finally:
            self._clock.release(self)

    def _wait_for(self, t_ms: int) -> bool:
        self._clock.hold(self, t_ms)
        while wait_s := self._clock.seconds_until(t_ms):
            if self._stopping.wait(wait_s):
                return False
        return not self._stopping.is_set()

"""Session time: milliseconds that survive suspend, wall-clock steps and acceleration. No thread.

Speed 1 is real time, read from a clock that runs through suspend. Above 1, speed is a ceiling:
whoever has something to do at a given moment *holds* the clock there until it is done, so that a
slow machine makes the session slower and never loses a poll.

Linux and macOS have two clocks that differ by nothing but the time the computer slept. Elsewhere
nobody can tell a sleep from a program that stood still, so there no sleep is ever claimed.
"""

import sys
import threading
import time
from datetime import UTC, datetime, timedelta

THROUGH_SLEEP = "CLOCK_MONOTONIC" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
AWAKE_ONLY = "CLOCK_UPTIME_RAW" if sys.platform == "darwin" else "CLOCK_MONOTONIC"

LONGEST_LOOK_S = 0.05
"""Two clocks read further apart than that say nothing about each other."""

SHORTEST_SLEEP_S = 1.0

SILENT_PERIODS = 2.5
"""A device that gave no word for so many of its poll periods is silent; its value is late then."""

STALL_MS = 500
"""What happens so much later than it should means that the whole program stood still."""


def _boot_s() -> float:
    """Seconds that go on through suspend, where the system has such a clock."""
    clock_id = getattr(time, THROUGH_SLEEP, None)
    return time.monotonic() if clock_id is None else time.clock_gettime(clock_id)


def _awake_s() -> float:
    """Seconds that stand still in a suspend, where the system has both clocks; else the others."""
    both = hasattr(time, THROUGH_SLEEP) and hasattr(time, AWAKE_ONLY)
    return time.clock_gettime(getattr(time, AWAKE_ONLY)) if both else _boot_s()


def _slept_s() -> float | None:
    """Seconds the computer has slept, from any fixed moment on; None to ask again later."""
    before_s, awake_s, after_s = _boot_s(), _awake_s(), _boot_s()
    return None if after_s - before_s > LONGEST_LOOK_S else before_s - awake_s


def utc_now() -> datetime:
    """The wall clock, aware."""
    return datetime.now(UTC)


class Clock:
    """Session time from `start_ms` on, at `speed` at the most, and the wall time it belongs to.

    `started_at` is the wall time of t_ms = 0. Safe to use from any thread.
    """

    def __init__(
        self, speed: float = 1.0, *, start_ms: int = 0, started_at: datetime | None = None
    ) -> None:
        if speed <= 0:
            raise ValueError(f"speed must be above 0, not {speed}")
        self.speed = speed
        self._lock = threading.Lock()
        self._holds: dict[object, float] = {}
        self._t = float(start_ms)
        self._read_at = _boot_s()
        self._slept_s = _slept_s()
        self._started_at = started_at or utc_now() - timedelta(milliseconds=start_ms)

    @classmethod
    def since(cls, origin_s: float) -> "Clock":
        """A real-time clock that agrees with another process's, by that one's `origin_s`."""
        return cls(start_ms=round((_boot_s() - origin_s) * 1000))

    @property
    def origin_s(self) -> float:
        """Where t_ms = 0 lies on this computer's boot clock; of a real-time clock only."""
        with self._lock:
            return self._read_at - self._t / 1000

    def now_ms(self) -> int:
        """Session time now."""
        with self._lock:
            return int(self._advance())

    def _advance(self) -> float:
        read_at = _boot_s()
        t = self._t + (read_at - self._read_at) * 1000 * self.speed
        self._read_at = read_at
        if self._holds:
            t = min(t, max(self._t, min(self._holds.values())))
        self._t = t
        return t

    def hold(self, holder: object, t_ms: float) -> None:
        """Let time run no further than `t_ms` until the holder says otherwise.

        Real time (speed 1) never waits.
        """
        if self.speed == 1:
            return
        with self._lock:
            self._advance()
            self._holds[holder] = t_ms

    def release(self, holder: object) -> None:
        """The holder has nothing planned."""
        with self._lock:
            self._advance()
            self._holds.pop(holder, None)

    def seconds_until(self, t_ms: float) -> float:
        """Wall seconds to wait before looking again whether `t_ms` has come; 0 when it has.

        While somebody holds the clock nobody can know, so it is never less than a millisecond.
        """
        now = self.now_ms()
        return 0.0 if now >= t_ms else max(0.001, (t_ms - now) / 1000 / self.speed)

    def at(self, t_ms: float) -> datetime:
        """The wall time of a moment in session time."""
        return self._started_at + timedelta(milliseconds=t_ms)

    def slept(self) -> int:
        """Milliseconds the computer has just slept, since the last call; 0 for less than 1 s.

        0 too where the system cannot tell, and in an accelerated session. For one thread.
        """
        if self.speed != 1 or (slept_s := _slept_s()) is None:
            return 0
        if self._slept_s is None:
            self._slept_s = slept_s
        just_s = slept_s - self._slept_s
        if just_s < SHORTEST_SLEEP_S:
            return 0
        self._slept_s = slept_s
        return round(just_s * 1000)

    def step(self) -> int:
        """Milliseconds by which the wall clock was moved since the last call; 0 for less than 2 s.

        Session time is not touched, only what `at` says from now on. An accelerated clock has a
        wall time of its own and never steps.
        """
        if self.speed != 1:
            return 0
        before_ms = self.now_ms()
        off = utc_now() - self.at(before_ms)
        stood_still = self.now_ms() - before_ms > 500  # between the two clocks: ask again later
        if stood_still or abs(off) < timedelta(seconds=2):
            return 0
        self._started_at += off
        return round(off.total_seconds() * 1000)

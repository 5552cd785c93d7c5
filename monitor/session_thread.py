"""The session thread: owns the inbox, numbers what it takes, asks `Session`, publishes. No disk.

The order in which this thread takes events is the only order there is: on disk, on screen and in
a replay.
"""

import dataclasses
import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from monitor.clock import Clock
from monitor.events import (
    ClockStep,
    Entry,
    Event,
    Reading,
    SaveFailed,
    Saved,
    Second,
    SessionEnd,
)
from monitor.second import SecondMerger
from monitor.session import Session

STALL_MS = 500
"""A second closed later than this means that the whole program stood still: others get their turn."""


class Keeper(Protocol):
    """Where taken events go to be stored (the writer); never blocks."""

    def put(self, event: Event) -> None:
        """Store an entry or a second, soon."""
        ...


class SessionThread:
    """Runs one session. `publish` is called in this thread with every event taken."""

    def __init__(
        self,
        session: Session,
        clock: Clock,
        keeper: Keeper,
        publish: Callable[[Event], None],
        *,
        devices: tuple[str, ...] = (),
        next_seq: int = 1,
    ) -> None:
        self.session = session
        self.refused: dict[str, int] = {}
        self._clock = clock
        self._keeper = keeper
        self._publish = publish
        self._next_seq = next_seq
        self._seconds = SecondMerger(devices, clock.now_ms())
        self._inbox: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="session", daemon=True)

    @property
    def late_readings(self) -> int:
        """Readings that came after their second was closed: counted, never stored."""
        return self._seconds.late

    def post(self, event: Event) -> None:
        """Put an event into the one inbox. Any thread; returns at once."""
        self._inbox.put(event)

    def start(self) -> None:
        """Begin to tick."""
        self._clock.hold(self, self._seconds.closes_ms)
        self._thread.start()

    def stop(self) -> None:
        """Take what has been posted, then end. The session stays as open as it is."""
        self._inbox.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            while self._turn():
                pass
        finally:
            self._clock.release(self)

    def _turn(self) -> bool:
        """Take one event, or close the second whose time has come; False when told to stop."""
        closes_ms = self._seconds.closes_ms
        self._clock.hold(self, closes_ms)
        wait_s = self._clock.seconds_until(closes_ms)
        if not wait_s and self._clock.speed == 1 and self._clock.now_ms() - closes_ms > STALL_MS:
            wait_s = 0.25
        try:
            event = self._inbox.get(timeout=wait_s) if wait_s else self._inbox.get_nowait()
        except queue.Empty:
            if self._clock.now_ms() >= closes_ms:
                self._close_second()
            return True
        if event is None:
            return False
        self._take(event)
        return True

    def _close_second(self) -> None:
        self._take(self._seconds.close())
        step_ms = self._clock.step()
        if step_ms:
            self._take(ClockStep(t_ms=self._clock.now_ms(), step_ms=step_ms))

    def _take(self, event: Event) -> None:
        waiting = deque([event])
        while waiting:
            event = waiting.popleft()
            reason = self.session.refuses(event)
            if reason is not None:
                self.refused[reason] = self.refused.get(reason, 0) + 1
                continue
            event = self._stamp(event)
            if isinstance(event, Reading):
                self._seconds.take(event)
            elif isinstance(event, Entry | Second | SessionEnd):
                self._keeper.put(event)
            if not isinstance(event, Reading | Saved | SaveFailed):
                waiting.extend(self.session.take(event))
            self._publish(event)

    def _stamp(self, event: Event) -> Event:
        at = event.at or self._clock.at(event.t_ms)
        if not isinstance(event, Entry):
            return dataclasses.replace(event, at=at)
        # Entered before the open second closes, whatever the clock says by now: so the times alone
        # tell a replay which second came first.
        entered_ms = min(self._clock.now_ms(), self._seconds.closes_ms - 1)
        seq, self._next_seq = self._next_seq, self._next_seq + 1
        return dataclasses.replace(event, at=at, entered_at=self._clock.at(entered_ms), seq=seq)

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

from monitor.clock import STALL_MS, Clock
from monitor.errors import note_bug
from monitor.events import (
    ClockStep,
    DiskSpace,
    Entry,
    Event,
    PowerChange,
    PowerStep,
    Reading,
    Saved,
    SaveFailed,
    Second,
    SessionEnd,
    SessionKind,
)
from monitor.second import SecondMerger
from monitor.session import Session

TURN_MS = 250
"""What everybody else gets after that, to hand in what piled up, before the late seconds close."""


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
        self._real = session.start.kind is SessionKind.PATIENT
        self._seconds = SecondMerger(devices, clock.now_ms(), keep_demo=not self._real)
        self._turn_ends_ms: int | None = None
        self._aside: deque[Event | None] = deque()
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
        self._clock.hold(self, self._closing_ms)
        self._thread.start()

    def stop(self) -> None:
        """Take what has been posted, then end. The session stays as open as it is."""
        self._inbox.put(None)
        self._thread.join()

    def drain(self) -> None:
        """After the end, publish what still came, in the caller's thread: the last `Saved`."""
        while not self._inbox.empty():
            event = self._inbox.get()
            if event is not None:
                self._take(event)

    def _run(self) -> None:
        going = True
        while going:
            try:
                going = self._turn()
            except Exception as error:  # noqa: BLE001 - a mistake of ours; recording goes on
                note_bug(error)
        self._clock.release(self)

    def _turn(self) -> bool:
        """Take one event, or close the seconds whose time has come; False when told to stop."""
        self._notice_sleep()
        self._clock.hold(self, self._closing_ms)
        try:
            event = self._next(self._clock.seconds_until(self._closing_ms))
        except queue.Empty:
            self._tick()
            return True
        self._notice_sleep()
        if self._turn_ends_ms is not None and not isinstance(event, Reading):
            self._aside.append(event)
            return True
        if event is None:
            self._close_what_was_measured()
            return False
        if isinstance(event, SessionEnd):
            self._close_until_end(event)
        self._take(event)
        return True

    def _next(self, wait_s: float) -> Event | None:
        """After a stall, what came with its end waits until the seconds before it are closed."""
        if self._aside and self._turn_ends_ms is None:
            return self._aside.popleft()
        return self._inbox.get(timeout=wait_s)

    # -- the second ------------------------------------------------------------------------

    @property
    def _closing_ms(self) -> int:
        """When to close the oldest open second: in its time or, after a stall, a turn later."""
        return self._seconds.closes_ms if self._turn_ends_ms is None else self._turn_ends_ms

    def _notice_sleep(self) -> None:
        """The computer slept: it fell asleep before the late seconds, and woke after them.

        Asleep at this time at the latest: this thread looks up once a second.
        """
        slept_ms, now_ms = self._clock.slept(), self._clock.now_ms()
        if slept_ms:
            self._take_in_turn(PowerChange(t_ms=now_ms - slept_ms, step=PowerStep.SUSPENDED))
        self._notice_stall()
        if slept_ms:
            self._take_in_turn(PowerChange(t_ms=now_ms, step=PowerStep.RESUMED))

    def _take_in_turn(self, entry: Entry) -> None:
        """Take it now or, after a stall, behind the late seconds."""
        if self._turn_ends_ms is None:
            self._take(entry)
        else:
            self._aside.append(entry)

    def _notice_stall(self) -> None:
        closes_ms, now_ms = self._seconds.closes_ms, self._clock.now_ms()
        if self._turn_ends_ms is None and now_ms - closes_ms > STALL_MS:
            self._turn_ends_ms = now_ms + TURN_MS
            for entry in self.session.stood_still(closes_ms, now_ms - closes_ms):
                self._take(entry)

    def _tick(self) -> None:
        self._notice_sleep()
        now_ms = self._clock.now_ms()
        if now_ms >= self._closing_ms:
            self._close_seconds(now_ms)

    def _close_seconds(self, until_ms: int) -> None:
        self._turn_ends_ms = None
        while self._seconds.closes_ms <= until_ms:
            self._close_second()

    def _close_until_end(self, end: SessionEnd) -> None:
        """What was measured until the end belongs to the session, though its second is open."""
        while self._seconds.next_ms < min(end.t_ms, self._clock.now_ms()):
            self._close_second()

    def _close_what_was_measured(self) -> None:
        """Nobody will wait for these seconds to end; what is in them was measured all the same."""
        while self._seconds.waiting and not self.session.ended:
            self._close_second()

    def _close_second(self) -> None:
        self._take(self._seconds.close())
        step_ms = self._clock.step()
        if step_ms:
            self._take(ClockStep(t_ms=self._clock.now_ms(), step_ms=step_ms))

    # -- taking ----------------------------------------------------------------------------

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
                if self._real:
                    waiting.extend(self.session.demonstrates(event))
            elif isinstance(event, Saved | SaveFailed | DiskSpace):
                waiting.extend(self.session.saving(event))
            elif isinstance(event, Entry | Second | SessionEnd):
                self._keeper.put(event)
            try:
                if not isinstance(event, Reading | Saved | SaveFailed | DiskSpace):
                    waiting.extend(self.session.take(event))
            finally:
                self._publish(event)

    def _stamp(self, event: Event) -> Event:
        # A device may say when by a clock of its own; the record has one clock.
        at = self._clock.at(event.t_ms)
        if not isinstance(event, Entry):
            return dataclasses.replace(event, at=at)
        # Entered between the seconds it was taken between, whatever the clock says by now: so the
        # times alone tell a replay which second came first.
        closed_ms, closes_ms = self._seconds.closed_ms, self._seconds.closes_ms
        entered_ms = max(closed_ms, min(self._clock.now_ms(), closes_ms - 1))
        seq, self._next_seq = self._next_seq, self._next_seq + 1
        return dataclasses.replace(event, at=at, entered_at=self._clock.at(entered_ms), seq=seq)

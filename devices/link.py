"""Keeps one device talking: open its port, poll, read, report silence, back off, open again.

One thread per link. It understands nothing of what it carries; the driver does, a fresh one for
each opening. Two kinds of time: polls and silence are in session time, which may be accelerated;
replies and back-off are in wall time, because cables are not. While a reply is due or being
handed over, the session's clock is held, so that an accelerated session loses no poll.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator

from devices.driver import Counts, Driver, Model
from devices.ports import Port
from monitor.clock import SILENT_PERIODS, STALL_MS, Clock
from monitor.errors import PortError, note_bug
from monitor.events import (
    CUFF_RUNS,
    CuffAction,
    CuffChange,
    CuffCommand,
    CuffStep,
    Event,
    LinkChange,
    LinkState,
)

WRONG_DEVICE_MS = 5000
UNDERSTOOD_FRAMES = 5
"""So many whole frames are a device that was understood; fewer may come out of noise."""

NOISE_BYTES = 8
"""Fewer bytes than this are a plug being moved, not a device we do not understand."""

BRIEFLY_S = 0.05

FIRST_WAIT_S, LONGEST_WAIT_S = 0.25, 1.0


def back_off(first_s: float, longest_s: float) -> Iterator[float]:
    """Seconds between tries: soon at first, since plugs are moved, and never far apart."""
    wait_s = first_s
    while True:
        yield wait_s
        wait_s = min(2 * wait_s, longest_s)


class Link:
    """One device on one port. `sink` gets every event, in this link's thread.

    Never starts a cuff by itself: only a `CuffCommand` does.
    """

    def __init__(
        self, model: Model, port: Port, clock: Clock, sink: Callable[[Event], None]
    ) -> None:
        self.model = model
        self._port = port
        self._clock = clock
        self._sink = sink
        self._driver = model.driver()
        self._counted = Counts()
        self._commands: queue.SimpleQueue[CuffCommand] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._nudged = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"link {model.name}", daemon=True)
        # Of this link, in session time: it never runs backwards.
        self._t = clock.now_ms()
        self._told: tuple[LinkState, str | None] | None = None
        self._cuff_runs = False
        self._understood = False
        # Of this opening.
        self._heard_ms = 0
        self._noise = 0
        self._asked_ms, self._asked_at = 0, 0.0

    # -- from any thread --------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to look for the device."""
        # An accelerated session does not run ahead while the port is being opened.
        self._clock.hold(self, self._clock.now_ms())
        self._thread.start()

    def stop(self, within_s: float | None = None) -> bool:
        """Say goodbye to the device, close the port and wait until that is done.

        With `within_s` wait no longer than that and return whether it is done. What is not, an
        address that does not answer, closes by itself when it can and tells nothing more.
        """
        self._stopping.set()
        self._nudge()
        self._thread.join(within_s)
        if self._thread.is_alive():
            self._sink = _to_nobody
        return not self._thread.is_alive()

    def command(self, command: CuffCommand) -> None:
        """Have a cuff started or stopped. The answer comes as a `CuffChange`."""
        self._commands.put(command)
        self._nudge()

    def _nudge(self) -> None:
        self._nudged.set()
        self._port.cancel()

    @property
    def counts(self) -> Counts:
        """What came since the link was made, over all its openings."""
        return self._counted + self._driver.counts

    # -- the thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        self._tell(LinkState.SEARCHING)
        waits = back_off(FIRST_WAIT_S, LONGEST_WAIT_S)
        while not self._stopping.is_set():
            if self._visit():
                waits = back_off(FIRST_WAIT_S, LONGEST_WAIT_S)
            self._rest(next(waits))
        self._obey()
        self._clock.release(self)

    def _visit(self) -> bool:
        """Open the port and talk until it goes or we are stopped; return whether a device did."""
        reason = None
        try:
            self._open()
            self._converse()
            self._send(self._driver.goodbye())
        except PortError as error:
            reason = error.code
        except Exception as error:  # noqa: BLE001 - ours; it must not cost the patient's curve
            note_bug(error)
            reason = "bug"
        finally:
            self._port.close()
        return self._leave(reason)

    def _open(self) -> None:
        name = self._port.name
        self._port.open()
        if self._port.name != name:
            self._pass_time()
            self._tell(LinkState.SEARCHING, "port_moved")

    def _converse(self) -> None:
        self._pass_time()
        self._clock.hold(self, self._t)
        self._heard_ms, self._noise = self._t, 0
        while not self._stopping.is_set() and not self._tries_another_line():
            self._obey(self._driver)
            request, due_ms = self._driver.wake(self._t)
            if request:
                self._port.write(request)
                self._asked_ms, self._asked_at = self._t, time.monotonic()
            if self._driver.awaiting:
                self._wait_for_reply(due_ms)
            else:
                self._wait_for_poll(due_ms)
            self._judge_silence()

    def _tries_another_line(self) -> bool:
        """Set the line otherwise, if it can be, where nothing was ever understood for a while.

        A line that once worked is kept: no device changes it in the middle of a session.
        """
        patience_ms = max(WRONG_DEVICE_MS, round(SILENT_PERIODS * 1000 * self.model.period_s))
        if self._understood or self._t - self._heard_ms < patience_ms:
            return False
        return self._port.next_line()

    def _wait_for_reply(self, overdue_ms: int) -> None:
        """Listen while session time stands still if it can; patience is in wall time."""
        self._clock.hold(self, self._clock.now_ms())
        overdue_at = self._asked_at + self._patience_s(overdue_ms - self._asked_ms)
        self._listen(overdue_at - time.monotonic())
        if self._driver.awaiting and time.monotonic() >= overdue_at:
            self._t = max(self._t, overdue_ms)
        self._forgive(self._t - overdue_ms)

    def _patience_s(self, reply_ms: int) -> float:
        """How long to wait; what has fallen silent holds an accelerated session up but briefly."""
        wall_s = reply_ms / 1000
        if self._told is None or self._told[0] is not LinkState.SILENT:
            return wall_s
        return min(wall_s, max(wall_s / self._clock.speed, BRIEFLY_S))

    def _wait_for_poll(self, due_ms: int) -> None:
        """Listen until something is due in session time, which runs no further than that."""
        due_ms = min([due_ms, *self._silence_due()])
        self._clock.hold(self, due_ms)
        self._listen(self._clock.seconds_until(due_ms))
        self._forgive(self._t - due_ms)

    def _listen(self, wait_s: float) -> None:
        """Take what comes; all of it is handed over before the clock is let go."""
        data = self._port.read(max(0.0, wait_s))
        self._pass_time()
        if data:
            self._take(data)

    def _pass_time(self) -> None:
        self._t = max(self._t, self._clock.now_ms())

    def _take(self, data: bytes) -> None:
        before = self._driver.counts.frames
        events = self._driver.receive(data, self._t)
        if self._driver.counts.frames > before:
            self._heard_ms, self._noise = self._t, 0
            self._understood |= self._driver.counts.frames >= UNDERSTOOD_FRAMES
            self._tell(LinkState.RECEIVING)
        else:
            self._noise += len(data)
        self._hand_over(events)

    def _hand_over(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, CuffChange):
                self._cuff_runs = event.step in CUFF_RUNS
            self._sink(event)

    def _leave(self, reason: str | None) -> bool:
        """Let go of the clock and of everything that waited for more; a new driver takes over."""
        heard = self._driver.counts.frames > 0
        self._pass_time()
        self._hand_over(self._driver.flush(self._t))
        left, self._driver = self._driver, self.model.driver()
        self._counted += left.counts
        if reason is not None:
            self._lose(reason)
        self._clock.release(self)
        return heard

    def _rest(self, wait_s: float) -> None:
        """Wait before the next try; commands are answered meanwhile."""
        ends = time.monotonic() + wait_s
        while not self._stopping.is_set() and (left := ends - time.monotonic()) > 0:
            self._nudged.wait(left)
            self._nudged.clear()
            self._pass_time()
            self._obey()

    # -- what is told -----------------------------------------------------------------------------

    def _tell(self, state: LinkState, reason: str | None = None) -> None:
        if self._told != (state, reason):
            self._told = (state, reason)
            self._sink(LinkChange(t_ms=self._t, device=self.model.name, state=state, reason=reason))

    def _lose(self, reason: str) -> None:
        if self._cuff_runs:
            self._answer(CuffStep.FAILED, "no_link")
        if reason == "port_missing" and self._told == (LinkState.LOST, "port_gone"):
            return  # the same pulled cable, seen a second time
        self._tell(LinkState.LOST, reason)

    def _silence_due(self) -> list[int]:
        """When silence will have to be spoken of."""
        limits = (round(SILENT_PERIODS * 1000 * self.model.period_s), WRONG_DEVICE_MS)
        return [self._heard_ms + limit for limit in limits if self._heard_ms + limit > self._t]

    def _forgive(self, late_ms: int) -> None:
        """Take off the device's silence the time in which this program, or the computer, slept."""
        if late_ms > STALL_MS:
            self._heard_ms += late_ms

    def _judge_silence(self) -> None:
        quiet_ms = self._t - self._heard_ms
        if quiet_ms < SILENT_PERIODS * 1000 * self.model.period_s:
            return
        if self._noise >= NOISE_BYTES and quiet_ms >= WRONG_DEVICE_MS:
            self._tell(LinkState.SILENT, "wrong_device")
        elif self._understood or self._told != (LinkState.SILENT, "wrong_device"):
            self._tell(LinkState.SILENT)

    # -- the cuff ---------------------------------------------------------------------------------

    def _obey(self, driver: Driver | None = None) -> None:
        """Carry out what was commanded; without a driver there is nobody to carry it to."""
        while not self._commands.empty():
            action = self._commands.get().action
            refusal = self._refusal(action, driver)
            if driver is None or refusal:
                self._answer(CuffStep.FAILED, refusal)
            elif action is CuffAction.START:
                self._answer(CuffStep.REQUESTED)
                self._send(driver.start_cuff())
            else:
                self._send(driver.stop_cuff())

    def _refusal(self, action: CuffAction, driver: Driver | None) -> str | None:
        """Say why not. A start must not wait in a device nobody hears; a stop is always tried."""
        if action is CuffAction.START and not self.model.can_start:
            return "cannot_start"
        if action is CuffAction.STOP and not self.model.can_stop:
            return "cannot_stop"
        if driver is None:
            return "no_link"
        deaf = self._told != (LinkState.RECEIVING, None)
        return "no_link" if deaf and action is CuffAction.START else None

    def _answer(self, step: CuffStep, reason: str | None = None) -> None:
        change = CuffChange(t_ms=self._t, device=self.model.name, step=step, reason=reason)
        self._hand_over([change])

    def _send(self, data: bytes) -> None:
        if data:
            self._port.write(data)


def _to_nobody(_: Event) -> None:
    """Take what a link says that nobody waits for any more."""

"""PAR Medizintechnik NIBP2000, 2010, 2020 UP and compatible pressure modules: the ASCII protocol.

The module tells the pressure in its cuff by itself while it measures, says 999 when that is over,
and tells the result only when asked:

    command   STX 18;; checksum ETX         abort   X, without a frame, at any time
    pressure  STX 035C0S3 ETX CR            end     STX 999 ETX CR
    status    STX S1;A0;C00;M00;P131076095;R081;T----;; checksum ETX CR

P is systolic, diastolic, mean in this order. A status whose checksum is wrong may come from a
module with another rule, since the vendor's own example breaks the one we have: it is counted as
bad and believed, but only when the next status brings no better one. Where a rule of ours stands
for something nobody knows, the code says "our choice". Opaque: T, the cuff size (C of a pressure),
manometer and leak test, version replies, the oximeter of the combined board.

Sources, by way of protocols/03-par-nibp-ascii.md: the vendor's technical description Rev 2.12 and
2.14 as quoted in PyMonkey81/hemodialisis_ciateq and an ESP32 project, RxBox, CardioArtLab,
tincho77/NIBP-ABATON (facts observed only).
"""

import re
from collections import deque
from dataclasses import dataclass

from devices.driver import Counts, LineSettings, Model
from devices.framing import LineBuffer
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event
from monitor.vitals import Vital

NAME = "par-nibp"

# --- the frame -----------------------------------------------------------------------------------

STX, ETX, CR = b"\x02", b"\x03", b"\r"
MOST_BYTES = 2 * 42
"""Of bytes without an end: two of the longest frames."""

# The pressure has no checksum: shape and range are all that proves it. Up to 399 is our choice.
_FRAME = re.compile(
    rb"\x02(?:"
    rb"(?P<status>S\d;A[01];C\d\d;M\d\d;P(?:\d{3}|---){3};R(?:\d{3}|---);T[\d -]{4};;[0-9A-F]{2})"
    rb"|(?P<pressure>[0-3]\d\dC[0-2]S[34789])"
    rb"|(?P<end>999)"
    rb")\x03"
)
# A cable that joins RX to TX brings our own commands back; they are no broken frames.
_COMMAND = re.compile(rb"\x02\d\d;;[0-9A-F]{2}\x03")


def checksum(text: str) -> str:
    """Return the two characters that close a command or a status."""
    return f"{sum(text.encode('ascii')) & 0xFF:02X}"


def command(code: str) -> bytes:
    """Return a command as it goes over the cable."""
    text = f"{code};;"
    return STX + f"{text}{checksum(text)}".encode("ascii") + ETX


def frame(text: str) -> bytes:
    """Return what the module says as it goes over the cable."""
    return STX + text.encode("ascii") + ETX + CR


# --- commands and times --------------------------------------------------------------------------

ADULT, MANUAL, START = command("24"), command("03"), command("01")
READ = command("18")
ABORT = b"X"

PERIOD_MS = 2000
GAP_MS = 1100
"""The vendor wants more than a second between two commands; ABORT may come at any time."""

REPLY_MS = 1000
SETTLE_MS = 1000
"""From the end of a measurement until its result is asked for."""

GIVE_UP_MS = 130_000
MOST_ABORTS, ABORT_AGAIN_MS = 3, 1000


# --- the status ----------------------------------------------------------------------------------

# Left out, because they say nothing of a cuff: 4 manometer, 7 leak test, and what nobody knows.
STARTING = {0, 5}
AT_REST = {1, 2, 6}
ERROR = 2
BUSY = {3, 8, 9}

FINE, INVALID_COMMAND = {"00", "03"}, "02"
FAILURES = {
    "06": CuffStatus.CUFF_LOOSE,
    "09": CuffStatus.TIMEOUT,
    "10": CuffStatus.OUT_OF_RANGE,
    "11": CuffStatus.ARTEFACT,
    "12": CuffStatus.OVERPRESSURE,
    "13": CuffStatus.ARTEFACT,
}
"""By message. Leaks, faults and any message nobody knows are plain failures."""

NO_PRESSURES = "-" * 9
SYSTOLIC, DIASTOLIC, MEAN = range(40, 301), range(20, 201), range(20, 301)
"""What can be believed: the bounds of one hardware project; those of the mean are our choice."""


@dataclass(frozen=True, slots=True)
class _Status:
    """What a status says; `sure` where its checksum is right."""

    state: int
    message: str
    pressures: str
    pulse: str
    sure: bool

    @classmethod
    def of(cls, text: str) -> "_Status":
        body, check = text[:-2], text[-2:]
        return cls(int(body[1]), body[11:13], body[15:24], body[26:29], checksum(body) == check)

    @property
    def failed(self) -> bool:
        return self.state == ERROR or self.message not in FINE

    @property
    def has_result(self) -> bool:
        return not self.failed and self.pressures != NO_PRESSURES


def _believed(digits: str, bounds: range) -> int | None:
    return int(digits) if digits.isdecimal() and int(digits) in bounds else None


def _reading(status: _Status, t: int) -> CuffReading:
    """Make the reading of a result; numbers in an impossible order are kept, and called so."""
    systolic = _believed(status.pressures[:3], SYSTOLIC)
    diastolic = _believed(status.pressures[3:6], DIASTOLIC)
    mean = _believed(status.pressures[6:], MEAN)
    pulses = range(int(Vital.PULSE_RATE.low), int(Vital.PULSE_RATE.high) + 1)
    in_order = systolic and diastolic and mean and diastolic < mean < systolic
    return CuffReading(
        t_ms=t,
        device=NAME,
        systolic=systolic,
        diastolic=diastolic,
        mean=mean,
        pulse=_believed(status.pulse, pulses),
        status=CuffStatus.OK if in_order else CuffStatus.ARTEFACT,
    )


# --- the cuff ------------------------------------------------------------------------------------


class _Cuff:
    """One measurement after the other, as pressures, 999 and the status show them.

    shown: the last status of a module at rest. result: the pressures of the last result.
    inflating: the module measures. fresh: it did, and its result was not told yet.
    ended_at: when 999 came.
    asked: a start was asked for and has come to no end.
    since: when the measurement under way began, to our knowledge.
    aborts, aborted_at: how often ABORT was sent during it, and when last.
    """

    def __init__(self) -> None:
        self.shown: _Status | None = None
        self.result = NO_PRESSURES
        self.inflating = False
        self.fresh = False
        self.ended_at: int | None = None
        self.asked = False
        self.since: int | None = None
        self.aborts = 0
        self.aborted_at = 0

    def pressure(self, t: int) -> list[Event]:
        """Take a sign that the module measures."""
        if self.inflating:
            return []
        self.inflating = self.fresh = True
        self.ended_at = None
        if self.since is None:
            self.since, self.aborts = t, 0
        return [CuffChange(t_ms=t, device=NAME, step=CuffStep.INFLATING)]

    def over(self, t: int) -> list[Event]:
        """Take 999: the result is ready soon, unless an abort met a module at rest."""
        stray = self.aborts and self.since is None and not self.fresh
        self.inflating, self.fresh = False, not stray
        self.ended_at = t
        return []

    def status(self, status: _Status, t: int) -> list[Event]:
        """Take a status."""
        if status.state in BUSY:
            return self.pressure(t)
        if status.state in STARTING:
            return self._no_result(t)
        return self._at_rest(status, t) if status.state in AT_REST else []

    def sent(self, order: bytes, t: int) -> None:
        """Remember that START or ABORT is on the wire; a start clears the result in the module."""
        if order == START:
            self.since, self.aborts, self.fresh = t, 0, False
        elif order == ABORT:
            self.aborts += 1
            self.aborted_at = t

    def wants_abort(self, t: int) -> bool:
        """Whether an ABORT went unheard."""
        unheard = self.inflating and 0 < self.aborts < MOST_ABORTS
        return unheard and t - self.aborted_at >= ABORT_AGAIN_MS

    def overdue(self, t: int) -> bool:
        """Whether the measurement under way has taken too long to believe in it."""
        return self.since is not None and t - self.since >= GIVE_UP_MS

    def end(self, step: CuffStep, t: int, reason: str | None = None) -> list[Event]:
        """Close the measurement under way; a start that was not sent can only be cancelled."""
        unsent = self.asked and step is CuffStep.CANCELLED
        ends = unsent or self.since is not None
        self.asked = self.asked and not ends
        self.since, self.aborts = None, 0
        return [CuffChange(t_ms=t, device=NAME, step=step, reason=reason)] if ends else []

    def _at_rest(self, status: _Status, t: int) -> list[Event]:
        before, self.shown = self.shown, status
        if status.message == INVALID_COMMAND:
            return self._refused(t)
        ended, first = self.fresh or self._is_other(status, before), before is None
        if (ended or first) and status.has_result:
            self.result = status.pressures
        if ended:
            return self._ended(status, t)
        if first:
            return self._already_there(status, t)
        return self.end(CuffStep.CANCELLED, t) if self.aborts else []

    def _is_other(self, status: _Status, before: _Status | None) -> bool:
        """Whether the status shows a measurement nobody saw; a doubtful one shows none."""
        if before is None or not status.sure:
            return False
        if status.has_result:
            return status.pressures != self.result
        return status.failed and self.since is not None and status != before

    def _already_there(self, status: _Status, t: int) -> list[Event]:
        """Tell what the first status shows; it is older than a start of ours."""
        if status.failed:
            return [_empty(_why(status), t)]
        return [_reading(status, t)] if status.has_result else []

    def _ended(self, status: _Status, t: int) -> list[Event]:
        if not (status.has_result or status.failed or self.aborts):
            return self._no_result(t)
        measured_at = t if self.ended_at is None else self.ended_at
        self._rest()
        if status.has_result:
            reading, ends = _reading(status, measured_at), self.end(CuffStep.DONE, t)
        elif self.aborts:
            reading = _empty(CuffStatus.CANCELLED, measured_at)
            ends = self.end(CuffStep.CANCELLED, t)
        else:
            reading = _empty(_why(status), measured_at)
            ends = self.end(CuffStep.FAILED, t, "cuff_no_result")
        return [reading, *ends]

    def _no_result(self, t: int) -> list[Event]:
        self._rest()
        return self.end(CuffStep.FAILED, t, "cuff_no_result")

    def _refused(self, t: int) -> list[Event]:
        self._rest()
        return self.end(CuffStep.FAILED, t, "cuff_refused")

    def _rest(self) -> None:
        self.inflating = self.fresh = False
        self.ended_at = None


def _why(status: _Status) -> CuffStatus:
    return FAILURES.get(status.message, CuffStatus.FAILED)


def _empty(status: CuffStatus, t: int) -> CuffReading:
    return CuffReading(t_ms=t, device=NAME, status=status)


# --- the conversation ----------------------------------------------------------------------------


class ParNibp:
    """Asks for the status every other second of session time, unless pressures come anyway."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._lines = LineBuffer(MOST_BYTES, self.counts)
        self._cuff = _Cuff()
        self._doubtful: tuple[_Status, int] | None = None
        self._orders: deque[bytes] = deque()
        self._aborting = False
        self._next_poll = 0
        self._free_at = 0
        self._asked = False
        self._reply_by = 0
        self._silent_until = 0

    @property
    def awaiting(self) -> bool:
        return self._asked

    # -- out --------------------------------------------------------------------------------------

    def wake(self, t: int) -> tuple[bytes, int]:
        """Send the next command, unless it is too soon; an abort is never too soon."""
        if self._aborting or self._cuff.wants_abort(t):
            self._aborting = False
            self._cuff.sent(ABORT, t)
            return ABORT, self._due(t)
        if self._asked and t >= self._reply_by:
            self._asked = False
        if self._asked or t < self._free_at:
            return b"", self._due(t)
        order = self._next_order(t)
        if order:
            self._free_at = t + GAP_MS
            self._cuff.sent(order, t)
            self._asked, self._reply_by = order == READ, t + REPLY_MS
        return order, self._due(t)

    def _due(self, t: int) -> int:
        if self._asked:
            return self._reply_by
        return max(t + 1, self._free_at, 0 if self._orders else self._next_poll)

    def _next_order(self, t: int) -> bytes:
        if self._orders:
            return self._orders.popleft()
        if t < self._next_poll:
            return b""
        self._next_poll = (t // PERIOD_MS + 1) * PERIOD_MS
        return READ if t >= self._silent_until else b""

    def start_cuff(self) -> bytes:
        """Set the patient (our choice: adult), stop the module's own cycle, then start.

        Each time, because a module that got a bad command has reset itself.
        """
        self._cuff.asked = True
        self._orders.extend([ADULT, MANUAL, START])
        return b""

    def stop_cuff(self) -> bytes:
        """Abort, and send no start that is still waiting."""
        self._orders.clear()
        self._aborting = True
        return b""

    def goodbye(self) -> bytes:
        """Abort what we know to run: from now on nobody watches it."""
        return ABORT if self._cuff.since is not None else b""

    # -- in ---------------------------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; what is no whole frame says nothing."""
        lines = self._lines.feed(data)
        return self._take(lines, t) + self._give_up(t) if lines else []

    def flush(self, t: int) -> list[Event]:
        """Read a last frame whose CR is missing, and believe the status that was in doubt."""
        return self._take(self._lines.flush(), t) + self._believe()

    def _take(self, lines: list[bytes], t: int) -> list[Event]:
        return [event for line in lines for event in self._line(line, t)]

    def _line(self, line: bytes, t: int) -> list[Event]:
        events = [event for found in _FRAME.finditer(line) for event in self._frame(found, t)]
        rest = _FRAME.sub(b"", line)
        if STX in rest and not _COMMAND.fullmatch(rest):
            self.counts.bad += 1
        else:
            self.counts.skipped += len(rest)
        return events

    def _frame(self, found: re.Match[bytes], t: int) -> list[Event]:
        self.counts.frames += 1
        if found["status"]:
            self._asked = False
            return self._status(_Status.of(found["status"].decode("ascii")), t)
        before = self._believe()
        if found["end"]:
            self._next_poll = max(self._next_poll, t + SETTLE_MS)
            self._silent_until = 0
            return before + self._cuff.over(t)
        self._silent_until = t + PERIOD_MS
        # Manometer and leak test inflate too, but measure nothing.
        busy = int(found["pressure"][-1:]) in BUSY
        return before + (self._cuff.pressure(t) if busy else [])

    def _status(self, status: _Status, t: int) -> list[Event]:
        if status.sure:
            self._doubtful = None
            return self._cuff.status(status, t)
        self.counts.bad += 1
        before = self._believe()
        self._doubtful = status, t
        return before

    def _believe(self) -> list[Event]:
        """Take the status in doubt as it is: nothing better came."""
        doubtful, self._doubtful = self._doubtful, None
        return self._cuff.status(*doubtful) if doubtful else []

    def _give_up(self, t: int) -> list[Event]:
        """End a measurement that never ends, for us and for the patient."""
        if not self._cuff.overdue(t):
            return []
        self.stop_cuff()
        return self._cuff.end(CuffStep.FAILED, t, "cuff_timeout")


MODEL = Model(
    name=NAME,
    title="PAR NIBP2000, 2010, 2020 UP and compatible modules",
    # The board that also has an oximeter always talks at 19200.
    line=LineSettings(baud=4800),
    other_lines=(LineSettings(baud=19200),),
    period_s=PERIOD_MS / 1000,
    vitals=frozenset(),
    driver=ParNibp,
    gives_cuff=True,
    can_start=True,
    can_stop=True,
)

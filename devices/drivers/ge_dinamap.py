"""GE / Critikon DINAMAP, Host Communications: Compact, Pro and ProCare 100-400, Carescape V100.

The monitor answers when asked, one line to one command, and says nothing by itself:

    command   CR " NA" checksum CR          reply   " NA" data checksum CR

NA reads the last cuff result, OA the oximeter, RA the rate (RC is another host's variant of it),
NC0 starts a cuff, ND cancels it. Where a rule of ours stands for something nobody knows, the code
says "our choice". Opaque, because nobody knows: NA characters 4-5, OA 7-9, RA source digits other
than 2 and 3, temperatures, the text that answers NC0 and ND, negative replies. The binary stream of
the Pro 1000 is another protocol.

Sources, by way of protocols/01-ge-dinamap-hostcomms.md: tnez/TK-BP (NA, NC0, ND, RC), a public Ruby
script for the Carescape V100 (NA, OA, RA), GE's own host library (facts observed only).
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from devices.driver import Counts, LineSettings, Model
from devices.framing import LineBuffer
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event, Reading
from monitor.vitals import Vital

NAME = "ge-dinamap"

# --- the frame -----------------------------------------------------------------------------------

REPLY_LENGTHS = {"NA": 21, "OA": 12, "RA": 9, "RC": 9, "TC": 18, "TD": 10}
"""Characters of a reply with its checksum. A reply of another length is refused."""

LONGEST_LINE = 256
_MESSAGE = re.compile(rb" [ -_]{4,}")
_BEGINS_LIKE_A_MESSAGE = re.compile(rb" [A-Z-]")


def checksum(text: str) -> str:
    """Return the two characters that close a message, counted from its unit identifier on."""
    total = 0
    for character in text:
        total += ord(character) - 0x1F
        if total > 0xFFF:
            total -= 0xFFF
    return chr(0x20 + (total >> 6)) + chr(0x20 + (total & 0x3F))


def frame(text: str) -> bytes:
    """Return a message as it goes over the cable: text, checksum, CR."""
    return f"{text}{checksum(text)}\r".encode("ascii")


def _message(line: bytes) -> str | None:
    """Return the text of a whole line without its checksum; None for any other line."""
    if not _MESSAGE.fullmatch(line):
        return None
    text, check = line[:-2].decode("ascii"), line[-2:].decode("ascii")
    if REPLY_LENGTHS.get(text[1:3], len(line)) != len(line) or checksum(text) != check:
        return None
    return text


def _message_at_end(line: bytes) -> tuple[str | None, bytes]:
    """Return the message a line ends with and what stands before it: half a line, or noise."""
    starts = {0, *(len(line) - length for length in REPLY_LENGTHS.values())}
    for start in sorted(start for start in starts if start >= 0):
        text = _message(line[start:])
        if text is not None:
            return text, line[:start]
    return None, line


def _number(digits: str) -> int | None:
    return int(digits) if digits.isdecimal() else None


def _measured(vital: Vital, digits: str) -> int | None:
    """Return a value a device can believably send; 000 means none."""
    value = _number(digits)
    return value if value is not None and vital.low <= value <= vital.high else None


# --- commands and times --------------------------------------------------------------------------

READ_CUFF, READ_SPO2, READ_RATE = " NA", " OA", " RA"
START, CANCEL = " NC0", " ND"
POLLS = (READ_CUFF, READ_SPO2, READ_RATE)
# A cable that joins RX to TX brings our own questions back; they must not pass for an answer.
_QUESTIONS = {frame(f" {letters}").rstrip(b"\r") for letters in REPLY_LENGTHS}

PERIOD_MS = 1000
REPLY_MS = 500
GIVE_UP_MS = 120_000
MOST_CANCELS = 3
"""ND is repeated while the monitor goes on inflating: one known host only believed it was sent."""

WHOLE_SECOND_MS = 2000
"""How far a time told in whole seconds may be off: one second cut off, one on its way."""


# --- the cuff ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Result:
    """What a NA reply shows: its age and three pressures."""

    seconds_ago: int | None
    systolic: int | None
    diastolic: int | None
    mean: int | None

    @classmethod
    def of(cls, text: str) -> "_Result":
        return cls(*map(_number, (text[6:10], text[10:13], text[13:16], text[16:19])))

    def measured_ms(self, t: int) -> int:
        return t - 1000 * (self.seconds_ago or 0)

    def younger_than(self, other: "_Result") -> bool:
        if self.seconds_ago is None or other.seconds_ago is None:
            return False
        return self.seconds_ago < other.seconds_ago

    def same_pressures(self, other: "_Result") -> bool:
        return replace(self, seconds_ago=None) == replace(other, seconds_ago=None)

    def in_order(self) -> bool:
        if self.systolic is None or self.diastolic is None or self.mean is None:
            return False
        return self.diastolic < self.mean < self.systolic


class _Cuff:
    """One determination after the other, as the NA replies show them.

    result: what the last reply with status 1 showed; None once the monitor shows none.
    failure: what the last reply with an error status showed, while it goes on showing it.
    inflating: status 2 was seen and nothing else since.
    asked: NC0 was asked for and has come to no end.
    since: when the determination under way began, to our knowledge.
    cancels: how often ND was sent during it.
    """

    def __init__(self) -> None:
        self.result: _Result | None = None
        self.failure: _Result | None = None
        self.inflating = False
        self.asked = False
        self.since: int | None = None
        self.cancels = 0
        self._held: list[Event] = []

    def read(self, text: str, t: int) -> list[Event]:
        """Take a NA reply."""
        show = self._BY_STATUS.get(text[3])
        return self.release() + (show(self, _Result.of(text), t) if show else [])

    def release(self, pulse: int | None = None) -> list[Event]:
        """Let the result go that waited for its pulse."""
        held, self._held = self._held, []
        return [replace(e, pulse=pulse) if isinstance(e, CuffReading) else e for e in held]

    def sent(self, order: str, t: int) -> None:
        """Remember that NC0 or ND is on the wire."""
        if order == START:
            self.since = t
        else:
            self.cancels += 1

    def overdue(self, t: int) -> bool:
        """Whether the determination under way has taken too long to believe in it."""
        return self.since is not None and t - self.since >= GIVE_UP_MS

    def end(self, step: CuffStep, t: int, reason: str | None = None) -> list[Event]:
        """Close the determination under way, if there is one."""
        under_way = self.asked or self.since is not None
        self.asked, self.since, self.cancels = False, None, 0
        change = CuffChange(t_ms=t, device=NAME, step=step, reason=reason)
        return [change] if under_way else []

    def _shows_none(self, _: _Result, t: int) -> list[Event]:
        self.result = self.failure = None
        if self.cancels:
            return self._cancelled(t, inflated=self.inflating)
        inflated, self.inflating = self.inflating, False
        return self.end(CuffStep.FAILED, t, "cuff_no_result") if inflated else []

    def _shows_result(self, now: _Result, t: int) -> list[Event]:
        before, self.result, self.failure = self.result, now, None
        other = before is None or now.younger_than(before) or not now.same_pressures(before)
        if other or (self.inflating and not self.cancels):
            self._held = [_reading(now, t), *self._ended_by(now, t)]
            self.inflating = False
            return []
        return self._cancelled(t, inflated=self.inflating)

    def _ended_by(self, result: _Result, t: int) -> list[Event]:
        """Say what a result means for the determination under way, which may be the younger one."""
        if self.since is None:
            return []
        if result.measured_ms(t) >= self.since - WHOLE_SECOND_MS:
            return self.end(CuffStep.DONE, t)
        # Cancelled by a hand on the monitor, which shows its last result again.
        return self.end(CuffStep.CANCELLED, t) if self.inflating else []

    def _shows_inflation(self, _: _Result, t: int) -> list[Event]:
        self.failure = None
        if self.inflating:
            return []
        self.inflating = True
        self.since = t if self.since is None else self.since
        return [CuffChange(t_ms=t, device=NAME, step=CuffStep.INFLATING)]

    def _shows_failure(self, now: _Result, t: int) -> list[Event]:
        before, self.failure = self.failure, now
        other = before is None or now.younger_than(before) or self.inflating
        if self.cancels or not other:
            return self._cancelled(t, inflated=other)
        # The age may be that of an older, good result: what we saw begin cannot have failed before.
        failed_ms = now.measured_ms(t)
        if self.since is not None:
            failed_ms = max(failed_ms, self.since)
        self.inflating = False
        failed = _empty(CuffStatus.FAILED, failed_ms, now.seconds_ago)
        return [failed, *self.end(CuffStep.FAILED, t, "cuff_no_result")]

    def _cancelled(self, t: int, *, inflated: bool) -> list[Event]:
        """End what our ND ended; nothing if there was none."""
        if not self.cancels:
            return []
        self.inflating = False
        reading = [_empty(CuffStatus.CANCELLED, t)] if inflated else []
        return [*reading, *self.end(CuffStep.CANCELLED, t)]

    # Our choice: a digit above 2 means that the determination failed; what is no digit is opaque.
    _BY_STATUS: ClassVar[dict[str, Callable[["_Cuff", _Result, int], list[Event]]]] = {
        "0": _shows_none,
        "1": _shows_result,
        "2": _shows_inflation,
        **dict.fromkeys("3456789", _shows_failure),
    }


def _reading(result: _Result, t: int) -> CuffReading:
    """Make the reading of a result; numbers in an impossible order are kept, and called so."""
    return CuffReading(
        t_ms=result.measured_ms(t),
        device=NAME,
        systolic=result.systolic,
        diastolic=result.diastolic,
        mean=result.mean,
        status=CuffStatus.OK if result.in_order() else CuffStatus.ARTEFACT,
        seconds_ago=result.seconds_ago,
    )


def _empty(status: CuffStatus, t: int, seconds_ago: int | None = None) -> CuffReading:
    return CuffReading(t_ms=t, device=NAME, status=status, seconds_ago=seconds_ago)


# --- the conversation ----------------------------------------------------------------------------


class GeDinamap:
    """Asks NA, OA and RA in turn, once in each second of session time, one command at a time."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._lines = LineBuffer(LONGEST_LINE, self.counts)
        self._cuff = _Cuff()
        self._orders: deque[str] = deque()
        self._polls = deque(POLLS)
        self._next_poll = 0
        self._asked: str | None = None
        self._reply_by = 0

    @property
    def awaiting(self) -> bool:
        return self._asked is not None

    # -- out --------------------------------------------------------------------------------------

    def wake(self, t: int) -> tuple[bytes, int]:
        """Send the next command, unless a reply is still on its way; a missed one is let go."""
        if self._asked is not None and t < self._reply_by:
            return b"", self._reply_by
        self._asked = self._next_command(t)
        if self._asked is None:
            return b"", self._next_poll
        self._reply_by = t + REPLY_MS
        # The leading CR clears what the monitor may have got of a broken command.
        return b"\r" + frame(self._asked), self._reply_by

    def _next_command(self, t: int) -> str | None:
        if self._orders:
            order = self._orders.popleft()
            self._cuff.sent(order, t)
            return order
        if not self._polls and t >= self._next_poll:
            self._polls.extend(POLLS)
        if not self._polls:
            return None
        # On whole seconds, so that one round never straddles two of them.
        self._next_poll = (t // PERIOD_MS + 1) * PERIOD_MS
        return self._polls.popleft()

    def start_cuff(self) -> bytes:
        self._cuff.asked = True
        self._orders.append(START)
        return b""

    def stop_cuff(self) -> bytes:
        """Cancel, and send no start that is still waiting."""
        self._orders.clear()
        self._orders.append(CANCEL)
        return b""

    def goodbye(self) -> bytes:
        return b""

    # -- in ---------------------------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; what is no whole, checked line says nothing."""
        lines = self._lines.feed(data)
        return self._take(lines, t) + self._give_up(t) if lines else []

    def flush(self, t: int) -> list[Event]:
        """Read a last line whose CR is missing, and let go the result that waits for its pulse."""
        return self._take(self._lines.flush(), t) + self._cuff.release()

    def _take(self, lines: list[bytes], t: int) -> list[Event]:
        return [event for line in lines for event in self._line(line, t)]

    def _line(self, line: bytes, t: int) -> list[Event]:
        text, rest = _message_at_end(line)
        self._count_lost(rest)
        if text is None:
            return []
        self.counts.frames += 1
        answered = self._answered(text)
        if text[1] == "-":
            return self._refused(answered, t)
        read = self._BY_LETTERS.get(text[1:3])
        return read(self, text, t) if read else []

    def _count_lost(self, rest: bytes) -> None:
        if _BEGINS_LIKE_A_MESSAGE.match(rest) and rest not in _QUESTIONS:
            self.counts.bad += 1
        else:
            self.counts.skipped += len(rest)

    def _answered(self, text: str) -> str | None:
        """Return the command this line answers, if one is waiting: any line answers NC0 and ND."""
        asked = self._asked
        if asked is None:
            return None
        if text[1] == "-" or asked in {START, CANCEL} or text.startswith(asked):
            self._asked = None
            return asked
        return None

    def _refused(self, command: str | None, t: int) -> list[Event]:
        """Take a negative reply; only that to a start matters to anybody."""
        return self._cuff.end(CuffStep.FAILED, t, "cuff_refused") if command == START else []

    def _pressures(self, text: str, t: int) -> list[Event]:
        events = self._cuff.read(text, t)
        if self._cuff.inflating and 0 < self._cuff.cancels < MOST_CANCELS:
            self._orders.append(CANCEL)
        return events

    def _saturation(self, text: str, t: int) -> list[Event]:
        value = _measured(Vital.SPO2, text[4:7]) if text[3] == "1" else None
        return [Reading(t_ms=t, device=NAME, values={Vital.SPO2: value})]

    def _rate(self, text: str, t: int) -> list[Event]:
        """2 is the oximeter's, 3 the cuff's and as old as the cuff; no other source is known."""
        value = _measured(Vital.PULSE_RATE, text[4:7])
        cuff = self._cuff.release(pulse=value if text[3] == "3" else None)
        live = value if text[3] == "2" else None
        return [*cuff, Reading(t_ms=t, device=NAME, values={Vital.PULSE_RATE: live})]

    def _give_up(self, t: int) -> list[Event]:
        """End a determination that never ends; one of ours is cancelled as well."""
        if not self._cuff.overdue(t):
            return []
        if self._cuff.asked:
            self.stop_cuff()
        return self._cuff.end(CuffStep.FAILED, t, "cuff_timeout")

    _BY_LETTERS: ClassVar[dict[str, Callable[["GeDinamap", str, int], list[Event]]]] = {
        "NA": _pressures,
        "OA": _saturation,
        "RA": _rate,
        "RC": _rate,
    }


MODEL = Model(
    name=NAME,
    title="GE DINAMAP (Compact, Pro 100-400, ProCare, Carescape V100)",
    line=LineSettings(baud=9600),
    period_s=PERIOD_MS / 1000,
    vitals=frozenset({Vital.PULSE_RATE, Vital.SPO2}),
    driver=GeDinamap,
    gives_cuff=True,
    can_start=True,
    can_stop=True,
    # The V100 behind its FTDI adapter. Thousands of other devices have the same one.
    usb_ids=((0x0403, 0x6001),),
)

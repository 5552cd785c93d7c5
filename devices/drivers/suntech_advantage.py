"""SunTech Advantage A+ and Advantage OEM pressure modules. Read only: nobody knows how to abort.

The module answers when asked, and with "K" when a determination is over:

    question   3A payload checksum          answer   3E length payload checksum

All bytes of a packet add up to 0; the length counts the whole packet. An answer does not say to
what: five bytes are the pressure in the cuff, 24 the last result, which can be read again and again
and tells no age. Where a rule of ours stands for something nobody knows, the code says "our
choice". Opaque: status byte, test codes, beats and spare bytes of a result, the meaning of an
error, packets of any other length.

Source, by way of protocols/06-suntech-advantage.md: ak-git/DesktopFX, whose tests reproduce the
vendor manual's example frames (facts observed only).
"""

import struct
from collections import deque
from dataclasses import dataclass
from zlib import adler32

from devices.driver import Counts, LineSettings, Model
from devices.framing import FrameBuffer
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event
from monitor.vitals import Vital

NAME = "suntech-advantage"

# --- the packet ----------------------------------------------------------------------------------

QUESTION, ANSWER = b"\x3a", b"\x3e"
HEAD_BYTES = 2
SHORTEST, LONGEST = 4, 0x43
PRESSURE_BYTES, RESULT_BYTES = 5, 24
COMPLETED = b"\x3e\x04\x4b\x73"


def checksum(packet: bytes) -> int:
    """Return the byte that closes a packet, counted from its first one on."""
    return -sum(packet) & 0xFF


def question(*payload: int) -> bytes:
    """Return what the host asks as it goes over the cable."""
    packet = QUESTION + bytes(payload)
    return packet + bytes([checksum(packet)])


def answer(payload: bytes) -> bytes:
    """Return what the module says as it goes over the cable."""
    packet = ANSWER + bytes([len(payload) + 3]) + payload
    return packet + bytes([checksum(packet)])


_LENGTHS = bytes(n if SHORTEST <= n <= LONGEST else 0 for n in range(256))


def length(head: bytes) -> int:
    """Return how long the packet is that begins like this, 0 where none does."""
    return _LENGTHS[head[1]]


def checks(packet: bytes) -> bool:
    """Whether the checksum of a whole packet is right.

    Of so few bytes the low half of an Adler checksum begun at 0 is the plain sum, at a quarter of
    the price: a line that floods us with 3E asks for one at every byte.
    """
    return adler32(packet, 0) & 0xFF == 0


# --- questions and times -------------------------------------------------------------------------

READ_PRESSURE, READ_RESULT = question(0x79, 0x05, 0x00), question(0x79, 0x03, 0x00)
ANSWERED_BY = {READ_PRESSURE: PRESSURE_BYTES, READ_RESULT: RESULT_BYTES}

PERIOD_MS = 1000
REPLY_MS = 1000


# --- the cuff ------------------------------------------------------------------------------------

NEAR_ZERO_MMHG = 5
"""Below this the cuff is empty: the bound under which the known host dares to start one."""

HIGHEST_IN_CUFF = 350  # our choice, as the next one
PRESSURES = range(20, 301)
PULSES = range(int(Vital.PULSE_RATE.low), int(Vital.PULSE_RATE.high) + 1)

_PRESSURE = struct.Struct("<2xHx")
_RESULT = struct.Struct("<2xHH10xBxHB3x")


@dataclass(frozen=True, slots=True)
class _Result:
    """What a result says, byte by byte the packet it came in."""

    packet: bytes
    systolic: int
    diastolic: int
    pulse: int
    mean: int
    error: int

    @classmethod
    def of(cls, packet: bytes) -> "_Result":
        return cls(packet, *_RESULT.unpack(packet))

    @property
    def empty(self) -> bool:
        """Whether nothing was measured since the module was switched on."""
        return not (self.systolic or self.diastolic or self.mean or self.error)

    def reading(self, t: int) -> CuffReading:
        """Make the reading; numbers in an impossible order are kept, and called so."""
        if self.error:
            return CuffReading(t_ms=t, device=NAME, status=CuffStatus.FAILED)
        numbers = (self.systolic, self.diastolic, self.mean)
        systolic, diastolic, mean = (n if n in PRESSURES else None for n in numbers)
        in_order = systolic and diastolic and mean and diastolic < mean < systolic
        return CuffReading(
            t_ms=t,
            device=NAME,
            systolic=systolic,
            diastolic=diastolic,
            mean=mean,
            pulse=self.pulse if self.pulse in PULSES else None,
            status=CuffStatus.OK if in_order else CuffStatus.ARTEFACT,
        )


class _Cuff:
    """One inflation after the other, as pressures and results show them.

    shown: the last result seen. inflated: there is pressure in the cuff.
    fresh: pressure was seen rising since a result was told.
    """

    def __init__(self) -> None:
        self.shown: _Result | None = None
        self.inflated = False
        self.fresh = False
        self._held: tuple[_Result, int] | None = None

    def pressure(self, mmhg: int, t: int) -> list[Event]:
        """Take the pressure in the cuff."""
        inflated_before, self.inflated = self.inflated, mmhg >= NEAR_ZERO_MMHG
        if not self.inflated:
            return []
        if inflated_before:
            self._held = None  # it was the result of the time before, read too early
            return []
        events = self.release()
        self.fresh = True
        return [*events, CuffChange(t_ms=t, device=NAME, step=CuffStep.INFLATING)]

    def result(self, result: _Result, t: int) -> list[Event]:
        """Take a result: new are other bytes, any after an inflation, and the first.

        With the cuff still full, the same bytes may well be those of the inflation before: they are
        held, until the next result says more or a new inflation says that there was none.
        """
        self._held = None
        before, self.shown = self.shown, result
        other = before is not None and result.packet != before.packet
        if not (other or self.fresh or before is None):
            return []
        if self.inflated and not other:
            self._held = result, t
            return []
        return self._tell(result, t)

    def release(self) -> list[Event]:
        """Let the result go that was held."""
        held, self._held = self._held, None
        return self._tell(*held) if held else []

    def _tell(self, result: _Result, t: int) -> list[Event]:
        readings = [] if result.empty else [result.reading(t)]
        return [*readings, *self._end(result, t)]

    def _end(self, result: _Result, t: int) -> list[Event]:
        if not self.fresh:
            return []
        self.fresh = False
        failed = result.empty or result.error
        step, reason = (CuffStep.FAILED, "cuff_no_result") if failed else (CuffStep.DONE, None)
        return [CuffChange(t_ms=t, device=NAME, step=step, reason=reason)]


# --- the conversation ----------------------------------------------------------------------------


class SuntechAdvantage:
    """Asks for the pressure in each second of session time, and for the result at rest."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._packets = FrameBuffer(ANSWER, HEAD_BYTES, length, checks, self.counts)
        self._cuff = _Cuff()
        self._completed = False
        self._late: list[Event] = []
        self._questions: deque[bytes] = deque()
        self._next_poll = 0
        self._asked: bytes | None = None
        self._reply_by = 0

    @property
    def awaiting(self) -> bool:
        return self._asked is not None

    # -- out --------------------------------------------------------------------------------------

    def wake(self, t: int) -> tuple[bytes, int]:
        """Ask the next question, unless an answer is still on its way."""
        if self._asked is not None and t < self._reply_by:
            return b"", self._reply_by
        if self._asked is not None:
            self._miss(t)
        if not self._questions and t >= self._next_poll:
            self._next_poll = (t // PERIOD_MS + 1) * PERIOD_MS
            self._questions.append(READ_PRESSURE)
        if not self._questions:
            return b"", self._next_poll
        self._asked, self._reply_by = self._questions.popleft(), t + REPLY_MS
        return self._asked, self._reply_by

    def _miss(self, t: int) -> None:
        """Let an answer go. What it is waiting behind may be noise that looks like a packet."""
        self._asked = None
        self._late += self._take(self._packets.flush(), t)

    def start_cuff(self) -> bytes:
        """Send nothing: what cannot be stopped is not started."""
        return b""

    def stop_cuff(self) -> bytes:
        return b""

    def goodbye(self) -> bytes:
        return b""

    # -- in ---------------------------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; what is no whole, checked packet says nothing."""
        packets = self._packets.feed(data)
        return self._missed() + self._take(packets, t) if packets or self._late else []

    def flush(self, t: int) -> list[Event]:
        """Read what stands behind a packet that will not be finished; tell what was held."""
        return self._missed() + self._take(self._packets.flush(), t) + self._cuff.release()

    def _missed(self) -> list[Event]:
        late, self._late = self._late, []
        return late

    def _take(self, packets: list[bytes], t: int) -> list[Event]:
        return [event for packet in packets for event in self._packet(packet, t)]

    def _packet(self, packet: bytes, t: int) -> list[Event]:
        self.counts.frames += 1
        if packet == COMPLETED:
            self._completed = True
        events = self._read(packet, t)
        if self._asked is not None and ANSWERED_BY[self._asked] == len(packet):
            self._answered(self._asked)
        return events

    def _read(self, packet: bytes, t: int) -> list[Event]:
        if len(packet) == RESULT_BYTES:
            return self._cuff.result(_Result.of(packet), t)
        if len(packet) == PRESSURE_BYTES:
            (mmhg,) = _PRESSURE.unpack(packet)
            return self._cuff.pressure(mmhg, t) if mmhg <= HIGHEST_IN_CUFF else []
        return []

    def _answered(self, asked: bytes) -> None:
        """Go on to the result, if the cuff is empty or the module says that it is done."""
        self._asked = None
        if asked == READ_PRESSURE and (self._completed or not self._cuff.inflated):
            self._completed = False
            self._questions.append(READ_RESULT)


MODEL = Model(
    name=NAME,
    title="SunTech Advantage A+ and OEM modules (read only)",
    line=LineSettings(baud=9600),
    period_s=PERIOD_MS / 1000,
    vitals=frozenset(),
    driver=SuntechAdvantage,
    gives_cuff=True,
)

"""Berry PM6750 and its siblings, and every home-made adapter that sends the same three packets.

The module streams what it was asked for and is silent before. Both ways a packet is

    55 AA   N   A1 ... An   checksum        N = n + 2, so that the whole is N + 2 bytes; A1 its kind

Kind 02 carries the ECG's rates, 03 the cuff with its pressures in the order SYS, MEAN, DIA, 04 the
oximeter. A cuff is started and stopped by us only. Where a rule of ours stands for something nobody
knows, the code says "our choice". Opaque: waves (01, FE, FF), temperature (05), QRS and pulse marks
(30, 31), ST and arrhythmia codes, gain and mode of the ECG, every kind the sheet does not name.

Sources, by way of protocols/05-berry-pm6750.md: Abrunacci/berry_med (the vendor's manual and real
captures), elmerrocha/telsy-cab.
"""

from collections import deque

from devices.driver import Counts, LineSettings, Model
from devices.framing import FrameBuffer
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event, Reading
from monitor.vitals import Values, Vital

NAME = "berry-pm6750"

# --- the packet ----------------------------------------------------------------------------------

MARK = b"\x55\xaa"
HEAD_BYTES = 4
SHORTEST, LONGEST = 3, 64
"""What N may be."""

RATES, CUFF, OXIMETER = 0x02, 0x03, 0x04
LENGTHS = {RATES: 10, CUFF: 10, OXIMETER: 8}
"""Bytes of the packets that are read. One of another length is refused."""


def checksum(content: bytes) -> int:
    """Return the byte that closes a packet, counted from its length on."""
    return ~sum(content) & 0xFF


def frame(*content: int) -> bytes:
    """Return kind and data as they go over the cable."""
    body = bytes([len(content) + 2, *content])
    return MARK + body + bytes([checksum(body)])


def length(head: bytes) -> int:
    """Return how long the packet is that begins like this, 0 where none does."""
    if not head.startswith(MARK) or not SHORTEST <= head[2] <= LONGEST:
        return 0
    whole = head[2] + 2
    return whole if LENGTHS.get(head[3], whole) == whole else 0


def checks(packet: bytes) -> bool:
    """Whether the checksum of a whole packet is right."""
    return checksum(packet[2:-1]) == packet[-1]


# --- commands and times --------------------------------------------------------------------------

ECG_ON, SPO2_ON = frame(0x01, 0x01), frame(0x03, 0x01)
ENABLES = {RATES: ECG_ON, OXIMETER: SPO2_ON}
# 02 01 is not "cuff on": it inflates. There is nothing to enable about the cuff.
START, STOP = frame(0x02, 0x01), frame(0x02, 0x00)

PATIENTS = {0: (1, 150), 1: (2, 100), 2: (3, 70)}
"""By the mode that a cuff packet tells (adult, child, neonate): the command's number for the same
mode, which is another one, and the vendor's first target in mmHg."""

PERIOD_MS = 1000
MISSED_MS = 2000
"""Longer than this without its packets, a parameter is enabled again: the module restarted."""

GAP_MS = 60
"""Between two commands: a BLE gateway needs about 50."""

GIVE_UP_MS = 90_000
NO_ANSWER_MS = 2000
MOST_STOPS = 3


def before_start(mode: int) -> list[bytes]:
    """Return what precedes each start: the patient and the target, which holds for one cuff only.

    Our choice: adult unless the module said otherwise; a mode nobody knows is left as it is.
    """
    if mode not in PATIENTS:
        return []
    patient, target = PATIENTS[mode]
    return [frame(0x09, patient), frame(0x0A, target // 2)]


# A cable that joins RX to TX brings our own commands back; they must not pass for packets.
_OURS = {ECG_ON, SPO2_ON, START, STOP}.union(*map(before_start, PATIENTS))


# --- the cuff ------------------------------------------------------------------------------------

FINISHED, MEASURING, STOPPED, INITIALISING, INITIALISED = 0, 1, 2, 9, 10
FAILURES = {
    STOPPED: CuffStatus.CANCELLED,
    3: CuffStatus.OVERPRESSURE,
    4: CuffStatus.CUFF_LOOSE,
    5: CuffStatus.TIMEOUT,
    6: CuffStatus.FAILED,
    7: CuffStatus.ARTEFACT,
    8: CuffStatus.OUT_OF_RANGE,
}
HIGHEST_MMHG = 250


class _Cuff:
    """One inflation after the other, as the cuff packets show them twice a second.

    mode: the patient the module is set to. shown: the code of the last packet.
    result: the three pressures of the last result.
    asked: a start was asked for and has come to no end.
    since: when the inflation under way began, to our knowledge.
    stops, stopped_at: how often STOP was sent during it, and when last.
    """

    def __init__(self) -> None:
        self.mode = 0
        self.shown: int | None = None
        self.result = b""
        self.asked = False
        self.since: int | None = None
        self.stops = 0
        self.stopped_at = 0

    @property
    def inflating(self) -> bool:
        return self.shown == MEASURING

    def read(self, status: int, pressures: bytes, t: int) -> list[Event]:
        """Take a cuff packet. The codes above INITIALISED are not known and change nothing."""
        self.mode, code = status & 3, status >> 2 & 15
        if code == MEASURING:
            events = self._inflation(t)
        elif code in FAILURES:
            events = self._failure(code, t)
        elif code == FINISHED and pressures[0]:
            events = self._result(pressures, t)
        elif code in {FINISHED, INITIALISING, INITIALISED}:
            events = self._nothing(code, t)
        else:
            return []
        self.shown = code
        return events

    def sent(self, order: bytes, t: int) -> None:
        """Remember that START or STOP is on the wire."""
        if order == START:
            self.since, self.stops = t, 0
        elif order == STOP:
            self.stops += 1
            self.stopped_at = t

    def wants_stop(self, t: int) -> bool:
        """Whether a STOP went unheard."""
        unheard = self.inflating and 0 < self.stops < MOST_STOPS
        return unheard and t - self.stopped_at >= PERIOD_MS

    def overdue(self, t: int) -> bool:
        """Whether the inflation under way has taken too long to believe in it."""
        return self.since is not None and t - self.since >= GIVE_UP_MS

    def stopped_unseen(self, t: int) -> bool:
        """Whether STOP came before the module showed anything of the inflation."""
        return bool(self.stops) and not self.inflating and t - self.stopped_at >= NO_ANSWER_MS

    def end(self, step: CuffStep, t: int, reason: str | None = None) -> list[Event]:
        """Close the inflation under way, if there is one."""
        under_way = self.asked or self.since is not None
        self.asked, self.since, self.stops = False, None, 0
        change = CuffChange(t_ms=t, device=NAME, step=step, reason=reason)
        return [change] if under_way else []

    def _inflation(self, t: int) -> list[Event]:
        if self.inflating:
            return []
        if self.since is None:
            self.since, self.stops = t, 0
        return [CuffChange(t_ms=t, device=NAME, step=CuffStep.INFLATING)]

    def _result(self, pressures: bytes, t: int) -> list[Event]:
        """Take a result; other pressures than before are new even if nobody saw the inflation."""
        first, other = self.shown is None, pressures != self.result
        self.result = pressures
        if not (other or self.inflating):
            return []
        reading = _reading(pressures, t)
        # What the first packet shows is older than a start just sent, and older than one not sent.
        if self.since is None or (first and t - self.since < NO_ANSWER_MS):
            return [reading]
        return [reading, *self.end(CuffStep.DONE, t)]

    def _failure(self, code: int, t: int) -> list[Event]:
        """Take a failure; STOP shows a code too where nothing was inflated."""
        repeated = code == self.shown or (self.since is None and self.shown is not None)
        if repeated and not self.inflating:
            return []
        reading = CuffReading(t_ms=t, device=NAME, status=FAILURES[code])
        if self.since is None:
            return [reading]
        if code == STOPPED:
            return [reading, *self.end(CuffStep.CANCELLED, t)]
        return [reading, *self.end(CuffStep.FAILED, t, "cuff_no_result")]

    def _nothing(self, code: int, t: int) -> list[Event]:
        """Take a code without a result; while it initialises the module ignores commands."""
        if self.inflating:
            if self.stops:
                return self.end(CuffStep.CANCELLED, t)
            return self.end(CuffStep.FAILED, t, "cuff_no_result")
        if code == INITIALISING and self.since is not None:
            return self.end(CuffStep.FAILED, t, "cuff_refused")
        return []


def _reading(pressures: bytes, t: int) -> CuffReading:
    """Make the reading of a result: on the wire the mean comes second."""
    systolic, mean, diastolic = (p if 0 < p <= HIGHEST_MMHG else None for p in pressures)
    in_order = systolic and mean and diastolic and diastolic < mean < systolic
    return CuffReading(
        t_ms=t,
        device=NAME,
        systolic=systolic,
        diastolic=diastolic,
        mean=mean,
        status=CuffStatus.OK if in_order else CuffStatus.ARTEFACT,
    )


# --- the vitals ----------------------------------------------------------------------------------

LEAD_OFF = 0b10
PROBE_OK = 0
HIGHEST_HEART_RATE = 250
NO_PULSE = 255


def _rates(packet: bytes) -> Values:
    """Read the ECG's rates; zero is none. A weak signal (bit 0) keeps its value."""
    _, _, _, _, status, heart_rate, breaths, *_ = packet
    if status & LEAD_OFF:
        return {Vital.HEART_RATE: None, Vital.RESP_RATE: None}
    believable = Vital.HEART_RATE.low <= heart_rate <= HIGHEST_HEART_RATE
    return {
        Vital.HEART_RATE: heart_rate if believable else None,
        Vital.RESP_RATE: breaths if 0 < breaths <= Vital.RESP_RATE.high else None,
    }


def _oximeter(packet: bytes) -> Values:
    """Read the oximeter: whatever its status is, if not ok, there is no value."""
    _, _, _, _, status, spo2, pulse, _ = packet
    spo2_ok = status == PROBE_OK and Vital.SPO2.low <= spo2 <= Vital.SPO2.high
    pulse_ok = status == PROBE_OK and Vital.PULSE_RATE.low <= pulse < NO_PULSE
    return {Vital.SPO2: spo2 if spo2_ok else None, Vital.PULSE_RATE: pulse if pulse_ok else None}


VITALS = {RATES: _rates, OXIMETER: _oximeter}


# --- the conversation ----------------------------------------------------------------------------


class BerryPm6750:
    """Enables ECG and oximeter, again where they fall silent, and listens."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._packets = FrameBuffer(MARK[:1], HEAD_BYTES, length, checks, self.counts)
        self._cuff = _Cuff()
        self._orders: deque[bytes] = deque()
        self._free_at = 0
        self._missed_at = dict.fromkeys(ENABLES, 0)

    @property
    def awaiting(self) -> bool:
        """Nothing the module sends is the answer to anything."""
        return False

    # -- out --------------------------------------------------------------------------------------

    def wake(self, t: int) -> tuple[bytes, int]:
        """Send the next command, one at a time with a gap between them."""
        self._enable(t)
        if self._cuff.wants_stop(t) and STOP not in self._orders:
            self._orders.appendleft(STOP)
        order = b""
        if self._orders and t >= self._free_at:
            order = self._orders.popleft()
            self._free_at = t + GAP_MS
            self._cuff.sent(order, t)
        return order, self._free_at if self._orders else (t // PERIOD_MS + 1) * PERIOD_MS

    def _enable(self, t: int) -> None:
        for kind, order in ENABLES.items():
            if t >= self._missed_at[kind]:
                self._missed_at[kind] = t + MISSED_MS
                self._orders.append(order)

    def start_cuff(self) -> bytes:
        self._cuff.asked = True
        self._orders.extend([*before_start(self._cuff.mode), START])
        return b""

    def stop_cuff(self) -> bytes:
        """Stop, and send no start that is still waiting."""
        self._orders.clear()
        self._orders.append(STOP)
        return b""

    def goodbye(self) -> bytes:
        """Stop whatever runs: from now on nobody watches it."""
        return STOP

    # -- in ---------------------------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; what is no whole, checked packet says nothing."""
        packets = self._packets.feed(data)
        return self._take(packets, t) + self._give_up(t) if packets else []

    def flush(self, t: int) -> list[Event]:
        """Read what stands behind a packet that will not be finished."""
        return self._take(self._packets.flush(), t)

    def _take(self, packets: list[bytes], t: int) -> list[Event]:
        return [event for packet in packets for event in self._packet(packet, t)]

    def _packet(self, packet: bytes, t: int) -> list[Event]:
        if packet in _OURS:
            self.counts.skipped += len(packet)
            return []
        self.counts.frames += 1
        kind = packet[3]
        if kind in self._missed_at:
            self._missed_at[kind] = t + MISSED_MS
        if kind == CUFF:
            return self._cuff.read(packet[4], packet[6:9], t)
        values = VITALS.get(kind)
        return [Reading(t_ms=t, device=NAME, values=values(packet))] if values else []

    def _give_up(self, t: int) -> list[Event]:
        """End an inflation that never ends, for us and for the patient."""
        if self._cuff.overdue(t):
            self.stop_cuff()
            return self._cuff.end(CuffStep.FAILED, t, "cuff_timeout")
        if self._cuff.stopped_unseen(t):
            return self._cuff.end(CuffStep.CANCELLED, t)
        return []


MODEL = Model(
    name=NAME,
    title="Berry PM6750 module, or a home-made adapter",
    line=LineSettings(baud=115200),
    period_s=PERIOD_MS / 1000,
    vitals=frozenset(Vital),
    driver=BerryPm6750,
    gives_cuff=True,
    can_start=True,
    can_stop=True,
)

"""GE Datex-Ohmeda S/5 "Computer Interface": S/5, AS/3, CS/3, Cardiocap/5, CARESCAPE, B-series.

The host subscribes once and the monitor sends a DRI record every so many seconds until it is told
to stop. It cannot be told to inflate a cuff. Everything is little-endian and packed:

    7E record checksum 7E       record   header of 40 bytes, then up to eight sub-records

Within a frame 7E is sent as 7D 5E and 7D as 7D 5D. Only the displayed values of class "basic" are
read: the other classes have another layout in the same 278 bytes. Opaque, because the sheet does
not give them: trends, the auxiliary record, alarms, waveforms, the classes ext1 to ext3. Where a
rule of ours stands for something nobody knows, the code says "our choice".

Sources, by way of protocols/02-ge-datex-s5-dri.md: GE's M1017617 and 8005313 (12th editions) as
collected in KaiWU17TUM/icu_devices, and xeonfusion/VSCapture (facts observed only).
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle

from devices.driver import Counts, LineSettings, Model
from devices.framing import LineBuffer
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event, Reading
from monitor.vitals import Values, Vital

NAME = "ge-datex-s5"

# --- the frame -----------------------------------------------------------------------------------

FLAG = b"\x7e"
HEADER_BYTES = 40
MOST_BYTES = HEADER_BYTES + 1450
SHORTEST_FRAME = HEADER_BYTES + 1
LONGEST_FRAME = 2 * (MOST_BYTES + 1)
"""Between its flags, if every byte had to be escaped."""

_BROKEN_ESCAPE = re.compile(rb"\x7d(?![\x5d\x5e])")
_I16 = struct.Struct("<h")
_U16 = struct.Struct("<H")
_U32 = struct.Struct("<I")


def checksum(record: bytes) -> int:
    """Return the sum of the bytes before they are escaped."""
    return sum(record) & 0xFF


def frame(record: bytes) -> bytes:
    """Return a record as it goes over the cable."""
    plain = record + bytes([checksum(record)])
    escaped = plain.replace(b"\x7d", b"\x7d\x5d").replace(b"\x7e", b"\x7d\x5e")
    return FLAG + escaped + FLAG


def proven(piece: bytes) -> bytes | None:
    """Return the record between two flags; None unless escapes, checksum and length are right.

    The sum alone is blind to a zero that was lost or put in.
    """
    if _BROKEN_ESCAPE.search(piece):
        return None
    plain = piece.replace(b"\x7d\x5e", b"\x7e").replace(b"\x7d\x5d", b"\x7d")
    record, check = plain[:-1], plain[-1:]
    if len(record) < HEADER_BYTES or _I16.unpack_from(record)[0] != len(record):
        return None
    return record if check == bytes([checksum(record)]) else None


# --- the record ----------------------------------------------------------------------------------

PHYSIOLOGICAL = 0
REQUEST, DISPLAYED = 0, 1
NO_MORE = 0xFF

HEADER = struct.Struct("<hBBHIBBHh")
"""Length, running number, level, plug, time, subnet, two reserved, main type; then a directory."""

ENTRY = struct.Struct("<hB")
MOST_ENTRIES = (HEADER_BYTES - HEADER.size) // ENTRY.size
MAIN_TYPE = 14


def directory(record: bytes) -> Iterator[tuple[int, int]]:
    """Yield where in the record each sub-record begins, and its type."""
    for offset, kind in ENTRY.iter_unpack(record[HEADER.size : HEADER_BYTES]):
        if kind == NO_MORE:
            return
        yield HEADER_BYTES + offset, kind


def request(interval_s: int) -> bytes:
    """Ask for the displayed values of class "basic", every so many seconds; 0 ends it."""
    wanted = struct.pack("<BhIh", DISPLAYED, interval_s, 0, 0)
    header = HEADER.pack(HEADER_BYTES + len(wanted), 0, 0, 0, 0, 0, 0, 0, PHYSIOLOGICAL)
    entries = ENTRY.pack(0, REQUEST) + ENTRY.pack(0, NO_MORE)
    return frame((header + entries).ljust(HEADER_BYTES, b"\0") + wanted)


# --- the displayed values ------------------------------------------------------------------------

DISPLAYED_BYTES = 278
CLASS_AT, BASIC = 276, 0

ECG, NIBP, SPO2, CO2 = 4, 76, 122, 136
"""Where the groups begin: a status, a label, then numbers."""

LABEL = 4
HEART_RATE_AT, IMPEDANCE_RATE_AT = 10, 18
SYSTOLIC_AT, DIASTOLIC_AT, MEAN_AT, CUFF_PULSE_AT = 82, 84, 86, 88
SATURATION_AT, PULSE_AT = 128, 130
CO2_RATE_AT = 146

PRESENT_AND_ACTIVE = 0b11
HIGHEST_SENTINEL = -32001
FROM_ECG, FROM_OXIMETER = {1, 9}, {6, 12}
"""Sources of the heart rate. From a pressure line or an unknown source it is neither."""

LABELLED_SPO2 = 0
MEASURING, OLD = 1 << 5, 1 << 8
OLD_S = 60


@dataclass(frozen=True, slots=True)
class Displayed:
    """One sub-record of displayed values, read where the numbers lie."""

    data: bytes

    @property
    def basic(self) -> bool:
        """Only then are the places above right. The low byte of the word is not zero either."""
        word: int = _U16.unpack_from(self.data, CLASS_AT)[0]
        return (word >> 8) & 15 == BASIC

    @property
    def time_s(self) -> int:
        """Unix seconds, as right as the monitor's clock."""
        return int(_U32.unpack_from(self.data)[0])

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.time_s, UTC)

    def active(self, group: int) -> bool:
        return self._status(group) & PRESENT_AND_ACTIVE == PRESENT_AND_ACTIVE

    def label(self, group: int) -> int:
        return int(_U16.unpack_from(self.data, group + LABEL)[0])

    def number(self, group: int, place: int) -> int | None:
        """Return a number of an active group; None for one of the special values."""
        value = int(_I16.unpack_from(self.data, place)[0])
        return value if self.active(group) and value > HIGHEST_SENTINEL else None

    def hundredths(self, group: int, place: int) -> float | None:
        """Return a pressure or a saturation, which come as hundredths."""
        value = self.number(group, place)
        return None if value is None else value / 100

    def rate_from(self, sources: set[int]) -> int | None:
        """Return the heart rate if it comes from one of these sources."""
        source = (self._status(ECG) >> 3) & 15
        return self.number(ECG, HEART_RATE_AT) if source in sources else None

    def _status(self, group: int) -> int:
        return int(_U32.unpack_from(self.data, group)[0])


def _first(vital: Vital, *values: float | None) -> float | None:
    """Return the first value that was measured and that a device can believably send."""
    believable = (v for v in values if v is not None and vital.low <= v <= vital.high)
    return next(believable, None)


def _vitals(shown: Displayed) -> Values:
    arterial_pulse = shown.label(SPO2) == LABELLED_SPO2
    saturation = shown.hundredths(SPO2, SATURATION_AT) if arterial_pulse else None
    pulses = shown.number(SPO2, PULSE_AT), shown.rate_from(FROM_OXIMETER)
    breaths = shown.number(ECG, IMPEDANCE_RATE_AT), shown.number(CO2, CO2_RATE_AT)
    return {
        Vital.HEART_RATE: _first(Vital.HEART_RATE, shown.rate_from(FROM_ECG)),
        Vital.PULSE_RATE: _first(Vital.PULSE_RATE, *pulses),
        Vital.SPO2: _first(Vital.SPO2, saturation),
        Vital.RESP_RATE: _first(Vital.RESP_RATE, *breaths),
    }


# --- the cuff ------------------------------------------------------------------------------------

Pressures = tuple[float | None, float | None, float | None]
"""Systolic, diastolic, mean."""

NOTHING: Pressures = (None, None, None)


@dataclass(frozen=True, slots=True)
class _Nibp:
    """What one record shows of the cuff."""

    at: datetime
    pressures: Pressures
    pulse: float | None
    measuring: bool
    old: bool

    @classmethod
    def of(cls, shown: Displayed) -> "_Nibp":
        # A label counts only while the cuff's module is there: without it nothing is measuring.
        label = shown.label(NIBP) if shown.active(NIBP) else 0
        systolic, diastolic, mean, pulse = (
            shown.hundredths(NIBP, SYSTOLIC_AT),
            shown.hundredths(NIBP, DIASTOLIC_AT),
            shown.hundredths(NIBP, MEAN_AT),
            _first(Vital.PULSE_RATE, shown.number(NIBP, CUFF_PULSE_AT)),
        )
        pressures = (systolic, diastolic, mean)
        return cls(shown.at, pressures, pulse, bool(label & MEASURING), bool(label & OLD))

    @property
    def empty(self) -> bool:
        return self.pressures == NOTHING

    @property
    def status(self) -> CuffStatus:
        """Numbers in an impossible order are kept, and called so."""
        systolic, diastolic, mean = self.pressures
        if systolic is None or diastolic is None or mean is None:
            return CuffStatus.ARTEFACT
        return CuffStatus.OK if diastolic < mean < systolic else CuffStatus.ARTEFACT


class _Cuff:
    """One inflation after the other, as the records show them.

    An inflation is the label's bit "measuring" going up and down. The new numbers come up to 2 s
    before it falls, or are those of the last time once more; so it is the fall that counts. The bit
    "old" falls with a new result, and rises again a minute later whatever the cuff is doing.

    known: the last result we know of, without what an inflation under way shows; None before any.
    inflating: "measuring" was up in the last record.
    last: the time of the last record.
    """

    def __init__(self) -> None:
        self._known: _Nibp | None = None
        self._inflating = False
        self._last: datetime | None = None

    def read(self, now: _Nibp, t: int) -> list[Event]:
        """Take what one record shows."""
        last, self._last = self._last, now.at
        # A link that was away for a minute missed a result and did not see it grow old.
        away = last is not None and now.at - last > timedelta(seconds=OLD_S)
        if now.measuring:
            # What is old by then does not come from this inflation.
            return [*(self._missed(now, t) if away and now.old else []), *self._rises(t)]
        if self._inflating:
            return self._falls(now, t, away=away)
        # A change without time moving on waits: the next record will show it as well.
        return self._missed(now, t) if last is None or now.at > last else []

    def _missed(self, now: _Nibp, t: int) -> list[Event]:
        unseen = self._unseen(now)
        self._remember(now)
        return [_reading(now, t)] if unseen else []

    def _rises(self, t: int) -> list[Event]:
        if self._inflating:
            return []
        self._inflating = True
        return [CuffChange(t_ms=t, device=NAME, step=CuffStep.INFLATING)]

    def _falls(self, now: _Nibp, t: int, *, away: bool) -> list[Event]:
        failed = now.empty or (now.old and not (away and self._unseen(now)))
        self._inflating = False
        self._remember(now)
        if failed:
            empty = CuffReading(t_ms=t, at=now.at, device=NAME, status=CuffStatus.FAILED)
            return [empty, _ended(CuffStep.FAILED, t, "cuff_no_result")]
        return [_reading(now, t), _ended(CuffStep.DONE, t)]

    def _unseen(self, now: _Nibp) -> bool:
        """Whether this is a result nobody has seen being measured: before us, or in a gap."""
        if now.empty:
            return False
        if self._known is None:
            return not now.old
        return now.pressures != self._known.pressures or (self._known.old and not now.old)

    def _remember(self, now: _Nibp) -> None:
        """A result that comes back after a while without any is still the same."""
        if not now.empty:
            self._known = now


def _reading(now: _Nibp, t: int) -> CuffReading:
    """Make the reading of a result; our choice: one that is marked old is a minute old."""
    ago_s = OLD_S if now.old else 0
    systolic, diastolic, mean = now.pressures
    return CuffReading(
        t_ms=t - 1000 * ago_s,
        at=now.at - timedelta(seconds=ago_s),
        device=NAME,
        systolic=systolic,
        diastolic=diastolic,
        mean=mean,
        pulse=now.pulse,
        status=now.status,
    )


def _ended(step: CuffStep, t: int, reason: str | None = None) -> CuffChange:
    return CuffChange(t_ms=t, device=NAME, step=step, reason=reason)


# --- the conversation ----------------------------------------------------------------------------

FAST_S, SLOW_S = 1, 5
"""The specification's shortest interval is 5 s; some units take 1 s, so both are tried in turn."""

SILENT_INTERVALS = 3
STOPPING_MS = 250
"""Between the end of an old subscription and a new one."""

STOP = request(0)


class GeDatexS5:
    """Subscribes to the displayed values and does so again when they stay away."""

    awaiting = False
    """A subscription is never due: the monitor sends when it likes."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._pieces = LineBuffer(LONGEST_FRAME, self.counts, ends=FLAG)
        self._cuff = _Cuff()
        self._opened = False
        self._next_ms = 0
        self._intervals = cycle((FAST_S, SLOW_S))
        self._interval_s = FAST_S
        self._fast = False
        self._last_s: int | None = None

    # -- out --------------------------------------------------------------------------------------

    def wake(self, t: int) -> tuple[bytes, int]:
        """Stop what another host left running, then subscribe; again after a silence."""
        if t < self._next_ms:
            return b"", self._next_ms
        if not self._opened:
            self._opened = True
            self._next_ms = t + STOPPING_MS
            return STOP, self._next_ms
        self._interval_s = FAST_S if self._fast else next(self._intervals)
        self._be_patient(t)
        return request(self._interval_s), self._next_ms

    def _be_patient(self, t: int) -> None:
        self._next_ms = t + 1000 * SILENT_INTERVALS * self._interval_s

    def start_cuff(self) -> bytes:
        """Not possible with this interface."""
        return b""

    def stop_cuff(self) -> bytes:
        """Not possible with this interface."""
        return b""

    def goodbye(self) -> bytes:
        return STOP

    # -- in ---------------------------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; what is no whole, proven record says nothing."""
        pieces = self._pieces.feed(data)
        return [event for piece in pieces for event in self._piece(piece, t)]

    def flush(self, t: int) -> list[Event]:
        """Read a last record whose end flag is missing: its checksum and length prove it."""
        return [event for piece in self._pieces.flush() for event in self._piece(piece, t)]

    def _piece(self, piece: bytes, t: int) -> list[Event]:
        record = proven(piece)
        if record is not None:
            return self._record(record, t)
        if len(piece) >= SHORTEST_FRAME:
            self.counts.bad += 1
        else:
            self.counts.skipped += len(piece)
        return []

    def _record(self, record: bytes, t: int) -> list[Event]:
        main_type = _I16.unpack_from(record, MAIN_TYPE)[0]
        entries = list(directory(record)) if main_type == PHYSIOLOGICAL else []
        if any(kind == REQUEST for _, kind in entries[:1]):
            # A cable that joins RX to TX brings our own requests back: that is no monitor.
            self.counts.skipped += len(record)
            return []
        places = [place for place, kind in entries if kind == DISPLAYED]
        if any(not HEADER_BYTES <= at <= len(record) - DISPLAYED_BYTES for at in places):
            self.counts.bad += 1
            return []
        self.counts.frames += 1
        classes = (Displayed(record[at : at + DISPLAYED_BYTES]) for at in places)
        shown = next((each for each in classes if each.basic), None)
        return self._basic(shown, t) if shown else []

    def _basic(self, shown: Displayed, t: int) -> list[Event]:
        self._heard(shown.time_s, t)
        vitals = Reading(t_ms=t, at=shown.at, device=NAME, values=_vitals(shown))
        return [vitals, *self._cuff.read(_Nibp.of(shown), t)]

    def _heard(self, time_s: int, t: int) -> None:
        """Put the next request off; a unit that was fast once can be so again."""
        last_s, self._last_s = self._last_s, time_s
        if last_s is not None and 0 < time_s - last_s <= 2 * FAST_S:
            self._fast, self._interval_s = True, FAST_S
        self._be_patient(t)


MODEL = Model(
    name=NAME,
    title="GE Datex-Ohmeda S/5, AS/3, CS/3, Cardiocap/5, CARESCAPE B450-B850, B20-B125",
    # CARESCAPE with software 3 and later may be set to 115200.
    line=LineSettings(baud=19200, parity="E", rts_cts=True),
    other_lines=(LineSettings(baud=115200, parity="E", rts_cts=True),),
    # The slowest it may come; a shorter one would take every pause of a slow unit for silence.
    period_s=SLOW_S,
    vitals=frozenset(Vital),
    driver=GeDatexS5,
    gives_cuff=True,
    # Prolific and ATEN UC-232A, which the vendor names; the numbers are Linux's (pl2303.h).
    usb_ids=((0x067B, 0x2303), (0x0557, 0x2008)),
)

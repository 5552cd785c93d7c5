"""A pretend GE Datex-Ohmeda S/5: it sends displayed values for as long as it is asked to.

Where the sheet knows nothing this twin decides, and a driver must not rely on it: the first record
comes on the whole second after the request, a request for anything but displayed values or for a
shorter interval than `shortest_s` gets no answer, and the classes ext1 to ext3 hold nothing but
their time and class word. No host can start a cuff here, so the monitor does, every five minutes,
as if somebody had set it to; so may a hand on its own button. A failed cuff leaves no numbers.

In the log `raw` is the group that carried the value, in hexadecimal, as it stood in the record.

Source: protocols/02-ge-datex-s5-dri.md.
"""

import struct

from devices.drivers.ge_datex_s5 import (
    CLASS_AT,
    CO2,
    DISPLAYED,
    DISPLAYED_BYTES,
    ECG,
    ENTRY,
    FLAG,
    HEADER,
    HEADER_BYTES,
    LONGEST_FRAME,
    MEASURING,
    NIBP,
    NO_MORE,
    OLD,
    OLD_S,
    PHYSIOLOGICAL,
    PRESENT_AND_ACTIVE,
    REQUEST,
    SPO2,
    directory,
    frame,
    proven,
)
from devices.simulator.cuff import Cuff
from devices.simulator.patient import BREATHS_PER_MIN, Patient
from devices.simulator.twin import LogLine, Twin, outcome

EPOCH_S = 1_700_000_000
LEVEL, PLUG = 10, 0x1234
CLASS_WORD = 0x00A1

INVALID = -32767
AUTO = 1 << 3
SOURCE_NONE, SOURCE_ECG, SOURCE_OXIMETER = 0, 1, 6

NUMBERS = {
    ECG: 5,
    **dict.fromkeys((20, 34, 48, 62), 4),  # P1 to P4
    NIBP: 4,
    **dict.fromkeys((90, 98, 106, 114), 1),  # T1 to T4
    SPO2: 4,
    CO2: 4,
    150: 2,  # O2
    160: 2,  # N2O
    170: 3,  # anaesthesia agent
    182: 8,  # flow and volume
    204: 4,  # cardiac output and wedge
    218: 3,  # NMT
    236: 1,  # SvO2
    **dict.fromkeys((244, 258), 4),  # P5 and P6
}
"""How many numbers each group has after its status and label."""

GROUP = struct.Struct("<IH")
ECG_EXTRA, ECG_EXTRA_NUMBERS = 230, 3  # without status and label

WANTED = struct.Struct("<BhIh")
ONCE, STOPPED = -1, 0
ONCE_EVERY_MS = 5000
DENY_BASIC = 0x0001
EXTENDED = {0x0002: 1, 0x0004: 2, 0x0008: 3}

FIRST_CUFF_MS, CUFF_EVERY_MS = 60_000, 300_000
STILL_MEASURING_MS = 1000
"""The new numbers are there before the label stops saying "measuring"."""


class DatexS5Twin(Twin):
    """One monitor. The switches say what is attached to the patient and what the unit can do.

    leads_on: whether there is an ECG; impedance: whether the leads also measure breathing.
    automatic: whether it inflates by itself. shortest_s: the shortest interval.
    """

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.leads_on = self.impedance = self.automatic = True
        self.shortest_s = 1
        self.log: list[LogLine] = []
        self._patient = patient
        self._cuff = cuff
        self._next_cuff = patient.t_ms + FIRST_CUFF_MS
        self._piece = b""
        self._number = 0
        self._interval_ms = 0
        self._next_record: int | None = None
        self._mask = 0
        self._once_ms: int | None = None

    # -- what happens by itself -------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> bytes:
        """Take requests; one for a single record is answered at once."""
        sent, _ = self.wake(t)
        *pieces, rest = (self._piece + data).split(FLAG)
        self._piece = rest[-LONGEST_FRAME:]
        return sent + b"".join(self._request(piece, t) for piece in pieces if piece)

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Let everything happen that was due by `t`, in its order."""
        sent = b""
        while (due := self._due()) is not None and due <= t:
            sent += self._happen(due)
        self._patient.advance(t)
        return sent, self._due()

    def press_start(self, t: int) -> None:
        """Inflate, by a hand on the monitor's own button."""
        self._cuff.start(t)

    def _due(self) -> int | None:
        planned = [self._cuff.ends_at, self._next_record]
        planned += [self._next_cuff] if self.automatic else []
        return min((due for due in planned if due is not None), default=None)

    def _happen(self, t: int) -> bytes:
        """Do what is due at `t`: end a cuff, begin one, send a record."""
        self._end_cuff(t)
        self._patient.advance(t)
        if self.automatic and t >= self._next_cuff:
            self._next_cuff += CUFF_EVERY_MS
            self._cuff.start(t)
        if self._next_record is None or t < self._next_record:
            return b""
        self._next_record += self._interval_ms
        return self._record(t)

    def _end_cuff(self, t: int) -> None:
        if ended := self._cuff.advance(t):
            self.log.append(outcome(ended))

    # -- what is asked ----------------------------------------------------------------------------

    def _request(self, piece: bytes, t: int) -> bytes:
        record = proven(piece)
        if record is None:
            return b""
        for place, kind in directory(record):
            if kind == REQUEST and 0 <= place <= len(record) - WANTED.size:
                wanted, interval_s, mask, _ = WANTED.unpack_from(record, place)
                return self._obey(interval_s, mask, t) if wanted == DISPLAYED else b""
        return b""

    def _obey(self, interval_s: int, mask: int, t: int) -> bytes:
        if interval_s == STOPPED:
            self._next_record = None
        elif interval_s == ONCE:
            return self._once(mask, t)
        elif interval_s >= self.shortest_s:
            self._mask, self._interval_ms = mask, 1000 * interval_s
            self._next_record = t // 1000 * 1000 + 1000
        return b""

    def _once(self, mask: int, t: int) -> bytes:
        if self._once_ms is not None and t - self._once_ms < ONCE_EVERY_MS:
            return b""
        self._once_ms, before, self._mask = t, self._mask, mask
        sent = self._record(t)
        self._mask = before
        return sent

    # -- what is sent -----------------------------------------------------------------------------

    def _record(self, t: int) -> bytes:
        """Send the classes asked for, in their order; the first is the one with a known layout."""
        classes = [] if self._mask & DENY_BASIC else [self._basic(t)]
        now_s = self._unix_s(t)
        classes += [_empty(number, now_s) for bit, number in EXTENDED.items() if self._mask & bit]
        if not classes:
            return b""
        self._number = (self._number + 1) % 256
        length = HEADER_BYTES + sum(map(len, classes))
        header = HEADER.pack(length, self._number, LEVEL, PLUG, now_s, 0, 0, 0, PHYSIOLOGICAL)
        for place in range(len(classes)):
            header += ENTRY.pack(place * DISPLAYED_BYTES, DISPLAYED)
        header += ENTRY.pack(0, NO_MORE)
        return frame(header.ljust(HEADER_BYTES, b"\0") + b"".join(classes))

    def _basic(self, t: int) -> bytes:
        shown = bytearray(DISPLAYED_BYTES)
        struct.pack_into("<I", shown, 0, self._unix_s(t))
        for place, count in NUMBERS.items():
            _fill(shown, place, 0, 0, [None] * count)
        struct.pack_into(f"<{ECG_EXTRA_NUMBERS}h", shown, ECG_EXTRA, *[INVALID] * ECG_EXTRA_NUMBERS)
        self._show_ecg(shown, t)
        self._show_cuff(shown, t)
        self._show_oximeter(shown, t)
        struct.pack_into("<H", shown, CLASS_AT, CLASS_WORD)
        return bytes(shown)

    def _show_ecg(self, shown: bytearray, t: int) -> None:
        """Without leads the heart rate is the oximeter's pulse, and the status says so."""
        source = SOURCE_ECG if self.leads_on else SOURCE_OXIMETER if self.probe_on else SOURCE_NONE
        rate = round(self._patient.heart_rate) if source else None
        breaths = BREATHS_PER_MIN if self.leads_on and self.impedance else None
        status = PRESENT_AND_ACTIVE | source << 3
        raw = _fill(shown, ECG, status, 0, [rate, None, None, None, breaths])
        self._note(t, "heart_rate", raw, {"value": rate if self.leads_on else None})
        self._note(t, "resp_rate", raw, {"value": breaths})

    def _show_oximeter(self, shown: bytearray, t: int) -> None:
        saturation = round(self._patient.spo2) if self.probe_on else None
        pulse = round(self._patient.heart_rate) if self.probe_on else None
        numbers = [_hundredths(saturation), pulse, None, None]
        raw = _fill(shown, SPO2, PRESENT_AND_ACTIVE, 0, numbers)
        self._note(t, "spo2", raw, {"value": saturation})
        self._note(t, "pulse_rate", raw, {"value": pulse})

    def _show_cuff(self, shown: bytearray, t: int) -> None:
        """The last numbers stay while the cuff is inflated and for ever after."""
        result, label = self._cuff.result, self._cuff_label(t)
        if result is None:
            _fill(shown, NIBP, PRESENT_AND_ACTIVE, label, [None] * 4)
            return
        pressures = result.systolic, result.diastolic, result.mean
        numbers = [*map(_hundredths, pressures), result.pulse]
        raw = _fill(shown, NIBP, PRESENT_AND_ACTIVE, label, numbers)
        values: LogLine = dict(zip(("systolic", "diastolic", "mean"), pressures, strict=True))
        self._note(t, "cuff", raw, {"label": label} | values | {"pulse": result.pulse})

    def _cuff_label(self, t: int) -> int:
        result = self._cuff.result
        since_ms = None if result is None else t - result.t_ms
        just_now = since_ms is not None and since_ms < STILL_MEASURING_MS and self._cuff.finished
        label = AUTO if self.automatic else 0
        label |= MEASURING if self._cuff.inflating or just_now else 0
        return label | (OLD if since_ms is not None and since_ms >= 1000 * OLD_S else 0)

    def _unix_s(self, t: int) -> int:
        return EPOCH_S + (t + self.clock_ahead_ms) // 1000

    def _note(self, t: int, kind: str, raw: bytes, values: LogLine) -> None:
        line: LogLine = {"t_ms": t, "kind": kind}
        self.log.append(line | values | {"raw": raw.hex(" ")})


def _hundredths(value: int | None) -> int | None:
    return None if value is None else 100 * value


def _fill(
    shown: bytearray, place: int, status: int, label: int, numbers: list[int | None]
) -> bytes:
    """Write a group; return its bytes."""
    plain = [INVALID if number is None else number for number in numbers]
    group = GROUP.pack(status, label) + struct.pack(f"<{len(plain)}h", *plain)
    shown[place : place + len(group)] = group
    return group


def _empty(number: int, unix_s: int) -> bytes:
    """Return a class of which nothing is known but its number."""
    shown = bytearray(DISPLAYED_BYTES)
    struct.pack_into("<I", shown, 0, unix_s)
    struct.pack_into("<H", shown, CLASS_AT, number << 8 | CLASS_WORD)
    return bytes(shown)


twin = DatexS5Twin

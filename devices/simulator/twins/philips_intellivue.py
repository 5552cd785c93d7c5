"""A pretend Philips IntelliVue: it associates, introduces itself and shows numerics on request.

Its frame is that of a captured M8000: the same objects in the same order, under its clock of 2017.
With `demo` and the capture's numbers it sends the capture's bytes. Where the sheet knows nothing
this twin decides, and a driver must not rely on it: it introduces itself again every two seconds
until it is answered, falls silent without a word when the association is dropped, passes over what
it is not known to answer, stamps a cuff when it is over and shows the last result until then, shows
a failed one as invalid numbers under a new stamp, counts its ticks anew when it is switched on, and
of an object the capture tells no more than the values, it tells no more either. No host can start a
cuff here, so the monitor does, every five minutes, as if somebody had set it to; so may a hand on
its own button.

In the log `raw` is the value, in hexadecimal, as it stood in the answer.

Source: protocols/04-philips-intellivue-mib.md.
"""

import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from devices import intellivue_messages as messages
from devices.driver import Counts
from devices.intellivue_messages import (
    ALL_ATTRIBUTES,
    EXTENDED_POLL,
    NUMERICS,
    SINGLE_POLL,
    THE_MONITOR,
    VALUES,
    MessageBuffer,
)
from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import BREATHS_PER_MIN, Patient
from devices.simulator.twin import LogLine, Twin, outcome

# --- what is sent as it was captured -------------------------------------------------------------

ACCEPTANCE = bytes.fromhex(
    "0ece0508130100160102800014020002c1be3180a0808001010000a280a003000001a5803080800100810251"
    "0100003080800100810c2a8648ce14020100000002010000000061803080020101a0806180a180060c2a8648"
    "ce14020100000003010000a203020100a305a103020100be8028800201028148800000004000000000000000"
    "0080000080000000000000000001002c00010028800000000004e200000005b0000005b0ffffffff60000000"
    "0001000cf00100088c0000000000000000000000000000000000000000000000"
)
RELEASE_RESPONSE = bytes.fromhex("0a18c11661803080020101a08063808001000000000000000000")

CREATED_BEFORE_CLOCK = bytes.fromhex(
    "0984000800060009fb70d80b098600040001114d091d000200bc0928001200085068696c6970730000064d38"
    "30303000094800040001000009370008063206320003000b094600022000090d000200010935000200010982"
    "00020000090c00020064f1fa0014000100100001000c0006000183dc0006000182b309a700020006091e0024"
    "0022004c006500540065006d0070006c0065005f00310000000000000000000000000000"
)
CREATED_AFTER_TICKS = bytes.fromhex(
    "0985003c000100380102003400060030000100210000000100010006000000c9000100090000003c0001002a"
    "000000010001003600000001000100050000003c"
)
CREATED_ATTRIBUTES = 17

STARTED_AT = datetime.fromisoformat("2017-11-04T14:45:59")
STARTED_TICKS = 0x0D611600

# --- the numerics --------------------------------------------------------------------------------

ARTERIAL, PULSE, NIBP, NIBP_PULSE = 0x891A, 0x8921, 0x826A, 0x826D
HEART_RATE, RESP_RATE, SPO2, PLETH_PULSE, PERFUSION = 0x82B3, 0x82BA, 0x83D5, 0x83DC, 0x83E3
"""Handles of the objects that can show a value."""

NO_VALUES = (0x82BF, 0x82C5, 0x82C7, 0x82CA)

CONTEXTS = (
    (0x8649, 0x8662, 0x867B, 0x8694, 0x86AD, 0x86C6, 0x8706, ARTERIAL, PULSE),
    (NIBP, NIBP_PULSE, HEART_RATE, RESP_RATE, *NO_VALUES, SPO2, PLETH_PULSE, PERFUSION),
)
"""Every object, in order. The first part of a long answer ends with the NIBP."""

MMHG, PERCENT, BEATS, BREATHS, NO_UNIT = 0x0F20, 0x0220, 0x0AA0, 0x0AE0, 0x0200
WHOLE, TENTHS = 0, -1
PERFUSION_TENTHS = 100
INVALID, DEMO, ALARMS_INHIBITED = 0x8000, 0x0400, 0x0001
NO_NUMBER = 0x7FFFFF


class Kind(NamedTuple):
    """How a single value is told: its code, unit, exponent, and the low byte of its demo state."""

    code: int
    unit: int
    exponent: int = WHOLE
    state: int = 0


KINDS = {
    PULSE: Kind(0x480A, BEATS, state=ALARMS_INHIBITED),
    NIBP_PULSE: Kind(0xF0E5, BEATS),
    HEART_RATE: Kind(0x4182, BEATS),
    RESP_RATE: Kind(0x500A, BREATHS, state=ALARMS_INHIBITED),
    SPO2: Kind(0x4BB8, PERCENT, TENTHS),
    PLETH_PULSE: Kind(0x4822, BEATS, state=ALARMS_INHIBITED),
    PERFUSION: Kind(0x4BB0, NO_UNIT, TENTHS),
}
NIBP_ORDER = {0x4A05: "systolic", 0x4A06: "diastolic", 0x4A07: "mean"}
ARTERIAL_ORDER = {0x4A17: "mean", 0x4A15: "systolic", 0x4A16: "diastolic"}

LOGGED = {HEART_RATE: "heart_rate", PLETH_PULSE: "pulse_rate", SPO2: "spo2", RESP_RATE: "resp_rate"}


class Label(NamedTuple):
    """What an object is, in the monitor's language; `grade` is an attribute nobody explained."""

    text: str
    label: int
    colour: int
    grade: int | None = None
    metric: int = 0x00014228
    access: int = 0


LABELS = {
    0x8649: Label("PPC", 0x00025804, 5, 0x0300),
    0x8662: Label("RVS", 0x00024B28, 2, 0x0400),
    0x867B: Label("ΔSpO₂", 0x00024BC4, 2, 0x0400),
    0x8694: Label("ΔTemp", 0x0002E018, 2, 0x0301),
    0x86AD: Label("VPP", 0x0002F0E3, 1, 0x0300),
    0x86C6: Label("Sp-vO₂", 0x0002F06C, 2, 0x0400),
    0x8706: Label("PAPO", 0x00024A24, 2, metric=0x00055228),
    ARTERIAL: Label("PA", 0x00024A14, 1, access=0x01030000),
    PULSE: Label("Pouls", 0x80035402, 1),
    NIBP: Label("PB", 0x00024A04, 5, metric=0x00015228, access=0x01030000),
    HEART_RATE: Label("FC", 0x00024182, 2),
}
"""The objects of which the capture shows more than the values. Their names are French."""

# --- attributes ----------------------------------------------------------------------------------


def attribute(kind: int, value: bytes) -> bytes:
    """Return an attribute: its id, length and value."""
    return struct.pack(">HH", kind, len(value)) + value


def listed(items: list[bytes]) -> bytes:
    """Return a list: its count, length and items."""
    return struct.pack(">HH", len(items), len(inside := b"".join(items))) + inside


def value(code: int, unit: int, mantissa: int, exponent: int, state: int) -> bytes:
    """Return the ten bytes of one value, a FLOAT at their end."""
    number = (exponent & 0xFF) << 24 | mantissa & 0xFFFFFF
    return struct.pack(">HHHI", code, state, unit, number)


def stamp(at: datetime) -> bytes:
    """Return a time in BCD."""
    return bytes.fromhex(f"{at:%Y%m%d%H%M%S}00")


def described(handle: int) -> list[bytes]:
    """Return the attributes that do not change, of an object the capture shows in full."""
    label = LABELS.get(handle)
    if label is None:
        return []
    text = f"{label.text:<6}\0".encode("utf-16-be")
    grade = [] if label.grade is None else [attribute(0x0917, struct.pack(">H", label.grade))]
    return [
        attribute(0x0921, struct.pack(">H", handle)),
        attribute(0x092F, NUMERICS),
        attribute(0x093F, struct.pack(">III", 0x2000, label.metric, label.access)),
        attribute(0x0924, struct.pack(">I", label.label)),
        attribute(0x0927, struct.pack(">H", len(text)) + text),
        *grade,
        attribute(0x0911, struct.pack(">H", label.colour)),
    ]


# --- the monitor ---------------------------------------------------------------------------------

FIRST_SET_MS, SET_EVERY_MS = 1000, 1000
"""A stream asked for two seconds came one, two and three seconds after the poll."""

NOTHING_HEARD_MS = 10_000
ANNOUNCE_EVERY_MS = 2000
FIRST_CUFF_MS, CUFF_EVERY_MS = 60_000, 300_000
CREATE_ID = 1


@dataclass(frozen=True, slots=True)
class Poll:
    """What a host asked for; the sets of an extended poll come for so long."""

    action: int
    invoke: int
    number: int
    group: int
    period_ms: int

    _LAYOUT = struct.Struct(">4sHHHHH6sIHHH4sH")
    _PERIOD = struct.Struct(">HHHHI")

    @classmethod
    def of(cls, message: bytes) -> "Poll | None":
        """Return what a message polls for; None unless that is numerics."""
        if len(message) < cls._LAYOUT.size:
            return None
        plain = cls._LAYOUT.unpack_from(message)
        _, kind, _, invoke, command, _, _, _, action, _, number, wanted, group = plain
        if (kind, command, wanted) != (messages.INVOKE, messages.ACTION, NUMERICS):
            return None
        if action not in {SINGLE_POLL, EXTENDED_POLL}:
            return None
        period = message[cls._LAYOUT.size :]
        ticks = cls._PERIOD.unpack(period)[-1] if len(period) == cls._PERIOD.size else 0
        return cls(action, invoke, number, group, ticks // messages.TICKS_PER_MS)


class IntellivueTwin(Twin):
    """One monitor. The switches say what is attached to the patient, and what it pretends.

    leads_on: whether there is an ECG, which also measures breathing. automatic: whether it inflates
    by itself. arterial: systolic, diastolic and mean of an arterial line, if there is one.
    """

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.leads_on = self.automatic = True
        self.arterial: dict[str, int] | None = None
        self.breaths = BREATHS_PER_MIN
        self.log: list[LogLine] = []
        self._patient = patient
        self._cuff = cuff
        self._on_ms = patient.t_ms
        self._next_cuff = self._on_ms + FIRST_CUFF_MS
        self._stamped = self._clock(cuff.last.t_ms) if cuff.last else None
        self._said = MessageBuffer(Counts())
        self._gone_at: int | None = None
        self._announce_at: int | None = None
        self._stream: Poll | None = None
        self._next_set = self._last_set = 0

    # -- what happens by itself -------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> bytes:
        """Answer every whole frame, and send what was due by then."""
        sent, _ = self.wake(t)
        return sent + b"".join(self._hear(message, t) for message in self._said.feed(data))

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
        planned = [self._cuff.ends_at, self._gone_at, self._announce_at]
        planned += [self._next_cuff] if self.automatic else []
        planned += [self._next_set] if self._stream else []
        return min((due for due in planned if due is not None), default=None)

    def _happen(self, t: int) -> bytes:
        """Do what is due at `t`: end a cuff, begin one, let go of a silent host, say something."""
        self._end_cuff(t)
        self._patient.advance(t)
        if self.automatic and t >= self._next_cuff:
            self._next_cuff += CUFF_EVERY_MS
            self._cuff.start(t)
        if self._gone_at is not None and t >= self._gone_at:
            self._let_go()
        return self._announce(t) + self._send_set(t)

    def _end_cuff(self, t: int) -> None:
        if ended := self._cuff.advance(t):
            self._stamped = self._clock(ended.t_ms)
            self.log.append(outcome(ended))

    def _let_go(self) -> None:
        self._gone_at = self._announce_at = self._stream = None

    def _announce(self, t: int) -> bytes:
        if self._announce_at is None or t < self._announce_at:
            return b""
        self._announce_at = t + ANNOUNCE_EVERY_MS
        return messages.frame(self._create_event(t))

    def _send_set(self, t: int) -> bytes:
        if self._stream is None or t < self._next_set:
            return b""
        poll, self._next_set = self._stream, t + SET_EVERY_MS
        if self._next_set > self._last_set:
            self._stream = None
        return self._answer(poll, t)

    # -- what is asked ----------------------------------------------------------------------------

    def _hear(self, message: bytes, t: int) -> bytes:
        if message[0] == messages.ASSOCIATE:
            self._let_go()
            self._gone_at, self._announce_at = t + NOTHING_HEARD_MS, t
            return messages.frame(ACCEPTANCE) + self._announce(t)
        if message[0] == messages.RELEASE:
            self._let_go()
            return messages.frame(RELEASE_RESPONSE)
        if self._gone_at is None or message[0] != messages.DATA:
            return b""
        self._gone_at = t + NOTHING_HEARD_MS
        if message == messages.create_result(CREATE_ID):
            self._announce_at = None
            return b""
        poll = Poll.of(message) if self._announce_at is None else None
        return self._obey(poll, t) if poll else b""

    def _obey(self, poll: Poll, t: int) -> bytes:
        if poll.action == SINGLE_POLL:
            return self._answer(poll, t)
        self._stream, self._next_set = poll, t + FIRST_SET_MS
        self._last_set = self._next_set + poll.period_ms
        return b""

    # -- what is sent -----------------------------------------------------------------------------

    def _create_event(self, t: int) -> bytes:
        ticks = self._ticks(t)
        told = CREATED_BEFORE_CLOCK + attribute(0x0987, stamp(self._clock(t)))
        told += attribute(0x098F, ticks) + CREATED_AFTER_TICKS
        event = THE_MONITOR + struct.pack(">HH", CREATED_ATTRIBUTES, len(told)) + told
        body = THE_MONITOR + ticks + attribute(messages.CREATED, event)
        return messages.data_message(messages.INVOKE, CREATE_ID, messages.CONFIRMED_EVENT, body)

    def _answer(self, poll: Poll, t: int) -> bytes:
        """Show the values in one message; with all attributes it takes linked ones and an end."""
        self._note_all(t)
        first, second = ([self._object(each, poll.group) for each in many] for many in CONTEXTS)
        if poll.group == VALUES:
            return _result(poll, self._ticks(t), {0: first, 1: second})
        return (
            _result(poll, self._ticks(t), {0: first, 1: second[:1]}, part=b"\1\1")
            + _result(poll, self._ticks(t), {1: second[1:]}, part=b"\3\2")
            + _result(poll, self._ticks(t), {})
        )

    def _object(self, handle: int, group: int) -> bytes:
        shown = described(handle) if group == ALL_ATTRIBUTES else []
        return struct.pack(">H", handle) + listed(shown + self._values(handle))

    def _values(self, handle: int) -> list[bytes]:
        """Return the attributes that change; an object without a value has none."""
        at = attribute(0x0990, stamp(self._stamped)) if self._stamped else b""
        if handle == NIBP:
            return [at, attribute(0xF237, b"\xff" * 4), self._pressures()] if at else []
        if handle == ARTERIAL:
            return [self._compound(ARTERIAL_ORDER, self.arterial)] if self.arterial else []
        told = self._value(handle)
        if not told:
            return []
        before = {NIBP_PULSE: [at], SPO2: [attribute(0xF008, b"\x06\xd1")]}.get(handle, [])
        return [*before, attribute(0x0950, told)]

    def _value(self, handle: int) -> bytes:
        mantissa = self._mantissa(handle)
        if mantissa is None:
            return b""
        kind = KINDS[handle]
        state = DEMO | kind.state if self.demo else 0
        return value(kind.code, kind.unit, mantissa, kind.exponent, state)

    def _mantissa(self, handle: int) -> int | None:
        rate = round(self._patient.heart_rate)
        result = self._cuff.result
        seen = {
            HEART_RATE: rate if self.leads_on else None,
            RESP_RATE: self.breaths if self.leads_on else None,
            PULSE: rate if self.probe_on or self.arterial else None,
            SPO2: round(10 * self._patient.spo2) if self.probe_on else None,
            PLETH_PULSE: rate if self.probe_on else None,
            PERFUSION: PERFUSION_TENTHS if self.probe_on else None,
            NIBP_PULSE: result.pulse if result else None,
        }
        return seen.get(handle)

    def _pressures(self) -> bytes:
        result = self._cuff.result
        return self._compound(NIBP_ORDER, _numbers(result) if result else {})

    def _compound(self, order: dict[int, str], numbers: dict[str, int]) -> bytes:
        """Return named values; without any, all are invalid."""
        state = (DEMO if self.demo else 0) | (0 if numbers else INVALID)
        items = [
            value(code, MMHG, numbers.get(name, NO_NUMBER), WHOLE, state)
            for code, name in order.items()
        ]
        return attribute(0x094B, listed(items))

    def _clock(self, t: int) -> datetime:
        return STARTED_AT + timedelta(milliseconds=t + self.clock_ahead_ms)

    def _ticks(self, t: int) -> bytes:
        """Return the monitor's other clock, which turns over after six days."""
        ticks = STARTED_TICKS + messages.TICKS_PER_MS * (t - self._on_ms)
        return struct.pack(">I", ticks % (1 << 32))

    # -- what is written down ---------------------------------------------------------------------

    def _note_all(self, t: int) -> None:
        for handle, kind in LOGGED.items():
            mantissa, exponent = self._mantissa(handle), KINDS[handle].exponent
            number = mantissa / 10 if mantissa and exponent == TENTHS else mantissa
            self._note(t, kind, self._value(handle), {"value": number})
        if self._cuff.result:
            self._note(t, "cuff", self._pressures(), {**_numbers(self._cuff.result)})

    def _note(self, t: int, kind: str, raw: bytes, values: LogLine) -> None:
        line: LogLine = {"t_ms": t, "kind": kind}
        self.log.append(line | values | {"raw": raw.hex(" ")})


def _numbers(result: Pressures) -> dict[str, int]:
    return {"systolic": result.systolic, "diastolic": result.diastolic, "mean": result.mean}


def _result(poll: Poll, ticks: bytes, contexts: dict[int, list[bytes]], part: bytes = b"") -> bytes:
    """Return an answer, or a linked part of one, framed."""
    shown = [struct.pack(">H", number) + listed(objects) for number, objects in contexts.items()]
    sequence = bytes(2) if poll.action == EXTENDED_POLL else b""
    told = struct.pack(">H", poll.number) + sequence + ticks + b"\xff" * 8
    told += NUMERICS + struct.pack(">H", poll.group) + listed(shown)
    body = THE_MONITOR + attribute(poll.action, told)
    kind = messages.LINKED if part else messages.RESULT
    return messages.frame(messages.data_message(kind, poll.invoke, messages.ACTION, body, part))


twin = IntellivueTwin

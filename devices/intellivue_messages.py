"""The messages of Philips IntelliVue Data Export: made, proven and taken apart. Pure.

    frame    C0 | 11 01, length of the message | message | FCS | C1

Header, message and FCS are escaped: C0, C1 and 7D are sent as 7D and the byte XOR 20. The FCS is
sent low byte first; everything inside a message is big-endian. A message is either a short word of
the association, or begins with E1 and nests like this:

    E1 00 00 02 | kind, length | [state, counter of a linked part] | invoke id, command, length | …
    poll result: object | action, length | poll number | [sequence] | ticks | clock | class, group
                 | contexts of objects of attributes, each list with its count and length

What the driver does not need is passed over by its length. Only a message that ends inside one of
its own lengths is malformed: its FCS was right, so nothing was lost on the way.

Source: protocols/04-philips-intellivue-mib.md.
"""

import binascii
import re
import struct
from dataclasses import dataclass
from datetime import datetime

from devices.driver import Counts

# --- the frame -----------------------------------------------------------------------------------

START, END, ESCAPE = b"\xc0", b"\xc1", b"\x7d"
HEADER = b"\x11\x01"
AROUND = 6
"""Bytes around a message: header, length, FCS."""

LONGEST_MESSAGE = 4096
"""Our choice: the sheet knows no limit; the longest that was granted is 1456 bytes."""

LONGEST_FRAME = 2 * (LONGEST_MESSAGE + AROUND)
"""Between its flags, if every byte had to be escaped."""

SHORTEST_FRAME = AROUND + 2
"""What is longer and no frame, was one."""

_FLAG = re.compile(b"([" + START + END + b"])")
_TO_ESCAPE = re.compile(b"[" + START + END + ESCAPE + b"]")
_ESCAPED = re.compile(ESCAPE + rb"([^\x7d])", re.DOTALL)
_BROKEN_ESCAPE = re.compile(rb"\x7d(?![\xe0\xe1\x5d])")
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def fcs(data: bytes) -> int:
    """Return the CRC-16/X.25: the CCITT sum of mirrored bytes, mirrored and complemented."""
    mirrored = binascii.crc_hqx(data.translate(_REVERSED), 0xFFFF)
    return 0xFFFF ^ (_REVERSED[mirrored & 0xFF] << 8 | _REVERSED[mirrored >> 8])


def frame(message: bytes) -> bytes:
    """Return a message as it goes over the cable."""
    plain = HEADER + len(message).to_bytes(2, "big") + message
    plain += fcs(plain).to_bytes(2, "little")
    return START + _TO_ESCAPE.sub(_flip, plain) + END


def proven(piece: bytes) -> bytes | None:
    """Return the message between two flags; None unless escapes, header, length and FCS are right.

    An aborted frame, whose C1 was escaped, ends in half an escape.
    """
    if _BROKEN_ESCAPE.search(piece):
        return None
    plain = _ESCAPED.sub(_flip, piece)
    message = plain[4:-2]
    if not message or plain[:4] != HEADER + len(message).to_bytes(2, "big"):
        return None
    return message if fcs(plain[:-2]) == int.from_bytes(plain[-2:], "little") else None


def _flip(match: re.Match[bytes]) -> bytes:
    """Escape one byte, or undo it."""
    flipped = bytes([match[0][-1] ^ 0x20])
    return flipped if len(match[0]) > 1 else ESCAPE + flipped


class MessageBuffer:
    """Cuts a stream into proven messages; a C0 inside a frame ends it and begins another."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._inside = False
        self._held = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Return the messages whose frames end here."""
        if not _FLAG.search(data):  # most of what comes byte by byte
            self._hold(data)
            return []
        found = []
        *marked, rest = _FLAG.split(data)
        for text, flag in zip(marked[::2], marked[1::2], strict=True):
            if text:
                self._hold(text)
            if self._held:
                found += self._end(flag)
            self._inside = flag == START
        if rest:
            self._hold(rest)
        return found

    def _end(self, flag: bytes) -> list[bytes]:
        message = proven(self._held) if flag == END else None
        if message is None:
            self.lose()
            return []
        self._held = b""
        return [message]

    def lose(self) -> None:
        """Count what is held, and will be no frame."""
        if len(self._held) >= SHORTEST_FRAME:
            self._counts.bad += 1
        else:
            self._counts.skipped += len(self._held)
        self._inside, self._held = False, b""

    def _hold(self, text: bytes) -> None:
        if not self._inside:
            self._counts.skipped += len(text)
            return
        self._held += text
        if len(self._held) > LONGEST_FRAME:
            self._counts.skipped += len(self._held) - LONGEST_FRAME
            self.lose()


# --- the words of the association ----------------------------------------------------------------

ASSOCIATE, ACCEPT, REFUSE, RELEASE, RELEASED, ABORT, DATA = 0x0D, 0x0E, 0x0C, 0x09, 0x0A, 0x19, 0xE1
"""The first byte of a message."""

ASSOCIATION_REQUEST = bytes.fromhex(
    "0dec0508130100160102800014020002c1dc3180a0808001010000a280a003000001a4803080020101060452"
    "010001308006025101000000003080020102060c2a8648ce14020100000001013080060c2a8648ce14020100"
    "0000020100000000000061803080020101a0806080a180060c2a8648ce14020100000003010000be80288006"
    "0c2a8648ce140201000000010102010281488000000040000000000000008000000020000000000000000001"
    "002c00010028800000000004e200000030000000300000000000600000000001000cf00100088c0000000000"
    "000000000000000000000000000000000000"
)
"""As captured: at least 156 ms between polls, and extended polls once a second, please."""

RELEASE_REQUEST = bytes.fromhex("0918c11661803080020101a08062808001000000000000000000")

# --- data messages, as a host makes them ---------------------------------------------------------

DATA_HEAD = b"\xe1\x00\x00\x02"
INVOKE, RESULT, ERROR, LINKED = 1, 2, 3, 5
CONFIRMED_EVENT, ACTION = 1, 7
SINGLE_POLL, EXTENDED_POLL = 0x0C16, 0xF13B
CREATED = 0x0D06
THE_MONITOR = bytes.fromhex("002100000000")
NUMERICS = bytes.fromhex("00010006")
ALL_ATTRIBUTES, VALUES = 0x0000, 0x0803
"""Attribute groups in which numerics show their values."""

TICKS_PER_MS = 8
_PERIOD = 0xF13E


def data_message(kind: int, invoke: int, command: int, body: bytes, part: bytes = b"") -> bytes:
    """Return a message with its lengths; `part` is what a linked result says of itself."""
    inner = part + struct.pack(">HHH", invoke, command, len(body)) + body
    return DATA_HEAD + struct.pack(">HH", kind, len(inner)) + inner


def single_poll(group: int, *, invoke: int = 0, number: int = 1) -> bytes:
    """Ask for the numerics once."""
    return _poll(SINGLE_POLL, invoke, struct.pack(">H4sH", number, NUMERICS, group))


def extended_poll(
    group: int, *, invoke: int = 0, number: int = 0, period_ms: int | None = None
) -> bytes:
    """Ask for the numerics once a second; the period is for how long."""
    wanted = struct.pack(">H4sH", number, NUMERICS, group)
    if period_ms is None:
        return _poll(EXTENDED_POLL, invoke, wanted + bytes(4))
    period = struct.pack(">HHHHI", 1, 8, _PERIOD, 4, TICKS_PER_MS * period_ms)
    return _poll(EXTENDED_POLL, invoke, wanted + period)


def _poll(action: int, invoke: int, wanted: bytes) -> bytes:
    body = THE_MONITOR + bytes(4) + struct.pack(">HH", action, len(wanted)) + wanted
    return data_message(INVOKE, invoke, ACTION, body)


def create_result(invoke: int) -> bytes:
    """Answer the create event that bore this invoke id."""
    body = THE_MONITOR + bytes(4) + struct.pack(">HH", CREATED, 0)
    return data_message(RESULT, invoke, CONFIRMED_EVENT, body)


def is_a_hosts(message: bytes) -> bool:
    """Say whether only a host says this: a cable that joins RX to TX brings our own words back."""
    if message[0] != DATA:
        return message[0] in {ASSOCIATE, RELEASE}
    said = message[4:6], message[10:12]
    return said in {(b"\0\x01", b"\0\x07"), (b"\0\x02", b"\0\x01")}


# --- data messages, as a monitor makes them ------------------------------------------------------


class MalformedError(ValueError):
    """A message ends inside one of its own lengths."""


@dataclass(frozen=True, slots=True)
class Value:
    """One measured value, as sent. `number` is None for the special FLOATs."""

    code: int
    state: int
    unit: int
    number: float | None

    NOT_VALID = 0xFB00
    DEMO = 0x0400

    @property
    def measured(self) -> bool:
        """Bits of the low byte, alarms among them, do not invalidate."""
        return self.number is not None and not self.state & self.NOT_VALID

    @property
    def demo(self) -> bool:
        return bool(self.state & self.DEMO)


@dataclass(frozen=True, slots=True)
class Numeric:
    """One object: its values, alone or a compound's, and when they were measured if it says so."""

    values: tuple[Value, ...]
    stamp: datetime | None


@dataclass(frozen=True, slots=True)
class PollResult:
    """Numerics, or a linked part of them. `ticks` and `clock` are the monitor's times.

    state, counter: which part; 0 for a result that closes an answer or is one alone.
    """

    state: int
    counter: int
    invoke: int
    ticks: int
    clock: datetime | None
    group: int
    objects: tuple[Numeric, ...]

    LAST_PART = 3


@dataclass(frozen=True, slots=True)
class CreateEvent:
    """The monitor introduces itself: an answer is due, and its two clocks are told together."""

    invoke: int
    clock: datetime | None
    ticks: int | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The monitor will not do what was asked under this invoke id."""

    invoke: int


class _Bytes:
    """Bytes read from front to back."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        end = self._at + count
        if end > len(self._data):
            raise MalformedError
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def number(self, size: int = 2) -> int:
        return int.from_bytes(self.take(size), "big")

    def block(self) -> "_Bytes":
        """Return what stands behind its own length."""
        return _Bytes(self.take(self.number()))

    def attributes(self) -> dict[int, bytes]:
        """Return a list of attributes by their ids."""
        count, block = self.number(), self.block()
        return {block.number(): block.take(block.number()) for _ in range(count)}


def read(message: bytes) -> PollResult | CreateEvent | Refusal | None:
    """Take a data message apart; None for one that has no numerics and asks for nothing."""
    whole = _Bytes(message)
    if whole.take(4) != DATA_HEAD:
        return None
    kind, rest = whole.number(), whole.block()
    state, counter = (rest.number(1), rest.number(1)) if kind == LINKED else (0, 0)
    invoke = rest.number()
    if kind == ERROR:
        return Refusal(invoke)
    command, body = rest.number(), rest.block()
    if kind == INVOKE and command == CONFIRMED_EVENT:
        return _create_event(invoke, body)
    if kind in {RESULT, LINKED} and command == ACTION:
        return _poll_result(state, counter, invoke, body)
    return None


_CLOCK, _TICKS, _STAMP, _VALUE, _COMPOUND = 0x0987, 0x098F, 0x0990, 0x0950, 0x094B


def _create_event(invoke: int, body: _Bytes) -> CreateEvent | None:
    body.take(len(THE_MONITOR) + 4)
    if body.number() != CREATED:
        return None
    event = body.block()
    event.take(len(THE_MONITOR))
    told = event.attributes()
    ticks = int.from_bytes(told[_TICKS], "big") if _TICKS in told else None
    return CreateEvent(invoke, moment(told.get(_CLOCK, b"")), ticks)


def _poll_result(state: int, counter: int, invoke: int, body: _Bytes) -> PollResult | None:
    body.take(len(THE_MONITOR))
    action, result = body.number(), body.block()
    if action not in {SINGLE_POLL, EXTENDED_POLL}:
        return None
    result.take(2 if action == SINGLE_POLL else 4)
    ticks, clock = result.number(4), moment(result.take(8))
    if result.take(4) != NUMERICS:
        return None
    group, contexts = result.number(), result.number()
    listed = result.block()
    objects = tuple(each for _ in range(contexts) for each in _context(listed))
    return PollResult(state, counter, invoke, ticks, clock, group, objects)


def _context(listed: _Bytes) -> list[Numeric]:
    listed.take(2)
    count, block = listed.number(), listed.block()
    return [_numeric(block) for _ in range(count)]


def _numeric(block: _Bytes) -> Numeric:
    block.take(2)
    told = block.attributes()
    values = [_value(_Bytes(told[_VALUE]))] if _VALUE in told else []
    if _COMPOUND in told:
        compound = _Bytes(told[_COMPOUND])
        count, items = compound.number(), compound.block()
        values += [_value(items) for _ in range(count)]
    return Numeric(tuple(values), moment(told.get(_STAMP, b"")))


def _value(data: _Bytes) -> Value:
    return Value(data.number(), data.number(), data.number(), floating(data.number(4)))


_NAN, _NOT_AT_THIS_RESOLUTION, _INFINITE, _MINUS_INFINITE = 0x7FFFFF, 0x800000, 0x7FFFFE, 0x800002
_SPECIAL = {_NAN, _NOT_AT_THIS_RESOLUTION, _INFINITE, _MINUS_INFINITE}


def floating(word: int) -> float | None:
    """Return a FLOAT: a signed exponent of ten in the high byte, a signed mantissa below."""
    exponent, mantissa = word >> 24, word & 0xFFFFFF
    if mantissa in _SPECIAL:
        return None
    mantissa -= mantissa >> 23 << 24
    exponent -= exponent >> 7 << 8
    scale: int = 10 ** abs(exponent)
    return mantissa * scale if exponent >= 0 else mantissa / scale


def moment(digits: bytes) -> datetime | None:
    """Return eight bytes of BCD as the wall time they tell, which has no zone; FF is none."""
    text = digits.hex()
    if len(text) != 16 or not text.isdecimal():
        return None
    try:
        return datetime.fromisoformat(f"{text[:8]}T{text[8:14]}.{text[14:]}0000")
    except ValueError:
        return None

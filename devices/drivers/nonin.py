"""Nonin oximeters: text lines (Avant, 2500, 8500, 8600, 9600, 9847) and binary formats 1, 2, 7.

Everything comes by itself; which format it is, only the bytes tell:

    text       [HH:MM:SS ]SPO2=097 HR=074[ F][*] CR LF      every second
    format 1   status, rate, SpO2                            every second
    format 2   01, status, pleth, float, sum                 75 a second, 25 to a packet
    format 7   status, pleth high, pleth low, float, sum     75 a second, 25 to a packet

Each way proves itself: a line by its shape, a packet by 25 sums, and format 1, which has no check,
by five triples in a row of which each is near the one before, as those of a patient are and those
of noise are not; before that it says nothing. Of the float bytes only 1 to 3 are read: the
others are averages and display values, and those hold the last value for 10 s after finger-off.
Opaque: firmware, timer, battery, alarm and perfusion bits; formats 8 and 13 are not covered. Where
a rule of ours stands for something nobody knows, the code says "our choice".

Sources, by way of protocols/09-nonin-serial.md: vendor manual pages for 2500/8500/9600/7500FO/9847,
mdpnp `nonin` (BSD-2), four public parsers that agree on seven bits a byte, a public note on
format 1 (facts observed only).
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import ClassVar

from devices.driver import LineSettings, Model
from devices.oximeter import VITALS, Oximeter, reading
from monitor.events import Event, Reading

NAME = "nonin"

DISCONNECTED = 0x40  # in every binary status; nulls both values, unlike "out of track"
SYNC = 0x01  # in the status of a packet's first frame

# --- text ----------------------------------------------------------------------------------------

LONGEST_LINE = 48
LINE = re.compile(
    rb"(?:(?P<time>\d\d:\d\d:\d\d) ?)?SPO2=(?P<spo2>\d{3}|---) HR=(?P<rate>\d{3}|---)[ FB*]*"
)
"""F: fast response, B: breath, an asterisk: event mark; three dashes: missing."""

_LINE_END = re.compile(rb"[\r\n]")


def _line(found: re.Match[bytes], t: int) -> Reading:
    time = found["time"]
    numbers = (_digits(found["spo2"]), _digits(found["rate"]))
    return reading(NAME, t, *numbers, time.decode() if time else None)


def _digits(field: bytes) -> int | None:
    return int(field) if field.isdigit() else None


# --- formats 2 and 7 -----------------------------------------------------------------------------

FRAME_BYTES, FRAMES = 5, 25
PACKET_BYTES = FRAMES * FRAME_BYTES


def _class(chosen: list[int]) -> bytes:
    return b"[" + b"".join(re.escape(bytes([byte])) for byte in chosen) + b"]"


_STATUS = range(0x80, 0x100)
_FIRST = _class([status for status in _STATUS if status & SYNC])
_LATER = _class([status for status in _STATUS if not status & SYNC])

PACKET_2 = re.compile(rb"\x01%s...(?:\x01%s...){24}" % (_FIRST, _LATER), re.DOTALL)
PACKET_7 = re.compile(rb"%s....(?:%s....){24}" % (_FIRST, _LATER), re.DOTALL)


def float_bytes(packet: bytes) -> bytes | None:
    """Return the 25 float bytes of a packet; None unless its shape and every sum are right."""
    if not (PACKET_2.fullmatch(packet) or PACKET_7.fullmatch(packet)):
        return None
    return packet[3::5] if _sums_right(packet) else None


def _sums_right(frames: bytes) -> bool:
    if sum(frames[: FRAME_BYTES - 1]) & 0xFF != frames[FRAME_BYTES - 1]:
        return False  # at every byte of a line that floods us with status bytes
    places = (frames[place::FRAME_BYTES] for place in range(FRAME_BYTES))
    return all((a + b + c + d) & 0xFF == check for a, b, c, d, check in zip(*places, strict=True))


def _packet(packet: bytes, floats: bytes, t: int) -> Reading:
    """Seven bits of rate a byte: an MSB times 256 is wrong above 127 bpm."""
    statuses = packet[1::5] if packet[0] == 1 else packet[0::5]
    if any(status & DISCONNECTED for status in statuses):
        return reading(NAME, t, None, None)
    return reading(NAME, t, floats[2] & 0x7F, (floats[0] & 3) << 7 | floats[1] & 0x7F)


# --- format 1 ------------------------------------------------------------------------------------

TRIPLE_BYTES, TRIPLES = 3, 5

# Rate 18-321 or 511, by its high bits, which are the low ones of the status.
_RATES = {0: range(18, 128), 1: range(128), 2: range(321 - 256 + 1), 3: range(127, 128)}
_RATE = b"|".join(
    _class([status for status in _STATUS if status & 3 == high]) + _class(list(low))
    for high, low in _RATES.items()
)
_TRIPLE = rb"(?:%s)%s" % (_RATE, _class([*range(101), 127]))
TRIPLE = re.compile(_TRIPLE, re.DOTALL)


NO_RATE, NO_SPO2 = 511, 127
RATE_STEP, SPO2_STEP = 30, 5
"""How far apart two triples may be, a second apart, that are of one patient. Our choice."""


def _numbers(triple: bytes) -> tuple[int, int]:
    """Return rate and saturation as sent, whether or not they are numbers."""
    return (triple[0] & 3) << 7 | triple[1], triple[2]


def _is_none(triple: bytes) -> bool:
    """Whether a number is missing, by itself and not by the status."""
    rate, spo2 = _numbers(triple)
    return rate == NO_RATE or spo2 == NO_SPO2


def near(one: bytes, other: bytes) -> bool:
    """Whether two triples may follow each other: both numbers are close, or missing in both."""
    (rate, spo2), (rate_2, spo2_2) = _numbers(one), _numbers(other)
    missing = (rate == NO_RATE) == (rate_2 == NO_RATE), (spo2 == NO_SPO2) == (spo2_2 == NO_SPO2)
    return all(missing) and abs(rate - rate_2) <= RATE_STEP and abs(spo2 - spo2_2) <= SPO2_STEP


def _steady(run: bytes) -> bool:
    """Whether triples in a row prove each other, the state of the sensor being the same."""
    triples = [run[at : at + TRIPLE_BYTES] for at in range(0, len(run), TRIPLE_BYTES)]
    return all(
        near(one, next_one) and not (one[0] ^ next_one[0]) & DISCONNECTED
        for one, next_one in pairwise(triples)
    )


def _triple(triple: bytes, t: int) -> Reading:
    status, low, spo2 = triple
    if status & DISCONNECTED:
        return reading(NAME, t, None, None)
    return reading(NAME, t, spo2, (status & 3) << 7 | low)


# --- telling them apart --------------------------------------------------------------------------

PROOF_BYTES = TRIPLES * TRIPLE_BYTES
"""So many bytes tell what begins at a place, or that nothing does. No two of these can begin at the
same place, and no stream of one format holds the proof of another: its periods do not fit."""

_BEGINS = re.compile(
    rb"(?P<line>(?:\d\d:\d\d:\d\d ?)?SPO2=)"
    rb"|(?P<packet>\x01%s...\x01[\x80-\xff]...|%s....[\x80-\xff]....)"
    rb"|(?P<triples>(?:%s){5})" % (_FIRST, _FIRST, _TRIPLE),
    re.DOTALL,
)


def _is_noise(data: bytes) -> bool:
    """Whether nothing begins here: neither the shape nor, of a packet, its sums."""
    found = _BEGINS.match(data)
    if found is None or found.lastgroup == "line":
        return found is None
    return not (_sums_right if found.lastgroup == "packet" else _steady)(found[0])


_Step = tuple[int, Reading | None]
"""Where to go on, and what was read before that place."""


class Nonin(Oximeter):
    """Takes what proves itself, wherever it begins; of format 1 it goes on to believe one triple.

    trust: how far, in bytes. A triple earns its length, a byte that is none costs as much: our
    choice, so that a broken triple costs nothing else and another format is soon noticed.
    last: the two triples before. One that is near neither is not told; the next to it may be.
    """

    def __init__(self) -> None:
        super().__init__()
        self._held = b""
        self._enough = PROOF_BYTES
        self._in_line = False
        self._trust = 0
        self._last: tuple[bytes, bytes] = (b"", b"")

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking."""
        self._held += data
        ended = self._in_line and _LINE_END.search(data)
        if len(self._held) < self._enough and not ended:  # most of what comes byte by byte
            return []
        if self._enough == PROOF_BYTES == len(self._held) and _is_noise(self._held):
            self._held = self._held[self._skip(0, 1) :]  # noise byte by byte, quickly
            return []
        return self._take(t, at_end=False)

    def flush(self, t: int) -> list[Event]:
        """Take what is here as all there will be."""
        return self._take(t, at_end=True)

    def _take(self, t: int, *, at_end: bool) -> list[Event]:
        place, events = 0, list[Event]()
        while (step := self._step(place, t, at_end)) is not None:
            place, event = step
            if event is not None:
                self.counts.frames += 1
                events.append(event)
        if at_end:
            place = self._skip(place, len(self._held))
        self._held = self._held[place:]
        return events

    def _step(self, place: int, t: int, at_end: bool) -> _Step | None:
        """Return where to go on and what was read before it; None where more has to come first."""
        return self._believe(place, t) if self._trust > 0 else self._prove(place, t, at_end)

    def _believe(self, place: int, t: int) -> _Step | None:
        """Read a single triple; nothing proves it but those before."""
        if len(self._held) - place < TRIPLE_BYTES:
            return self._wait(TRIPLE_BYTES)
        found = TRIPLE.match(self._held, place)
        if found is None:
            self._trust -= TRIPLE_BYTES
            return self._skip(place, place + 1), None
        if not self._follows(found[0]):
            self._trust -= TRIPLE_BYTES
            return self._skip(place, found.end()), None
        self._trust = min(self._trust + TRIPLE_BYTES, PROOF_BYTES)
        return found.end(), _triple(found[0], t)

    def _follows(self, triple: bytes) -> bool:
        """Whether this is near one of the two before; a finger that comes or goes may be far."""
        told, doubtful = self._last
        followed = _is_none(triple) or _is_none(told) or near(triple, told)
        again = bool(doubtful) and near(triple, doubtful)
        self._last = (triple, b"") if followed or again else (told, triple)
        return followed or again

    def _prove(self, place: int, t: int, at_end: bool) -> _Step | None:
        """Read what proves itself at `place`, or skip to where something may begin."""
        judged = len(self._held) - (0 if at_end else PROOF_BYTES - 1)
        if place >= judged:
            return self._wait(PROOF_BYTES)
        found = _BEGINS.search(self._held, place)
        start = min(found.start(), judged) if found else judged
        if found is None or start > place:
            return self._skip(place, start), None
        return self._BY_BEGINNING[str(found.lastgroup)](self, found, t, at_end)

    def _line(self, found: re.Match[bytes], t: int, at_end: bool) -> _Step | None:
        start = found.start()
        end = _LINE_END.search(self._held, start, start + LONGEST_LINE)
        come = len(self._held) - start
        if end is None and come < LONGEST_LINE and not at_end:
            return self._wait(LONGEST_LINE, in_line=True)
        whole = LINE.fullmatch(self._held, start, end.start() if end else len(self._held))
        if whole is None:
            self.counts.bad += 1
            return found.end(), None
        return whole.end(), _line(whole, t)

    def _packet(self, found: re.Match[bytes], t: int, at_end: bool) -> _Step | None:
        start = found.start()
        if not _sums_right(found[0]):
            return self._skip(start, start + 1), None
        packet = self._held[start : start + PACKET_BYTES]
        if len(packet) < PACKET_BYTES and not at_end:
            return self._wait(PACKET_BYTES)
        floats = float_bytes(packet)
        if floats is None:
            # The next one may begin inside, where a byte of this was lost.
            self.counts.bad += 1
            return start + 1, None
        return start + PACKET_BYTES, _packet(packet, floats, t)

    def _triples(self, found: re.Match[bytes], t: int, at_end: bool) -> _Step:
        if not _steady(found[0]):
            return self._skip(found.start(), found.start() + 1), None
        self._trust, self._last = PROOF_BYTES, (found[0][:TRIPLE_BYTES], b"")
        return found.start(), None

    def _wait(self, enough: int, *, in_line: bool = False) -> _Step | None:
        """Look again when so many bytes are here, those before this place let go.

        In a line its end is looked for as well.
        """
        self._enough, self._in_line = enough, in_line
        return None

    def _skip(self, start: int, end: int) -> int:
        """Count what is no frame, but for the ends of lines; return where it ends."""
        self.counts.skipped += len(self._held[start:end].translate(None, b"\r\n"))
        return end

    _BY_BEGINNING: ClassVar[dict[str, Callable[..., _Step | None]]] = {
        "line": _line,
        "packet": _packet,
        "triples": _triples,
    }


MODEL = Model(
    name=NAME,
    title="Nonin (Avant, 2500, 8500, 8600, 9600, 9847, OEM III, Xpod)",
    # The 9600 and 7500FO send two stop bits and the 2500 and 8500 a ninth: both read as 8N1.
    line=LineSettings(baud=9600),
    period_s=Nonin.period_ms / 1000,
    vitals=VITALS,
    driver=Nonin,
)

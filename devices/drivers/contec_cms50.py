"""Contec CMS50D+/E/F/FW finger oximeters: home-grade, for development and not for the clinic.

Two live formats, told apart by what comes; both send 60 frames a second:

    old (firmware to 4.5)   5 bytes: the first with bit 7 = 1, four with bit 7 = 0
    new (protocol V7)       01, a byte of high bits, 7 bytes; all but the 01 with bit 7 = 1

The new one streams when asked to and wants a keep-alive; its answers to commands share the wire. No
frame has a check. So a frame is only true between its neighbours: it is read when the next one has
begun where it ought to, a sixtieth of a second later. What waits for that over a pause is let go,
for it would be told as new when it is old. Opaque: strength, pleth, bar, beep, PI, and what an
answer says.

Sources, by way of protocols/10-contec-cms50.md: vendor protocol V7.0 as kept in
albertcbraun/CMS50FW, atbrask/CMS50Dplus, headrotor/contec_data, maka89/cms50ew_datadump and others
(facts observed only).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from devices.driver import LineSettings, Model
from devices.oximeter import VITALS, Oximeter, reading
from monitor.events import Event

NAME = "contec-cms50"

# --- the frames ----------------------------------------------------------------------------------

FINGER_OUT, PROBE_ERROR, SEARCHING = 0x10, 0x10, 0x20
"""Old: in bytes 0, 2 and 2."""

NEW_FINGER_OUT, NEW_SEARCHING = 0x80, 0x80
"""New: in bytes 2 and 3, restored."""

Numbers = tuple[int | None, int | None]
NONE: Numbers = (None, None)


def restored(packet: bytes) -> bytes:
    """Return a packet of the new format with bit 7 of each byte where it belongs."""
    highs = packet[1]
    tail = (byte & 0x7F | (highs >> place & 1) << 7 for place, byte in enumerate(packet[2:]))
    return packet[:1] + bytes([highs & 0x7F, *tail])


def _old(frame: bytes) -> Numbers:
    status, _, more, rate, spo2 = frame
    if status & FINGER_OUT or more & (PROBE_ERROR | SEARCHING):
        return NONE
    return _believable(spo2, (more & 0x40) << 1 | rate)


def _new(frame: bytes) -> Numbers:
    _, _, status, pleth, _, rate, spo2, _, _ = restored(frame)
    if status & NEW_FINGER_OUT or pleth & NEW_SEARCHING:
        return NONE
    return _believable(spo2, rate)


def _believable(spo2: int, rate: int) -> Numbers:
    """Where one of the two is impossible, neither was measured."""
    return NONE if rate in {0, 0xFF} or not 0 < spo2 <= 100 else (spo2, rate)


# --- the formats ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Format:
    """How a stream is cut and read.

    pieces: every byte belongs to one piece: frame, answer, half (more has to come), bad or noise.
    frame: a frame alone. begins: a byte with which the next one may begin.
    """

    pieces: re.Pattern[bytes]
    frame: re.Pattern[bytes]
    length: int
    begins: bytes
    numbers: Callable[[bytes], Numbers]


# H and L stand for a byte with bit 7 = 1 and 0. After a whole frame comes the beginning of the next
# one, or all the rest of it where its beginning was lost; any other length means that bytes came in
# between, and nobody knows which.
def _pattern(text: str) -> re.Pattern[bytes]:
    classes = text.replace("H", r"[\x80-\xff]").replace("L", r"[\x00-\x7f]")
    return re.compile(re.sub(r"\s", "", classes).encode("ascii"))


OLD = _Format(
    pieces=_pattern(
        r"(?P<frame>HL{4})(?=H|L{4})|(?P<half>HL{0,7}\Z)|(?P<bad>HL{0,7})|(?P<noise>L)"
    ),
    frame=_pattern(r"HL{4}(?=H|L{4}|\Z)"),
    length=5,
    begins=b"\x80",
    numbers=_old,
)

ANSWERS = r"\x0cH|\x0eH{2}|\x06H{3}|[\x02\x03\x04\x11\x13\x14]H{8}|[\x0b\x0d]H{1,8}"
"""Types and lengths as far as they are known; no length is for feedback and disconnect."""

NEW = _Format(
    pieces=_pattern(
        rf"""(?P<frame>\x01H{{8}})(?=L|H{{8}})|(?P<answer>(?:{ANSWERS})(?=L))
        |(?P<half>LH{{0,15}}\Z)|(?P<bad>\x01H{{0,15}})|(?P<noise>L|H)"""
    ),
    frame=_pattern(r"\x01H{8}(?=L|H{8}|\Z)"),
    length=9,
    begins=b"\x00",
    numbers=_new,
)

WINDOW, STEP = 180, 45
"""So many bytes are looked at to tell the formats apart, and so many are let go if they do not: our
choice. A third of a second of the new format; noise does not fill half of it with frames."""


def format_of(window: bytes) -> _Format | None:
    """Return the format whose frames make up half of these bytes or more; None if none does."""
    for form in (OLD, NEW):
        frames = sum(len(frame) for frame in form.frame.findall(window))
        if frames and 2 * frames >= len(window):
            return form
    return None


# --- the conversation ----------------------------------------------------------------------------


def command(code: int) -> bytes:
    """Return a command of the new format."""
    return bytes([0x7D, 0x81, code]) + b"\x80" * 6


START, STOP, KEEP_ALIVE = command(0xA1), command(0xA2), command(0xAF)
KEEP_ALIVE_MS = 5000
REPLY_MS = 1000


class ContecCms50(Oximeter):
    """Asks for live data until it comes, keeps it alive, and says nothing to an old device.

    lost: bytes since the last good frame; after a window of them the format is open again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._held = b""
        self._format: _Format | None = None
        self._lost = 0
        self._live = False
        self._next_ms = 0
        self._keep_alive_ms = 0
        self._came_ms = 0

    # -- out --------------------------------------------------------------------------------------

    def wake(self, t: int) -> tuple[bytes, int]:
        """Look once a second whether live data came, and send what keeps it coming."""
        if t < self._next_ms:
            return b"", self._next_ms
        self._next_ms = t + REPLY_MS
        live, self._live = self._live, False
        return self._request(t, live=live), self._next_ms

    def _request(self, t: int, *, live: bool) -> bytes:
        if self._format is OLD or (live and t < self._keep_alive_ms):
            return b""
        self._keep_alive_ms = t + KEEP_ALIVE_MS
        return KEEP_ALIVE if live else START

    def goodbye(self) -> bytes:
        """End the stream; an old device knows no commands."""
        return b"" if self._format is OLD else STOP

    # -- in ---------------------------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; nothing is read before the format is known."""
        self._let_go_of_old(t)
        self._came_ms = t if data else self._came_ms
        self._held += data
        events: list[Event] = []
        while len(self._held) >= self._enough and self._recognised():
            events += self._read(t)
            if self._format is not None:
                break
        return events

    def flush(self, t: int) -> list[Event]:
        """Take what is here as all there will be, as if the next frame began now."""
        self._let_go_of_old(t)
        form = self._format or format_of(self._held)
        events: list[Event] = []
        if form is not None:
            self._format = form
            self._held += form.begins
            events = self._read(t)
            self._held = self._held[:-1]
        self.counts.skipped += len(self._held)
        self._held = b""
        return events

    def _let_go_of_old(self, t: int) -> None:
        """Forget what came longer than a period ago and was not proven by what followed."""
        if t - self._came_ms > self.period_ms:
            self.counts.skipped += len(self._held)
            self._held = b""

    @property
    def _enough(self) -> int:
        """So many bytes are worth a look: a frame and what follows it."""
        return self._format.length + 1 if self._format else WINDOW

    def _recognised(self) -> bool:
        """Find the first window that tells the format; let go what is before it."""
        while self._format is None and len(self._held) >= WINDOW:
            self._format = format_of(self._held[:WINDOW])
            if self._format is None:
                self.counts.skipped += STEP
                self._held = self._held[STEP:]
        return self._format is not None

    def _read(self, t: int) -> list[Event]:
        """Read whole pieces for as long as the format holds."""
        form, place, events = self._format, 0, list[Event]()
        assert form is not None
        for piece in form.pieces.finditer(self._held):
            if piece.lastgroup == "half":
                break
            place = piece.end()
            if piece.lastgroup == "frame":
                events.append(reading(NAME, t, *form.numbers(piece[0])))
            self._count(str(piece.lastgroup), len(piece[0]))
            if self._lost > WINDOW:
                self._format, self._lost = None, 0
                break
        self._held = self._held[place:]
        self._live = self._live or bool(events)
        return events

    def _count(self, kind: str, length: int) -> None:
        self._lost = 0 if kind == "frame" else self._lost + length
        if kind == "noise":
            self.counts.skipped += length
        elif kind == "bad":
            self.counts.bad += 1
        else:
            self.counts.frames += 1


MODEL = Model(
    name=NAME,
    title="Contec CMS50 (finger oximeter, home-grade)",
    # Of the new format, and of the old one.
    line=LineSettings(baud=115200),
    other_lines=(LineSettings(baud=19200, parity="O"),),
    # Frames come 60 times a second, but nobody reads a bedside number faster than this.
    period_s=ContecCms50.period_ms / 1000,
    vitals=VITALS,
    driver=ContecCms50,
    # CP210x or Prolific inside. Thousands of other devices have the same.
    usb_ids=((0x10C4, 0xEA60), (0x067B, 0x2303)),
)

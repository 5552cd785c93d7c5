"""Masimo Rad-8, Radical-7, Rad-87 and Rad-5 with their serial output set to ASCII 1.

One line a second, a date and a time and then KEY=VALUE pairs that differ by model and mode:

    09/15/10 15:10:29 SPO2=097% BPM=064 PI=11.82% ALARM=20 EXC=800

Dashes fill what is not available, in each field by itself. Numbers can be printed that are none:
the bits of EXC tell. There is no checksum, so the whole line's shape is checked. Opaque: every
field but SpO2, rate and EXC, the names behind EXC's colon; ASCII 2 is another protocol.

Sources, by way of protocols/07-masimo-ascii.md: Rad-8 operator's manual in
remkolems/masimo-datacapture, Rad-87 manual page, mdpnp `MasimoRadical7`, a list of variant fields
from the MD PnP project (facts observed only).
"""

import re
from dataclasses import dataclass

from devices.driver import LineSettings, Model
from devices.framing import LineBuffer
from devices.oximeter import VITALS, Oximeter, reading
from monitor.events import Event

NAME = "masimo-ascii"

LONGEST_LINE = 400

# Bits of EXC.
NO_SENSOR, SENSOR_DEFECTIVE, PULSE_SEARCH, SENSOR_OFF = 0x1, 0x2, 0x8, 0x20
AMBIENT_LIGHT, SET_MODE, NO_CABLE, CALIBRATING = 0x40, 0x800, 0x1000, 0x20000
NO_VALUE = NO_SENSOR | SENSOR_DEFECTIVE | PULSE_SEARCH | SENSOR_OFF
NO_VALUE |= AMBIENT_LIGHT | NO_CABLE | CALIBRATING

_STAMP = re.compile(rb"\d\d/\d\d/\d\d \d\d:\d\d:\d\d ")
_NUMBER = re.compile(r"([\d-]{3})%?")
_EXCEPTIONS = re.compile(r"([\dA-Fa-f]{2,8})(:.*)?")


@dataclass(frozen=True, slots=True)
class Record:
    """What one line says: its stamp as sent, SpO2 and rate with their dashes, the bits of EXC."""

    stamp: str
    spo2: str
    rate: str
    exceptions: int

    @classmethod
    def of(cls, stamp: str, pairs: dict[str, str]) -> "Record | None":
        """Take the fields we read; None unless all are there and look as they should."""
        spo2 = _NUMBER.fullmatch(pairs.get("SPO2", ""))
        rate = _NUMBER.fullmatch(pairs.get("BPM") or pairs.get("PR", ""))
        exceptions = _EXCEPTIONS.fullmatch(pairs.get("EXC", ""))
        if spo2 is None or rate is None or exceptions is None:
            return None
        return cls(stamp, spo2[1], rate[1], int(exceptions[1], 16))

    def value(self, digits: str) -> int | None:
        """Return a number that was measured; 000 is none as well, being out of any range."""
        if self.exceptions & NO_VALUE or not digits.isdecimal():
            return None
        return int(digits)


def record(line: bytes) -> tuple[Record | None, bytes]:
    """Return what a line ends with, and what stands before it: half a line, or noise."""
    stamps = list(_STAMP.finditer(line))
    if not stamps:
        return None, line
    pairs = _pairs(line[stamps[-1].end() :].decode("ascii", "replace"))
    found = Record.of(stamps[-1][0].decode("ascii").rstrip(), pairs) if pairs else None
    return found, line[: stamps[-1].start()] if found else line


def _pairs(text: str) -> dict[str, str] | None:
    """Return the fields by name in capitals; None where a word is no field and no name of EXC's."""
    pairs: dict[str, str] = {}
    named = False
    for word in text.split():
        key, equals, value = word.partition("=")
        if not equals and named:
            continue
        if not (word.isascii() and key.isalnum() and value) or key.upper() in pairs:
            return None
        pairs[key.upper()] = value
        named = named or ":" in value
    return pairs


class MasimoAscii(Oximeter):
    """Reads lines."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = LineBuffer(LONGEST_LINE, self.counts)

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; what is no whole line of the right shape says nothing."""
        return [event for line in self._lines.feed(data) for event in self._line(line, t)]

    def flush(self, t: int) -> list[Event]:
        """Read a last line without its end, unless EXC may have been cut: then its 800 is gone."""
        events: list[Event] = []
        for line in self._lines.flush():
            found, _ = record(line)
            if found is not None and not found.exceptions & SET_MODE:
                self.counts.bad += 1
            else:
                events += self._line(line, t)
        return events

    def _line(self, line: bytes, t: int) -> list[Event]:
        found, rest = record(line)
        self._count_lost(rest)
        if found is None:
            return []
        self.counts.frames += 1
        numbers = found.value(found.spo2), found.value(found.rate)
        return [reading(NAME, t, *numbers, found.stamp)]

    def _count_lost(self, rest: bytes) -> None:
        if b"=" in rest:
            self.counts.bad += 1
        else:
            self.counts.skipped += len(rest)


MODEL = Model(
    name=NAME,
    title="Masimo (Rad-8, Radical-7, Rad-87, Rad-5; ASCII 1)",
    line=LineSettings(baud=9600),
    period_s=MasimoAscii.period_ms / 1000,
    vitals=VITALS,
    driver=MasimoAscii,
)

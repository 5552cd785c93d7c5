"""Nellcor (Puritan Bennett, Covidien) NPB-190 to 295, N-395, N-560, N-595, N-600x: real-time text.

One line every two seconds; a heading of two or three lines comes before every 25 of them:

    TIME                 %SPO2   BPM    PA    Status
    12-NOV-97 14:00:05   100     120     50

Three dashes: no data. An asterisk: outside the alarm limits. Status: two-letter codes, some of
which mean that the numbers are none. Opaque: the pulse amplitude, codes that are not in the sheet
and whatever else follows the amplitude (N-600x), the heading.

There is no checksum, and a number does not say what it is. So a line counts with all three columns
only, and those where the lines before had theirs: a column that was lost on the way makes a bad
frame of its line, and never a rate out of the amplitude. Where the columns are is not known for
every model; the first whole line tells, and a second one that stands elsewhere in the same way.

Sources, by way of protocols/08-nellcor-npb-ascii.md: NPB-195 service manual, NPB-290/295 and N-395
manual pages, mdpnp `nellcor-n595` (facts observed only).
"""

import re
from typing import ClassVar

from devices.driver import LineSettings, Model
from devices.framing import LineBuffer
from devices.oximeter import VITALS, Oximeter, reading
from monitor.events import Event

NAME = "nellcor-ascii"

LONGEST_LINE = 128

STAMP_LENGTH = 18
_DATE = rb"[ \d]\d-[A-Za-z]{3}-\d\d "
_DATED = re.compile(_DATE)
_STAMP = re.compile(_DATE + rb"\d\d:\d\d:\d\d(?= )")
_FIELDS = re.compile(
    r" +(?P<spo2>\d{1,3}|---)\*? +(?P<rate>\d{1,3}|---)\*? +(?P<amplitude>\d{1,3}|---)\*?"
    r"(?P<status>(?: +[!-~]+)*) *"
)
COLUMNS = ("spo2", "rate", "amplitude")

NO_VALUE = {
    "LP": "loss of pulse",
    "LM": "loss of pulse with interference",
    "PS": "pulse search",
    "SD": "sensor disconnected",
    "SO": "sensor off",
}

XON = b"\x11"
PATIENCE_MS = 4000
"""Two lines that did not come: an XOFF of another host, or of noise, may have stopped them."""


def codes(status: str) -> set[str]:
    """Return the two-letter codes of a status, whether or not blanks lie between them."""
    return {word[at : at + 2] for word in status.split() for at in range(0, len(word), 2)}


_Places = tuple[tuple[int, int], ...]
"""Where the number of each column begins and ends."""


def aligned(one: _Places, other: _Places) -> bool:
    """Whether each column begins, or ends, where it does in the other line: left or right bound."""
    pairs = zip(one, other, strict=True)
    return all(a[0] == b[0] or a[1] == b[1] for a, b in pairs)


class NellcorAscii(Oximeter):
    """Reads lines, and lifts an XOFF after a silence.

    places: where the columns are; moved: where a line had them that did not agree.
    """

    period_ms: ClassVar[int] = 2000

    def __init__(self) -> None:
        super().__init__()
        self._lines = LineBuffer(LONGEST_LINE, self.counts)
        self._next_ms: int | None = None
        self._places: _Places | None = None
        self._moved: _Places | None = None

    def wake(self, t: int) -> tuple[bytes, int]:
        """Send XON where nothing has come for a while."""
        if self._next_ms is None:
            self._next_ms = t + PATIENCE_MS
        if t < self._next_ms:
            return b"", self._next_ms
        self._next_ms = t + PATIENCE_MS
        return XON, self._next_ms

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; only a whole line with a date says something."""
        lines = self._lines.feed(data)
        if lines:
            self._next_ms = t + PATIENCE_MS
        return [event for line in lines for event in self._line(line, t)]

    def flush(self, t: int) -> list[Event]:
        """Let a last line without its end go: a digit or the code SD may have been cut off."""
        for line in self._lines.flush():
            self._count_lost(line)
        return []

    def _line(self, line: bytes, t: int) -> list[Event]:
        stamps = list(_STAMP.finditer(line))
        if not stamps:
            self._count_lost(line)
            return []
        start = stamps[-1].start()
        text = line[start:].decode("ascii", "replace")
        found = _FIELDS.fullmatch(text, STAMP_LENGTH)
        if found is None or not self._stands_right(tuple(map(found.span, COLUMNS))):
            self._count_lost(line)
            return []
        self._count_lost(line[:start])
        self.counts.frames += 1
        numbers = _number(found, "spo2"), _number(found, "rate")
        return [reading(NAME, t, *numbers, text[:STAMP_LENGTH].lstrip())]

    def _stands_right(self, places: _Places) -> bool:
        """Whether nothing was lost before a number; believe other places when they come again."""
        before, self._moved = self._moved, None
        if self._places is None or (before is not None and aligned(places, before)):
            self._places = places
        if not aligned(places, self._places):
            self._moved = places
            return False
        return True

    def _count_lost(self, rest: bytes) -> None:
        """Half a line of data is a bad frame; a heading is nothing but bytes."""
        if _DATED.search(rest):
            self.counts.bad += 1
        else:
            self.counts.skipped += len(rest)


def _number(line: re.Match[str], name: str) -> int | None:
    if line[name] == "---" or codes(line["status"]) & set(NO_VALUE):
        return None
    return int(line[name])


MODEL = Model(
    name=NAME,
    title="Nellcor (NPB-190 to 295, N-395, N-560, N-595, N-600x)",
    line=LineSettings(baud=9600),
    period_s=NellcorAscii.period_ms / 1000,
    vitals=VITALS,
    driver=NellcorAscii,
)

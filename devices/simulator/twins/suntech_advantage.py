"""A pretend SunTech Advantage module: it answers what it is asked, and says K when it is done.

Dripwatch does not start this module, so that its own monitor does here: one minute in, then every
five. Where the sheet knows nothing this twin decides, and a driver must not rely on it: K comes by
itself at the end of every determination, a start is not acknowledged, before the first result all
numbers are zero, after a failed one they are zero with error 1, beats, status and test codes are
always those of the manual's example, an unknown question gets no answer.

Source: protocols/06-suntech-advantage.md.
"""

import struct
from collections.abc import Callable

from devices.drivers.suntech_advantage import (
    COMPLETED,
    READ_PRESSURE,
    READ_RESULT,
    answer,
    question,
)
from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import Patient
from devices.simulator.twin import LogLine, Twin, outcome

SLOT_MS = 500
FIRST_MS, EVERY_MS = 60_000, 300_000
START = question(0x20)
BEATS, STATUS, TEST_CODES = 30, 1, bytes([0, 0, 0, 0, 0, 0, 0x31, 0x07])
FAILED = 1
LONGEST = 64  # bytes that may still become a question

_RESULT = struct.Struct("<HHBB8sBxHB2x")


class SuntechTwin(Twin):
    """One module. `error` is what its results say; 0 is none."""

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.error = 0
        self.log: list[LogLine] = []
        self._patient = patient
        self._cuff = cuff
        self._rest = b""
        self._next = self._on_ms = patient.t_ms
        self._answers: dict[bytes, Callable[[int], bytes]] = {
            READ_PRESSURE: self._pressure,
            READ_RESULT: self._result,
            START: self._start,
        }

    def receive(self, data: bytes, t: int) -> bytes:
        """Answer every question it knows, wherever it stands."""
        said, _ = self.wake(t)
        self._rest += data
        while found := self._first_question():
            self._rest = self._rest.partition(found)[2]
            said += self._answers[found](t)
        self._rest = self._rest[-LONGEST:]
        return said

    def _first_question(self) -> bytes | None:
        places = {self._rest.find(asked): asked for asked in self._answers if asked in self._rest}
        return places[min(places)] if places else None

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Say K when a determination is over, and begin the next when it is time."""
        said = b""
        while self._next <= t:
            said += self._slot(self._next)
            self._next += SLOT_MS
        return said, self._next

    def _slot(self, t: int) -> bytes:
        since_first = t - self._on_ms - FIRST_MS
        if since_first >= 0 and since_first % EVERY_MS == 0:
            self._cuff.start(t)
        ended = self._cuff.advance(t)
        self._patient.advance(t)
        if not ended:
            return b""
        self.error = 0 if ended.result else FAILED
        self.log.append(outcome(ended))
        return COMPLETED

    def _start(self, t: int) -> bytes:
        self._cuff.start(t)
        return b""

    def _pressure(self, t: int) -> bytes:
        mmhg = round(self._cuff.pressure(t))
        packet = answer(mmhg.to_bytes(2, "little"))
        self._note(t, "cuff_pressure", packet, {"value": mmhg})
        return packet

    def _result(self, t: int) -> bytes:
        shown = self._cuff.result
        if shown is None:
            packet = answer(_RESULT.pack(0, 0, 0, 0, bytes(8), 0, 0, self.error))
            if self.error:
                self._note(t, "cuff", packet, {"error": self.error} | dict.fromkeys(_NUMBERS))
            return packet
        pressures = (shown.systolic, shown.diastolic, BEATS, STATUS, TEST_CODES)
        packet = answer(_RESULT.pack(*pressures, shown.pulse, shown.mean, self.error))
        self._note(t, "cuff", packet, {"error": self.error} | _numbers(shown))
        return packet

    def _note(self, t: int, kind: str, packet: bytes, values: LogLine) -> None:
        line: LogLine = {"t_ms": t, "kind": kind}
        self.log.append(line | values | {"raw": packet.hex(" ")})


_NUMBERS = ("systolic", "diastolic", "mean", "pulse")


def _numbers(result: Pressures) -> LogLine:
    return {name: getattr(result, name) for name in _NUMBERS}


twin = SuntechTwin

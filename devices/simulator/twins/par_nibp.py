"""A pretend PAR NIBP module: it tells its pressure while it measures, and its result when asked.

Where the sheet knows nothing this twin decides, and a driver must not rely on it: pressures come
twice a second, a cycle begins with a pause, an abort leaves no result and message 00, and a command
nobody knows is a wrong one. Manometer, leak test, start pressures and versions are not played.

Source: protocols/03-par-nibp-ascii.md.
"""

import re

from devices.drivers.par_nibp import ABORT, ETX, NO_PRESSURES, checksum, frame
from devices.simulator.cuff import Cuff, Pressures, Upset
from devices.simulator.patient import Patient
from devices.simulator.twin import LogLine, Twin, outcome

SLOT_MS, MINUTE_MS = 500, 60_000
STANDBY, FAILED, MEASURING, CYCLING, INFLATING = 1, 2, 3, 6, 8
INFLATING_MS = 4000
FINE, INVALID_COMMAND = "00", "02"
FAILURES = {
    Upset.LOOSE: "06",
    Upset.LEAK: "07",
    Upset.TIMEOUT: "09",
    Upset.OUT_OF_RANGE: "10",
    Upset.MOTION: "11",
    Upset.OVERPRESSURE: "12",
}
CYCLES = {"03": 0, "04": 1, "05": 2, "06": 3, "07": 4, "08": 5, "09": 10}
CYCLES |= {"10": 15, "11": 30, "12": 60, "13": 90}
END = "999"
LONGEST = 64  # bytes without an end beyond which nothing sensible can follow

_ORDER = re.compile(rb"\x02(\d\d;;)([0-9A-F]{2})\x03|X")


class ParTwin(Twin):
    """One module."""

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.log: list[LogLine] = []
        self._patient = patient
        self._cuff = cuff
        self._rest = b""
        self._shown = cuff.result
        self._message = FINE
        self._neonatal = 0
        self._cycle_min = 0
        self._cycle_at = 0
        self._since: int | None = None
        self._next = patient.t_ms

    def receive(self, data: bytes, t: int) -> bytes:
        """Obey every whole order; only the question for the status is answered."""
        said, _ = self.wake(t)
        held, place = self._rest + data, 0
        for order in _ORDER.finditer(held):
            place = order.end()
            said += self._abort(t) if order[0] == ABORT else self._obey(order, t)
        self._rest = held[place:].rpartition(ETX)[2][-LONGEST:]
        return said

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Say what has become due. The next half second comes even if nothing is measured."""
        said = b""
        while self._next <= t:
            said += self._slot(self._next)
            self._next += SLOT_MS
        return said, self._next

    # -- orders -----------------------------------------------------------------------------------

    def _obey(self, order: re.Match[bytes], t: int) -> bytes:
        text, check = order[1].decode("ascii"), order[2].decode("ascii")
        code = text[:2] if checksum(text) == check else ""
        if code == "18":
            return self._status(t)
        if code == "01":
            self._start(t)
        elif code in CYCLES:
            self._cycle_min = CYCLES[code]
            self._cycle_at = t + self._cycle_min * MINUTE_MS
        elif code in {"24", "25"}:
            self._neonatal = int(code) - 24
        else:
            self._reset(FINE if code == "16" else INVALID_COMMAND)
        return b""

    def _start(self, t: int) -> None:
        if self._since is not None:
            return
        self._since, self._shown, self._message = t, None, FINE
        self._cuff.start(t)

    def _abort(self, t: int) -> bytes:
        if self._since is None:
            return b""
        self._cuff.stop()
        return self._end(FINE)

    def _end(self, message: str) -> bytes:
        self._since, self._message = None, message
        return frame(END)

    def _reset(self, message: str) -> None:
        self._cuff.stop()
        self._since, self._shown, self._message = None, None, message
        self._neonatal = self._cycle_min = 0

    # -- what is said -----------------------------------------------------------------------------

    def _slot(self, t: int) -> bytes:
        ended = self._cuff.advance(t)
        self._patient.advance(t)
        if ended:
            self.log.append(outcome(ended))
            self._shown = ended.result
            why = self._cuff.failure
            return self._end(FAILURES[why] if why else FINE)
        if self._since is not None:
            return self._measuring(t)
        if self._cycle_min and t >= self._cycle_at:
            self._cycle_at += self._cycle_min * MINUTE_MS
            self._start(t)
        return b""

    def _measuring(self, t: int) -> bytes:
        mmhg = round(self._cuff.pressure(t))
        text = f"{mmhg:03}C0S{self._state(t)}"
        self._note(t, "cuff_pressure", text, {"value": mmhg})
        return frame(text)

    def _state(self, t: int) -> int:
        if self._since is not None:
            return INFLATING if t - self._since < INFLATING_MS else MEASURING
        if self._message != FINE:
            return FAILED
        return CYCLING if self._cycle_min else STANDBY

    def _status(self, t: int) -> bytes:
        state, shown = self._state(t), self._shown
        cycling = state == CYCLING
        text = f"S{state};A{self._neonatal};C{self._cycle_min:02};M{self._message};"
        if shown:
            text += f"P{shown.systolic:03}{shown.diastolic:03}{shown.mean:03};R{shown.pulse:03};"
        else:
            text += f"P{NO_PRESSURES};R---;"
        text += f"T{(self._cycle_at - t) // 1000:04};;" if cycling else "T----;;"
        text += checksum(text)
        told: LogLine = {"status": state, "message": self._message}
        self._note(t, "cuff", text, told | (_numbers(shown) if shown else _NONE))
        return frame(text)

    def _note(self, t: int, kind: str, text: str, values: LogLine) -> None:
        line: LogLine = {"t_ms": t, "kind": kind}
        self.log.append(line | values | {"raw": text})


_NUMBERS = ("systolic", "diastolic", "mean", "pulse")
_NONE: LogLine = dict.fromkeys(_NUMBERS)


def _numbers(result: Pressures) -> LogLine:
    return {name: getattr(result, name) for name in _NUMBERS}


twin = ParTwin

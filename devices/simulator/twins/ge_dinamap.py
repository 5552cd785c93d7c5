"""A pretend GE DINAMAP with the Host Communications protocol: it speaks when spoken to.

Where the sheet knows nothing this twin decides, and a driver must not rely on it: opaque characters
are zeros, NC0 and ND are answered by their echo, there is no thermometer (negative reply 5, which
the vendor's library takes as "not on this unit"), a command nobody knows gets negative reply 1,
after a cancelled determination the last result is the last result again, and a failed one is status
3 and zeros, whatever the reason.

Source: protocols/01-ge-dinamap-hostcomms.md.
"""

import re

from devices.drivers.ge_dinamap import checksum, frame
from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import Patient
from devices.simulator.twin import LogLine, Twin, outcome

NO_RESULT, RESULT, INFLATING, FAILED = 0, 1, 2, 3
FROM_PROBE, FROM_CUFF = 2, 3
NOT_ON_THIS_UNIT, UNKNOWN_COMMAND = "5", "1"
MOST_SECONDS = 9999  # four digits
CUFF_PULSE_MS = 1_800_000  # then the pulse of a cuff is too old to be told
LONGEST = 64  # bytes without a line's end beyond which nothing sensible can follow


class DinamapTwin(Twin):
    """One DINAMAP."""

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.log: list[LogLine] = []
        self._patient = patient
        self._cuff = cuff
        self._line = b""
        self._answers = {
            "NA": self._pressures,
            "OA": self._saturation,
            "RA": self._rate,
            "RC": self._rate,
            "NC0": self._start,
            "ND": self._stop,
            "TC": self._no_thermometer,
            "TD": self._no_thermometer,
        }

    def receive(self, data: bytes, t: int) -> bytes:
        """Answer every whole line, wherever the host puts its CR and LF."""
        self.wake(t)
        *lines, rest = re.split(rb"[\r\n]", self._line + data)
        self._line = rest[-LONGEST:]
        return b"".join(self._answer(line, t) for line in lines if line)

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Let a determination end; the monitor says nothing by itself."""
        self._patient.advance(t if not self._cuff.ends_at else min(t, self._cuff.ends_at))
        if ended := self._cuff.advance(t):
            self.log.append(outcome(ended))
        self._patient.advance(t)
        return b"", self._cuff.ends_at

    def _answer(self, line: bytes, t: int) -> bytes:
        if not line.isascii():
            return b""
        text = line.decode("ascii")
        body, check = text[:-2], text[-2:]
        if not body.startswith(" ") or check != checksum(body):
            return b""
        answer = self._answers.get(body[1:])
        if answer is None:
            return frame(f" -{UNKNOWN_COMMAND}")
        return frame(answer(body[1:], t))

    def _pressures(self, command: str, t: int) -> str:
        last, status = self._cuff.last, self._status
        ago = min((t - last.t_ms) // 1000, MOST_SECONDS) if last else 0
        result = self._cuff.result
        if result is None:
            return f" {command}{status}00{ago:04}" + "0" * 9
        text = f" {command}{status}00{ago:04}"
        text += f"{result.systolic:03}{result.diastolic:03}{result.mean:03}"
        self._note(t, "cuff", text, {"status": status, "seconds_ago": ago} | _numbers(result))
        return text

    @property
    def _status(self) -> int:
        if self._cuff.inflating:
            return INFLATING
        if self._cuff.failure:
            return FAILED
        return RESULT if self._cuff.result else NO_RESULT

    def _saturation(self, command: str, t: int) -> str:
        value = round(self._patient.spo2) if self.probe_on else None
        text = f" {command}{int(self.probe_on)}{value or 0:03}000"
        self._note(t, "spo2", text, {"value": value})
        return text

    def _rate(self, command: str, t: int) -> str:
        result = self._cuff.result
        if not self.probe_on and result and t - result.t_ms <= CUFF_PULSE_MS:
            text = f" {command}{FROM_CUFF}{result.pulse:03}"
            self._note(t, "cuff_pulse", text, {"value": result.pulse})
            return text
        value = round(self._patient.heart_rate) if self.probe_on else None
        text = f" {command}{FROM_PROBE}{value or 0:03}"
        self._note(t, "pulse_rate", text, {"value": value})
        return text

    def _start(self, command: str, t: int) -> str:
        self._cuff.start(t)
        return f" {command}"

    def _stop(self, command: str, t: int) -> str:
        self._cuff.stop()
        return f" {command}"

    def _no_thermometer(self, command: str, t: int) -> str:
        return f" -{NOT_ON_THIS_UNIT}"

    def _note(self, t: int, kind: str, text: str, values: LogLine) -> None:
        line: LogLine = {"t_ms": t, "kind": kind}
        self.log.append(line | values | {"raw": text + checksum(text)})


def _numbers(result: Pressures) -> LogLine:
    return {"systolic": result.systolic, "diastolic": result.diastolic, "mean": result.mean}


twin = DinamapTwin

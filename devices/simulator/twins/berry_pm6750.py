"""A pretend Berry PM6750: silent until enabled, then a packet of each kind in its own rhythm.

Where the sheet knows nothing this twin decides, and a driver must not rely on it: what was enabled
starts at the next half second, the cuff sends from its first start on (or from the beginning, where
an old result is shown), a leak is an error. Waves and marks
are not sent, because the sheet does not say what is in them; nor are a version or a temperature.

Source: protocols/05-berry-pm6750.md.
"""

from devices.driver import Counts
from devices.drivers.berry_pm6750 import CUFF, MARK, OXIMETER, RATES, checks, frame
from devices.framing import FrameBuffer
from devices.simulator.cuff import Cuff, Ended, Pressures, Upset
from devices.simulator.patient import BREATHS_PER_MIN, Patient
from devices.simulator.twin import LogLine, Twin, outcome

SLOT_MS, SECOND_MS = 500, 1000
FINISHED, MEASURING, STOPPED, OUT_OF_RANGE = 0, 1, 2, 8
FAILURES = {
    Upset.OVERPRESSURE: 3,
    Upset.LOOSE: 4,
    Upset.TIMEOUT: 5,
    Upset.LEAK: 6,
    Upset.MOTION: 7,
    Upset.OUT_OF_RANGE: OUT_OF_RANGE,
}
HIGHEST_MMHG = 250
LEAD_OFF, NO_FINGER = 2, 2
NO_SPO2, NO_PULSE = 127, 255
NORMAL_RHYTHM = 1  # as in the sheet's example; its table is not known
ADULT_TARGET = 150
COMMAND_N = 4


def _command_length(head: bytes) -> int:
    return COMMAND_N + 2 if head == MARK + bytes([COMMAND_N]) else 0


class BerryTwin(Twin):
    """One module. `leads_on` says whether its ECG is on the patient."""

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.leads_on = True
        self.breaths = BREATHS_PER_MIN
        self.log: list[LogLine] = []
        self._patient = patient
        self._cuff = cuff
        self._commands = FrameBuffer(MARK[:1], 3, _command_length, checks, Counts())
        self._spoken_to = False
        self._enabled: set[int] = set()
        self._mode = 0
        self._target = ADULT_TARGET
        self._code = FINISHED if cuff.result else None
        self._next = patient.t_ms

    def receive(self, data: bytes, t: int) -> bytes:
        """Obey every whole command; none is answered."""
        said, _ = self.wake(t)
        for command in self._commands.feed(data):
            self._spoken_to = True
            self._obey(command[3], command[4], t)
        return said

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Send what has become due. The next half second comes even if nothing is enabled."""
        said = b""
        while self._next <= t:
            said += self._slot(self._next)
            self._next += SLOT_MS
        return said, self._next

    def _obey(self, command: int, value: int, t: int) -> None:
        match command:
            case 0x01:
                self._enable(RATES, value)
            case 0x03:
                self._enable(OXIMETER, value)
            case 0x02 if value == 1:
                self._start(t)
            case 0x02 if value == 0:
                self._stop()
            case 0x09 if 1 <= value <= 3:
                self._mode = value - 1
            case 0x0A:
                self._target = 2 * value

    def _enable(self, kind: int, value: int) -> None:
        if value:
            self._enabled.add(kind)
        else:
            self._enabled.discard(kind)

    def _start(self, t: int) -> None:
        if self._code == MEASURING:
            return
        self._code = MEASURING
        self._cuff.start(t)

    def _stop(self) -> None:
        if self._code == MEASURING:
            self._cuff.stop()
            self._end(STOPPED)

    def _end(self, code: int) -> None:
        """Show how it ended; a target pressure is good for one measurement."""
        self._code, self._target = code, ADULT_TARGET

    # -- what is sent -----------------------------------------------------------------------------

    def _slot(self, t: int) -> bytes:
        self._measure(t)
        if not self._spoken_to:
            return b""
        said = b"" if self._code is None else self._pressures(t, self._code)
        if t % SECOND_MS == 0:
            said += self._rates(t) if RATES in self._enabled else b""
            said += self._saturation(t) if OXIMETER in self._enabled else b""
        return said

    def _measure(self, t: int) -> None:
        """Let time pass on the patient, and on the cuff as far as it has got."""
        if ended := self._cuff.advance(t):
            self._end(self._ended_as(ended))
            self.log.append(outcome(ended))
        self._patient.advance(t)

    def _ended_as(self, ended: Ended) -> int:
        if why := self._cuff.failure:
            return FAILURES[why]
        too_high = ended.result and ended.result.systolic > HIGHEST_MMHG
        return OUT_OF_RANGE if too_high else FINISHED

    def _pressures(self, t: int, code: int) -> bytes:
        result = self._cuff.result if code == FINISHED else None
        numbers = (result.systolic, result.mean, result.diastolic) if result else (0, 0, 0)
        in_cuff = round(self._cuff.pressure(t, self._target))
        packet = frame(CUFF, code << 2 | self._mode, in_cuff // 2, *numbers)
        told = _numbers(result) if result else dict.fromkeys(_NUMBERS)
        self._note(t, "cuff", packet, {"status": code} | told)
        return packet

    def _rates(self, t: int) -> bytes:
        rate = round(self._patient.heart_rate) if self.leads_on else None
        breaths = self.breaths if self.leads_on else None
        seen = (0, rate, breaths, 0, NORMAL_RHYTHM) if self.leads_on else (LEAD_OFF, 0, 0, 0, 0)
        packet = frame(RATES, *(part or 0 for part in seen))
        self._note(t, "heart_rate", packet, {"value": rate})
        self._note(t, "resp_rate", packet, {"value": breaths})
        return packet

    def _saturation(self, t: int) -> bytes:
        if not self.probe_on:
            packet = frame(OXIMETER, NO_FINGER, NO_SPO2, NO_PULSE)
            spo2 = pulse = None
        else:
            spo2, pulse = round(self._patient.spo2), round(self._patient.heart_rate)
            packet = frame(OXIMETER, 0, spo2, pulse)
        self._note(t, "spo2", packet, {"value": spo2})
        self._note(t, "pulse_rate", packet, {"value": pulse})
        return packet

    def _note(self, t: int, kind: str, packet: bytes, values: LogLine) -> None:
        line: LogLine = {"t_ms": t, "kind": kind}
        self.log.append(line | values | {"raw": packet.hex(" ")})


_NUMBERS = ("systolic", "diastolic", "mean")


def _numbers(result: Pressures) -> LogLine:
    return {name: getattr(result, name) for name in _NUMBERS}


twin = BerryTwin

"""A pretend Nonin: text once a second, or binary format 1, 2 or 7 once a host has asked for it.

Where the sheet knows nothing this twin decides, and a driver must not rely on it: it changes from
text to a binary format on the command of the OEM III and Xpod, which real text models do not have;
it has no header line; the float bytes for firmware, timer and battery are made up; a whole packet
of format 2 or 7 goes out at once. The averages and display values lag and hold, as real ones do.

In the log `raw` is a line's text, or the bytes of a triple or packet in hexadecimal.

Source: protocols/09-nonin-serial.md.
"""

import re

from devices.drivers.nonin import DISCONNECTED, FRAMES, SYNC
from devices.simulator.cuff import Cuff
from devices.simulator.oximeter import OximeterTwin
from devices.simulator.patient import Patient

TEXT = 0
PER_SECOND = {TEXT: 1, 1: 1, 2: 3, 7: 3}
"""By format."""

SELECT = re.compile(rb"\x02\x70\x02\x02(.)\x03", re.DOTALL)
OK, REFUSED = b"\x06", b"\x15"

STATUS = 0x80
NO_RATE, NO_SPO2 = 511, 127
HOLD_MS = 10_000  # for so long the display values outlive the finger
FIRMWARE = 0x30


class NoninTwin(OximeterTwin):
    """One Nonin; `form` is what it sends."""

    def __init__(self, patient: Patient, cuff: Cuff, form: int = TEXT) -> None:
        super().__init__(patient, cuff)
        self._heard = b""
        self._shown = (NO_SPO2, NO_RATE)
        self._seen_ms = patient.t_ms - HOLD_MS
        self._select(form, patient.t_ms)

    def receive(self, data: bytes, t: int) -> bytes:
        """Answer the commands that select a format."""
        said = super().receive(b"", t)
        self._heard += data
        for command in SELECT.finditer(self._heard):
            form = command[1][0]
            if form in PER_SECOND and form != TEXT:
                self._select(form, t)
                said += OK + self.wake(t)[0]
            else:
                said += REFUSED
        # No command is longer than six bytes, and none is answered twice.
        self._heard = SELECT.sub(b"", self._heard)[-5:]
        return said

    def _select(self, form: int, t: int) -> None:
        self.form = form
        self.begin(t)

    @property
    def _due_ms(self) -> int:
        begun = self._begun_ms or 0
        return begun + self._said * self.per_ms // PER_SECOND[self.form]

    def say(self, t: int) -> bytes:
        """Say it in the format selected."""
        self._remember(t)
        if self.form == TEXT:
            text = f"SPO2={_digits(self.spo2)} HR={_digits(self.rate)}"
            self.note(t, text)
            return text.encode("ascii") + b"\r\n"
        data = self._triple() if self.form == 1 else self._packet(t)
        self.note(t, data.hex(" "))
        return data

    def _remember(self, t: int) -> None:
        """Keep what the display values go on showing after the finger has gone."""
        if self.spo2 is not None and self.rate is not None:
            self._shown, self._seen_ms = (self.spo2, self.rate), t
        elif t - self._seen_ms > HOLD_MS:
            self._shown = NO_SPO2, NO_RATE

    @property
    def _status(self) -> int:
        return STATUS if self.probe_on else STATUS | DISCONNECTED

    def _triple(self) -> bytes:
        high, low = _seven_bits(NO_RATE if self.rate is None else self.rate)
        return bytes([self._status | high, low, NO_SPO2 if self.spo2 is None else self.spo2])

    def _packet(self, t: int) -> bytes:
        floats = self._floats()
        return b"".join(self._frame(place, floats.get(place + 1, 0), t) for place in range(FRAMES))

    def _frame(self, place: int, float_byte: int, t: int) -> bytes:
        status = self._status | (0 if place else SYNC)
        pleth = 1 + round(252 * self.wave(t + 1000 * place // 75) ** 2)
        head = [1, status, pleth] if self.form == 2 else [status, pleth, 0]
        return _summed([*head, float_byte])

    def _floats(self) -> dict[int, int]:
        """Return the float bytes by frame number; those not here are zero."""
        high, low = _seven_bits(NO_RATE if self.rate is None else self.rate)
        spo2 = NO_SPO2 if self.spo2 is None else self.spo2
        shown_spo2, shown_rate = self._shown
        shown_high, shown_low = _seven_bits(shown_rate)
        averages = dict.fromkeys((9, 16, 17), shown_spo2)
        rates = dict.fromkeys((14, 20, 22), shown_high) | dict.fromkeys((15, 21, 23), shown_low)
        return {1: high, 2: low, 3: spo2, 4: FIRMWARE, 10: spo2, 11: spo2} | averages | rates


def _seven_bits(rate: int) -> tuple[int, int]:
    return rate >> 7, rate & 0x7F


def _summed(frame: list[int]) -> bytes:
    return bytes([*frame, sum(frame) & 0xFF])


def _digits(value: int | None) -> str:
    return "---" if value is None else f"{value:03}"


twin = NoninTwin

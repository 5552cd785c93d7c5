"""A pretend Contec CMS50: live data in the new format when asked for, or the old one unasked.

Where the sheet knows nothing this twin decides, and a driver must not rely on it: strength is 5,
the old format's numbers are zero without a finger, the stream goes on without a keep-alive, the end
of it is confirmed by "free", and a command nobody knows gets no answer, because the layout of the
feedback is not in the sheet.

In the log `raw` is the frame in hexadecimal.

Source: protocols/10-contec-cms50.md.
"""

import re
from typing import ClassVar

from devices.drivers.contec_cms50 import FINGER_OUT, NEW_FINGER_OUT, START, STOP
from devices.simulator.cuff import Cuff
from devices.simulator.oximeter import OximeterTwin
from devices.simulator.patient import Patient

STRENGTH = 5
NO_RATE, NO_SPO2, NO_PI = 0xFF, 0x7F, 0xFFFF
LIVE, FREE = 0x01, 0x0C
ORDERS = re.compile(re.escape(START) + b"|" + re.escape(STOP))


def packet(kind: int, data: bytes) -> bytes:
    """Return a packet of the new format as it goes over the cable."""
    highs = sum((byte >> 7) << place for place, byte in enumerate(data))
    return bytes([kind, 0x80 | highs, *(byte | 0x80 for byte in data)])


class ContecTwin(OximeterTwin):
    """One CMS50. `perfusion` is the PI in hundredths, or NO_PI on a model that has none."""

    times: ClassVar[int] = 60

    def __init__(self, patient: Patient, cuff: Cuff, *, old: bool = False) -> None:
        super().__init__(patient, cuff)
        self.perfusion = 300
        self._old = old
        self._heard = b""
        self.begin(patient.t_ms if old else None)

    def receive(self, data: bytes, t: int) -> bytes:
        """Start and stop on command; an old device knows none."""
        said = self.wake(t)[0]
        if self._old:
            return said
        self._heard += data
        for order in ORDERS.findall(self._heard):
            said += self._obey(order, t)
        self._heard = ORDERS.sub(b"", self._heard)[-len(START) + 1 :]
        return said + self.wake(t)[0]

    def _obey(self, order: bytes, t: int) -> bytes:
        if order == STOP:
            self.begin(None)
            return packet(FREE, b"")
        if self._begun_ms is None:
            self.begin(t)
        return b""

    def say(self, t: int) -> bytes:
        """Return one frame."""
        pleth = 60 + round(40 * self.wave(t)) if self.probe_on else 0
        frame = self._old_frame(pleth) if self._old else self._new_frame(pleth)
        self.note(t, frame.hex(" "))
        return frame

    def _old_frame(self, pleth: int) -> bytes:
        status = STRENGTH if self.probe_on else FINGER_OUT
        rate, spo2 = self.rate or 0, self.spo2 or 0
        return bytes([0x80 | status, pleth, pleth >> 3 | (rate >> 7) << 6, rate & 0x7F, spo2])

    def _new_frame(self, pleth: int) -> bytes:
        status = STRENGTH if self.probe_on else NEW_FINGER_OUT
        without_pi = self.perfusion == NO_PI
        # Byte 1 is then E1 without a finger, so its rate cannot be FF.
        no_rate = 0 if without_pi else NO_RATE
        rate = no_rate if self.rate is None else self.rate
        spo2 = NO_SPO2 if self.spo2 is None else self.spo2
        perfusion = self.perfusion if self.probe_on or without_pi else 0
        low_first = perfusion.to_bytes(2, "little")
        return packet(LIVE, bytes([status, pleth, pleth >> 3, rate, spo2]) + low_first)


twin = ContecTwin

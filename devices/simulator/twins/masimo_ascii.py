"""A pretend Masimo oximeter on ASCII 1: a line a second in one of three captured layouts.

Where the sheet knows nothing this twin decides, and a driver must not rely on it: after the sensor
has come off, the last numbers stay for three lines (a captured line shows that they can), and the
fields we do not read never change. In the log such numbers are null.

Source: protocols/07-masimo-ascii.md.
"""

from datetime import UTC, datetime, timedelta

from devices.drivers.masimo_ascii import SENSOR_OFF, SET_MODE
from devices.simulator.cuff import Cuff
from devices.simulator.oximeter import OximeterTwin
from devices.simulator.patient import Patient

LONG = (
    "{stamp} SN=0123456789 SPO2={spo2}% BPM={rate} PI={pi}% SPCO=01.0% SPMET=00.5% DESAT=01"
    " PIDELTA=-02 PVI=027 ALARM={alarm:04X} EXC={exceptions:06X}"
)
SHORT = "{stamp} SPO2={spo2}% BPM={rate} PI={pi}% ALARM={alarm:02X} EXC={exceptions:03X}"
NAMED = "{stamp} SpO2={spo2} PR={rate} PI={pi} EXC={exceptions:03X}:SET"

STALE_LINES = 3
BEGUN = datetime(2010, 9, 15, 15, 10, 29, tzinfo=UTC)
"""What the device's clock shows at its start. Its zone is nobody's business; UTC has no gaps."""


class MasimoTwin(OximeterTwin):
    """One Masimo. `perfusion` is the PI in percent, `alarm` the bits of ALARM."""

    def __init__(
        self, patient: Patient, cuff: Cuff, layout: str = SHORT, begun: datetime = BEGUN
    ) -> None:
        super().__init__(patient, cuff)
        self.perfusion = 4.69
        self.alarm = 0
        self._layout = layout
        self._begun = begun
        self._shown = ("---", "---", "--.--")
        self._stale = 0

    def say(self, t: int) -> bytes:
        """Return one line."""
        self._look()
        spo2, rate, pi = self._shown
        now = self._begun + timedelta(milliseconds=t + self.clock_ahead_ms)
        text = self._layout.format(
            stamp=f"{now:%m/%d/%y %H:%M:%S}",
            spo2=spo2,
            rate=rate,
            pi=pi,
            alarm=self.alarm,
            exceptions=SET_MODE if self.probe_on else SET_MODE | SENSOR_OFF,
        )
        self.note(t, text)
        return text.encode("ascii") + b"\r\n"

    def _look(self) -> None:
        if self.probe_on:
            self._shown = f"{self.spo2:03}", f"{self.rate:03}", f"{self.perfusion:05.2f}"
            self._stale = 0
            return
        self._stale += 1
        if self._stale > STALE_LINES:
            self._shown = ("---", "---", "--.--")


twin = MasimoTwin

"""A pretend Nellcor NPB-290: a line every two seconds, a heading at the start and after each 25.

Where the sheet knows nothing this twin decides, and a driver must not rely on it: the columns are
those of the sheet's sample, lines that fall due while an XOFF holds are lost, and without a finger
it says "sensor off".

Source: protocols/08-nellcor-npb-ascii.md.
"""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from devices.simulator.cuff import Cuff
from devices.simulator.oximeter import OximeterTwin
from devices.simulator.patient import Patient

XON, XOFF = 0x11, 0x13
LINES_TO_A_HEADING = 25
AMPLITUDE = 50
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
BEGUN = datetime(1997, 11, 12, 14, 0, 5, tzinfo=UTC)
"""What the device's clock shows at its start. Its zone is nobody's business; UTC has no gaps."""


class NellcorTwin(OximeterTwin):
    """One NPB-290. `spo2_limits` and `rate_limits` are those of its alarms; MO is its `motion`."""

    per_ms: ClassVar[int] = 2000

    def __init__(self, patient: Patient, cuff: Cuff, begun: datetime = BEGUN) -> None:
        super().__init__(patient, cuff)
        self.spo2_limits = (85, 100)
        self.rate_limits = (40, 170)
        self.motion = False
        self._begun = begun
        self._lines = 0
        self._stopped = False

    def receive(self, data: bytes, t: int) -> bytes:
        """Obey XOFF and XON."""
        said = super().receive(b"", t)
        for byte in data:
            self._stopped = byte == XOFF or (self._stopped and byte != XON)
        return said

    def say(self, t: int) -> bytes:
        """Return one line, after a heading where one is due."""
        if self._stopped:
            return b""
        heading = self._heading() if self._lines % LINES_TO_A_HEADING == 0 else ""
        self._lines += 1
        text = self._line(t)
        self.note(t, text)
        return f"{heading}{text}\r\n".encode("ascii")

    def _heading(self) -> str:
        spo2, rate = ("{}-{}".format(*limits) for limits in (self.spo2_limits, self.rate_limits))
        return (
            "NPB-290     VERSION 1.0.0.1     CRC: XXXX"
            f"     SpO2 Limit: {spo2}%     PR Limit: {rate}BPM\r\n"
            "TIME                 %SPO2   BPM    PA    Status\r\n"
        )

    def _line(self, t: int) -> str:
        now = self._begun + timedelta(milliseconds=t + self.clock_ahead_ms)
        stamp = f"{now.day:02}-{MONTHS[now.month - 1]}-{now:%y %H:%M:%S}"
        spo2 = _field(self.spo2, self.spo2_limits)
        rate = _field(self.rate, self.rate_limits)
        amplitude = _field(AMPLITUDE if self.probe_on else None, (0, 999))
        return f"{stamp}   {spo2}    {rate}   {amplitude}  {self._status}".rstrip()

    @property
    def _status(self) -> str:
        """Each code has columns of its own, so blanks may lie between two of them."""
        motion = "MO" if self.motion else "  "
        return f"{motion} {'  ' if self.probe_on else 'SO'}"


def _field(value: int | None, limits: tuple[int, int]) -> str:
    if value is None:
        return "--- "
    low, high = limits
    return f"{value:>3}" + (" " if low <= value <= high else "*")


twin = NellcorTwin

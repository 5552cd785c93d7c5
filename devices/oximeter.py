"""What the drivers of pulse oximeters share: they listen, have no cuff and give two numbers. Pure.

A driver adds `receive` and `flush`.
"""

from typing import ClassVar

from devices.driver import Counts
from monitor.events import Reading
from monitor.vitals import Values, Vital

VITALS = frozenset({Vital.PULSE_RATE, Vital.SPO2})


class Oximeter:
    """An oximeter that talks by itself, at least every `period_ms`."""

    period_ms: ClassVar[int] = 1000
    awaiting = False

    def __init__(self) -> None:
        self.counts = Counts()

    def wake(self, t: int) -> tuple[bytes, int]:
        """Ask nothing."""
        return b"", t + self.period_ms

    def start_cuff(self) -> bytes:
        return b""

    def stop_cuff(self) -> bytes:
        return b""

    def goodbye(self) -> bytes:
        return b""


def reading(
    device: str, t: int, spo2: int | None, rate: int | None, device_time: str | None = None
) -> Reading:
    """Make a reading; a number that no device can believably send means that there is none."""
    values: Values = {
        Vital.PULSE_RATE: _measured(Vital.PULSE_RATE, rate),
        Vital.SPO2: _measured(Vital.SPO2, spo2),
    }
    return Reading(t_ms=t, device=device, values=values, device_time=device_time)


def _measured(vital: Vital, value: int | None) -> int | None:
    return value if value is not None and vital.low <= value <= vital.high else None

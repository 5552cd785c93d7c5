"""What twins of pulse oximeters share: they talk by themselves and write it down. Pure."""

import math
from typing import ClassVar

from devices.simulator.cuff import Cuff
from devices.simulator.patient import Patient
from devices.simulator.twin import LogLine, Twin

SECOND_MS = 1000


class OximeterTwin(Twin):
    """One oximeter; a twin of a model adds `say`. `probe_on`: the probe is on a finger.

    times, per_ms: how often it says something. There is no cuff; the one it is given stays unused.
    """

    times: ClassVar[int] = 1
    per_ms: ClassVar[int] = SECOND_MS

    def __init__(self, patient: Patient, cuff: Cuff) -> None:
        self.log: list[LogLine] = []
        self._patient = patient
        self._begun_ms: int | None = patient.t_ms
        self._said = 0

    def receive(self, data: bytes, t: int) -> bytes:
        """Say what is due; nothing the host sends matters."""
        return self.wake(t)[0]

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Say everything that has become due, each at its own time."""
        said = b""
        while (due := self._due_ms) is not None and due <= t:
            self._patient.advance(due)
            self._said += 1
            said += self.say(due)
        return said, due

    def say(self, t: int) -> bytes:
        """Return one line, frame or packet."""
        raise NotImplementedError

    @property
    def spo2(self) -> int | None:
        """What the probe measures now."""
        return round(self._patient.spo2) if self.probe_on else None

    @property
    def rate(self) -> int | None:
        """The pulse rate it measures now."""
        return round(self._patient.heart_rate) if self.probe_on else None

    def wave(self, t: int) -> float:
        """Return the pleth, from -1 to 1, 0 at the start and without a finger."""
        return math.sin(math.tau * (self.rate or 0) * t / 60_000)

    def begin(self, t: int | None) -> None:
        """Talk from `t` on; with None, be silent."""
        self._begun_ms, self._said = t, 0

    def note(self, t: int, raw: str) -> None:
        """Write down what was said at `t`."""
        self.log.append({"t_ms": t, "kind": "spo2", "value": self.spo2, "raw": raw})
        self.log.append({"t_ms": t, "kind": "pulse_rate", "value": self.rate, "raw": raw})

    @property
    def _due_ms(self) -> int | None:
        if self._begun_ms is None:
            return None
        return self._begun_ms + self._said * self.per_ms // self.times

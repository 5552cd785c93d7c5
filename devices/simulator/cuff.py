"""A pretend cuff: 20 to 40 seconds of squeezing, then numbers that are a little wrong. Pure.

Twins of devices that measure pressure share it; how a result is told is each twin's own affair.
"""

import random
from dataclasses import dataclass

from devices.simulator.patient import Patient

SHORTEST_S, LONGEST_S = 20, 40
# Well inside what a validated device may have (SD 8 mmHg).
SYSTOLIC_ERROR_SD, DIASTOLIC_ERROR_SD = 4.0, 3.0
# Where the mean lies between diastolic and systolic; a third, as in the sheets' own samples.
MEAN_SHARE = 0.34
NARROWEST_PULSE = 12  # mmHg; also keeps the order of the three whatever the noise says
# What is in the cuff meanwhile: pumped up in seconds, then let out to the end. Our choice.
RISE_MS = 4000
PEAK, LOWEST = 160, 40


@dataclass(frozen=True, slots=True)
class Pressures:
    """One result as a device shows it, whole mmHg and bpm; `t_ms` is when it was measured."""

    t_ms: int
    systolic: int
    diastolic: int
    mean: int
    pulse: int


class Cuff:
    """A cuff around the pretend patient's arm. `result` is the last one, whoever asked for it.

    `finished` counts the results measured here, an `old` one from before not included.
    """

    def __init__(self, patient: Patient, seed: object, old: Pressures | None = None) -> None:
        self._patient = patient
        self._rng = random.Random(f"{seed}:cuff")
        self._ends_at: int | None = None
        self.started_at = 0
        self.result = old
        self.finished = 0

    @property
    def inflating(self) -> bool:
        """A determination is running."""
        return self._ends_at is not None

    @property
    def ends_at(self) -> int | None:
        """When the running determination will be over."""
        return self._ends_at

    def start(self, t: int) -> None:
        """Begin a determination; a second request during one changes nothing."""
        if self._ends_at is None:
            self.started_at = t
            self._ends_at = t + 1000 * self._rng.randint(SHORTEST_S, LONGEST_S)

    def stop(self) -> None:
        """Let the air out; the last result stays the last result."""
        self._ends_at = None

    def pressure(self, t: int, peak: float = PEAK) -> float:
        """Return what is in the cuff, in mmHg."""
        if self._ends_at is None:
            return 0.0
        since, lasts = t - self.started_at, self._ends_at - self.started_at
        if since < RISE_MS:
            return peak * since / RISE_MS
        return peak - (peak - LOWEST) * min((since - RISE_MS) / (lasts - RISE_MS), 1.0)

    def advance(self, t: int) -> Pressures | None:
        """Return the result that has become ready by `t`, once."""
        if self._ends_at is None or t < self._ends_at:
            return None
        self._patient.advance(self._ends_at)
        self.result = self._measure(self._ends_at)
        self._ends_at = None
        self.finished += 1
        return self.result

    def _measure(self, t: int) -> Pressures:
        noise = self._patient.profile.noise
        diastolic = round(self._patient.diastolic + noise * self._rng.gauss(0, DIASTOLIC_ERROR_SD))
        systolic = round(self._patient.systolic + noise * self._rng.gauss(0, SYSTOLIC_ERROR_SD))
        systolic = max(systolic, diastolic + NARROWEST_PULSE)
        mean = round(diastolic + MEAN_SHARE * (systolic - diastolic))
        return Pressures(t, systolic, diastolic, mean, round(self._patient.heart_rate))

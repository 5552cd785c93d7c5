"""A pretend cuff: 20 to 40 seconds of squeezing, then numbers that are a little wrong. Pure.

Twins of devices that measure pressure share it; how a result, or the want of one, is told is each
twin's own affair.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from devices.simulator.patient import Patient
from devices.simulator.pharmacology import MS_PER_MIN

SHORTEST_S, LONGEST_S = 20, 40
# Well inside what a validated device may have (SD 8 mmHg).
SYSTOLIC_ERROR_SD, DIASTOLIC_ERROR_SD = 4.0, 3.0
# Where the mean lies between diastolic and systolic; a third, as in the sheets' own samples.
MEAN_SHARE = 0.34
NARROWEST_PULSE = 12  # mmHg; also keeps the order of the three whatever the noise says
# What is in the cuff meanwhile: pumped up in seconds, then let out to the end. Our choice.
RISE_MS = 4000
PEAK, LOWEST = 160, 40
# What a moved arm makes of it: all too high, and next to nothing between the two. Our choice.
MOVED_UP, MOVED_PULSE = 35, 4
RECOVERS_MS = 20_000  # how long a finger below the cuff shows no pulse after it


class Upset(StrEnum):
    """What goes wrong with one inflation. All but a moved arm leave it without a result."""

    LOOSE = "loose"
    LEAK = "leak"
    MOTION = "motion"
    TIMEOUT = "timeout"
    OVERPRESSURE = "overpressure"
    OUT_OF_RANGE = "out of range"
    ARM_MOVED = "arm moved"


# How long a device tries. No source; all are shorter than any driver's patience.
GIVES_UP_S = {
    Upset.LOOSE: 10,
    Upset.LEAK: 15,
    Upset.MOTION: 60,
    Upset.TIMEOUT: 80,
    Upset.OVERPRESSURE: 6,
    Upset.OUT_OF_RANGE: 40,
}
AIRLESS = {Upset.LOOSE, Upset.LEAK}
"""In these the pressure does not rise."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """What befalls one inflation: the first one begun after `from_min` that none befell before."""

    upset: Upset
    from_min: float


@dataclass(frozen=True, slots=True)
class Pressures:
    """One result as a device shows it, whole mmHg and bpm; `t_ms` is when it was measured."""

    t_ms: int
    systolic: int
    diastolic: int
    mean: int
    pulse: int


@dataclass(frozen=True, slots=True)
class Ended:
    """One determination that is over: its result, or the upset that left it without one."""

    t_ms: int
    started_ms: int
    result: Pressures | None
    upset: Upset | None = None


class Cuff:
    """A cuff around the pretend patient's arm; whoever asks, there is one determination at a time.

    last: how the latest one ended, an `old` one from before included. finished: how many ended here
    with a result.
    """

    def __init__(
        self,
        patient: Patient,
        seed: object,
        old: Pressures | None = None,
        mishaps: Sequence[Mishap] = (),
    ) -> None:
        self._patient = patient
        self._rng = random.Random(f"{seed}:cuff")
        self._mishaps = sorted(mishaps, key=lambda mishap: mishap.from_min)
        self._upset: Upset | None = None
        self._ends_at: int | None = None
        self.started_at = 0
        self.last = Ended(old.t_ms, old.t_ms, old) if old else None
        self.finished = 0

    @property
    def result(self) -> Pressures | None:
        """What the latest determination measured; none if it failed."""
        return self.last.result if self.last else None

    @property
    def failure(self) -> Upset | None:
        """Why the latest determination has no result."""
        return self.last.upset if self.last and not self.last.result else None

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
        if self._ends_at is not None:
            return
        self.started_at = t
        # Drawn in any case, as is the error of a result: a mishap leaves those after it alone.
        lasts_s = self._rng.randint(SHORTEST_S, LONGEST_S)
        self._upset = self._befalls(t)
        if self._upset:
            lasts_s = GIVES_UP_S.get(self._upset, lasts_s)
        self._ends_at = t + 1000 * lasts_s

    def stop(self) -> None:
        """Let the air out; how the last one ended stays as it was."""
        self._ends_at = None

    def forget(self) -> None:
        """Lose air and memory, as a device does that is switched off."""
        self.stop()
        self.last, self.finished = None, 0

    def pressure(self, t: int, peak: float = PEAK) -> float:
        """Return what is in the cuff, in mmHg."""
        if self._ends_at is None:
            return 0.0
        if self._upset in AIRLESS:
            return LOWEST
        since, lasts = t - self.started_at, self._ends_at - self.started_at
        if since < RISE_MS:
            return peak * since / RISE_MS
        return peak - (peak - LOWEST) * min((since - RISE_MS) / (lasts - RISE_MS), 1.0)

    def stops_pulse(self, t: int) -> bool:
        """Whether a finger below the cuff is without a pulse: it needs a while to recover."""
        return self.inflating or t < self.pulse_back_at

    @property
    def pulse_back_at(self) -> int:
        """When a finger below the cuff has its pulse again after the latest determination."""
        return self.last.t_ms + RECOVERS_MS if self.last else 0

    def advance(self, t: int) -> Ended | None:
        """Return how the running determination ended, if it has by `t`; once."""
        if self._ends_at is None or t < self._ends_at:
            return None
        self._patient.advance(self._ends_at)
        failed = self._upset in GIVES_UP_S
        measured = self._measure(self._ends_at)
        result = None if failed else measured
        self.last = Ended(self._ends_at, self.started_at, result, self._upset)
        self._ends_at = None
        self.finished += not failed
        return self.last

    def _befalls(self, t: int) -> Upset | None:
        if self._mishaps and t >= self._mishaps[0].from_min * MS_PER_MIN:
            return self._mishaps.pop(0).upset
        return None

    def _measure(self, t: int) -> Pressures:
        noise = self._patient.profile.noise
        diastolic = round(self._patient.diastolic + noise * self._rng.gauss(0, DIASTOLIC_ERROR_SD))
        systolic = round(self._patient.systolic + noise * self._rng.gauss(0, SYSTOLIC_ERROR_SD))
        systolic = max(systolic, diastolic + NARROWEST_PULSE)
        if self._upset is Upset.ARM_MOVED:
            systolic += MOVED_UP
            diastolic = systolic - MOVED_PULSE
        mean = round(diastolic + MEAN_SHARE * (systolic - diastolic))
        return Pressures(t, systolic, diastolic, mean, round(self._patient.heart_rate))

"""The pretend patient: who it is, how it differs from the typical one, and what it shows.

Nothing here reads a clock or knows a device. Pressures and rates are the true ones; a cuff's own
error belongs to cuff.py. Same seed, same patient, however often it is asked.

Sources: clinical.md 5.1 to 5.4; its [own] figures are marked so there.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from devices.simulator import pharmacology
from devices.simulator.pharmacology import MS_PER_MIN, Course, Level, RateStep

# The mean age of the cohorts; the surge's odds rise by 1.04 a year (Yale 2024). Near the 180 mmHg
# threshold, with a spread of 17 mmHg, those odds are 0.24 mmHg a year: 1.5 % of a rise of 16.
MEAN_AGE = 45
SURGE_PER_YEAR = 0.015

WHITE_COAT_MIN = 10  # how long the excitement of the start takes to fade
AWAKE_SPO2_FLOOR = 94.0
BREATHS_PER_MIN = 14
BREATHING_BPM = 2.0  # what breathing does to the pulse, each way


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the patient is, at rest. mmHg, bpm, %, kg.

    emax: a factor on what ketamine does to pressures and rate. white_coat: mmHg above rest at the
    start. spread: how far the seed may move this patient from the typical one, 1 = as far as people
    differ. noise: 0 turns off all that changes from second to second.
    """

    systolic: float = 122
    diastolic: float = 76
    heart_rate: float = 72
    spo2: float = 98
    age: float = 45
    weight: float = 72
    emax: float = 1.0
    white_coat: float = 5.0
    spread: float = 1.0
    noise: float = 1.0


TYPICAL = Profile(white_coat=0, spread=0, noise=0)
"""The patient of the table in clinical.md 5.4."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What makes one patient differ from the typical one: factors, and a fate for the stomach."""

    clearance: float = 1.0
    volume: float = 1.0
    systolic: float = 1.0
    diastolic: float = 1.0
    heart_rate: float = 1.0
    cadss: float = 1.0
    alertness_lost: int = 0
    nausea_peak: float = 0.0
    nausea_after_min: float = 40.0


def drawn(seed: object, spread: float = 1.0) -> Traits:
    """Draw one patient of the population. The order of the draws is part of the seed's meaning."""
    rng = random.Random(f"{seed}:traits")
    shared, own = rng.gauss(), rng.gauss()
    return Traits(
        clearance=_log_normal(rng, 0.30 * spread),
        volume=_log_normal(rng, 0.30 * spread),
        # With the two factors above, these give the published SD of the rise: 11.2 and 8.45 mmHg.
        systolic=1 + 0.66 * spread * shared,
        diastolic=1 + 0.70 * spread * (0.7 * shared + math.sqrt(1 - 0.7**2) * own),
        # A quarter of the patients fall instead; with the noise the SD is the published 8 bpm.
        heart_rate=1 + 1.5 * spread * rng.gauss(),
        cadss=0.0 if rng.random() < 0.20 * spread else _log_normal(rng, 0.80 * spread),
        alertness_lost=_alertness_lost(rng.random(), spread),
        nausea_peak=_nausea_peak(rng.random(), spread),
        nausea_after_min=rng.uniform(20, 55),
    )


def _log_normal(rng: random.Random, cv: float) -> float:
    """Draw a factor with mean 1 and this coefficient of variation."""
    sigma = math.sqrt(math.log(1 + cv * cv))
    return rng.lognormvariate(-sigma * sigma / 2, sigma)


def _alertness_lost(chance: float, spread: float) -> int:
    """Steps of MOAA/S lost once drowsy: two in 3 %, one in 35 %."""
    if chance < 0.03 * spread:
        return 2
    return 1 if chance < 0.38 * spread else 0


def _nausea_peak(chance: float, spread: float) -> float:
    """A fifth of the patients reach 4 or more (published 13 to 27 %), as many feel a little."""
    if chance < 0.20 * spread:
        return 4 + 5 * chance / (0.20 * spread)
    return 2.0 if chance < 0.40 * spread else 0.0


DROWSY_ABOVE = 170.0  # ng/mL at the effect site
NAUSEA_MIN = 25.0  # how long a wave lasts, rise and fall

# CADSS-23 totals at which the quick score becomes 1 none-to-mild … 4 extreme; 12.8 is typical.
DISSOCIATION_STEPS = (2.0, 8.0, 16.0, 30.0)


@dataclass(slots=True)
class Wander:
    """Noise that remembers: one value a second, correlated 0.6 from minute to minute."""

    sd: float
    rng: random.Random
    value: float = field(init=False)

    STAY = 0.6 ** (1 / 60)
    FRESH = math.sqrt(1 - STAY * STAY)

    def __post_init__(self) -> None:
        self.value = self.sd * self.rng.gauss()

    def step(self) -> None:
        """One second later."""
        self.value = self.STAY * self.value + self.FRESH * self.sd * self.rng.gauss()


EBB_MS = 60_000  # how long an episode takes to come, and to go


@dataclass(frozen=True, slots=True)
class Episode:
    """Something that befalls the patient and passes: what it adds at its height.

    mmHg, bpm, %; nausea on its scale of ten, alertness in steps of MOAA/S.
    """

    from_min: float
    minutes: float
    systolic: float = 0
    diastolic: float = 0
    heart_rate: float = 0
    spo2: float = 0
    nausea: float = 0
    alertness: float = 0

    def share(self, t_ms: int) -> float:
        """How much of it there is, from 0 to 1."""
        since = t_ms - self.from_min * MS_PER_MIN
        left = self.minutes * MS_PER_MIN - since
        return min(max(min(since, left) / EBB_MS, 0.0), 1.0)


class Patient:
    """One pretend patient at one moment; `advance` moves it on, whole seconds at a time."""

    def __init__(
        self,
        seed: object,
        profile: Profile = TYPICAL,
        course: Course = (),
        episodes: Sequence[Episode] = (),
    ) -> None:
        self.profile = profile
        self.traits = drawn(seed, profile.spread) if profile.spread else Traits()
        self.t_ms = 0
        self._course = list(course)
        self._episodes = episodes
        self._body = pharmacology.modes(self.traits.clearance, self.traits.volume)
        rng = random.Random(f"{seed}:noise")
        self._wanders = [Wander(sd * profile.noise, rng) for sd in (5.0, 4.0, 3.0, 0.4)]
        self._level = Level(0.0, 0.0)

    def advance(self, to_ms: int) -> None:
        """Let time pass up to the last whole second before `to_ms`; it never runs backwards.

        The noise steps once a second and not once a question, or a host that polls faster would
        meet another patient.
        """
        second = to_ms // 1000
        if second * 1000 <= self.t_ms:
            return
        if self.profile.noise:
            for _ in range(self.t_ms // 1000, second):
                for wander in self._wanders:
                    wander.step()
        self.t_ms = second * 1000
        self._level = pharmacology.level(self._body, self._course, self.t_ms)

    def set_rate(self, t_ms: int, mg_per_kg_min: float) -> None:
        """Set the pump from `t_ms` on; whatever was planned after that is off."""
        kept = [step for step in self._course if step.t_ms < t_ms]
        self._course = [*kept, RateStep(t_ms, mg_per_kg_min)]

    @property
    def delivered_mg(self) -> float:
        """What the pump has given."""
        return pharmacology.delivered(self._course, self.t_ms) * self.profile.weight

    @property
    def level(self) -> Level:
        """Concentrations in plasma and at the effect site."""
        return self._level

    @property
    def systolic(self) -> float:
        """True systolic pressure."""
        rise = self._surge * self.traits.systolic * pharmacology.SYSTOLIC.at(self._level.site)
        rise += self._passing("systolic")
        return self.profile.systolic + self._white_coat + rise + self._wanders[0].value

    @property
    def diastolic(self) -> float:
        """True diastolic pressure."""
        rise = self._surge * self.traits.diastolic * pharmacology.DIASTOLIC.at(self._level.site)
        rise += self._passing("diastolic")
        return self.profile.diastolic + self._white_coat / 2 + rise + self._wanders[1].value

    @property
    def heart_rate(self) -> float:
        """True heart rate."""
        rise = self.profile.emax * self.traits.heart_rate
        rise *= pharmacology.HEART_RATE.at(self._level.site)
        rise += self._passing("heart_rate")
        return self.profile.heart_rate + rise + self._breathing + self._wanders[2].value

    @property
    def spo2(self) -> float:
        """Oxygen saturation; below the floor of the awake only in an episode."""
        fall = pharmacology.SPO2.at(self._level.site)
        awake = max(self.profile.spo2 + fall + self._wanders[3].value, AWAKE_SPO2_FLOOR)
        return min(awake, 100.0) + self._passing("spo2")

    @property
    def cadss(self) -> float:
        """The CADSS-23 total a rater would arrive at."""
        return self.traits.cadss * pharmacology.CADSS.at(self._level.site)

    @property
    def dissociation(self) -> int:
        """What a nurse would tap: 0 none, 1 mild, 2 moderate, 3 strong, 4 extreme."""
        return sum(self.cadss >= step for step in DISSOCIATION_STEPS)

    @property
    def nausea(self) -> int:
        """What the patient would say if asked for a number from 0 to 10."""
        return min(round(self._wave + self._passing("nausea")), 10)

    @property
    def _wave(self) -> float:
        """The nausea of the drug: one wave, up and down."""
        started = next((step.t_ms for step in self._course if step.mg_per_kg_min), None)
        if started is None or self.t_ms < started:
            return 0.0
        since = (self.t_ms - started) / MS_PER_MIN - self.traits.nausea_after_min
        wave = math.sin(math.pi * since / NAUSEA_MIN) if 0 < since < NAUSEA_MIN else 0.0
        return self.traits.nausea_peak * wave

    @property
    def alertness(self) -> int:
        """MOAA/S: 5 awake, 4 and 3 drowsy; less only in an episode."""
        lost = self.traits.alertness_lost if self._level.site > DROWSY_ABOVE else 0
        return max(5 - lost + round(self._passing("alertness")), 0)

    def _passing(self, name: str) -> float:
        """Return what the episodes add to this now."""
        adds = (getattr(each, name) * each.share(self.t_ms) for each in self._episodes)
        return float(sum(adds))

    @property
    def _surge(self) -> float:
        older = self.profile.age - MEAN_AGE
        return self.profile.emax * max(1 + SURGE_PER_YEAR * older, 0.3)

    @property
    def _white_coat(self) -> float:
        left = max(1 - self.t_ms / (WHITE_COAT_MIN * MS_PER_MIN), 0.0)
        return self.profile.white_coat * left

    @property
    def _breathing(self) -> float:
        breaths = BREATHS_PER_MIN * self.t_ms / MS_PER_MIN
        return self.profile.noise * BREATHING_BPM * math.sin(math.tau * breaths)

"""Who the alarm study is about: the patients and what a case says of each. It draws no arm.

The ordinary patients are those of clinical.md 5.4: 122±13 over 76±9, a spread of 1, age as in the
cohorts whose spread was published. What is marked own is our choice.
"""

import random
from dataclasses import dataclass
from enum import StrEnum, auto

from devices.simulator.cuff import Mishap
from devices.simulator.patient import Episode, Profile

BASELINE_MIN, INFUSION_MIN, RECOVERY_MIN = 10, 40, 60
PUMP_S, STOP_S = 60 * BASELINE_MIN, 60 * (BASELINE_MIN + INFUSION_MIN)
TREATED_SHARE = 0.2  # own; no share of treated hypertensives is published for these clinics
TOGETHER = 0.7  # how systolic and diastolic go together at rest, as they do in the rise
HOLD = 160, 100  # a common limit to start at (clinical.md 1.2)
QUIET = Profile(systolic=118, diastolic=72, spread=0.33)
"""One whose pressures stay far from every limit."""


class Fault(StrEnum):
    """What is wrong with what the device shows for a while."""

    PROBE_OFF = auto()
    IMPOSSIBLE = auto()
    LINE_NOISE = auto()
    FINGER_MOVES = auto()


@dataclass(frozen=True, slots=True)
class Case:
    """One session to be: the patient, the device's faults by second, the nurse's pace in seconds.

    same_arm: the probe is below the cuff; told: somebody said so. bent_cuffs: the share of results
    that arrive as numbers no cuff measures; wrong_cuffs: as numbers that some patient has and this
    one has not. anxious: when the patient is seen to be, in minutes.
    """

    arm: str
    seed: int
    patient: Profile
    recovery_min: int = RECOVERY_MIN
    episodes: tuple[Episode, ...] = ()
    mishaps: tuple[Mishap, ...] = ()
    faults: tuple[tuple[Fault, range], ...] = ()
    same_arm: bool = False
    told: bool = False
    bent_cuffs: float = 0.0
    wrong_cuffs: float = 0.0
    anxious: tuple[float, ...] = ()
    ecg: bool = False

    @property
    def seconds(self) -> int:
        """How long the session is."""
        return 60 * (BASELINE_MIN + INFUSION_MIN + self.recovery_min)


def at_rest(rng: random.Random) -> Profile:
    """Draw one of the cohort who may be started: one at 160/100 or above is sent home."""
    while True:
        patient = _at_rest(rng)
        if patient.systolic < HOLD[0] and patient.diastolic < HOLD[1]:
            return patient


def _at_rest(rng: random.Random) -> Profile:
    """Draw one of all: 122/76, or 134/82 for a treated hypertensive."""
    systolic, diastolic = (134, 82) if rng.random() < TREATED_SHARE else (122, 76)
    shared, own = rng.gauss(), rng.gauss()
    return Profile(
        systolic=systolic + 13 * shared,
        diastolic=diastolic + 9 * (TOGETHER * shared + (1 - TOGETHER**2) ** 0.5 * own),
        heart_rate=72 + 9 * rng.gauss(),
        spo2=min(97.5 + rng.gauss(), 100),
    )

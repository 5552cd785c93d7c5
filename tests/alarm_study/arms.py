"""The arms of the alarm study: what befalls a patient or a device in each. It drives no session.

Same arm and seed, same case. What is marked own is our choice.
"""

import random
from collections.abc import Callable
from dataclasses import replace

from devices.simulator.cuff import Mishap, Upset
from devices.simulator.patient import Episode, Profile
from tests.alarm_study.cohort import BASELINE_MIN, INFUSION_MIN, QUIET, Case, Fault, at_rest

SHORT_RECOVERY_MIN = 15
"""Of an artefact arm: a still hour without drug would only make the artefacts rarer."""

BEFALLS = {"desaturation": 0.04, "distress": 0.03, "vagal": 0.02, "deep": 0.01}
"""Chance of each event in an ordinary session; the first is clinical.md's [S97], the others own."""


def drawn(arm: str, seed: int) -> Case:
    """Draw one case of an arm."""
    rng = random.Random(f"{seed}:{arm}")
    case = Case(arm, seed, at_rest(rng), ecg=rng.random() < 0.5)
    return ARMS[arm](case, rng)


def ordinary(case: Case, rng: random.Random) -> Case:
    """Nothing is wrong with the device; now and then something befalls the patient."""
    happens = {name: rng.random() < share for name, share in BEFALLS.items()}
    begins = {name: BASELINE_MIN + rng.uniform(8, 38) for name in happens}
    episodes = tuple(_episode(name, begins[name], rng) for name in happens if happens[name])
    anxious = (begins["distress"] + 2,) if happens["distress"] else ()
    return replace(case, episodes=episodes, anxious=anxious)


def _episode(name: str, begins: float, rng: random.Random) -> Episode:
    """One event as in clinical.md 5.5; how long a desaturation lasts is own."""
    match name:
        case "desaturation":
            return Episode(begins, rng.uniform(2.5, 6), spo2=-rng.uniform(5, 12))
        case "distress":
            return Episode(begins, 10, systolic=15, diastolic=10, heart_rate=25)
        case "vagal":
            return Episode(begins, 5, systolic=-30, diastolic=-15, heart_rate=-25)
        case _:
            return Episode(begins, 12, spo2=-9.5, alertness=-3)


def surge(case: Case, rng: random.Random) -> Case:
    """Older, hypertensive, twice the effect: pressures pass 180 (the scenario of that name)."""
    systolic, diastolic = 148 + 6 * rng.gauss(), 88 + 4 * rng.gauss()
    patient = Profile(systolic, diastolic, age=66, emax=2.0, spread=0.33)
    return replace(case, patient=patient, recovery_min=SHORT_RECOVERY_MIN)


def sudden_surge(case: Case, rng: random.Random) -> Case:
    """A quiet patient whose pressure is past 180 within a minute, for a quarter of an hour. Own."""
    begins = BASELINE_MIN + rng.uniform(5, 30)
    episode = Episode(begins, 15, systolic=72, diastolic=25)
    return replace(case, patient=QUIET, episodes=(episode,), recovery_min=SHORT_RECOVERY_MIN)


def deep(case: Case, rng: random.Random) -> Case:
    """Each of these is sedated too deeply and desaturates, once."""
    episode = _episode("deep", BASELINE_MIN + rng.uniform(10, 30), rng)
    return replace(case, episodes=(episode,), recovery_min=SHORT_RECOVERY_MIN)


def arm_moved(case: Case, rng: random.Random) -> Case:
    """Four cuffs are taken while the arm moves."""
    return _with_mishaps(case, rng, (Upset.ARM_MOVED,), 4)


def cuff_leak(case: Case, rng: random.Random) -> Case:
    """Four inflations come to nothing, sometimes two running."""
    return _with_mishaps(case, rng, (Upset.LEAK, Upset.LOOSE, Upset.MOTION, Upset.TIMEOUT), 4)


def bent_cuffs(case: Case, rng: random.Random) -> Case:
    """A fifth of the results are numbers no cuff measures, and vitals are sentinels at times."""
    faults = _stretches(rng, Fault.IMPOSSIBLE, 12, (1, 60))
    return replace(case, bent_cuffs=0.2, faults=faults, recovery_min=SHORT_RECOVERY_MIN)


def wrong_cuffs(case: Case, rng: random.Random) -> Case:
    """A quiet patient; a third of the cuffs read far too high, never two running."""
    return replace(case, patient=QUIET, wrong_cuffs=0.33, recovery_min=SHORT_RECOVERY_MIN)


def probe_off(case: Case, rng: random.Random) -> Case:
    """The probe is off the finger three times, for up to three minutes."""
    faults = _stretches(rng, Fault.PROBE_OFF, 3, (5, 180))
    return replace(case, faults=faults, recovery_min=SHORT_RECOVERY_MIN)


def same_arm(case: Case, rng: random.Random) -> Case:
    """Probe and cuff share an arm, and somebody said so."""
    return replace(case, same_arm=True, told=True, ecg=False, recovery_min=SHORT_RECOVERY_MIN)


def same_arm_untold(case: Case, rng: random.Random) -> Case:
    """Probe and cuff share an arm, and nobody said so."""
    return replace(same_arm(case, rng), told=False)


def line_noise(case: Case, rng: random.Random) -> Case:
    """Three stretches of a noisy line: a fifth of the frames is lost."""
    faults = _stretches(rng, Fault.LINE_NOISE, 3, (60, 480))
    return replace(case, faults=faults, recovery_min=SHORT_RECOVERY_MIN)


def finger_moves(case: Case, rng: random.Random) -> Case:
    """Forty times the finger moves for some seconds: low saturations, wild rates."""
    faults = _stretches(rng, Fault.FINGER_MOVES, 40, (1, 9))
    return replace(case, faults=faults, recovery_min=SHORT_RECOVERY_MIN)


def _with_mishaps(case: Case, rng: random.Random, of: tuple[Upset, ...], count: int) -> Case:
    times = sorted(rng.uniform(2, BASELINE_MIN + INFUSION_MIN) for _ in range(count))
    mishaps = tuple(Mishap(rng.choice(of), minute) for minute in times)
    return replace(case, mishaps=mishaps, recovery_min=SHORT_RECOVERY_MIN)


def _stretches(
    rng: random.Random, fault: Fault, count: int, lasts_s: tuple[int, int]
) -> tuple[tuple[Fault, range], ...]:
    """Draw stretches that do not touch: one in each of `count` equal parts of the time."""
    part = 60 * (BASELINE_MIN + INFUSION_MIN) // count
    found = []
    for number in range(count):
        lasts = rng.randint(*lasts_s)
        begins = number * part + rng.randint(0, max(part - lasts - 5, 0))
        found.append((fault, range(begins, begins + lasts)))
    return tuple(found)


Arm = Callable[[Case, random.Random], Case]

ARTEFACTS: tuple[Arm, ...] = (
    arm_moved,
    cuff_leak,
    bent_cuffs,
    wrong_cuffs,
    probe_off,
    same_arm,
    same_arm_untold,
    line_noise,
    finger_moves,
)
"""Arms in which the device is wrong and the patient is well."""

ARMS: dict[str, Arm] = {
    arm.__name__: arm for arm in (ordinary, surge, sudden_surge, deep, *ARTEFACTS)
}

"""The load that clinical.md 3.5 expects, computed from the numbers it rests on; nothing measured.

A session's one pressure is that at the end of the infusion: 122±13 over 76±9 (134/82 in treated
hypertension) plus the published rise of 16.0±11.2 over 11.0±8.45. A cuff's own error, and that a
session has twenty cuffs and not one, are not in it.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from tests.alarm_study.cohort import TOGETHER, TREATED_SHARE

DRAWS = 40_000
"""Of each kind of patient: a share of 10 % is then within 0.3 %."""

REST = {"untreated": (122.0, 76.0), "treated": (134.0, 82.0)}
REST_SD, RISE, RISE_SD = (13.0, 9.0), (16.0, 11.0), (11.2, 8.45)


@dataclass(frozen=True, slots=True)
class Peak:
    """Pressures as an infusion ends, and the systolic one at rest. mmHg."""

    systolic: float
    diastolic: float
    rest: float


MARKS: dict[str, Callable[[Peak], bool]] = {
    "SBP ≥ 160": lambda p: p.systolic >= 160,
    "SBP ≥ 180": lambda p: p.systolic >= 180,
    "DBP ≥ 100": lambda p: p.diastolic >= 100,
    "DBP ≥ 110": lambda p: p.diastolic >= 110,
    "SBP ≥ 160 or DBP ≥ 100": lambda p: p.systolic >= 160 or p.diastolic >= 100,
    "SBP ≥ 180 or DBP ≥ 110": lambda p: p.systolic >= 180 or p.diastolic >= 110,
    "SBP > +20 % and ≥ 140": lambda p: p.systolic >= max(1.2 * p.rest, 140),
    "SBP > +30 % and ≥ 150": lambda p: p.systolic >= max(1.3 * p.rest, 150),
}
"""What clinical.md 3.5 gives a share of sessions for, by its limits."""


def share(peaks: Iterable[Peak], mark: str) -> float:
    """Return the share of sessions that pass a mark."""
    found = [MARKS[mark](peak) for peak in peaks]
    return sum(found) / len(found)


@cache
def drawn(kind: str) -> tuple[Peak, ...]:
    """Draw sessions of one kind of patient; the same ones each time."""
    rng = random.Random(f"expected:{kind}")
    return tuple(_peak(REST[kind], rng) for _ in range(DRAWS))


def _peak(rest: tuple[float, float], rng: random.Random) -> Peak:
    systolic, diastolic = _pair(rest, REST_SD, rng)
    rise, diastolic_rise = _pair(RISE, RISE_SD, rng)
    return Peak(systolic + rise, diastolic + diastolic_rise, systolic)


def _pair(
    mean: tuple[float, float], sd: tuple[float, float], rng: random.Random
) -> tuple[float, float]:
    shared, own = rng.gauss(), rng.gauss()
    other = TOGETHER * shared + (1 - TOGETHER**2) ** 0.5 * own
    return mean[0] + sd[0] * shared, mean[1] + sd[1] * other


def expected(mark: str, treated_share: float = TREATED_SHARE) -> float:
    """Return the share of sessions expected to pass a mark, in a cohort with so many treated."""
    untreated, treated = share(drawn("untreated"), mark), share(drawn("treated"), mark)
    return (1 - treated_share) * untreated + treated_share * treated

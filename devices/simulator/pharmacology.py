"""From a pump's rate to an effect: three compartments, an effect site, a sigmoid. Pure arithmetic.

Everything is a closed form of time, so a moment costs the same whether it is reached in one step
or in a thousand, and two programs that ask at different times get the same patient.

Sources: Domino 1982 for the compartments; ke0 was fitted so that effects peak as the infusion ends
and fade within 40 minutes (clinical.md 5.2 and 5.3).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MS_PER_MIN = 60_000

# Rate constants in 1/min, central volume in L/kg.
V1, K10, K12, K13, K21, K31 = 0.063, 0.4381, 0.5921, 0.590, 0.247, 0.0146
KE0 = 0.10
NG_PER_ML = 1000.0  # a mg/L


@dataclass(frozen=True, slots=True)
class RateStep:
    """From `t_ms` on the pump runs at this rate, until the next step."""

    t_ms: int
    mg_per_kg_min: float


Course = Sequence[RateStep]
"""What the pump did, in order of time."""


def infusion(mg_per_kg: float, minutes: float, start_min: float = 0) -> tuple[RateStep, ...]:
    """One infusion at a constant rate."""
    start, end = (round(m * MS_PER_MIN) for m in (start_min, start_min + minutes))
    return RateStep(start, mg_per_kg / minutes), RateStep(end, 0.0)


def delivered(course: Course, t_ms: float) -> float:
    """Return the mg/kg given by `t_ms`."""
    return sum(rate * (end - start) for start, end, rate in _stretches(course, t_ms))


def _stretches(course: Course, t_ms: float) -> Iterator[tuple[float, float, float]]:
    """Yield (start, end, mg/kg/min) for every running stretch before `t_ms`, in minutes."""
    for index, step in enumerate(course):
        following = course[index + 1].t_ms if index + 1 < len(course) else t_ms
        end = min(t_ms, following)
        if step.mg_per_kg_min and end > step.t_ms:
            yield step.t_ms / MS_PER_MIN, end / MS_PER_MIN, step.mg_per_kg_min


@dataclass(frozen=True, slots=True)
class Mode:
    """One exponential of the answer to a dose: how fast it fades (1/min) and its weight in both.

    `plasma` is ng/mL per mg/kg; `site` the same behind the effect site's delay.
    """

    decay: float
    plasma: float
    site: float


@dataclass(frozen=True, slots=True)
class Level:
    """Concentrations in ng/mL: in the plasma and at the effect site."""

    plasma: float
    site: float


def modes(clearance: float = 1.0, volume: float = 1.0) -> tuple[Mode, ...]:
    """Return the answer of one body to a dose, as four exponentials.

    `clearance` and `volume` (of the central compartment) are factors on Domino's.
    """
    decays = _decays(K10 * clearance / volume)
    plasma = [_weight(own, decays) * NG_PER_ML / (V1 * volume) for own in decays]
    site = [weight * KE0 / (KE0 - decay) for weight, decay in zip(plasma, decays, strict=True)]
    compartments = map(Mode, decays, plasma, site)
    return *compartments, Mode(KE0, 0.0, -sum(site))


def _weight(own: float, decays: tuple[float, ...]) -> float:
    others = math.prod(other - own for other in decays if other != own)
    return (K21 - own) * (K31 - own) / others


def _decays(k10: float) -> tuple[float, float, float]:
    """Solve x³ - a·x² + b·x - c = 0; three real roots, by the cosine, so no iteration."""
    a = k10 + K12 + K13 + K21 + K31
    b = k10 * (K21 + K31) + K21 * K31 + K12 * K31 + K13 * K21
    c = k10 * K21 * K31
    p = b - a * a / 3
    q = a * b / 3 - 2 * a**3 / 27 - c
    radius = 2 * math.sqrt(-p / 3)
    angle = math.acos(3 * q / (p * radius)) / 3
    first, second, third = (
        a / 3 + radius * math.cos(angle - turn * math.tau / 3) for turn in range(3)
    )
    return first, second, third


def level(body: Sequence[Mode], course: Course, t_ms: float) -> Level:
    """Return the concentrations at `t_ms` after everything the pump did before it."""
    now = t_ms / MS_PER_MIN
    plasma = site = 0.0
    for start, end, rate in _stretches(course, t_ms):
        for mode in body:
            k = mode.decay
            left = rate * (math.exp(-k * (now - end)) - math.exp(-k * (now - start))) / k
            plasma += mode.plasma * left
            site += mode.site * left
    return Level(plasma, max(site, 0.0))


@dataclass(frozen=True, slots=True)
class Sigmoid:
    """An effect that grows with the concentration at the effect site and saturates at `most`."""

    most: float
    half_at: float
    steepness: float

    def at(self, site: float) -> float:
        """Return the effect at a concentration in ng/mL."""
        # math.pow, because mypy takes a float to a float power for possibly complex.
        power = math.pow(site, self.steepness)
        return self.most * power / (math.pow(self.half_at, self.steepness) + power)


SYSTOLIC = Sigmoid(30, 200, 1.6)
DIASTOLIC = Sigmoid(21, 200, 1.6)
HEART_RATE = Sigmoid(8, 200, 1.6)
CADSS = Sigmoid(40, 300, 2.5)
SPO2 = Sigmoid(-1, 220, 3)

"""84 mg of nasal esketamine: what the nose lets through, as if a pump gave it ever more slowly.

Fitted so that the typical systolic rise peaks 40 minutes after the first device at 8 to 10 mmHg and
halves in a further 35 (clinical.md 5.5); it claims nothing about absorption.
"""

from devices.simulator.patient import Profile
from devices.simulator.pharmacology import MS_PER_MIN, RateStep
from devices.simulator.scenario import PUMP_MIN, Scenario

EVERY_MIN = 10
STEADY = 4 * [0.007]
"""Mg/kg a minute, ten minutes each."""

FADING = [STEADY[-1] * 0.5 ** (EVERY_MIN * n / 15) for n in range(1, 15)]

SCENARIO = Scenario(
    title="Nasal esketamine, 84 mg",
    patient=Profile(spread=0.33),
    course=tuple(
        RateStep((PUMP_MIN + EVERY_MIN * place) * MS_PER_MIN, rate)
        for place, rate in enumerate([*STEADY, *FADING, 0.0])
    ),
)

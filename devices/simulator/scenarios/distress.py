"""The patient is frightened for ten minutes: pulse and pressure rise (clinical.md 5.5)."""

from devices.simulator.patient import Episode, Profile
from devices.simulator.scenario import PUMP_MIN, Scenario

SCENARIO = Scenario(
    title="The patient is in distress",
    patient=Profile(spread=0.33),
    episodes=(
        Episode(
            from_min=PUMP_MIN + 18,
            minutes=10,
            heart_rate=25,
            systolic=15,
            diastolic=10,
        ),
    ),
)

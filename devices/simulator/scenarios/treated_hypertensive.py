"""Hypertension under treatment: the infusion begins at 134/82 (clinical.md 5.5)."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Scenario

SCENARIO = Scenario(
    title="A patient with treated hypertension",
    patient=Profile(systolic=134, diastolic=82, age=58, spread=0.33),
)

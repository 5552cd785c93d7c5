"""Deeper than wanted towards the end: MOAA/S 2 and a saturation of 88 (clinical.md 5.5)."""

from devices.simulator.patient import Episode, Profile
from devices.simulator.scenario import PUMP_MIN, Scenario

SCENARIO = Scenario(
    title="The patient is sedated too deeply",
    patient=Profile(spread=0),
    episodes=(Episode(from_min=PUMP_MIN + 30, minutes=12, spo2=-9.5, alertness=-3),),
)

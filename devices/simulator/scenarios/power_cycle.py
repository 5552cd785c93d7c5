"""Somebody switches the device off and on: forty seconds, and it has forgotten the last cuff."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The monitor is switched off and on",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.OFF, from_min=8, seconds=40),),
)

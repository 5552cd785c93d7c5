"""Somebody trips over the cable in mid-infusion and puts it back after a minute and a half."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The cable is out for 90 seconds",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.CABLE, from_min=20, seconds=90),),
)

"""Somebody trips over the cable in mid-infusion and puts it back after a minute and a half."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Outage, OutageKind, Scenario

SCENARIO = Scenario(
    title="The cable is out for 90 seconds",
    patient=Profile(spread=0.33),
    outages=(Outage(OutageKind.CABLE, from_min=20, seconds=90),),
)

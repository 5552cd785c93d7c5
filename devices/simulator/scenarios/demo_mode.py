"""The device is in its demonstration mode for two minutes, and says so where its protocol can."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The monitor was left in demonstration mode",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.DEMO, from_min=0, seconds=120),),
)

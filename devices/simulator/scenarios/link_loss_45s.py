"""The cable is out for less time than it takes to worry."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The cable is out for 45 seconds",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.CABLE, from_min=8, seconds=45),),
)

"""The cable is out for so long that a cuff is missed and values have to be typed."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The cable is out for six minutes",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.CABLE, from_min=8, seconds=360),),
)

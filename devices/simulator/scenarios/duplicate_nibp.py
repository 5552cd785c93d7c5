"""A gateway on the way sends everything twice, cuff results too: each is one inflation."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The same cuff result comes again and again",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.TWICE, from_min=8, seconds=600),),
)

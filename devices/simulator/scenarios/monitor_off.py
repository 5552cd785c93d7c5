"""The port is there and nobody answers for two minutes."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The monitor is silent for two minutes",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.SILENT, from_min=20, seconds=120),),
)

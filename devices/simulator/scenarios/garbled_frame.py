"""For two minutes a noisy line damages or cuts a fifth of what the device sends."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="A noisy line damages some frames",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.NOISE, from_min=8, seconds=120),),
)

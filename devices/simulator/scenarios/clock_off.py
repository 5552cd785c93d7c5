"""The device's clock is three minutes ahead, until somebody sets it right: its minutes recur."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The monitor's clock is three minutes ahead",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.CLOCK, from_min=0, seconds=720),),
)

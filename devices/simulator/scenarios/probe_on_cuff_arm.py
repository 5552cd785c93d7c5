"""Probe and cuff share an arm for 40 minutes: no pulse at each inflation and for 20 s after."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The probe is on the cuff's arm",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.SAME_ARM, from_min=0, seconds=2400),),
)

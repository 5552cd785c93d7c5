"""The probe slips off the finger and is put back after a minute and a half."""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The probe is off the finger for 90 seconds",
    patient=Profile(spread=0.33),
    incidents=(Incident(Kind.PROBE_OFF, from_min=8, seconds=90),),
)

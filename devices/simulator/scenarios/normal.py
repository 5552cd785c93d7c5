"""Nothing goes wrong. The device still shows the pressure of whoever had the room before."""

from devices.simulator.cuff import Pressures
from devices.simulator.patient import Profile
from devices.simulator.scenario import Scenario

SCENARIO = Scenario(
    title="An infusion without trouble",
    # A third of how people differ: every seed another patient, none of them an event.
    patient=Profile(spread=0.33),
    old_result=Pressures(t_ms=-1_500_000, systolic=138, diastolic=84, mean=102, pulse=66),
)

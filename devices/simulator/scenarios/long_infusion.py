"""Four hours at a low rate; the dose is our choice."""

from devices.simulator.patient import Profile
from devices.simulator.pharmacology import infusion
from devices.simulator.scenario import PUMP_MIN, Scenario

SCENARIO = Scenario(
    title="An infusion of four hours",
    patient=Profile(spread=0.33),
    course=infusion(mg_per_kg=1.0, minutes=240, start_min=PUMP_MIN),
)

"""The pump stands for ten minutes, from minute 20 to 30, and ends ten minutes later."""

from devices.simulator.patient import Profile
from devices.simulator.pharmacology import infusion
from devices.simulator.scenario import PUMP_MIN, Scenario

SCENARIO = Scenario(
    title="The pump is paused and resumed",
    patient=Profile(spread=0.33),
    course=(
        *infusion(mg_per_kg=0.25, minutes=20, start_min=PUMP_MIN),
        *infusion(mg_per_kg=0.25, minutes=20, start_min=PUMP_MIN + 30),
    ),
)

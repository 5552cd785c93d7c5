"""A vagal reaction from minute 25 to 30 of the infusion: pulse and pressure fall (clinical.md 5.5).

How far the diastolic pressure falls with it is our choice.
"""

from devices.simulator.patient import Episode, Profile
from devices.simulator.scenario import PUMP_MIN, Scenario

SCENARIO = Scenario(
    title="A vagal reaction",
    patient=Profile(spread=0.33),
    episodes=(
        Episode(
            from_min=PUMP_MIN + 25,
            minutes=5,
            heart_rate=-25,
            systolic=-30,
            diastolic=-15,
            nausea=4,
        ),
    ),
)

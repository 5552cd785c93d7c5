"""Nausea of 8 in mid-infusion, then vomiting: the finger moves, the cuff too (clinical.md 5.5).

When, and how long the probe sees nothing, is our choice.
"""

from devices.simulator.cuff import Mishap, Upset
from devices.simulator.patient import Episode, Profile
from devices.simulator.scenario import PUMP_MIN, Incident, Kind, Scenario

SCENARIO = Scenario(
    title="The patient vomits",
    patient=Profile(spread=0.33),
    episodes=(Episode(from_min=PUMP_MIN + 28, minutes=8, heart_rate=15, nausea=8, spo2=-4),),
    incidents=(
        Incident(Kind.PROBE_OFF, from_min=PUMP_MIN + 31, seconds=12),
        Incident(Kind.PROBE_OFF, from_min=PUMP_MIN + 31.5, seconds=6),
    ),
    mishaps=(Mishap(Upset.MOTION, from_min=PUMP_MIN + 30),),
)

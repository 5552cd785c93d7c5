"""Pressure climbs past 180 mmHg and a second cuff confirms it.

Emax ×2 alone lifts a typical patient to 154. Those who reached 180 in the clinics were older and
had hypertension before (Yale 2024), so this one is and has.
"""

from devices.simulator.patient import Profile
from devices.simulator.scenario import Scenario

SCENARIO = Scenario(
    title="Blood pressure surges above 180 mmHg",
    patient=Profile(systolic=152, diastolic=90, heart_rate=78, age=66, emax=2.0, spread=0),
)

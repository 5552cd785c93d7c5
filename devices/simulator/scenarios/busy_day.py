"""All that one nurse can have to do: pressure climbs, the patient vomits, the cable comes out."""

from devices.simulator.patient import Episode, Profile
from devices.simulator.scenario import PUMP_MIN, Incident, Kind, Scenario

SCENARIO = Scenario(
    title="A busy day",
    patient=Profile(systolic=142, diastolic=86, emax=1.6, spread=0),
    episodes=(Episode(from_min=PUMP_MIN + 20, minutes=8, heart_rate=15, nausea=8, spo2=-4),),
    incidents=(Incident(Kind.CABLE, from_min=PUMP_MIN + 27, seconds=90),),
)

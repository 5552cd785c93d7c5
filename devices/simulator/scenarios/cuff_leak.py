"""One inflation after the eighth minute finds a leak; the next one works."""

from devices.simulator.cuff import Mishap, Upset
from devices.simulator.patient import Profile
from devices.simulator.scenario import Scenario

SCENARIO = Scenario(
    title="A cuff leaks once, the retry works",
    patient=Profile(spread=0.33),
    mishaps=(Mishap(Upset.LEAK, from_min=8),),
)

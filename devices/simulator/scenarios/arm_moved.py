"""One cuff is taken while the arm moves: far too high, and hardly any pulse pressure."""

from devices.simulator.cuff import Mishap, Upset
from devices.simulator.patient import Profile
from devices.simulator.scenario import Scenario

SCENARIO = Scenario(
    title="The arm moves during a cuff",
    patient=Profile(spread=0.33),
    mishaps=(Mishap(Upset.ARM_MOVED, from_min=8),),
)

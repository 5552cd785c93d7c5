"""From the eighth minute on six inflations in a row fail, each in a way of its own."""

from devices.simulator.cuff import GIVES_UP_S, Mishap
from devices.simulator.patient import Profile
from devices.simulator.scenario import Scenario

SCENARIO = Scenario(
    title="Six cuffs in a row fail",
    patient=Profile(spread=0.33),
    mishaps=tuple(Mishap(upset, from_min=8) for upset in GIVES_UP_S),
)

"""The lanes of the chart, from the top down: another lane is one more line here."""

from monitor.vitals import RATE_ORDER, Vital
from ui.chart.alarm_lane import AlarmLane
from ui.chart.infusion_lane import InfusionLane
from ui.chart.lane import Lane
from ui.chart.paper import Paper
from ui.chart.pressure_lane import PressureLane
from ui.chart.score_lane import ScoreLane
from ui.chart.trace_lane import TraceLane
from ui.chart.value_axis import ValueAxis

RATE = ValueAxis(50, 130, step=20)
SPO2 = ValueAxis(85, 100, step=5)


def lanes(paper: Paper) -> list[Lane]:
    """Every lane, in the order they are stacked."""
    palette = paper.palette
    rate = TraceLane(paper, RATE_ORDER, palette.rate, RATE)
    return [
        PressureLane(paper),
        rate,
        TraceLane(paper, (Vital.SPO2,), palette.spo2, SPO2, above=rate),
        InfusionLane(paper),
        ScoreLane(paper, "dissociation", palette.dissociation, highest=4),
        ScoreLane(paper, "nausea", palette.nausea, highest=10, share=0.88),
        AlarmLane(paper),
    ]

"""The lanes of the chart, from the top down. Which scales have one is told by their own data."""

from monitor.events import Observation
from monitor.scale import Scale
from monitor.session import Session
from monitor.vitals import RATE_ORDER, Vital
from ui.chart.alarm_lane import AlarmLane
from ui.chart.infusion_lane import InfusionLane
from ui.chart.lane import Lane
from ui.chart.paper import Paper
from ui.chart.pressure_lane import PressureLane
from ui.chart.score_lane import ScoreLane
from ui.chart.trace_lane import TraceLane
from ui.chart.value_axis import ValueAxis
from ui.scale_words import spoken_scales

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
        *(ScoreLane(paper, scale) for scale in scales_with_lane(paper.session)),
        AlarmLane(paper),
    ]


def scales_with_lane(session: Session) -> list[Scale]:
    """Scales that are drawn, in the profile's order; then others the record has answers of."""
    answered = (e.scale for e in session.entries.values() if isinstance(e, Observation))
    wanted = dict.fromkeys((*session.profile.scales, *sorted(set(answered))))
    known = spoken_scales()
    return [known[scale] for scale in wanted if scale in known and known[scale].lane]

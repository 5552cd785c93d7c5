"""The lane outlines what is wrong technically: links that were gone, a computer that slept."""

from PySide6.QtWidgets import QApplication

from monitor.events import PowerChange, PowerStep
from tests.ui.infusion_course import LAST_LINK_LOSS, at, course, wall
from ui import theme
from ui.chart.alarm_lane import AlarmLane
from ui.chart.paper import Paper


def test_a_lost_link_and_a_sleeping_computer_are_outlined(qapp: QApplication) -> None:
    """One that goes on ends with now."""
    slept = [
        PowerChange(t_ms=at(10), step=PowerStep.SUSPENDED),
        PowerChange(t_ms=at(12), step=PowerStep.RESUMED),
    ]
    session = course(34.2, extra=slept).session()
    lane = AlarmLane(Paper(session, theme.DARK, theme.FULL, wall))
    lane.refresh(at(34.2))
    assert set(lane.shown) == {(at(10), at(12)), (at(LAST_LINK_LOSS) + 800, at(34.2))}

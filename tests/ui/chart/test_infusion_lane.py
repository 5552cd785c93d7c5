"""The bar is the pump's story: what ran, why it did not, what is planned."""

from PySide6.QtWidgets import QApplication

from monitor.events import InfusionChange, PumpStep
from tests.ui.infusion_course import at, course, wall
from ui import theme
from ui.chart.infusion_lane import InfusionLane, Pumped
from ui.chart.paper import Paper


def pumped(t_ms: int, *changes: InfusionChange) -> Pumped:
    """Return what the lane shows of a course with these pump events too."""
    session = course(t_ms / 60_000 - 15, extra=list(changes)).session()
    return InfusionLane(Paper(session, theme.DARK, theme.FULL, wall)).content(t_ms)


def test_a_pause_is_a_stretch_of_its_own_with_its_reason(qapp: QApplication) -> None:
    """And the end moves by its length."""
    shown = pumped(
        at(20),
        InfusionChange(t_ms=at(6), step=PumpStep.PAUSED, reason="vomiting"),
        InfusionChange(t_ms=at(9), step=PumpStep.RESUMED, mg_per_h=54),
    )
    assert [stretch.mg_per_h for stretch in shown.stretches] == [54, 0, 54]
    assert shown.reasons == ((at(6), "paused: Vomiting"),)
    assert shown.planned == (at(20), at(43))


def test_a_pause_without_a_known_reason_is_a_pause(qapp: QApplication) -> None:
    """No code ever reaches the screen."""
    shown = pumped(at(20), InfusionChange(t_ms=at(6), step=PumpStep.PAUSED, reason="xyz"))
    assert shown.reasons == ((at(6), "paused"),)


def test_nothing_is_planned_once_the_pump_has_stopped(qapp: QApplication) -> None:
    """Nor before it started."""
    assert pumped(at(20), InfusionChange(t_ms=at(10), step=PumpStep.STOPPED)).planned is None
    assert pumped(at(-1)).planned is None
    assert pumped(at(-1)).stretches == ()


def test_the_plan_stands_in_the_gutter(qapp: QApplication) -> None:
    """Milligrams and minutes, as the pump was set."""
    theme.dress(qapp, theme.DARK)
    assert pumped(at(5)).label == "Infusion\n36 mg / 40 min"

"""Times as a person writes them."""

import pytest

from monitor.events import InfusionChange, PumpStep
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, at, wall
from ui.written_times import WrittenTimes


def times(*, pump: bool = True) -> WrittenTimes:
    """Of a session with or without a pump start at 14:00."""
    session = Session(shipped(), START)
    if pump:
        session.apply(InfusionChange(t_ms=at(0), seq=1, step=PumpStep.STARTED, mg_per_h=54))
    return WrittenTimes(session, wall)


@pytest.mark.parametrize(
    ("minute", "said"), [(0, "+0 min"), (21.99, "+21 min"), (-0.1, "−1 min"), (-7, "−7 min")]
)
def test_minutes_count_from_the_pump(minute: float, said: str) -> None:
    """Whole ones that are over."""
    assert times().minute(at(minute)) == said


def test_without_a_pump_there_are_no_minutes() -> None:
    """Only the time of day."""
    assert times(pump=False).at_minute(at(21)) == "14:21"
    assert times().at_minute(at(21)) == "14:21, +21 min"


def test_the_first_day_needs_no_date() -> None:
    """Another one does."""
    assert times().at(0) == "13:45"
    assert times().at(24 * 3_600_000) == "2026-11-21 13:45"

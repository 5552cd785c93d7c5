"""The chart's stretch of time goes with the phases, in steps, unless a person chose another."""

from monitor.events import InfusionChange, PumpStep, SprayUsed
from monitor.session import Session
from tests.ui.infusion_course import PUMP_MS, at, course
from ui.chart.time_axis import MINUTE_MS
from ui.chart.window import LONGEST_MS, SHORTEST_MS, Window, anchor_ms
from ui.chart.window import course as stretch_of


def minutes(session: Session, t_ms: int) -> tuple[float, float]:
    """Return what is in sight, in minutes of the infusion."""
    left, right = stretch_of(session, t_ms)
    return (left - PUMP_MS) / MINUTE_MS, (right - PUMP_MS) / MINUTE_MS


def test_baseline_shows_ten_minutes_and_twenty_ahead() -> None:
    """And nothing before the session began."""
    session = course(-1).session()
    assert stretch_of(session, 0) == (0, 30 * MINUTE_MS)
    assert stretch_of(session, 12 * MINUTE_MS) == (2 * MINUTE_MS, 32 * MINUTE_MS)


def test_the_window_moves_in_steps() -> None:
    """Moving it draws everything anew, so not with every second."""
    session = course(-1).session()
    seen = {stretch_of(session, t_ms) for t_ms in range(12 * MINUTE_MS, 14 * MINUTE_MS, 1000)}
    assert len(seen) == 4


def test_infusion_shows_the_whole_plan() -> None:
    """From ten minutes before the start; further when pauses put the end off."""
    assert minutes(course().session(), at(23.7)) == (-10, 45)
    paused = course(extra=[InfusionChange(t_ms=at(3), step=PumpStep.PAUSED)]).session()
    assert minutes(paused, at(23.7)) == (-10, 70)


def test_recovery_goes_on_to_ten_minutes_ahead() -> None:
    """Everything since ten minutes before the start stays in sight."""
    stopped = [InfusionChange(t_ms=at(20), step=PumpStep.STOPPED)]
    session = course(extra=stopped).session()
    assert minutes(session, at(23)) == (-10, 45)
    assert minutes(session, at(91)) == (-10, 105)


def test_zoom_keeps_a_moment_in_place_and_has_ends() -> None:
    """Neither a second nor a week fills the chart."""
    window = Window()
    shown = (0, 100 * MINUTE_MS)
    window.zoom(shown, 25 * MINUTE_MS, 0.5)
    session = course().session()
    assert window.stretch(session, 0) == (round(12.5 * MINUTE_MS), round(62.5 * MINUTE_MS))
    for factor, length in ((1e-9, SHORTEST_MS), (1e9, LONGEST_MS)):
        window.zoom(shown, 0, factor)
        left, right = window.stretch(session, 0)
        assert right - left == length
    window.follow()
    assert window.stretch(session, 0) == stretch_of(session, 0)


def test_without_a_pump_time_counts_from_the_first_spray() -> None:
    """From ten minutes before it to ten ahead of now."""
    session = course(-1).session()
    assert anchor_ms(session) is None
    for seq, minute in ((801, 6), (800, 1)):
        session.apply(SprayUsed(t_ms=at(minute), seq=seq, number=seq - 799, mg=28))
    assert anchor_ms(session) == at(1)
    assert minutes(session, at(8)) == (-9, 46)
    assert minutes(session, at(88)) == (-9, 101)


def test_what_was_chosen_is_kept_within_bounds() -> None:
    """Pushed back in, its length unchanged; as long as all of it, all of it."""
    window, bounds = Window(), (0, at(60))
    session = course(60).session()
    window.pan((0, at(10)), -at(5))
    window.keep_within(bounds)
    assert window.stretch(session, 0) == (0, at(10))
    window.pan((at(50), at(60)), at(5))
    window.keep_within(bounds)
    assert window.stretch(session, 0) == (at(50), at(60))
    window.zoom((at(50), at(60)), at(55), 100)
    window.keep_within(bounds)
    assert window.follows


def test_what_follows_the_session_has_no_bounds() -> None:
    """It shows the course as it is."""
    window = Window()
    window.keep_within((0, 1))
    assert window.follows

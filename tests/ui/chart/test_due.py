"""Dots ahead stand where pressure will be due, as far as this phase goes."""

from monitor.events import CuffRequest, CuffWish, InfusionChange, PumpStep, SessionEnd
from tests.ui.infusion_course import at, course
from ui.chart.due import due_times

FAR_MS = at(300)


def test_the_interval_goes_on_to_the_planned_end() -> None:
    """Then another phase has its own."""
    session = course().session()
    due = due_times(session, "blood_pressure", at(23.7), FAR_MS)
    assert due == tuple(at(minute) for minute in (25, 30, 35, 40))


def test_what_is_overdue_is_not_ahead() -> None:
    """NEXT says how late it is; dots are the future."""
    session = course().session()
    assert due_times(session, "blood_pressure", at(26), FAR_MS)[0] == at(30)


def test_an_armed_interval_counts() -> None:
    """The one interval in force, whoever set it."""
    armed = CuffRequest(t_ms=at(21), wish=CuffWish.INTERVAL, interval_min=10)
    session = course(extra=[armed]).session()
    assert due_times(session, "blood_pressure", at(23.7), FAR_MS) == (at(30), at(40))


def test_recovery_is_open_ended() -> None:
    """Up to the edge of the window."""
    stopped = InfusionChange(t_ms=at(22), step=PumpStep.STOPPED)
    session = course(extra=[stopped]).session()
    assert due_times(session, "blood_pressure", at(23), at(31)) == (at(25), at(30))


def test_other_items_have_other_lanes() -> None:
    """Nausea is due by its own minutes and after ondansetron, by no interval of the pressure's."""
    assert due_times(course().session(), "nausea", at(23.7), at(60)) == (at(40), at(42.4))
    assert due_times(course().session(), "headache", at(23.7), FAR_MS) == ()


def test_slots_after_the_pump_go_on() -> None:
    """A questionnaire's minutes count from the start, whatever phase they fall in."""
    due = due_times(course().session(), "dissociation", at(23.7), at(101))
    assert due == (at(40), at(70), at(100))


def test_a_session_that_ended_has_nothing_ahead() -> None:
    """Its plan ended with it."""
    session = course().session()
    session.apply(SessionEnd(t_ms=at(24)))
    assert due_times(session, "nausea", at(24), FAR_MS) == ()
    assert due_times(session, "blood_pressure", at(24), FAR_MS) == ()

"""Limits as they were in force: a patient's own from when it was set, on paper too."""

from monitor.events import CuffReading, Entry, LimitChange
from tests.ui.report.papers import BY, folded, history_of, told_of
from tests.ui.saved_sessions import ENDED, MINUTE
from ui.report.course import course
from ui.report.figures import readings_over
from ui.report.in_force import at, in_force
from ui.report.report import _own_limits


def moved(minute: float, rule: str, value: float) -> LimitChange:
    """A limit of this patient."""
    return LimitChange(t_ms=round(minute * MINUTE), by=BY, rule=rule, value=value, before=160)


def cuff(minute: float, systolic: float, diastolic: float) -> CuffReading:
    """A pressure that nothing speaks against."""
    t_ms = round(minute * MINUTE)
    return CuffReading(t_ms=t_ms, device="ge-dinamap", systolic=systolic, diastolic=diastolic)


def over(entries: list[Entry]) -> list[str]:
    """What the first page counts."""
    told = told_of(entries)
    return readings_over(told, course(told.history, told.session, ENDED, told.wall))


def test_a_limit_holds_from_when_it_was_moved() -> None:
    """Not before, and the one that was not moved goes on."""
    session = folded(history_of([moved(20, "systolic.high", 175)], measured=False))
    clinic = session.profile.limits
    stretches = list(in_force(session, ENDED))
    assert [(one.since_ms, one.until_ms) for one in stretches] == [
        (0, 20 * MINUTE),
        (20 * MINUTE, ENDED),
    ]
    assert at(stretches, 20 * MINUTE - 1).systolic == clinic.systolic
    assert at(stretches, 20 * MINUTE).systolic == (clinic.systolic[0], 175)
    assert at(stretches, ENDED + MINUTE).diastolic == clinic.diastolic


def test_readings_are_held_to_the_limit_of_their_moment() -> None:
    """Each pressure to its own, and the paper names both."""
    cuffs = [cuff(10, 165, 80), cuff(30, 165, 101), cuff(40, 176, 80)]
    limit = folded(history_of([], measured=False)).profile.limits.diastolic[1]
    systolic, diastolic = over([*cuffs, moved(20, "systolic.high", 175)])
    assert systolic == "Systolic mmHg: 2 of 3 readings ≥ 160 → 175, 14:10–14:40"
    assert diastolic == f"Diastolic mmHg: 1 of 3 readings ≥ {limit:g}, 14:30"


def test_the_patients_own_limits_are_listed() -> None:
    """With the value before, the time and who set it."""
    (said,) = _own_limits(told_of([moved(20, "systolic.high", 175)]))
    assert said == "Limit of this patient: SYS not above 175, before 160, 14:20, Adeyemi"

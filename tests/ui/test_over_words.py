"""Readings over a limit are counted by the limit of their moment, in the note as on paper."""

from monitor.events import CuffReading, Entry, LimitChange
from monitor.in_force import InForce
from tests.ui.report.papers import BY, folded, history_of, told_of
from tests.ui.saved_sessions import ENDED, MINUTE
from ui.over_words import limits_words, over_lines
from ui.report.course import course
from ui.report.figures import readings_over


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


def test_readings_are_held_to_the_limit_of_their_moment() -> None:
    """Each pressure to its own, and the paper names both."""
    cuffs = [cuff(10, 165, 80), cuff(30, 165, 101), cuff(40, 176, 80)]
    limit = folded(history_of([], measured=False)).profile.limits.diastolic[1]
    systolic, diastolic = over([*cuffs, moved(20, "systolic.high", 175)])
    assert systolic == "Systolic mmHg: 2 of 3 readings ≥ 160 → 175, 14:10–14:40"
    assert diastolic == f"Diastolic mmHg: 1 of 3 readings ≥ {limit:g}, 14:30"


def test_the_limit_itself_counts() -> None:
    """Below it, or without a number, a reading does not."""
    stretches = [InForce(0, ENDED, folded(history_of([], measured=False)).profile.limits)]
    values = [(1, 159.9), (2, 160.0), (3, 120.0), (4, 184.0), (5, 159.0)]
    cuffs = [cuff(minute, value, 80) for minute, value in values]
    only_mean = CuffReading(t_ms=6 * MINUTE, device="ge-dinamap", mean=120)
    systolic, _ = over_lines([*cuffs, only_mean], stretches, lambda t_ms: str(t_ms // MINUTE))
    assert systolic == "Systolic mmHg: 2 of 5 readings ≥ 160, 2–4"


def test_without_readings_nothing_is_counted() -> None:
    """Nor a limit named that nothing was held to."""
    assert over_lines([], [], str) == []
    assert limits_words([160, 160, 175, 160]) == "160 → 175 → 160"

"""Pressures: the baseline, the peaks, minute 40, the last, and how many were over their limits.

The peaks are those since the drug began; a reading over its limit counts before it too.
"""

from monitor import course, limits
from monitor.events import CuffReading
from monitor.history import History
from monitor.in_force import at, in_force
from monitor.limits import PRESSURES
from monitor.profile import Limits
from monitor.sums.facts import MS_PER_MIN, Facts, Sums


def sums(facts: Facts) -> Sums:
    """Sum up the readings that nothing speaks against."""
    cuffs = course.believed(facts.session, facts.end_ms)
    baseline, last = facts.session.baseline, cuffs[-1] if cuffs else None
    at40, over = _at40(facts, cuffs), _over(facts, cuffs)
    since = [cuff for cuff in cuffs if facts.of_the_drug(cuff.t_ms)]
    highest = course.peak(since)
    return {
        "baseline_systolic": baseline.systolic if baseline else None,
        "baseline_diastolic": baseline.diastolic if baseline else None,
        **_peak(facts, since, "systolic"),
        **_peak(facts, since, "diastolic"),
        "diastolic_at_peak": highest.diastolic if highest else None,
        "at40_systolic": at40.systolic if at40 else None,
        "at40_diastolic": at40.diastolic if at40 else None,
        "final_systolic": last.systolic if last else None,
        "final_diastolic": last.diastolic if last else None,
        "cuffs": len(facts.of(CuffReading)),
        "readings": len(cuffs),
        "readings_over": None if over is None else len(over),
    }


def readings_over(history: History, end_ms: int) -> list[CuffReading]:
    """Return the readings that `Summary.readings_over` counts, oldest first."""
    facts = Facts(history, end_ms)
    return _over(facts, course.believed(facts.session, end_ms)) or []


def _peak(facts: Facts, cuffs: list[CuffReading], name: str) -> Sums:
    """Tell the highest pressure and its minute; of two equal ones the first."""
    top = course.peak(cuffs, name)
    value = None if top is None else getattr(top, name)
    return {f"peak_{name}": value, f"peak_{name}_min": facts.minute(top.t_ms if top else None)}


def _at40(facts: Facts, cuffs: list[CuffReading]) -> CuffReading | None:
    """Return the reading at the minute the profile keeps: pressure peaks there (clinical 1.4)."""
    mark_ms = course.mark_ms(facts.session)
    if mark_ms is None:
        return None
    window_min = max(facts.session.profile.schedule.pressure_window_min)
    return course.nearest(cuffs, mark_ms, round(window_min * MS_PER_MIN))


def _over(facts: Facts, cuffs: list[CuffReading]) -> list[CuffReading] | None:
    """Return the readings at or above an upper limit as it was for this patient at that moment."""
    if facts.profile is None:
        return None
    stretches = list(in_force(facts.session, facts.end_ms))
    return [cuff for cuff in cuffs if _is_over(cuff, at(stretches, cuff.t_ms))]


def _is_over(cuff: CuffReading, in_force_then: Limits) -> bool:
    return any(
        rule.endswith(".high") and limits.beyond(rule, value, limit)
        for name in PRESSURES
        if (value := getattr(cuff, name)) is not None
        for rule, limit in limits.edges(in_force_then, name)
    )

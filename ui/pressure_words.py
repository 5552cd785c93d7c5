"""The last pressure as every view says it: the numbers, when it was measured, how old. No Qt here.

A pressure never goes: an old one shows its age instead.
"""

from collections.abc import Callable
from datetime import datetime

from monitor.events import CuffReading, CuffSource, Judgement, LinkChange, PowerChange, Verdict
from monitor.session import Session
from ui.chart.outages import recovered
from ui.words import clock_time, inside, number, say, span

OLD_MS = 10 * 60_000
"""From this age on whole minutes are counted: nobody needs the seconds of an old pressure."""

FRESH_MS = 15 * 60_000
"""How long a pressure looks fresh where none is due at an interval."""

REJECTIONS = ("arm_moved", "cuff_slipped", "talking")
"""Why a person may not believe a pressure, as codes; anything else is that person's own words."""


def known(session: Session, t_ms: int) -> list[CuffReading]:
    """Every pressure by `t_ms` that was not rejected, oldest first; doubtful ones too."""
    return [cuff for cuff in session.pressures() if cuff.t_ms <= t_ms]


def judged(session: Session, t_ms: int) -> list[tuple[CuffReading, Verdict]]:
    """Every pressure by `t_ms` with what was decided of it, oldest first.

    What only Dripwatch rejected is here as well: it was measured, and a person has to look at it.
    """
    return [(cuff, verdict) for cuff, verdict in session.judged_pressures() if cuff.t_ms <= t_ms]


def is_old(session: Session, cuff: CuffReading, t_ms: int) -> bool:
    """Whether it is older at `t_ms` than the next one may be late: then it must not look fresh."""
    interval_ms = session.pressure_interval_ms()
    late_ms = round(session.profile.alarms.pressure_late_min * 60_000)
    return t_ms - cuff.t_ms > (FRESH_MS if interval_ms is None else interval_ms + late_ms)


def was_recovered(session: Session, cuff: CuffReading) -> bool:
    """Whether a device kept it while it could not be heard: it is nothing live (nurse.md A13)."""
    told = (*session.of(LinkChange), *session.of(PowerChange))
    return cuff.t_ms in recovered([cuff], told)


def verdict_words(session: Session, cuff: CuffReading) -> str:
    """Say what speaks against a pressure: "doubtful: far from the one before"; else nothing."""
    found = _against(session, cuff)
    return "" if found is None else judgement_words(found)


def doubt_words(session: Session, cuff: CuffReading) -> str:
    """Say only why: "far from the one before"."""
    found = _against(session, cuff)
    return "" if found is None else _why(found)


def judgement_words(found: Judgement) -> str:
    """Say a verdict and why: "rejected: no cuff measures this"."""
    verdict, why = say(f"tile.{found.verdict}"), _why(found)
    return say("doubt.why", verdict=verdict, why=why) if why else verdict


def _against(session: Session, cuff: CuffReading) -> Judgement | None:
    found = session.judgement(cuff.seq)
    return None if found is None or found.verdict is Verdict.ACCEPTED else found


def _why(found: Judgement) -> str:
    """The rule by which a pressure was judged, or the person's reason: a code, or own words."""
    if found.rule:
        return say(f"alarm.doubt.{found.rule}")
    reason = found.reason or ""
    return inside(say(f"reject.{reason}")) if reason in REJECTIONS else reason


def marked(cuff: CuffReading, verdict: Verdict) -> str:
    """A pressure among others: a doubtful one has a question mark."""
    return pressures(cuff) + ("" if verdict is Verdict.ACCEPTED else "?")


def over(systolic: float | None, diastolic: float | None) -> str:
    """Systolic over diastolic as it is spoken; "--" for a number that was not measured."""
    return "/".join("--" if value is None else number(value) for value in (systolic, diastolic))


def pressures(cuff: CuffReading) -> str:
    """The same of a reading."""
    return over(cuff.systolic, cuff.diastolic)


def time_words(
    cuff: CuffReading, t_ms: int, wall: Callable[[int], datetime], *, kept: bool = False
) -> str:
    """When it was measured and how long ago: "14:22 · 1:36 ago"; `kept`: it was recovered."""
    at = clock_time(wall(cuff.t_ms))
    age = t_ms - cuff.t_ms
    code = "tile.old" if age >= OLD_MS else "tile.time_ago"
    said = say(code, at=at, age=span(age), minutes=age // 60_000)
    return f"{say('tile.recovered')} · {said}" if kept else _by_hand(cuff, said)


def age_words(cuff: CuffReading, t_ms: int) -> str:
    """Only how long ago: "1:36 ago", "14 min old"."""
    age = t_ms - cuff.t_ms
    short = "glance.old" if age >= OLD_MS else "glance.age"
    return _by_hand(cuff, say(short, age=span(age), minutes=age // 60_000))


def _by_hand(cuff: CuffReading, said: str) -> str:
    return f"{say('tile.manual')} · {said}" if cuff.source is CuffSource.MANUAL else said

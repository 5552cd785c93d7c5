"""The last pressure as every view says it: the numbers, when it was measured, how old. No Qt here.

A pressure never goes: an old one shows its age instead.
"""

from collections.abc import Callable
from datetime import datetime

from monitor.events import CuffReading, CuffSource
from monitor.session import Session
from ui.words import clock_time, number, say, span

OLD_MS = 10 * 60_000
"""From this age on whole minutes are counted: nobody needs the seconds of an old pressure."""


def known(session: Session, t_ms: int) -> list[CuffReading]:
    """Every usable pressure by `t_ms`, oldest first."""
    return [cuff for cuff in session.pressures() if cuff.t_ms <= t_ms]


def over(systolic: float | None, diastolic: float | None) -> str:
    """Systolic over diastolic as it is spoken; "--" for a number that was not measured."""
    return "/".join("--" if value is None else number(value) for value in (systolic, diastolic))


def pressures(cuff: CuffReading) -> str:
    """The same of a reading."""
    return over(cuff.systolic, cuff.diastolic)


def time_words(cuff: CuffReading, t_ms: int, wall: Callable[[int], datetime]) -> str:
    """When it was measured and how long ago: "14:22 · 1:36 ago"."""
    at = clock_time(wall(cuff.t_ms))
    age = t_ms - cuff.t_ms
    code = "tile.old" if age >= OLD_MS else "tile.time_ago"
    return _by_hand(cuff, say(code, at=at, age=span(age), minutes=age // 60_000))


def age_words(cuff: CuffReading, t_ms: int) -> str:
    """Only how long ago: "1:36 ago", "14 min old"."""
    age = t_ms - cuff.t_ms
    short = "glance.old" if age >= OLD_MS else "glance.age"
    return _by_hand(cuff, say(short, age=span(age), minutes=age // 60_000))


def _by_hand(cuff: CuffReading, said: str) -> str:
    return f"{say('tile.manual')} · {said}" if cuff.source is CuffSource.MANUAL else said

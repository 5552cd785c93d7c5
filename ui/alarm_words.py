"""What an alarm says: on the strip, in a list, to a screen reader. No Qt, and it decides nothing.

The nurse's words (nurse.md C1 and E): "▲ ** SYS 166 (limit 160), confirmed 14:23". Behind what was
measured stands its limit, and when; an outline (△) is not confirmed or over. What is worth a line
and no more has a star and no sign.
"""

from collections.abc import Callable
from datetime import datetime

from monitor.alarm_rule import family
from monitor.alarm_states import Alarm
from monitor.events import (
    AlarmChange,
    AlarmStep,
    LinkState,
    Priority,
    Trouble,
)
from monitor.session import Session
from ui.alarm_course import answer_to, cuff_of, ended_ms, silence_of, was_waiting
from ui.alarm_texts import text
from ui.device_words import device_title
from ui.words import clock_time, say

Wall = Callable[[int], datetime]
"""Session time to time of day."""

STARS = {Priority.HIGH: "***", Priority.MEDIUM: "**", Priority.LOW: "*"}
"""Never colour alone (clinical table 3.2)."""

FILLED, HOLLOW = "▲", "△"
TECHNICAL = ("missing", "cuff_failed", "implausible", "disagree", "trouble", "clock")
"""Families that last, and that a hand can mend: `alarm.do.<family>` says how."""

EQUIPMENT = (*TECHNICAL, "link", "pressure_age")
"""Every family that is about the equipment and not about the patient."""

_ONE_OF_THEM = {LinkState.SILENT: "device_silent", LinkState.LOST: "no_data_from"}
_THE_MONITOR = {LinkState.SILENT: "monitor_silent", LinkState.LOST: "no_data_since"}


def alarm_words(about: Alarm | AlarmChange, session: Session, wall: Wall) -> str:
    """Return the whole line: symbol, stars, what it is with its limit, and when.

    about: one that stands, or a change as it was recorded; the session is the one it is of.
    """
    return f"{mark(about)} {bare_words(about, session, wall)}"


def bare_words(about: Alarm | AlarmChange, session: Session, wall: Wall) -> str:
    """Return the line without symbol and stars, as it is spoken."""
    told, step = _told(about, session)
    said = _with_time(told, step, session, wall)
    if step in {AlarmStep.LATCHED, AlarmStep.CLEARED}:
        return say("alarm.over", what=said, at=_at(wall, _ended_ms(about, told, session)))
    return said


def brief_words(alarm: Alarm, wall: Wall, session: Session) -> str:
    """Return one that stands among others in as few words as tell it: no time but of its end."""
    said = text(alarm.told)
    if alarm.state is not AlarmStep.LATCHED:
        return said
    return say("alarm.over", what=said, at=_at(wall, ended_ms(alarm.told, session)))


def short_words(change: AlarmChange) -> str:
    """Return what it is and its limit, for lists that say the rest in columns of their own."""
    return text(change)


def mark(about: Alarm | AlarmChange) -> str:
    """Return the symbol and the stars: "▲ **", "△" while it is not confirmed."""
    told, step = (about.told, about.state) if isinstance(about, Alarm) else (about, about.step)
    if step is AlarmStep.UNCONFIRMED:
        return HOLLOW
    if is_line(told):
        return STARS[about.priority]
    return f"{symbol(step, about.priority)} {STARS[about.priority]}"


def is_line(told: AlarmChange) -> bool:
    """Whether it is about the patient and of low priority: a line to read and no alarm (C1)."""
    return told.priority is Priority.LOW and family(told.rule) not in EQUIPMENT


def symbol(step: AlarmStep, priority: Priority) -> str:
    """Return the triangle: filled for what is so and grave, else an outline."""
    return FILLED if is_filled(step, priority) else HOLLOW


def is_filled(step: AlarmStep, priority: Priority) -> bool:
    """Whether it is drawn full: not a message, nor unconfirmed, nor over but for the gravest."""
    if priority is Priority.LOW or step is AlarmStep.UNCONFIRMED:
        return False
    return step is not AlarmStep.LATCHED or priority is Priority.HIGH


def flashes(step: AlarmStep, priority: Priority) -> bool:
    """Whether it still asks to be seen: until somebody answers, of high priority even once over."""
    if priority is Priority.LOW:
        return False
    latched_high = step is AlarmStep.LATCHED and priority is Priority.HIGH
    return step is AlarmStep.RAISED or latched_high


def protocol(about: Alarm | AlarmChange, session: Session) -> str:
    """Return the clinic's own words for this rule, with their heading; "" where there are none."""
    rule = about.told.rule if isinstance(about, Alarm) else about.rule
    own = session.profile.alarms.protocol.get(rule, "").strip()
    return say("alarm.protocol", text=own) if own else ""


def doubt(session: Session) -> str:
    """Return why the last pressure is doubtful; "" where nothing speaks against it."""
    known = session.judged_pressures()
    judged = session.judgement(known[-1][0].seq) if known else None
    if judged is None or not judged.rule:
        return ""
    return say("alarm.doubt", why=say(f"alarm.doubt.{judged.rule}"))


def answered_words(alarm: Alarm, session: Session, wall: Wall) -> str:
    """Return who acknowledged it and when; "" while nobody has."""
    answer = answer_to(alarm.told, session)
    if alarm.state is not AlarmStep.ACKNOWLEDGED or answer is None:
        return ""
    return say("alarm.acknowledged", at=_at(wall, answer.t_ms), by=answer.by or "")


def _told(about: Alarm | AlarmChange, session: Session) -> tuple[AlarmChange, AlarmStep]:
    """The change that told it, and the step it is at."""
    if isinstance(about, Alarm):
        return about.told, about.state
    told = session.entries.get(about.of or 0)
    return told if isinstance(told, AlarmChange) else about, about.step


def _ended_ms(about: Alarm | AlarmChange, told: AlarmChange, session: Session) -> int:
    """A change says so itself; of one that stands the record does."""
    return about.t_ms if isinstance(about, AlarmChange) else ended_ms(told, session)


def _at(wall: Wall, t_ms: int) -> str:
    return clock_time(wall(t_ms))


def _with_time(told: AlarmChange, step: AlarmStep, session: Session, wall: Wall) -> str:
    what, at = text(told), _at(wall, told.t_ms)
    if step is AlarmStep.UNCONFIRMED:
        return say("alarm.not_confirmed", what=what)
    kind = family(told.rule)
    if kind == "pressure":
        return _pressure(told, what, session, wall)
    if kind == "link":
        return _link(told, session, wall)
    if told.subject == Trouble.NOT_SAVED:
        return say("not_saved_title", at=at)
    if kind == "clock":
        return what
    if kind == "pressure_age":
        last = cuff_of(told, session)
        return what if last is None else say("alarm.no_pressure_since", at=_at(wall, last.t_ms))
    return say("alarm.since" if kind in TECHNICAL else "alarm.at", what=what, at=at)


def _pressure(told: AlarmChange, what: str, session: Session, wall: Wall) -> str:
    """A pressure is as old as its cuff, also where the alarm is told once more."""
    cuff = cuff_of(told, session)
    at = _at(wall, told.t_ms if cuff is None else cuff.t_ms)
    if told.rule == "pressure.suspect":
        return say("alarm.doubtful_again", what=what, at=at)
    if told.priority is Priority.HIGH:
        return say("alarm.at", what=what, at=at)
    if cuff is not None and was_waiting(told, cuff, session):
        return say("alarm.not_repeated", what=what, at=at)
    return say("alarm.confirmed", what=what, at=at)


def _link(told: AlarmChange, session: Session, wall: Wall) -> str:
    """Since when nothing comes; "the monitor" where it is the only one."""
    since_ms, state = silence_of(told, session)
    codes = _ONE_OF_THEM if len(session.links) > 1 else _THE_MONITOR
    code = codes.get(state, codes[LinkState.LOST])
    return say(code, device=device_title(told.subject or ""), at=_at(wall, since_ms))

"""What the hand-over card says of a session, line by line. It draws nothing and advises nothing."""

from collections.abc import Callable
from datetime import datetime

from monitor.course import believed, gaps, peak
from monitor.events import CuffReading, MedicationGiven, Phase
from monitor.infusion import dose
from monitor.marks import open_marks
from monitor.session import Session
from ui.alarm_words import alarm_words, answered_words
from ui.chart_note_vitals import pressure_words
from ui.describe import describe
from ui.device_words import device_title
from ui.due_words import when
from ui.pressure_words import known, over, pressures, time_words, was_recovered
from ui.scale_words import spoken_scales, tally_words
from ui.session_clock import left_words, phase_words
from ui.strip_quiet import checked_code
from ui.words import decimal, say
from ui.written_times import WrittenTimes

SCALES = ("dissociation", "sedation", "nausea")
NEXT = 3

Line = tuple[str, str]
"""A title and what is so; the second may have several lines."""


def hand_over_lines(session: Session, t_ms: int, wall: Callable[[int], datetime]) -> list[Line]:
    """Return what the next nurse must know at `t_ms`, what is missing said as missing."""
    times = WrittenTimes(session, wall)
    return [
        *_silent(session, t_ms, times),
        (say("hand_over.phase"), phase_words(session, t_ms)),
        (say("hand_over.left"), _infusion(session, t_ms, wall)),
        *_pressures(session, t_ms, wall, times),
        *((say(f"item.{scale}"), _last(session, scale, t_ms, times)) for scale in SCALES),
        (say("hand_over.given"), _given(session, t_ms, times)),
        (say("hand_over.alarms"), _alarms(session, wall)),
        (say("hand_over.next"), _next(session, t_ms)),
        (say("hand_over.marks"), _marks(session, times)),
    ]


def _infusion(session: Session, t_ms: int, wall: Callable[[int], datetime]) -> str:
    infusion = session.infusion
    if infusion.started_ms is None:
        return say("hand_over.not_started")
    parts = [left_words(session, t_ms, wall)] if session.phase is Phase.INFUSION else []
    mg = infusion.delivered_mg(t_ms)
    if infusion.plan is not None and mg is not None:
        planned = dose(infusion.plan).mg
        parts.append(say("hand_over.dose", mg=decimal(mg), planned=decimal(planned)))
    return " · ".join(part for part in parts if part)


def _measured(
    session: Session, cuff: CuffReading, t_ms: int, wall: Callable[[int], datetime]
) -> str:
    return _with(cuff, time_words(cuff, t_ms, wall, kept=was_recovered(session, cuff)))


def _pressures(
    session: Session, t_ms: int, wall: Callable[[int], datetime], times: WrittenTimes
) -> list[Line]:
    """Now, peak and baseline, each with its time."""
    cuffs, base = known(session, t_ms), session.baseline
    highest = peak(believed(session, t_ms))
    now = say("tile.none") if not cuffs else _measured(session, cuffs[-1], t_ms, wall)
    top = say("tile.none") if highest is None else _with(highest, times.at_minute(highest.t_ms))
    usual = say("tile.no_baseline")
    if base is not None:
        values = over(base.systolic, base.diastolic)
        usual = f"{values} · {times.at(base.t_ms)}"
    return [
        (say("hand_over.pressure"), now),
        (say("hand_over.pressure.peak"), top),
        (say("hand_over.pressure.baseline"), usual),
    ]


def _with(cuff: CuffReading, time: str) -> str:
    values = pressures(cuff)
    # How it was taken is in the words of its time already where those say "typed".
    return f"{values if say('tile.manual') in time else pressure_words(cuff)} · {time}"


def _last(session: Session, name: str, t_ms: int, times: WrittenTimes) -> str:
    seen = [found for found in session.observations(name) if found.t_ms <= t_ms]
    if not seen:
        return say("hand_over.not_asked")
    return f"{tally_words(spoken_scales()[name], seen[-1].answers)} · {times.at(seen[-1].t_ms)}"


def _given(session: Session, t_ms: int, times: WrittenTimes) -> str:
    given = [e for e in session.entries.values() if isinstance(e, MedicationGiven)]
    told = sorted((e for e in given if e.t_ms <= t_ms), key=lambda e: e.t_ms)
    lines = [f"{describe(e)} · {times.at(e.t_ms)}" for e in told]
    return "\n".join(lines) or say("hand_over.given.nothing")


def _next(session: Session, t_ms: int) -> str:
    lines = [
        f"{say(f'item.{due.item}')} {when(due, t_ms, session)}" for due in session.due(t_ms)[:NEXT]
    ]
    return "\n".join(lines) or say("due.nothing")


def _alarms(session: Session, wall: Callable[[int], datetime]) -> str:
    """Every one that stands, and whether somebody answered it; else how far they are checked."""
    lines = []
    for alarm in session.alarms.standing():
        answer = answered_words(alarm, session, wall)
        said = alarm_words(alarm, session, wall)
        lines.append(f"{said} · {answer}" if answer else said)
    return "\n".join(lines) or say(checked_code(session))


def _marks(session: Session, times: WrittenTimes) -> str:
    marks = [times.at(mark.t_ms) for mark in open_marks(session.entries.values())]
    return ", ".join(marks) or say("hand_over.marks.nothing")


def _silent(session: Session, t_ms: int, times: WrittenTimes) -> list[Line]:
    return [
        (
            say("start.monitor"),
            say("no_data_from", device=device_title(gap.device), at=times.at(gap.since_ms)),
        )
        for gap in gaps(session, t_ms)
        if gap.until_ms is None
    ]

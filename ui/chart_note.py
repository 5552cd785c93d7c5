"""The chart note: a session as plain text for another program's record. No Qt, and no advice.

What is missing is said to be missing. The letters are those any old text field takes: a name keeps
its own, signs of ours become "SpO2", ">=" and "-".
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from monitor.course import Course
from monitor.episodes import episodes
from monitor.events import (
    AudioPause,
    Check,
    ClockStep,
    Correction,
    Criterion,
    DosePlan,
    DrugWasted,
    DueAnswer,
    Entry,
    HandOver,
    InfusionChange,
    Leaving,
    LeavingStep,
    LimitChange,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    PersonChange,
    PowerChange,
    Priority,
    PumpStep,
    SprayUsed,
    TroubleChange,
)
from monitor.infusion import Infusion
from monitor.marks import open_marks
from monitor.session import Session
from ui.allergy_words import allergy_words
from ui.author_words import named
from ui.chart_note_vitals import vital_lines
from ui.describe import describe
from ui.episode_words import episode_words
from ui.scale_words import spoken_scales, tally_words
from ui.words import decimal, number, say
from ui.written_times import WrittenTimes

_EVENTS = (
    *(DueAnswer, HandOver, LimitChange, ManualVitals, Mark, Note),
    *(AudioPause, TroubleChange, PersonChange, PowerChange, ClockStep),
)
"""What is told in the order it was true; everything else has a place of its own, or none."""

_PLAIN = str.maketrans(
    {"₂": "2", "≥": ">=", "≤": "<=", "–": "-", "−": "-", "·": ",", "…": "...", "→": "->"}
    | {"“": '"', "”": '"', "’": "'", "±": "+/-", "×": "x"}
)


def chart_note(
    session: Session,
    t_ms: int,
    wall: Callable[[int], datetime],
    course: Course | None = None,
) -> str:
    """Return the note as of `t_ms`; without a `course` only typed rates and SpO2 are known."""
    when = WrittenTimes(session, wall)
    told = [entry for entry in named(session.entries.values()) if entry.t_ms <= t_ms]
    told.sort(key=lambda entry: (entry.t_ms, entry.seq or 0))
    parts = [
        _heading(session, t_ms, when),
        _part(say("chart_note.times"), _times(session, told, when)),
        _part(say("chart_note.dose"), _dose(session, told, t_ms, when)),
        _part(say("chart_note.vitals"), vital_lines(session, t_ms, when, course or Course())),
        _part(say("chart_note.scales"), _ratings(told, when)),
        _part(say("chart_note.medications"), _medications(told, when)),
        _part(say("chart_note.checks"), _checks(told)),
        _part(say("chart_note.discharge"), _discharge(told, when)),
        _part(say("chart_note.alarms"), _alarms(session, told, when)),
        _part(say("chart_note.events"), _events(session, told, t_ms, when)),
        [say("chart_note.end")],
    ]
    return "\n\n".join("\n".join(part) for part in parts).translate(_PLAIN) + "\n"


def _part(title: str, lines: Iterable[str]) -> list[str]:
    return [title, *(" ".join(line.split()) for line in lines)]


def _said(entry: Entry, what: str, when: WrittenTimes) -> str:
    """One line: when, what, by whom, and how late it was told."""
    by = f" ({entry.by})" if entry.by else ""
    return f"{when.at(entry.t_ms)} {what}{by}{when.late(entry)}"


# --- who and when --------------------------------------------------------------------------------


def _heading(session: Session, t_ms: int, when: WrittenTimes) -> list[str]:
    start = session.start
    missing = say("chart_note.not_recorded")
    born = start.birth_date.isoformat() if start.birth_date else missing
    weight = missing if start.weight is None else f"{number(start.weight)} kg"
    # Of a patient nobody named nothing was asked.
    allergy = allergy_words(start) if start.patient or start.allergy else missing
    state = say("chart_note.ended") if session.ended else say("chart_note.goes_on")
    lines = [
        say("chart_note.title"),
        say("chart_note.supplementary"),
        say("chart_note.patient", patient=start.patient or say("nobody"), born=born),
        say(
            "chart_note.numbers",
            record_number=start.record_number or missing,
            room=start.room or missing,
        ),
        say("chart_note.body", allergy=allergy, weight=weight),
        say("chart_note.session", day=when.day(0), at=when.at(0), nurse=start.nurse),
        say("chart_note.as_of", day=when.day(t_ms), at=when.clock(t_ms), state=state),
        say("chart_note.limits", rules=_rules(session)),
    ]
    return [" ".join(line.split()) for line in lines]


def _rules(session: Session) -> str:
    profile = session.profile
    approved = profile.approved_by
    by = say("chart_note.approved", by=approved) if approved else say("strip.example_limits")
    return f"{session.start.rules_version or profile.rules_version} ({by})"


def _times(session: Session, told: list[Entry], when: WrittenTimes) -> list[str]:
    """The pump's moves as they were told, then the two times of leaving, missing ones too."""
    moves = [e for e in told if isinstance(e, InfusionChange)]
    lines = [_said(e, describe(e), when) for e in moves if e.step is not PumpStep.VOLUME_READ]
    if not lines:
        lines = [say("chart_note.no_pump")]
    leaving = {e.step: e for e in told if isinstance(e, Leaving)}
    for step, title in (
        (LeavingStep.READY, say("said.leaving_ready")),
        (LeavingStep.LEFT, say("said.leaving_left")),
    ):
        entry = leaving.get(step)
        missing = f"{title}: {say('chart_note.not_recorded')}"
        lines.append(missing if entry is None else _said(entry, describe(entry), when))
    return lines


# --- what was given ------------------------------------------------------------------------------


def _dose(session: Session, told: list[Entry], t_ms: int, when: WrittenTimes) -> list[str]:
    plan, missing = session.infusion.plan, say("chart_note.not_recorded")
    planned = missing if plan is None else describe(plan)
    lines = [say("chart_note.planned", what=planned)]
    sprays = [e for e in told if isinstance(e, SprayUsed)]
    lines += [_said(e, describe(e), when) for e in sprays]
    if session.infusion.started_ms is not None or not sprays:
        lines += _pump(session, told, plan, t_ms, when)
    wasted = [e for e in told if isinstance(e, DrugWasted)]
    lines += [_said(e, describe(e), when) for e in wasted]
    return lines if wasted else [*lines, say("chart_note.wasted", what=missing)]


def _by_clock(infusion: Infusion, t_ms: int) -> str:
    mg = infusion.delivered_mg(t_ms)
    if infusion.started_ms is None:
        return say("chart_note.no_clock")
    return say("chart_note.no_rate") if mg is None else say("chart_note.by_clock", mg=decimal(mg))


def _pump(
    session: Session, told: list[Entry], plan: DosePlan | None, t_ms: int, when: WrittenTimes
) -> list[str]:
    """Our arithmetic and the pump's own number beside it, never one in place of the other."""
    by_clock = _by_clock(session.infusion, t_ms)
    volumes = [e for e in told if isinstance(e, InfusionChange) and e.ml is not None]
    if not volumes:
        return [by_clock, say("chart_note.volume", what=say("chart_note.not_recorded"))]
    ml = volumes[-1].ml or 0.0
    what = f"{number(ml)} mL"
    if plan is not None:
        what += f" = {decimal(ml * plan.bag_mg / plan.bag_ml)} mg"
    return [by_clock, _said(volumes[-1], say("chart_note.volume", what=what), when)]


def _medications(told: list[Entry], when: WrittenTimes) -> list[str]:
    given = [e for e in told if isinstance(e, MedicationGiven)]
    lines = [_said(e, describe(e) + (f", {e.reason}" if e.reason else ""), when) for e in given]
    return lines or [say("chart_note.not_recorded")]


# --- what was seen -------------------------------------------------------------------------------


def _ratings(told: list[Entry], when: WrittenTimes) -> list[str]:
    """One line per scale, each answer with its time, in the order they were first asked."""
    seen: dict[str, list[Observation]] = {}
    for entry in told:
        if isinstance(entry, Observation):
            seen.setdefault(entry.scale, []).append(entry)
    lines = [
        f"{say(f'item.{scale}')}: " + "; ".join(_rating(e, when) for e in rows)
        for scale, rows in seen.items()
    ]
    return lines or [say("chart_note.not_recorded")]


def _rating(entry: Observation, when: WrittenTimes) -> str:
    scale = spoken_scales().get(entry.scale)
    if scale is None or scale.separate:
        words = describe(entry)
    else:
        words = tally_words(scale, entry.answers)
    return f"{when.at(entry.t_ms)} {words}{when.late(entry)}"


def _checks(told: list[Entry]) -> list[str]:
    answered = [describe(e) for e in told if isinstance(e, Check)]
    return ["; ".join(answered)] if answered else [say("chart_note.not_recorded")]


def _discharge(told: list[Entry], when: WrittenTimes) -> list[str]:
    accepted = [_said(e, describe(e), when) for e in told if isinstance(e, Criterion)]
    return accepted or [say("chart_note.not_recorded")]


# --- what happened -------------------------------------------------------------------------------


def _alarms(session: Session, told: list[Entry], when: WrittenTimes) -> list[str]:
    """Each alarm with what was answered; of mere messages how many."""
    every = episodes(told)
    grave = [one for one in every if one.worst.priority is not Priority.LOW]
    lines = [f"{when.at(one.began_ms)} {episode_words(one, when.at)}" for one in grave]
    if len(every) > len(grave):
        lines.append(say("chart_note.messages", count=len(every) - len(grave)))
    watched = session.profile.alarms.phases or every
    return lines or [say("chart_note.no_alarm" if watched else "chart_note.no_rules")]


def _events(session: Session, told: list[Entry], t_ms: int, when: WrittenTimes) -> list[str]:
    lines = [_said(e, describe(e), when) for e in told if isinstance(e, _EVENTS)]
    marks = [when.at(mark.t_ms) for mark in open_marks(told)]
    if marks:
        lines.append(say("chart_note.open_marks", at=", ".join(marks)))
    undone = [
        f"{say(f'item.{one.item}')} {when.at(one.due_ms)}"
        for one in session.schedule.open_items(t_ms)
    ]
    if undone:
        lines.append(say("chart_note.not_entered", what=", ".join(undone)))
    slips = sum(isinstance(e, Correction) for e in told)
    if slips:
        lines.append(say("chart_note.corrections", count=slips))
    return lines

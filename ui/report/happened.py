"""What was done and what became of it: drugs, alarms, criteria, omissions, signatures. No layout.

Before and after a drug stand two values of the record; that the one comes of the other nobody says.
"""

from collections.abc import Iterator

from monitor.course import believed
from monitor.episodes import episodes
from monitor.events import (
    Criterion,
    DueAnswer,
    MedicationGiven,
    Priority,
    Signature,
)
from monitor.marks import open_marks
from monitor.settings import PRESSURE
from monitor.signing import signatures
from ui.describe import describe, drug_words
from ui.episode_words import episode_words
from ui.pressure_words import pressures
from ui.report.blocks import Block, Column, Row, paragraph, table, titled
from ui.report.front import zone
from ui.report.told import Told
from ui.review.entry_lines import reason_words
from ui.words import clock_time, number, say, short_date

SOON_MS = 60 * 60_000
"""What was measured within an hour stands beside a drug; what came later has other reasons."""
HEAD_SHOWN = 8
"""Hex digits of the head somebody signed: enough to tell two apart."""


# --- drugs ---------------------------------------------------------------------------------------


def medications(told: Told, width: float) -> Block:
    """Each drug beside the infusion: when, why, and what was measured before and after it."""
    given = [e for e in told.entries if isinstance(e, MedicationGiven)]
    if not given:
        return _nothing(say("report.medications"), say("report.no_medication"), width)
    columns = [
        Column(say("report.time"), 0.18),
        Column(say("report.drug"), 0.30),
        Column(say("report.reason"), 0.20),
        Column(say("report.effect"), 0.32),
    ]
    rows = [
        Row(
            [
                told.when.at_minute(e.t_ms),
                drug_words(e.drug, e.dose, e.unit, e.route),
                reason_words(e.reason) if e.reason else say("report.missing"),
                "; ".join(_effect(told, e)) or "–",
            ]
        )
        for e in given
    ]
    return table(columns, rows, width, say("report.medications"))


def _effect(told: Told, given: MedicationGiven) -> Iterator[str]:
    """The values the profile asks for after this drug, the last before it and the first after."""
    listed = told.session.profile.medications
    same = (one for one in listed if one.drug.casefold() == given.drug.casefold())
    asked = next(same, None)
    for item in dict.fromkeys(follow.item for follow in (asked.follow_up if asked else ())):
        values = _values(told, item)
        before = [said for t_ms, said in values if t_ms <= given.t_ms]
        after = [(t, said) for t, said in values if given.t_ms < t <= given.t_ms + SOON_MS]
        was = before[-1] if before else "–"
        now = f"{after[0][1]} ({told.when.at(after[0][0])})" if after else "–"
        yield say("report.before_after", what=say(f"item.{item}"), before=was, after=now)


def _values(told: Told, item: str) -> list[tuple[int, str]]:
    if item == PRESSURE:
        return [(c.t_ms, pressures(c)) for c in believed(told.session, told.end_ms)]
    seen = told.session.observations(item)
    return [(o.t_ms, number(o.score)) for o in seen if o.score is not None]


# --- alarms --------------------------------------------------------------------------------------


def alarms(told: Told, width: float) -> Block:
    """Each alarm with what was answered; of mere messages how many."""
    every = episodes(told.entries)
    grave = [one for one in every if one.worst.priority is not Priority.LOW]
    if not grave:
        watched = told.session.profile.alarms.phases or every
        none = say("chart_note.no_alarm") if watched else say("chart_note.no_rules")
        return _nothing(say("report.alarms"), f"{none}.{_messages(len(every))}", width)
    columns = [Column(say("report.time"), 0.18), Column(say("report.alarm_response"), 0.82)]
    rows = [
        Row([told.when.at_minute(one.began_ms), episode_words(one, told.when.at)]) for one in grave
    ]
    block = table(columns, rows, width, say("report.alarms"))
    said = _messages(len(every) - len(grave)).strip()
    more = [paragraph(said, width, dim=True)] if said else []
    return Block((*block.pieces, *more), block.head)


def _messages(count: int) -> str:
    return f" {say('chart_note.messages', count=count)}." if count else ""


# --- leaving -------------------------------------------------------------------------------------


def criteria(told: Told, width: float) -> Block:
    """The discharge criteria: those met together, each of the others with who accepted it why."""
    accepted = {e.criterion: e for e in told.entries if isinstance(e, Criterion)}
    asked = dict.fromkeys([*told.session.profile.discharge.criteria, *accepted])
    if not asked:
        return _nothing(say("report.criteria"), say("report.no_criteria"), width)
    lines = []
    met = [_with_value(e) for name in asked if (e := accepted.get(name)) and e.met is True]
    if met:
        lines.append(say("report.met", count=len(met), of=len(asked), what="; ".join(met)))
    others = [e for name in asked if (e := accepted.get(name)) and e.met is not True]
    lines += [_overridden(e) for e in others]
    untold = [say(f"criterion.{name}") for name in asked if name not in accepted]
    if untold:
        what = "; ".join(untold)
        lines.append(say("report.untold", count=len(untold), of=len(asked), what=what))
    pieces = tuple(paragraph(line, width) for line in lines)
    return Block(pieces, titled(say("report.criteria"), width))


def _with_value(criterion: Criterion) -> str:
    said = say(f"criterion.{criterion.criterion}")
    return f"{said} {criterion.value}" if criterion.value else said


def _overridden(criterion: Criterion) -> str:
    known = "unknown" if criterion.met is None else "not_met"
    said = f"{_with_value(criterion)}: {say(f'criterion.is.{known}')}"
    if not criterion.reason:
        return said
    by = say("report.override", by=criterion.by or "", reason=criterion.reason)
    return f"{said}, {by}"


def omissions(told: Told, width: float) -> Block:
    """What was due and was not entered, and what was answered with a reason instead."""
    undone: dict[str, list[str]] = {}
    for one in told.session.schedule.open_items(told.end_ms):
        undone.setdefault(one.item, []).append(told.when.at(one.due_ms))
    lines = [
        say("report.omitted", item=say(f"item.{item}"), at=", ".join(moments))
        for item, moments in undone.items()
    ]
    answered = [e for e in told.entries if isinstance(e, DueAnswer)]
    lines += [f"{describe(e)} ({told.when.at_minute(e.due_ms)})" for e in answered]
    marks = [told.when.at(mark.t_ms) for mark in open_marks(told.session.entries.values())]
    lines += [say("chart_note.open_marks", at=", ".join(marks))] if marks else []
    title = say("report.omissions")
    if not lines:
        return _nothing(title, say("report.no_omission"), width)
    return Block(tuple(paragraph(line, width) for line in lines), titled(title, width))


# --- signatures ----------------------------------------------------------------------------------


def signed(told: Told, width: float) -> Block:
    """Who signed, when, and what they said by it (clinical table 6.1)."""
    taken = signatures(told.history.entries)
    if not taken:
        return _nothing(say("report.signatures"), say("report.not_signed"), width)
    columns = [Column("", 0.46), Column("", 0.54)]
    rows = [Row([s.by or "", _signature(s)], strong=True) for s in taken]
    return table(columns, rows, width, say("report.signatures"))


def _signature(signature: Signature) -> str:
    at = signature.at or signature.entered_at
    when = ""
    if at is not None:
        when = f"\n{short_date(at.astimezone())} {clock_time(at)} {zone(at)}"
    meaning = say(f"report.meant.{signature.meaning}")
    comment = f"\n“{reason_words(signature.comment)}”" if signature.comment else ""
    head = f"\n{say('report.signed_head', head=signature.head[:HEAD_SHOWN])}"
    return meaning + when + comment + (head if signature.head else "")


def _nothing(title: str, words: str, width: float) -> Block:
    """A section in which there is nothing: it says so."""
    return Block((paragraph(words, width, dim=True),), titled(title, width))

"""How the patient left: criteria as they stood, omissions, what was unexpected. No layout."""

from collections.abc import Iterator

from monitor.discharge import Standing
from monitor.discharge import criteria as standing_at
from monitor.ending import unexpected
from monitor.events import Criterion, DueAnswer
from monitor.marks import open_marks
from ui.describe import describe
from ui.end.end_words import value_words
from ui.report.blocks import Block, paragraph, titled
from ui.report.happened import nothing
from ui.report.told import Told
from ui.words import say

IS = {
    True: "criterion.is.met",
    False: "criterion.is.not_met",
    None: "criterion.is.unknown",
}


def criteria(told: Told, width: float) -> Block:
    """The discharge criteria at the end: met, accepted by whom and why, not met, unknown."""
    title = say("report.criteria")
    if not told.session.profile.discharge.criteria:
        return nothing(title, say("report.no_criteria"), width)
    pieces = tuple(paragraph(line, width) for line in criteria_lines(told))
    return Block(pieces, titled(title, width))


def criteria_lines(told: Told) -> Iterator[str]:
    """Say how each criterion stood; an acceptance that no longer holds is told as one."""
    every = standing_at(told.session, told.end_ms)
    met = [_with_value(one) for one in every if one.met is True]
    if met:
        yield say("report.met", count=len(met), of=len(every), what="; ".join(met))
    others = [one for one in every if one.met is False or (one.met is None and _touched(one))]
    yield from (_not_met(one) for one in others)
    untold = [say(f"criterion.{o.criterion}") for o in every if o.met is None and not _touched(o)]
    if untold:
        yield say("report.untold", count=len(untold), of=len(every), what="; ".join(untold))
    yield from _void(told, every)


def _touched(one: Standing) -> bool:
    """Whether anything was measured or said of it, though it shows neither yes nor no."""
    return bool(value_words(one)) or one.override is not None


def _with_value(one: Standing) -> str:
    name, value = say(f"criterion.{one.criterion}"), value_words(one)
    return f"{name} {value}" if value else name


def _not_met(one: Standing) -> str:
    said = f"{_with_value(one)}: {say(IS[one.met])}"
    accepted = one.override
    if accepted is None:
        return said
    by = say("report.override", by=accepted.by or "", reason=accepted.reason or "")
    return f"{said}, {by}"


def _void(told: Told, every: list[Standing]) -> Iterator[str]:
    """Acceptances with a name that something newer, or another start of the pump, undid."""
    holding = {one.override.seq for one in every if one.override is not None}
    last = {e.criterion: e for e in told.entries if isinstance(e, Criterion)}
    for word in last.values():
        if word.met is not True and word.reason and word.seq not in holding:
            what = say(f"criterion.{word.criterion}")
            by = say("report.override", by=word.by or "", reason=word.reason)
            at = told.when.at_minute(word.t_ms)
            yield say("report.override_void", what=what, by=by, at=at)


def criterion_words(told: Told, name: str) -> str:
    """Say whether one criterion was met at the end; empty where nothing shows it."""
    every = standing_at(told.session, told.end_ms)
    one = next((one for one in every if one.criterion == name), None)
    if one is None or (one.met is None and not _touched(one)):
        return ""
    return say(IS[one.met])


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
        return nothing(title, say("report.no_omission"), width)
    return Block(tuple(paragraph(line, width) for line in lines), titled(title, width))


def surprises(told: Told, width: float) -> Block:
    """The answer to "Anything unexpected?", in the nurse's words."""
    title, said = say("end.section.unexpected"), unexpected_words(told)
    if said == say("report.missing"):
        return nothing(title, said, width)
    return Block((paragraph(said, width),), titled(title, width))


def unexpected_words(told: Told) -> str:
    """Say that answer with what was added to it."""
    answer = unexpected(told.session)
    if answer is None:
        return say("report.missing")
    said = say(f"check.answer.{answer.answer}")
    return f"{said}: {answer.detail}" if answer.detail else said

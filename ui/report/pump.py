"""The dose and the times of the first page: planned, given, stopped and started again. No layout.

What is missing is said to be missing; nothing is worked out that the record does not hold.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest

from monitor.ending import (
    APART_MG,
    APART_PERCENT,
    PUMP_VOLUME,
    WASTED,
    leaving,
    not_told,
    volume,
)
from monitor.events import DrugWasted, InfusionChange, LeavingStep, PumpStep, SprayUsed
from monitor.infusion import dose as planned_dose
from ui.report.told import Told
from ui.review.entry_lines import reason_words
from ui.words import decimal, inside, number, say, span

MOVES = {PumpStep.STARTED, PumpStep.RESUMED, PumpStep.PAUSED, PumpStep.STOPPED}

# --- what was given ------------------------------------------------------------------------------


def dose(told: Told) -> Iterator[tuple[str, str]]:
    """Planned, by the clock, by the pump and wasted: four numbers, none in place of another."""
    plan, missing = told.session.infusion.plan, say("report.missing")
    if plan is None:
        yield say("report.planned"), missing
    else:
        planned = planned_dose(plan)
        yield (
            say("report.planned"),
            say(
                "report.planned_how",
                mg=decimal(planned.mg),
                mg_per_kg=number(plan.mg_per_kg),
                weight=number(plan.weight),
                minutes=number(plan.minutes),
            ),
        )
        yield (
            say("report.bag"),
            say("report.bag_how", mg=number(plan.bag_mg), ml=number(plan.bag_ml)),
        )
    sprays = [e for e in told.entries if isinstance(e, SprayUsed)]
    if sprays:
        yield say("report.sprays"), _sprays(sprays)
    yield say("report.by_clock"), _by_clock(told)
    yield say("report.by_pump"), _by_pump(told)
    wasted = [e for e in told.entries if isinstance(e, DrugWasted)]
    yield say("report.wasted"), _wasted(wasted) or _why_not(told, WASTED)


def _wasted(wasted: list[DrugWasted]) -> str:
    said = (say("report.wasted_how", mg=number(e.mg), witness=e.witness) for e in wasted)
    return "; ".join(said)


def _sprays(sprays: list[SprayUsed]) -> str:
    total = sum(spray.mg for spray in sprays)
    return say("report.sprays_how", count=len(sprays), mg=number(total))


def _by_clock(told: Told) -> str:
    """What ran by the clock; once the pump has stopped, beside what was planned."""
    infusion = told.session.infusion
    if infusion.started_ms is None:
        return say("report.no_clock")
    given = infusion.delivered_mg(told.end_ms)
    if given is None:
        return say("report.no_rate")
    said = say("report.mg", mg=decimal(given))
    if infusion.plan is None or infusion.stopped_ms is None:
        return said
    words = "report.less_than_planned", "report.more_than_planned"
    return _compared(said, given, planned_dose(infusion.plan).mg, words)


def _by_pump(told: Told) -> str:
    read = volume(told.session)
    if read is None:
        return _why_not(told, PUMP_VOLUME)
    ml = f"{number(read.ml)} mL"
    if read.mg is None:
        return ml
    said = f"{say('report.mg', mg=decimal(read.mg))} ({ml})"
    words = "report.less_than_clock", "report.more_than_clock"
    return said if read.clock_mg is None else _compared(said, read.mg, read.clock_mg, words)


def _compared(said: str, mg: float, other_mg: float, words: tuple[str, str]) -> str:
    """Add how much less or more it is, where that should be explained, by the rule of `Volume`."""
    difference = round(abs(mg - other_mg), 6)
    if difference <= min(APART_MG, other_mg * APART_PERCENT / 100):
        return said
    return say(words[mg > other_mg], said=said, mg=decimal(difference))


def _why_not(told: Told, item: str) -> str:
    """Not recorded, and why, where somebody said so."""
    answer = not_told(told.session, item)
    if answer is None:
        return say("report.missing")
    reply = inside(say(f"due.reply.{answer.reply}"))
    why = f"{reply}: {answer.reason}" if answer.reason else reply
    return say("report.missing_why", why=why)


# --- when ----------------------------------------------------------------------------------------


def times(told: Told) -> Iterator[tuple[str, str]]:
    """When the drug began, rested, was stopped and begun again, ended; when the patient left."""
    infusion, missing = told.session.infusion, say("report.missing")
    moves = [e for e in told.entries if isinstance(e, InfusionChange)]
    begun = infusion.started_ms
    if begun is None and any(isinstance(e, SprayUsed) for e in told.entries):
        begun = min(e.t_ms for e in told.entries if isinstance(e, SprayUsed))
        yield say("report.first_spray"), told.when.at(begun)
    else:
        yield say("report.started"), missing if begun is None else told.when.at(begun)
    pauses = [_pause(told, *one) for one in halts(moves, PumpStep.PAUSED)]
    yield say("report.pauses"), "; ".join(pauses) or say("report.none")
    stops = halts(moves, PumpStep.STOPPED)
    between = [_stop(told, stop, then) for stop, then in stops if then is not None]
    if between:
        yield say("report.stops"), "; ".join(between)
    if begun is None or infusion.started_ms is not None:
        last = [stop for stop, then in stops if then is None]
        yield say("report.ended"), _ended(told, last[0]) if last else missing
    for step, name in (
        (LeavingStep.READY, say("said.leaving_ready")),
        (LeavingStep.LEFT, say("said.leaving_left")),
    ):
        said = leaving(told.session, step)
        what = missing if said is None else told.when.at_minute(said.t_ms)
        escort = f", {say('said.escort', escort=said.escort)}" if said and said.escort else ""
        yield name, what + escort


def _ended(told: Told, stop: InfusionChange) -> str:
    reason = f", {inside(reason_words(stop.reason))}" if stop.reason else ""
    return told.when.at_minute(stop.t_ms) + reason


def _pause(told: Told, since: InfusionChange, then: InfusionChange | None) -> str:
    end_ms = told.end_ms if then is None else then.t_ms
    said = say("report.pause", at=told.when.at(since.t_ms), time=span(end_ms - since.t_ms))
    return said + _in_brackets(since)


def _stop(told: Told, stop: InfusionChange, then: InfusionChange) -> str:
    said = told.when.at(stop.t_ms) + _in_brackets(stop)
    if then.step is PumpStep.PAUSED:
        return said
    return say("report.stop_restart", stop=said, at=told.when.at(then.t_ms))


def _in_brackets(halt: InfusionChange) -> str:
    return f" ({inside(reason_words(halt.reason))})" if halt.reason else ""


def halts(
    changes: Iterable[InfusionChange], step: PumpStep
) -> list[tuple[InfusionChange, InfusionChange | None]]:
    """Return each pause, or each stop, with the move that ended it; None where none did.

    `changes` in their order. A pause ends at the next move whatever that is, a start too, as in
    monitor/sums/drug.py; what only says again what is known is no move.
    """
    moves = [c for c in changes if c.step in MOVES]
    first = [next(same) for _, same in groupby(moves, key=lambda change: change.step)]
    pairs = zip_longest(first, first[1:])
    return [(move, then) for move, then in pairs if move.step is step]

"""The first page: who, what was given and when, how the patient took it. No layout of pages here.

What is missing is said to be missing; nothing is worked out that the record does not hold.
"""

from collections.abc import Iterator
from datetime import datetime

from monitor.ending import leaving, not_told, volume
from monitor.events import (
    DeviceInUse,
    DrugWasted,
    HandOver,
    InfusionChange,
    LeavingStep,
    Meaning,
    PersonChange,
    PumpStep,
    SessionKind,
    SprayUsed,
)
from monitor.infusion import dose
from monitor.roles import Role
from monitor.signing import authors, signatures
from monitor.verification import State
from ui.device_words import device_title
from ui.report.blocks import Piece, banner, beside, column_width, facts, gap, paragraph, stacked
from ui.report.course import paused
from ui.report.letters import body, heading, title
from ui.report.told import Told
from ui.words import WORDS, clock_time, decimal, inside, number, say, short_date, span

THIRDS = 3


def opening(told: Told, width: float) -> Piece:
    """What it is, when it was, and what must be known before anything is read."""
    pieces = [paragraph(_name(told), width, title()), paragraph(_when(told), width, body())]
    pieces += [banner(words, width) for words in _warnings(told)]
    return stacked([*pieces, gap(12)])


def people_dose_times(told: Told, width: float) -> Piece:
    """Three columns: who and what with; the dose; the times."""
    narrow = column_width(width, THIRDS)
    columns = (
        (say("report.people"), list(_people(told))),
        (say("report.dose"), list(_dose(told))),
        (say("report.times"), list(_times(told))),
    )
    made = [
        stacked(
            [
                paragraph(name, narrow, heading()),
                gap(6),
                facts(pairs, narrow, 0.4, say("report.missing")),
            ]
        )
        for name, pairs in columns
    ]
    return beside(made, width)


# --- what it is ----------------------------------------------------------------------------------


def _name(told: Told) -> str:
    plan = told.session.infusion.plan
    drug = plan.drug if plan else told.session.profile.dose.drug
    return say("report.title", drug=drug)


def _when(told: Told) -> str:
    began, ended = told.began.astimezone(), told.wall(told.end_ms).astimezone()
    day = short_date(began)
    last = clock_time(ended)
    if ended.date() != began.date():
        last = f"{short_date(ended)} {last}"
    return say("report.when", day=day, began=clock_time(began), ended=last, zone=zone(began, ended))


def zone(began: datetime, ended: datetime | None = None) -> str:
    """Say how far the room's clock is from UTC; both where it was changed in between."""
    both = dict.fromkeys(_offset(at) for at in (began, ended) if at is not None)
    return " → ".join(both)


def _offset(at: datetime) -> str:
    written = at.astimezone().strftime("%z")
    return f"UTC{written[:3]}:{written[3:5]}"


def _warnings(told: Told) -> Iterator[str]:
    kind, seal = told.history.start.kind, told.about.seal
    if kind is SessionKind.DEMO:
        yield say("report.demo")
    if kind is SessionKind.TRAINING:
        yield say("report.training")
    if not told.history.ended:
        yield say("report.not_ended", at=told.when.at(told.end_ms))
    if seal is State.ALTERED:
        yield say("report.altered")


# --- who -----------------------------------------------------------------------------------------


def _people(told: Told) -> Iterator[tuple[str, str]]:
    start, missing = told.history.start, say("report.missing")
    yield say("report.course"), _place(told)
    yield say("report.staff"), ", ".join(staff(told)) or missing
    yield say("report.prescriber"), ", ".join(prescribers(told)) or missing
    yield say("report.room"), start.room or missing
    allergy = start.allergy or (say("no_allergy") if start.patient else missing)
    yield say("report.allergy"), allergy
    weight = start.weight
    yield say("report.weight"), missing if weight is None else f"{number(weight)} kg"
    yield say("report.device"), ", ".join(_devices(told)) or say("review.typed")


def _place(told: Told) -> str:
    place = told.about.place
    return say("report.no_place") if place is None else say("report.place", n=place[0], of=place[1])


def staff(told: Told) -> list[str]:
    """Return everybody who took part, each once, the nurse of the start first."""
    found = [told.history.start.nurse, *authors(told.history.entries)]
    found += [e.person for e in told.entries if isinstance(e, HandOver)]
    signed = {s.by for s in signatures(told.history.entries)} - set(found)
    return [name for name in dict.fromkeys(found) if name and name not in signed]


def prescribers(told: Told) -> list[str]:
    """Return whoever is named as prescriber: at the bedside, or by a signature."""
    there = [
        e.person
        for e in told.entries
        if isinstance(e, PersonChange) and e.role == Role.PRESCRIBER.value
    ]
    signed = [
        s.by or ""
        for s in signatures(told.history.entries)
        if s.meaning is Meaning.PRESCRIBER_REVIEWED
    ]
    return [name for name in dict.fromkeys([*there, *signed]) if name]


def _devices(told: Told) -> list[str]:
    used = [e.device for e in told.entries if isinstance(e, DeviceInUse)]
    start = told.history.start
    every = [*used, *([start.device] if start.device else [])]
    return [device_title(device) for device in dict.fromkeys(every)]


# --- what was given ------------------------------------------------------------------------------


def _dose(told: Told) -> Iterator[tuple[str, str]]:
    """Planned, by the clock, by the pump and wasted: four numbers, none in place of another."""
    session, missing = told.session, say("report.missing")
    plan, infusion = session.infusion.plan, session.infusion
    if plan is None:
        yield say("report.planned"), missing
    else:
        planned = dose(plan)
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
    started = infusion.started_ms is not None
    mg = say("report.mg", mg=decimal(infusion.delivered_mg(told.end_ms)))
    yield say("report.by_clock"), mg if started else say("report.no_clock")
    yield say("report.by_pump"), _by_pump(told)
    wasted = [e for e in told.entries if isinstance(e, DrugWasted)]
    yield say("report.wasted"), _wasted(wasted) or _why_not(told, "wasted")


def _wasted(wasted: list[DrugWasted]) -> str:
    said = (say("report.wasted_how", mg=number(e.mg), witness=e.witness) for e in wasted)
    return "; ".join(said)


def _sprays(sprays: list[SprayUsed]) -> str:
    total = sum(spray.mg for spray in sprays)
    return say("report.sprays_how", count=len(sprays), mg=number(total))


def _by_pump(told: Told) -> str:
    read = volume(told.session)
    if read is None:
        return _why_not(told, "pump_volume")
    ml = f"{number(read.ml)} mL"
    return ml if read.mg is None else f"{say('report.mg', mg=decimal(read.mg))} ({ml})"


def _why_not(told: Told, item: str) -> str:
    """Not recorded, and why, where somebody said so."""
    answer = not_told(told.session, item)
    if answer is None:
        return say("report.missing")
    reply = inside(say(f"due.reply.{answer.reply}"))
    why = f"{reply}: {answer.reason}" if answer.reason else reply
    return say("report.missing_why", why=why)


# --- when ----------------------------------------------------------------------------------------


def _times(told: Told) -> Iterator[tuple[str, str]]:
    infusion, missing = told.session.infusion, say("report.missing")
    moves = [e for e in told.entries if isinstance(e, InfusionChange)]
    begun = infusion.started_ms
    if begun is None and any(isinstance(e, SprayUsed) for e in told.entries):
        begun = min(e.t_ms for e in told.entries if isinstance(e, SprayUsed))
        yield say("report.first_spray"), told.when.at(begun)
    else:
        yield say("report.started"), missing if begun is None else told.when.at(begun)
    pauses = paused(moves)
    yield (
        say("report.pauses"),
        "; ".join(_pause(told, *one) for one in pauses) or say("report.none"),
    )
    stopped = [e for e in moves if e.step is PumpStep.STOPPED]
    if begun is None or infusion.started_ms is not None:
        ended = _ended(told, stopped[-1]) if stopped and infusion.stopped_ms else missing
        yield say("report.ended"), ended
    for step, name in (
        (LeavingStep.READY, say("said.leaving_ready")),
        (LeavingStep.LEFT, say("said.leaving_left")),
    ):
        said = leaving(told.session, step)
        what = missing if said is None else told.when.at_minute(said.t_ms)
        escort = f", {say('said.escort', escort=said.escort)}" if said and said.escort else ""
        yield name, what + escort


def _ended(told: Told, stop: InfusionChange) -> str:
    reason = f", {inside(say(f'reason.{stop.reason}'))}" if _known(stop) else ""
    return told.when.at_minute(stop.t_ms) + reason


def _pause(told: Told, since: InfusionChange, until: InfusionChange | None) -> str:
    end_ms = told.end_ms if until is None else until.t_ms
    said = say("report.pause", at=told.when.at(since.t_ms), time=span(end_ms - since.t_ms))
    return f"{said} ({inside(say(f'reason.{since.reason}'))})" if _known(since) else said


def _known(change: InfusionChange) -> bool:
    return f"reason.{change.reason}" in WORDS

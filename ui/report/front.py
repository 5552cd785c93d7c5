"""The head of the first page: what it is, who it is about, who took part. No layout of pages here.

What is missing is said to be missing; nothing is worked out that the record does not hold.
"""

from collections.abc import Iterator
from datetime import datetime

from monitor.events import DeviceInUse, HandOver, Meaning, PersonChange, SessionKind
from monitor.roles import Role
from monitor.signing import authors, signatures
from monitor.verification import State
from ui.allergy_words import allergy_words
from ui.device_words import device_title
from ui.report.blocks import Piece, banner, beside, column_width, facts, gap, paragraph, stacked
from ui.report.letters import body, heading, title
from ui.report.pump import dose, times
from ui.report.told import Told
from ui.words import clock_time, number, say, short_date

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
        (say("report.dose"), list(dose(told))),
        (say("report.times"), list(times(told))),
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
    asked = start.patient or start.allergy
    yield say("report.allergy"), allergy_words(start) if asked else missing
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

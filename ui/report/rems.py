"""The REMS data sheet: what a session gives for a monitoring form, in our own words, to transcribe.

It is not the manufacturer's form and copies nothing of it (clinical table 1.7). Whatever the record
does not hold is "not recorded": acceptable, serious and the like are a clinician's words.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from monitor.course import believed, mark_minute, mark_ms, nearest, origin_ms
from monitor.ending import leaving
from monitor.events import CuffReading, LeavingStep, MedicationGiven, SprayUsed
from monitor.vitals import Vital
from ui.describe import drug_words
from ui.pressure_words import pressures
from ui.report.blocks import Block, Piece, facts, paragraph, stacked, titled
from ui.report.figures import window_ms
from ui.report.front import prescribers, staff, zone
from ui.report.leaving import criterion_words, unexpected_words
from ui.report.letters import small, title
from ui.report.ratings import seen
from ui.report.told import Told
from ui.scale_words import spoken_scales
from ui.words import clock_time, date_words, number, say, short_date

DUE_DAYS = 7
"""A form is due so many days after the session (clinical table 1.7)."""
MINUTE_MS = 60_000

Pairs = Iterable[tuple[str, str]]


def data_sheet(told: Told, width: float) -> list[Block]:
    """Return the sheet as a page of its own."""
    parts: list[tuple[str, Pairs]] = [
        (say("report.rems.patient"), _patient(told)),
        (say("report.rems.medication"), _medication(told)),
        (say("report.rems.monitoring"), _monitoring(told)),
        (say("report.rems.session"), _session(told)),
        (say("report.rems.vitals"), _vitals(told)),
        (say("report.rems.events"), _events(told)),
    ]
    pieces = [_opening(told, width)]
    pieces += [
        stacked([titled(name, width), facts(pairs, width, 0.42, say("report.missing"))])
        for name, pairs in parts
    ]
    return [Block(tuple(pieces), fresh=True)]


def due(began: datetime) -> datetime:
    """Return the last day to hand it in, in the room's time."""
    return began.astimezone() + timedelta(days=DUE_DAYS)


def _opening(told: Told, width: float) -> Piece:
    last = due(told.began)
    said = [
        paragraph(say("report.rems.title"), width, title()),
        paragraph(say("report.rems.due", day=short_date(last), days=DUE_DAYS), width),
        paragraph(say("report.rems.what", zone=zone(told.began)), width, small(), dim=True),
    ]
    if not _sprays(told):
        said.append(paragraph(say("report.rems.no_spray"), width, small()))
    return stacked(said)


def _patient(told: Told) -> Iterator[tuple[str, str]]:
    start, missing = told.history.start, say("report.missing")
    yield say("report.rems.name"), start.patient or missing
    yield (
        say("report.rems.birth_date"),
        date_words(start.birth_date) if start.birth_date else missing,
    )
    yield say("report.rems.sex"), missing
    yield say("report.rems.first"), _first(told)
    yield say("report.rems.enrolled"), missing


def _first(told: Told) -> str:
    place = told.about.place
    if place is None:
        return say("report.missing")
    return say("report.place", n=place[0], of=place[1])


def _medication(told: Told) -> Iterator[tuple[str, str]]:
    """Classes the record does not ask for; and what was given in the session."""
    missing = say("report.missing")
    yield say("report.rems.benzodiazepines"), missing
    yield say("report.rems.hypnotics"), missing
    yield say("report.rems.stimulants"), missing
    yield say("report.rems.maoi"), missing
    yield say("report.rems.opioids"), missing
    given = [e for e in told.entries if isinstance(e, MedicationGiven)]
    said = (f"{drug_words(e.drug, e.dose, e.unit, e.route)} {told.when.at(e.t_ms)}" for e in given)
    yield say("report.rems.given"), "; ".join(said) or say("report.none_recorded")


def _monitoring(told: Told) -> Iterator[tuple[str, str]]:
    clinic, missing = told.about.clinic.settings, say("report.missing")
    yield say("report.rems.professional"), ", ".join(staff(told)) or missing
    yield say("report.prescriber"), ", ".join(prescribers(told)) or missing
    yield say("report.rems.contact"), clinic.phone or missing
    yield say("report.rems.site"), clinic.name or missing
    yield say("report.rems.address"), "\n".join(clinic.address) or missing


def _session(told: Told) -> Iterator[tuple[str, str]]:
    sprays, missing = _sprays(told), say("report.missing")
    yield say("report.rems.date"), short_date(told.began.astimezone())
    mg = f"{number(sum(s.mg for s in sprays))} mg" if sprays else missing
    yield say("report.rems.dose"), mg
    lots = dict.fromkeys(s.lot for s in sprays if s.lot)
    yield say("report.rems.lots"), ", ".join(lots) or missing
    yield say("report.first_spray"), _stamp(told, sprays[0].t_ms if sprays else None)
    ready, left = (leaving(told.session, step) for step in LeavingStep)
    completed = left.t_ms if left else told.end_ms if told.history.ended else None
    yield say("report.rems.completed"), _stamp(told, completed)
    origin = sprays[0].t_ms if sprays else None
    yield say("report.rems.minutes"), _minutes(origin, completed)
    yield say("report.rems.until_ready"), _minutes(origin, ready.t_ms if ready else None)


def _vitals(told: Told) -> Iterator[tuple[str, str]]:
    cuffs, missing = believed(told.session, told.end_ms), say("report.missing")
    origin, mark = origin_ms(told.session), mark_ms(told.session)
    before = [c for c in cuffs if origin is None or c.t_ms <= origin]
    at_mark = None if mark is None else nearest(cuffs, mark, window_ms(told))
    after = [c for c in cuffs if origin is not None and c.t_ms > origin]
    yield say("report.rems.before"), _pressure(told, before[-1] if before else None)
    yield say("report.rems.acceptable_before"), missing
    minute = number(mark_minute(told.session))
    yield say("report.rems.at_mark", minute=minute), _pressure(told, at_mark)
    yield say("report.rems.last"), _pressure(told, after[-1] if after else None)
    met = criterion_words(told, "pressure")
    accepted = say("report.rems.by_criterion", said=met) if met else missing
    yield say("report.rems.acceptable_after"), accepted


def _events(told: Told) -> Iterator[tuple[str, str]]:
    """Onset, end and severity as they were rated; whether it was serious nobody recorded."""
    yield say("item.sedation"), _rated(told, "sedation")
    yield say("item.dissociation"), _rated(told, "dissociation")
    yield say("report.rems.breathing"), _breathing(told)
    yield say("check.unexpected"), unexpected_words(told)
    yield say("report.rems.serious"), say("report.missing")


def _rated(told: Told, scale: str) -> str:
    """The same onset, end and worst as on the first page."""
    found, missing = seen(told, spoken_scales()[scale]), say("report.missing")
    if found is None:
        return missing
    if found.first is None:
        return say("report.rems.none_of", count=found.count)
    return say(
        "report.rems.rated",
        onset=_stamp(told, found.first.t_ms),
        ended=_stamp(told, found.gone.t_ms if found.gone else None),
        worst=number(found.worst.score or 0),
    )


def _breathing(told: Told) -> str:
    """The lowest that was measured; nobody here says what it means."""
    parts = []
    for vital in (Vital.SPO2, Vital.RESP_RATE):
        samples = told.samples.samples(vital, told.end_ms)
        if samples:
            low = min(samples, key=lambda sample: sample.value)
            value = f"{number(low.value)} {vital.unit}"
            name, at = say(f"vital.{vital}"), told.when.at(low.t_ms)
            parts.append(say("report.rems.lowest", vital=name, value=value, at=at))
    return "; ".join([say("report.rems.no_judgement"), *parts])


def _sprays(told: Told) -> list[SprayUsed]:
    return [e for e in told.entries if isinstance(e, SprayUsed)]


def _stamp(told: Told, t_ms: int | None) -> str:
    """The local time with its offset from UTC, as a form wants it."""
    if t_ms is None:
        return say("report.missing")
    at = told.wall(t_ms)
    return f"{told.when.day(t_ms)} {clock_time(at)} {zone(at)}"


def _minutes(since_ms: int | None, until_ms: int | None) -> str:
    if since_ms is None or until_ms is None:
        return say("report.missing")
    return f"{(until_ms - since_ms) // MINUTE_MS} min"


def _pressure(told: Told, cuff: CuffReading | None) -> str:
    if cuff is None:
        return say("report.not_measured")
    return f"{pressures(cuff)} mmHg, {_stamp(told, cuff.t_ms)}"

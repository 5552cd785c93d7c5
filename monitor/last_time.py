"""What the record knows of a patient who was here before: the last session, the identity to reuse.

It reads lists and entries, never the seconds of a session. It knows only this record: a session
somewhere else is no session here, and how long a course is meant to be nobody wrote down.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from monitor.archive import Archive, SessionRow
from monitor.events import (
    CuffReading,
    CuffStatus,
    Entry,
    InfusionChange,
    Judgement,
    MedicationGiven,
    Note,
    Observation,
    PumpStep,
    SessionKind,
    Verdict,
)
from monitor.standing import still_standing

MS_PER_MIN = 60_000

LIKES = "Likes:"
"""What a note begins with that is meant for the next time."""


@dataclass(frozen=True, slots=True)
class Patient:
    """Who it is, by what the start of a session asked."""

    name: str
    birth_date: date | None = None
    record_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTime:
    """The last session of a patient. number: it was the patient's number-th in this record.

    systolic, diastolic: the reading with the highest systolic, mmHg; minute: whole minutes after
    the pump's first start, negative before it. nausea: the highest number, 0 to 10. drugs: given
    beside the infusion, each once. ended: somebody closed it. All None or empty where nothing was.
    """

    session: int
    number: int
    started_at: datetime
    ended: bool
    systolic: float | None = None
    diastolic: float | None = None
    minute: int | None = None
    nausea: float | None = None
    drugs: tuple[str, ...] = ()
    likes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPatient:
    """Somebody seen here lately, as the last session named them. weight: kg, as of weighed_on."""

    patient: Patient
    last_session: datetime
    room: str | None = None
    allergy: str | None = None
    weight: float | None = None
    weighed_on: date | None = None


def last_time(archive: Archive, patient: Patient, before: int | None = None) -> LastTime | None:
    """Return the patient's last session, or None where the record knows of none.

    before: the number of the session that runs now; it and later ones do not count.
    RecordError where the record cannot be read.
    """
    rows = [row for row in course(archive, patient) if before is None or row.session < before]
    return _told(rows[-1], len(rows), archive.entries(rows[-1].session)) if rows else None


def course(archive: Archive, of: Patient | int) -> list[SessionRow]:
    """Return every session of one patient, the first one first: the n-th is number n of the course.

    of: who it is, or the number of a session of theirs, which is among them whatever it tells.
    Nobody is taken for another on a name alone: see `same`. RecordError where the record cannot be
    read, or has no such session.
    """
    if isinstance(of, int):
        own = archive.row(of)
        found = course(archive, _who(own))
        return found if own in found else [own]
    rows = archive.maybe_of(of.birth_date, of.record_number)
    return [row for row in rows if _of_a_patient(row) and same(of, _who(row))]


def recent_patients(archive: Archive, limit: int = 20) -> list[RecentPatient]:
    """Return who was here, the last one first, each once. RecordError as above."""
    found: list[RecentPatient] = []
    for row in archive.sessions():
        if not _of_a_patient(row):
            continue
        place = next((i for i, seen in enumerate(found) if same(seen.patient, _who(row))), None)
        if place is not None:
            found[place] = _completed(found[place], row)
        elif len(found) < limit:
            found.append(_recent(row))
    return found


def same(one: Patient, other: Patient) -> bool:
    """Whether two are the same person, so far as what is known of both goes.

    By record number, where both have one; else by name and birth date. A birth date that differs,
    or a record number that does, is another person whatever else agrees; so is another name under
    the same number while no birth date speaks for it.
    """
    numbers = plain(one.record_number or ""), plain(other.record_number or "")
    born = one.birth_date, other.birth_date
    if (all(numbers) and numbers[0] != numbers[1]) or (all(born) and born[0] != born[1]):
        return False
    names = plain(one.name), plain(other.name)
    if all(numbers):
        return all(born) or not all(names) or names[0] == names[1]
    return all(born) and all(names) and names[0] == names[1]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Capitals, blanks and the two ways to write an accented letter do not tell people apart."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def _of_a_patient(row: SessionRow) -> bool:
    return row.kind is SessionKind.PATIENT and bool(row.patient)


def _who(row: SessionRow) -> Patient:
    return Patient(row.patient or "", row.birth_date, row.record_number)


# --- who was here --------------------------------------------------------------------------------


def _recent(row: SessionRow) -> RecentPatient:
    return RecentPatient(
        patient=_who(row),
        last_session=row.started_at,
        room=row.room,
        allergy=row.allergy,
        weight=row.weight,
        weighed_on=None if row.weight is None else row.started_at.astimezone().date(),
    )


def _completed(seen: RecentPatient, older: SessionRow) -> RecentPatient:
    """A weight of an earlier session, with its own date, where the later ones have none."""
    if seen.weight is not None or older.weight is None:
        return seen
    return RecentPatient(
        patient=seen.patient,
        last_session=seen.last_session,
        room=seen.room,
        allergy=seen.allergy,
        weight=older.weight,
        weighed_on=older.started_at.astimezone().date(),
    )


# --- what the last session came to ---------------------------------------------------------------


def _told(row: SessionRow, number: int, entries: list[Entry]) -> LastTime:
    entries = still_standing(entries)
    top = _highest(entries)
    started = next(
        (e.t_ms for e in entries if isinstance(e, InfusionChange) and e.step is PumpStep.STARTED),
        None,
    )
    return LastTime(
        session=row.session,
        number=number,
        started_at=row.started_at,
        ended=row.ended_at is not None,
        systolic=top.systolic if top else None,
        diastolic=top.diastolic if top else None,
        minute=None if top is None or started is None else (top.t_ms - started) // MS_PER_MIN,
        nausea=_worst_nausea(entries),
        drugs=tuple(dict.fromkeys(e.drug for e in entries if isinstance(e, MedicationGiven))),
        likes=_likes(entries),
    )


def _highest(entries: list[Entry]) -> CuffReading | None:
    """Return the believed reading with the highest systolic, the first of equal ones."""
    verdicts = {e.of: e.verdict for e in entries if isinstance(e, Judgement)}
    cuffs = [
        e
        for e in entries
        if isinstance(e, CuffReading)
        and e.status is CuffStatus.OK
        and e.systolic is not None
        and verdicts.get(e.seq or 0) is not Verdict.REJECTED
    ]
    return max(cuffs, key=lambda cuff: cuff.systolic or 0, default=None)


def _worst_nausea(entries: list[Entry]) -> float | None:
    seen = (e.score for e in entries if isinstance(e, Observation) and e.scale == "nausea")
    return max((score for score in seen if score is not None), default=None)


def _likes(entries: list[Entry]) -> str | None:
    """Return what the last note that begins with "Likes:" says."""
    for entry in reversed(entries):
        if isinstance(entry, Note) and entry.text.strip().casefold().startswith(LIKES.casefold()):
            return " ".join(entry.text.strip()[len(LIKES) :].split()).rstrip(".") or None
    return None

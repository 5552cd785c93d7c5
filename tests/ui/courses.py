"""Made-up courses of patients for tests and pictures: rows and entries, without a file."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from msgspec import structs

from monitor.events import (
    Baseline,
    CuffReading,
    DosePlan,
    Entry,
    InfusionChange,
    Leaving,
    LeavingStep,
    MedicationGiven,
    Observation,
    PumpStep,
    SessionKind,
)
from monitor.listing import ClinicRow, SessionRow, Visit
from monitor.summary import Summary

MINUTE = 60_000
PUMP = 15 * MINUTE
LEFT = PUMP + 100 * MINUTE
FIRST = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
DAYS = (0, 3, 7, 10, 14, 17, 24, 38, 66, 94)
"""When the infusions of a course are, as many clinics give them: six close by, then maintenance."""


def row(session: int = 1, **changed: object) -> SessionRow:
    """One ended session of a patient; its figures are `summary`."""
    made = SessionRow(
        session=session,
        uid=f"uid {session}",
        kind=SessionKind.PATIENT,
        nurse="Adeyemi",
        patient="MARTIN R.",
        birth_date=date(1985, 3, 5),
        record_number="004-1182",
        room="2",
        allergy=None,
        weight=72.0,
        device="ge-dinamap",
        port="COM3",
        started_at=FIRST + timedelta(days=7 * (session - 1)),
        rules_version="1",
        app_version="1",
        ended_at=FIRST + timedelta(days=7 * (session - 1), hours=2),
        ended_ms=LEFT,
        ended_by="Adeyemi",
        end_reason=None,
        needs_look=False,
        findings=[],
        summary=Summary(),
    )
    return structs.replace(made, **changed)


def sums(n: int = 0, **changed: object) -> Summary:
    """What the n-th infusion of `entries` comes to, as the columns have it."""
    rise, top = _rise(n), _dissociation(n)
    made = Summary(
        baseline_systolic=128,
        baseline_diastolic=79,
        peak_systolic=128 + rise,
        peak_systolic_min=30,
        peak_diastolic=79 + rise // 2,
        diastolic_at_peak=79 + rise // 2,
        peak_diastolic_min=30,
        peak_dissociation=top,
        peak_dissociation_min=33,
        recovered_min=62 + n % 3 * 4,
        peak_nausea=_nausea(n),
        peak_nausea_min=26,
        vomits=int(_nausea(n) > 5),
        medications=int(_nausea(n) > 3),
        dose_mg=_dose(n),
        planned_mg=_dose(n),
        infusion_min=40 + _paused(n),
        paused_s=60 * _paused(n),
        ready_min=84 + n % 4 * 3,
        left_min=95,
        alarms_high=int(n == 1),
        alarms_medium=n % 3,
        unanswered=int(n == 1),
        median_answer_s=20.0 + 7 * (n % 5),
        coverage=0.99 - n % 4 * 0.02,
        readings=14,
        readings_over=n % 3,
        due_items=16,
        done_items=16 - n % 3,
    )
    return structs.replace(made, **changed)


def course(count: int = 6, **changed: object) -> list[SessionRow]:
    """All infusions of one patient, the oldest first, their sessions numbered from 1."""
    return [_row(n, changed) for n in range(count)]


def _row(n: int, changed: dict[str, object]) -> SessionRow:
    at = FIRST + timedelta(days=DAYS[n] if n < len(DAYS) else DAYS[-1] + 28 * (n + 1 - len(DAYS)))
    told = {"summary": sums(n), "started_at": at, "ended_at": at + timedelta(hours=2), **changed}
    return row(n + 1, **told)


def visit(row: SessionRow) -> Visit:
    """Who was in a session."""
    return Visit(row.session, row.started_at, row.patient or "", row.birth_date, row.record_number)


def clinic_rows(count: int = 60) -> list[ClinicRow]:
    """The sums of many sessions; those of every ninth one were never made."""
    return [_clinic_row(n) for n in range(count)]


def _clinic_row(n: int) -> ClinicRow:
    known = Summary() if n % 9 == 8 else sums(n)
    fields = {name: getattr(known, name) for name in ClinicRow._fields if hasattr(known, name)}
    at = FIRST + timedelta(days=n)
    return ClinicRow(session=n + 1, started_at=at, **fields)


def entries(session: int) -> Sequence[Entry]:
    """What happened in a session of `course`."""
    n = session - 1
    found = [*_the_drug(n), *_readings(n), *_ratings(n)]
    ordered = sorted(found, key=lambda entry: entry.t_ms)
    return [replace(entry, seq=seq) for seq, entry in enumerate(ordered, start=1)]


def _at(minute: float) -> int:
    return PUMP + round(minute * MINUTE)


def _the_drug(n: int) -> list[Entry]:
    plan = DosePlan(
        t_ms=0, drug="Ketamine", mg_per_kg=0.5, minutes=40, bag_mg=100, bag_ml=100, weight=72
    )
    mg_per_h = _dose(n) * 60 / 40
    found: list[Entry] = [
        plan,
        Baseline(t_ms=_at(-1), systolic=128, diastolic=79, mean=95, rate=76),
        InfusionChange(t_ms=_at(0), step=PumpStep.STARTED, mg_per_h=mg_per_h),
        InfusionChange(t_ms=_at(40 + _paused(n)), step=PumpStep.STOPPED, reason="finished"),
        Leaving(t_ms=_at(84 + n % 4 * 3), step=LeavingStep.READY),
    ]
    if _paused(n):
        found.append(InfusionChange(t_ms=_at(18), step=PumpStep.PAUSED, reason="distress"))
        ended = _at(18 + _paused(n))
        found.append(InfusionChange(t_ms=ended, step=PumpStep.RESUMED, mg_per_h=mg_per_h))
    if _nausea(n) > 3:
        drug = MedicationGiven(t_ms=_at(27), drug="ondansetron", dose=4, unit="mg", route="IV")
        found.append(drug)
    return found


def _readings(n: int) -> list[Entry]:
    minutes = [-9, -5, -2, *range(5, 45, 5), 50, 60, 75, 90]
    return [_reading(n, minute) for minute in minutes]


def _reading(n: int, minute: int) -> CuffReading:
    up = _rise(n) * math.exp(-(((minute - 30) / 17) ** 2)) if minute > 0 else 0
    wobble = (minute * 7 + n * 5) % 5 - 2 if minute != 30 else 0
    systolic, diastolic = round(128 + up + wobble), round(79 + up / 2 + wobble / 2)
    return CuffReading(
        t_ms=_at(minute), device="ge-dinamap", systolic=systolic, diastolic=diastolic
    )


def _ratings(n: int) -> list[Entry]:
    top, gone = _dissociation(n), 62 + n % 3 * 4
    rising = [(-6, 0), (10, min(1, top - 1)), (20, top - 1), (33, top)]
    dissociation = [*rising, (45, 1), (gone, 0)]
    nausea = [(-6, 0), (26, _nausea(n)), (45, _nausea(n) // 2), (75, 0)]
    found: list[Entry] = [_rating("dissociation", *one) for one in dissociation]
    found += [_rating("nausea", *one) for one in nausea]
    if _nausea(n) > 5:
        vomited: dict[str, int | str] = {"vomited": 1}
        found.append(Observation(t_ms=_at(29), scale="vomiting", version="1", answers=vomited))
    return found


def _rating(scale: str, minute: float, score: int) -> Observation:
    return Observation(
        t_ms=_at(minute), scale=scale, version="1", answers={scale: score}, score=float(score)
    )


def _paused(n: int) -> int:
    """For how many minutes."""
    return 4 if n % 4 == 1 else 0


def _rise(n: int) -> int:
    return (24, 46, 31, 22, 27, 18, 21, 15, 24, 12)[n % 10]


def _dissociation(n: int) -> int:
    return (3, 4, 3, 2, 3, 2, 2, 1, 2, 2)[n % 10]


def _nausea(n: int) -> int:
    return (2, 6, 4, 0, 1, 0, 5, 0, 2, 0)[n % 10]


def _dose(n: int) -> float:
    return (28.8, 36.0, 36.0, 36.0, 36.0, 43.2, 43.2, 43.2, 43.2, 36.0)[n % 10]

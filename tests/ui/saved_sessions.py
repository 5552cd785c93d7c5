"""Saved sessions for the tests of the review: a whole infusion, told in a few events."""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from monitor import profile
from monitor.events import (
    Baseline,
    Correction,
    CuffReading,
    DosePlan,
    Entry,
    Event,
    InfusionChange,
    LinkChange,
    LinkState,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
    Second,
    SessionEnd,
    SessionKind,
    SessionStart,
)
from monitor.store import Store
from monitor.vitals import Vital

STARTED = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
MINUTE = 60_000
PUMP_START = 10 * MINUTE
ENDED = 75 * MINUTE


def start(patient: str | None = "MARTIN R.", **changed: object) -> SessionStart:
    """Who it was."""
    settings = profile.shipped()
    made = SessionStart(
        t_ms=0,
        at=STARTED,
        uid=f"uid of {patient}",
        kind=SessionKind.PATIENT,
        nurse="Adeyemi",
        patient=patient,
        birth_date=date(1985, 3, 5),
        record_number="004-1182",
        room="2",
        allergy="penicillin",
        weight=72,
        device="ge-dinamap",
        port="COM3",
        profile=settings.text,
        rules_version=settings.rules_version,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def infusion() -> list[Entry]:
    """What happened: baseline, 40 minutes of ketamine, a surge, nausea, one slip corrected."""
    found: list[Entry] = [
        LinkChange(t_ms=0, device="ge-dinamap", state=LinkState.RECEIVING),
        PhaseChange(t_ms=0, by="Adeyemi", phase=Phase.BASELINE),
        DosePlan(
            t_ms=0, by="Adeyemi", drug="Ketamine", mg_per_kg=0.5, minutes=40,
            bag_mg=50, bag_ml=50, weight=72,
        ),
        Baseline(t_ms=9 * MINUTE, by="Adeyemi", systolic=128, diastolic=79, mean=95, rate=76),
        InfusionChange(t_ms=PUMP_START, by="Adeyemi", step=PumpStep.STARTED, mg_per_h=54),
        PhaseChange(t_ms=PUMP_START, by="Adeyemi", phase=Phase.INFUSION),
        InfusionChange(t_ms=50 * MINUTE, by="Adeyemi", step=PumpStep.STOPPED, reason="finished"),
        PhaseChange(t_ms=50 * MINUTE, by="Adeyemi", phase=Phase.RECOVERY),
    ]  # fmt: skip
    for minute in range(1, 75, 5):
        rise = max(0, 40 * math.sin((minute - 8) / 14))
        found.append(_cuff(minute, round(128 + rise), round(79 + rise / 2)))
    for minute, score in ((5, 0), (20, 1), (28, 2), (36, 3), (52, 1), (66, 0)):
        found.append(seen(minute, "dissociation", score))
    for minute, score in ((5, 0), (26, 5), (40, 3)):
        found.append(seen(minute, "nausea", score))
    return sorted(found, key=lambda entry: entry.t_ms)


def _cuff(minute: int, systolic: int, diastolic: int) -> CuffReading:
    return CuffReading(
        t_ms=minute * MINUTE,
        device="ge-dinamap",
        systolic=systolic,
        diastolic=diastolic,
        mean=round(diastolic + (systolic - diastolic) / 3),
        pulse=78,
    )


def seen(minute: float, scale: str, score: int) -> Observation:
    """A rating by the nurse."""
    return Observation(
        t_ms=round(minute * MINUTE),
        by="Adeyemi",
        scale=scale,
        version="1",
        answers={scale: score},
        score=score,
    )


def corrected(entries: list[Entry]) -> list[Entry]:
    """The same with a slip: nausea 6 was a 3."""
    slip = len(entries) + 1
    return [
        *entries,
        seen(44, "nausea", 6),
        seen(44, "nausea", 3),
        Correction(
            t_ms=45 * MINUTE, by="Adeyemi", of=slip, replaced_by=slip + 1, reason="patient restated"
        ),
    ]


def seconds(end_ms: int, gap: range = range(0)) -> Iterable[Second]:
    """A pulse and an SpO₂ each second, but for the minutes of `gap`."""
    for t_ms in range(0, end_ms, 1000):
        if t_ms // MINUTE in gap:
            continue
        pulse = 76 + 9 * math.sin(t_ms / 900_000) + math.sin(t_ms / 7000)
        values: dict[Vital, float | None] = {Vital.PULSE_RATE: round(pulse), Vital.SPO2: 97}
        yield Second(t_ms=t_ms, values=values, sources=dict.fromkeys(values, "ge-dinamap"))


def save(
    record: Path,
    who: SessionStart,
    entries: list[Entry],
    *,
    end_ms: int | None = ENDED,
    measured: Iterable[Second] = (),
) -> None:
    """Write one session, closed unless `end_ms` is None."""
    store = Store(record)
    session = store.begin(who)
    began = who.at or STARTED
    events: list[Event] = [*taken(entries, began), *measured]
    if end_ms is not None:
        events.append(SessionEnd(t_ms=end_ms, at=_wall(end_ms, began), by="Adeyemi"))
    store.commit(session, events)
    store.close()


def taken(entries: list[Entry], began: datetime = STARTED) -> list[Entry]:
    """The entries as the session thread numbers and dates them."""
    return [_taken(entry, seq, began) for seq, entry in enumerate(entries, start=1)]


def _taken(entry: Entry, seq: int, began: datetime) -> Entry:
    at = _wall(entry.t_ms, began)
    return replace(entry, seq=seq, at=at, entered_at=at)


def _wall(t_ms: int, began: datetime) -> datetime:
    return began + timedelta(milliseconds=t_ms)

"""A session with all that the formats for other systems tell, and texts that try to break them."""

from array import array
from dataclasses import replace
from datetime import date
from math import nan
from typing import Any

from monitor.deidentifying import deidentified
from monitor.events import (
    AlarmChange,
    AlarmStep,
    Correction,
    CuffReading,
    CuffSource,
    CuffStatus,
    DeviceInUse,
    DosePlan,
    Entry,
    InfusionChange,
    Judgement,
    ManualVitals,
    Meaning,
    MedicationGiven,
    Note,
    Observation,
    Priority,
    PumpStep,
    SessionKind,
    SessionStart,
    Signature,
    SourceChange,
    SprayUsed,
    Verdict,
)
from monitor.extract import Extract
from monitor.history import History
from monitor.vitals import Vital
from tests.monitor.extracts import extract
from tests.monitor.planted import IDENTIFIERS, everywhere, numbered
from tests.monitor.planted import start as planted_start
from tests.monitor.records import NURSE, STARTED_AT, Numbered

MINUTE = 60_000
DINAMAP, NONIN = "ge-dinamap", "nonin"

HOSTILE = "a|b^c&d~e\\f <b>\"'</b> \\E\\\r\nMSH|^~\\&|x\n\x00\x1b\u2028ü\ud800"
"""Every delimiter of HL7 v2, an escape, a segment of its own, control characters, half a letter."""


def entries() -> list[Entry]:
    """Forty minutes: the pump starts at two, pauses at ten, is stopped early at twenty."""
    made = Numbered()
    plan = {"mg_per_kg": 0.5, "minutes": 40.0, "bag_mg": 50.0, "bag_ml": 50.0, "weight": 70.0}
    sick = {"scale": "vomiting", "version": "1", "answers": {"vomited": 2}, "score": 2.0}
    kobs = {"detachment": 2, "nausea": "cannot_answer"}
    low = {"rule": "spo2.low", "priority": Priority.HIGH, "value": 84.0, "threshold": 88.0}
    typed = {"systolic": 131.0, "diastolic": 80.0, "source": CuffSource.MANUAL, "standing": True}
    return [
        made.take(DeviceInUse, 0, device=DINAMAP, port="a", place=0, measures_cuff=True),
        made.take(SourceChange, 0, vital=Vital.SPO2, source=NONIN),
        made.take(DosePlan, 0, drug="Ketamine", by=NURSE, **plan),
        made.cuff(1000, 128.0),
        _pump(made, 2, PumpStep.STARTED, mg_per_h=52.5),
        made.take(CuffReading, 3 * MINUTE, device=DINAMAP, status=CuffStatus.CUFF_LOOSE),
        made.take(CuffReading, 4 * MINUTE, device=DINAMAP, status=CuffStatus.CANCELLED),
        made.cuff(5 * MINUTE, 290.0),
        made.take(Judgement, 5 * MINUTE, of=8, verdict=Verdict.REJECTED, reason="artefact"),
        made.cuff(6 * MINUTE, 190.0),
        made.take(Judgement, 6 * MINUTE, of=10, verdict=Verdict.SUSPECT, rule="change.systolic"),
        made.take(CuffReading, 7 * MINUTE, device=DINAMAP, by=NURSE, **typed, pulse=71.0),
        made.take(Observation, 8 * MINUTE, scale="dissociation", version="1", by=NURSE,
                  answers={"dissociation": 3}, score=3.0),
        made.take(Observation, 8 * MINUTE, scale="dissociation", version="1", by=NURSE,
                  answers={"dissociation": 2}, score=2.0),
        made.take(Correction, 8 * MINUTE, of=13, replaced_by=14, reason="entry_error", by=NURSE),
        made.take(Observation, 9 * MINUTE, scale="kobs1", version="1", answers=kobs, by=NURSE),
        made.take(Observation, 9 * MINUTE, scale="cadss6", version="1", answers={"01": 2}),
        made.take(ManualVitals, 9 * MINUTE, pulse_rate=81.0, spo2=96.0, by=NURSE),
        _pump(made, 10, PumpStep.PAUSED, reason="distress"),
        _pump(made, 12, PumpStep.RESUMED),
        _pump(made, 13, PumpStep.BOLUS, mg=10.0),
        made.take(Observation, 14 * MINUTE, by=NURSE, **sick),
        made.take(MedicationGiven, 15 * MINUTE, drug="Ondansetron", dose=4.0, unit="mg",
                  route="IV"),
        made.take(MedicationGiven, 15 * MINUTE, drug=HOSTILE, dose=2.0, unit="drops", by=NURSE),
        made.take(MedicationGiven, 15 * MINUTE, drug="Oxygen"),
        made.take(MedicationGiven, 16 * MINUTE, drug="Midazolam", dose=9.0, unit="mg"),
        made.take(Correction, 16 * MINUTE, of=26, reason="wrong_patient", by=NURSE),
        made.take(SprayUsed, 17 * MINUTE, number=1, mg=28.0, lot="LOT 7", by=NURSE),
        made.take(Note, 17 * MINUTE, text=HOSTILE, by=NURSE),
        made.take(AlarmChange, 18 * MINUTE, step=AlarmStep.RAISED, **low),
        made.take(AlarmChange, 19 * MINUTE, step=AlarmStep.ACKNOWLEDGED, of=30, by=NURSE,
                  reason="oxygen", **low),
        made.take(AlarmChange, 19 * MINUTE, step=AlarmStep.CLEARED, **low),
        _pump(made, 20, PumpStep.STOPPED, reason="vomiting"),
        made.take(CuffReading, 21 * MINUTE, device=DINAMAP, systolic=nan, diastolic=80.0),
        made.take(AlarmChange, 21 * MINUTE, step=AlarmStep.UNCONFIRMED, rule="systolic.high",
                  priority=Priority.MEDIUM, value=162.0, threshold=160.0),
        made.take(Signature, 41 * MINUTE, meaning=Meaning.NURSE_COMPLETED, head="c0ffee", by=NURSE),
    ]  # fmt: skip


def _pump(made: Numbered, minute: int, step: PumpStep, **told: object) -> InfusionChange:
    return made.take(InfusionChange, minute * MINUTE, step=step, by=NURSE, **told)


def start(kind: SessionKind = SessionKind.PATIENT) -> SessionStart:
    """Somebody with a name, a number and a room."""
    return SessionStart(
        t_ms=0,
        at=STARTED_AT,
        uid="u1",
        kind=kind,
        nurse=NURSE,
        patient="Zoë O'Sample & Sons|^~",
        birth_date=date(1980, 2, 29),
        record_number="004-1182",
        room="4",
        weight=70.0,
        device=DINAMAP,
    )


def history() -> History:
    """Its entries, and seconds of an ECG rate, a pulse and a saturation, with gaps."""
    made = History(start(), entries(), ended=True)
    made.t_ms = array("q", [0, 1000, 2000, 60_000, 61_000, 180_000])
    gaps = [nan] * 6
    made.columns = {vital: array("d", gaps) for vital in Vital}
    made.columns[Vital.HEART_RATE] = array("d", [72.0, 73.0, nan, 74.0, 75.0, nan])
    made.columns[Vital.PULSE_RATE] = array("d", [71.0, nan, nan, 74.0, 75.0, 76.0])
    made.columns[Vital.SPO2] = array("d", [97.0, nan, 98.0, nan, 96.5, nan])
    return made


def whole(**changed: object) -> Extract:
    """The session as exports are given it; changed: fields of the extract."""
    told: dict[str, Any] = {"history": history(), "ended_ms": 40 * MINUTE}
    return replace(extract(), **(told | changed))


def spared(made: Extract) -> Extract:
    """The same de-identified."""
    words = frozenset({"ge-dinamap", "nonin"})
    return deidentified(made, uid="made-up", subject="somebody", words=words)


def planted() -> Extract:
    """Every kind of entry with every identifier in every text, in an open session."""
    told = History(planted_start(IDENTIFIERS["name"]), numbered(everywhere()))
    return replace(extract(), history=told, ended_ms=None)

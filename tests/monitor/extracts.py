"""A small session as exports are given it: a gap, a failed cuff, a slip, a doubt, a score."""

from array import array
from datetime import UTC
from math import nan

from monitor.events import (
    Correction,
    CuffReading,
    CuffStatus,
    DosePlan,
    Entry,
    InfusionChange,
    Judgement,
    ManualVitals,
    Note,
    Observation,
    PumpStep,
    Verdict,
)
from monitor.extract import Extract
from monitor.history import History
from monitor.vitals import Vital
from tests.monitor.records import NURSE, Numbered, start

MINUTE = 60_000


def entries() -> list[Entry]:
    """Nine entries; the pump starts at two minutes."""
    made = Numbered()
    seen = {"scale": "dissociation", "version": "1", "by": NURSE}
    plan = {"mg_per_kg": 0.5, "minutes": 40.0, "bag_mg": 50.0, "bag_ml": 50.0, "weight": 70.0}
    return [
        made.take(DosePlan, 0, drug="Ketamine", by=NURSE, **plan),
        made.cuff(1000, 128.0),
        made.take(
            InfusionChange, 2 * MINUTE, step=PumpStep.STARTED, mg_per_h=52.5, by=NURSE
        ),
        made.take(CuffReading, 3 * MINUTE, device="ge-dinamap", status=CuffStatus.CUFF_LOOSE),
        made.take(Observation, 4 * MINUTE, answers={"dissociation": 3}, score=3.0, **seen),
        made.take(Observation, 4 * MINUTE, answers={"dissociation": 2}, score=2.0, **seen),
        made.take(Correction, 4 * MINUTE, of=5, replaced_by=6, reason="entry_error", by=NURSE),
        made.take(ManualVitals, 4 * MINUTE + 1, pulse_rate=81.0, by=NURSE),
        made.cuff(5 * MINUTE, 290.0),
        made.take(Judgement, 5 * MINUTE, of=9, verdict=Verdict.REJECTED, by=NURSE),
        made.take(Note, 5 * MINUTE + 1, text="=1+1", by=NURSE),
    ]  # fmt: skip


def extract(**changed: object) -> Extract:
    """Six minutes, of which the vitals were measured for two seconds and tried in a third."""
    history = History(start("u1"), entries(), ended=True)
    history.t_ms = array("q", [0, 1000, 2000])
    history.columns = {vital: array("d", [nan] * 3) for vital in Vital}
    history.columns[Vital.SPO2] = array("d", [97.0, nan, 98.0])
    told = {"subject": "004-1182", "ended_ms": 6 * MINUTE, "zone": UTC, "describe": _said}
    return Extract(history=history, **(told | changed))  # type: ignore[arg-type]


def _said(entry: Entry) -> str:
    return type(entry).__name__

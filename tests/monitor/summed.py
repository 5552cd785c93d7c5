"""Sessions to be summed up under the shipped profile: their entries, and seconds measured."""

import math
from array import array
from collections.abc import Iterable
from dataclasses import replace

from monitor.events import DosePlan, Entry, InfusionChange, Observation, PumpStep
from monitor.history import History
from monitor.profile import shipped
from monitor.summary import Summary, summary
from monitor.vitals import Vital
from tests.monitor.records import NURSE, Numbered, start

MINUTE = 60_000


def history(*entries: Entry, seconds: Iterable[int] = (), profile: str | None = None) -> History:
    """A session with these entries, and a saturation of 97 % in these seconds."""
    text = shipped().text if profile is None else profile
    found = History(replace(start(), profile=text), entries=list(entries))
    found.t_ms = array("q", [second * 1000 for second in seconds])
    for vital in found.columns:
        value = 97.0 if vital is Vital.SPO2 else math.nan
        found.columns[vital] = array("d", [value] * len(found.t_ms))
    return found


def summed(*entries: Entry, end_min: float = 120, seconds: Iterable[int] = ()) -> Summary:
    """What a session with these entries comes to."""
    return summary(history(*entries, seconds=seconds), round(end_min * MINUTE))


def seen(entries: Numbered, minute: float, scale: str, score: float | None) -> Observation:
    """A rating by the scale of one item."""
    answers = {} if score is None else {scale: int(score)}
    t_ms = round(minute * MINUTE)
    told = {"scale": scale, "version": "1", "answers": answers, "score": score}
    return entries.take(Observation, t_ms, by=NURSE, **told)


def pump(entries: Numbered, minute: float, step: PumpStep, **of_it: float) -> InfusionChange:
    """What was done at the pump."""
    return entries.take(InfusionChange, round(minute * MINUTE), step=step, by=NURSE, **of_it)


def plan(entries: Numbered) -> DosePlan:
    """35 mg in 40 minutes, for 70 kg, out of 50 mg in 50 mL."""
    prescribed = {"drug": "Ketamine", "mg_per_kg": 0.5, "minutes": 40.0}
    return entries.take(DosePlan, 0, **prescribed, bag_mg=50.0, bag_ml=50.0, weight=70.0)

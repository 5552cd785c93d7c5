"""One infusion in minutes from its start: pressures, scores, drugs, from entries alone. Pure.

What small multiples draw. Seconds are not asked for, so that forty infusions are read at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.events import (
    Baseline,
    CuffReading,
    CuffSource,
    CuffStatus,
    DosePlan,
    Entry,
    InfusionChange,
    Judgement,
    MedicationGiven,
    Observation,
    SprayUsed,
    Verdict,
)
from monitor.infusion import Infusion
from monitor.standing import still_standing

MS_PER_MIN = 60_000


@dataclass(frozen=True, slots=True)
class Pressure:
    """One reading in mmHg. sure: nothing speaks against it; typed: by a person."""

    minute: float
    systolic: float
    diastolic: float | None
    sure: bool = True
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """One answer on a scale; no score where the patient could not be asked."""

    minute: float
    score: float | None


@dataclass(frozen=True, slots=True)
class Given:
    """A drug beside the infusion."""

    minute: float
    drug: str
    dose: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """An infusion as it is drawn; minutes count from the pump's first start or the first spray.

    started: whether there was either; without it nothing has a place. baseline: systolic and
    diastolic. runs: from where to where the pump ran, pauses left out. sprays, vomits: when.
    """

    started: bool
    pressures: tuple[Pressure, ...] = ()
    baseline: tuple[float, float] | None = None
    runs: tuple[tuple[float, float], ...] = ()
    sprays: tuple[float, ...] = ()
    dissociation: tuple[Scored, ...] = ()
    nausea: tuple[Scored, ...] = ()
    vomits: tuple[float, ...] = ()
    given: tuple[Given, ...] = ()

    @property
    def peak(self) -> Pressure | None:
        """The highest systolic of those nothing speaks against, the first of equal ones."""
        sure = [pressure for pressure in self.pressures if pressure.sure]
        return max(sure, key=lambda pressure: pressure.systolic, default=None)


def strip(entries: Iterable[Entry], end_ms: int | None = None) -> Strip:
    """Draw out one session's entries. end_ms: when it ended; None while it is open."""
    standing = still_standing(entries)
    infusion = Infusion()
    for entry in standing:
        if isinstance(entry, DosePlan | InfusionChange):
            infusion.apply(entry)
    sprays = [entry.t_ms for entry in standing if isinstance(entry, SprayUsed)]
    origin = infusion.started_ms if infusion.started_ms is not None else min(sprays, default=None)
    baselines = [entry for entry in standing if isinstance(entry, Baseline)]
    baseline = (baselines[-1].systolic, baselines[-1].diastolic) if baselines else None
    if origin is None:
        return Strip(started=False, baseline=baseline)
    until_ms = end_ms if end_ms is not None else max(entry.t_ms for entry in standing)
    at = _Minutes(origin)
    return Strip(
        started=True,
        pressures=tuple(_pressures(standing, at)),
        baseline=baseline,
        runs=tuple(
            (at(run.start_ms), at(run.end_ms))
            for run in infusion.stretches(until_ms)
            if not run.paused
        ),
        sprays=tuple(map(at, sprays)),
        dissociation=_scored(standing, "dissociation", at),
        nausea=_scored(standing, "nausea", at),
        vomits=tuple(at(entry.t_ms) for entry in standing if _vomited(entry)),
        given=tuple(
            Given(at(entry.t_ms), entry.drug, entry.dose, entry.unit)
            for entry in standing
            if isinstance(entry, MedicationGiven)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Minutes:
    """Session time -> minutes from the start."""

    origin_ms: int

    def __call__(self, t_ms: int) -> float:
        return (t_ms - self.origin_ms) / MS_PER_MIN


def _pressures(standing: Sequence[Entry], at: _Minutes) -> Iterable[Pressure]:
    verdicts = {entry.of: entry.verdict for entry in standing if isinstance(entry, Judgement)}
    for cuff in standing:
        if not isinstance(cuff, CuffReading) or cuff.status is not CuffStatus.OK:
            continue
        verdict = verdicts.get(cuff.seq or 0, Verdict.ACCEPTED)
        if cuff.systolic is None or verdict is Verdict.REJECTED:
            continue
        typed, sure = cuff.source is CuffSource.MANUAL, verdict is Verdict.ACCEPTED
        yield Pressure(at(cuff.t_ms), cuff.systolic, cuff.diastolic, sure, typed)


def _scored(standing: Sequence[Entry], scale: str, at: _Minutes) -> tuple[Scored, ...]:
    seen = (entry for entry in standing if isinstance(entry, Observation) and entry.scale == scale)
    return tuple(Scored(at(entry.t_ms), entry.score) for entry in seen)


def _vomited(entry: Entry) -> bool:
    answers = entry.answers if isinstance(entry, Observation) else {}
    return isinstance(answers.get("vomited"), int)

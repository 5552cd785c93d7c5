"""What a chart on paper shows, from a record: pressures, curves, gaps, ratings, drugs. No painting.

Every value is one of the record's, at its own time; nothing is filled in between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from monitor.course import Sample, origin_ms, typed
from monitor.episodes import Episode, episodes
from monitor.events import (
    Baseline,
    CuffReading,
    CuffStatus,
    Entry,
    InfusionChange,
    MedicationGiven,
    Observation,
    SprayUsed,
)
from monitor.history import History
from monitor.in_force import InForce, in_force
from monitor.infusion import Stretch
from monitor.session import Session
from monitor.vitals import RATE_ORDER, Vital
from ui.chart.gaps import words_for
from ui.chart.infusion_words import given_words, mg_words
from ui.chart.pressure_marks import PressureMark, pressure_marks
from ui.chart.trace import Gap, Trace
from ui.describe import describe
from ui.scale_words import spoken_scales
from ui.words import number, say


@dataclass(frozen=True, slots=True)
class Curve:
    """A vital measured every second, and what was typed of it. vital: the one that gave it."""

    vital: Vital
    trace: Trace
    typed: tuple[Sample, ...]

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return bool(len(self.trace) or self.typed)


@dataclass(frozen=True, slots=True)
class Rating:
    """One answer on a scale. share: how high its bar is, 0 to 1; None where it has none."""

    t_ms: int
    said: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A scale that was used, by its id, with its answers, oldest first."""

    scale: str
    title: str
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A session as a chart draws it, until `end_ms`; times are session ms."""

    end_ms: int
    origin_ms: int | None
    wall: Callable[[int], datetime]
    marks: tuple[PressureMark, ...]
    failed: tuple[int, ...]
    baseline: Baseline | None
    limits: tuple[InForce, ...]
    relative_percent: float
    rate: Curve
    spo2: Curve
    gaps: tuple[tuple[Gap, str], ...]
    stretches: tuple[Stretch, ...]
    given: tuple[tuple[int, str], ...]
    rated: tuple[Rated, ...]
    alarms: tuple[Episode, ...]


def course(
    history: History, session: Session, end_ms: int, wall: Callable[[int], datetime]
) -> Course:
    """Gather what a chart draws."""
    entries = [entry for entry in session.entries.values() if entry.t_ms <= end_ms]
    rate, spo2 = _curve(history, session, RATE_ORDER), _curve(history, session, (Vital.SPO2,))
    return Course(
        end_ms=end_ms,
        origin_ms=origin_ms(session),
        wall=wall,
        marks=tuple(m for m in pressure_marks(entries) if m.reading.t_ms <= end_ms),
        failed=tuple(
            e.t_ms for e in entries if isinstance(e, CuffReading) and e.status is not CuffStatus.OK
        ),
        baseline=session.baseline,
        limits=tuple(in_force(session, end_ms)),
        relative_percent=session.profile.baseline.relative_percent,
        rate=rate,
        spo2=spo2,
        gaps=_gaps(session, rate, spo2),
        stretches=tuple(session.infusion.stretches(end_ms)),
        given=tuple((e.t_ms, said) for e in entries if (said := _given(e))),
        rated=_rated(session, end_ms),
        alarms=tuple(episodes(entries)),
    )


def _curve(history: History, session: Session, vitals: tuple[Vital, ...]) -> Curve:
    """The first of `vitals` that was measured, second by second, as the bedside draws it."""
    values, source = np.full(len(history.t_ms), np.nan), vitals[-1]
    for vital in reversed(vitals):
        column = np.array(history.columns[vital])
        measured = ~np.isnan(column)
        values[measured] = column[measured]
        source = vital if measured.any() else source
    trace = Trace(1000 * session.profile.stale.blank_s)
    for t_ms, value in zip(history.t_ms, values.tolist(), strict=True):
        trace.take(t_ms, value)
    written = (sample for vital in vitals for sample in typed(session, vital, history.last_ms))
    return Curve(source, trace, tuple(sorted(written, key=lambda sample: sample.t_ms)))


def _gaps(session: Session, *curves: Curve) -> tuple[tuple[Gap, str], ...]:
    """Where neither curve goes on, with the cause; the first curve that is drawn decides."""
    drawn = next((curve for curve in curves if len(curve.trace)), None)
    return () if drawn is None else tuple((g, words_for(g, session)) for g in drawn.trace.gaps)


def _given(entry: Entry) -> str:
    if isinstance(entry, SprayUsed):
        return f"{say('chart.spray')} {entry.number}: {mg_words(entry.mg)}"
    if isinstance(entry, MedicationGiven | InfusionChange):
        return given_words(entry)
    return ""


def _rated(session: Session, end_ms: int) -> tuple[Rated, ...]:
    """The scales that have a lane at the bedside and were used, in the profile's order."""
    used = {e.scale for e in session.entries.values() if isinstance(e, Observation)}
    order = [*session.profile.scales, *sorted(used - set(session.profile.scales))]
    known = spoken_scales()
    lanes = [known[name] for name in order if name in used and name in known and known[name].lane]
    return tuple(
        Rated(
            scale.id,
            scale.title.partition(",")[0],
            tuple(
                _rating(seen, scale.highest if scale.worst == "highest" else None)
                for seen in session.observations(scale.id)
                if seen.t_ms <= end_ms
            ),
        )
        for scale in lanes
    )


def _rating(seen: Observation, highest: float | None) -> Rating:
    if seen.score is None:
        words = "".join(say(f"entry.{a}") for a in seen.answers.values() if isinstance(a, str))
        return Rating(seen.t_ms, words or describe(seen))
    return Rating(seen.t_ms, number(seen.score), seen.score / highest if highest else None)

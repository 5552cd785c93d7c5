"""Whether a patient is ready to leave: the profile's criteria against what was measured. Pure.

It decides nothing: what the data do not show a named person may accept with a reason, and only
for what was known then. Only what was measured after the drug ended speaks for now.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from monitor.events import (
    Criterion,
    CuffReading,
    Entry,
    Judgement,
    Observation,
    SprayUsed,
    Verdict,
)
from monitor.scale import scales
from monitor.session import Session

MS_PER_MIN = 60_000
DISSOCIATION_BY = ("dissociation", "cadss6", "cadss23")
"""The scales that measure it; the first that the profile offers is the criterion's."""
BY_WORD = frozenset({"walk", "oriented", "iv_out", "instructions", "no_driving", "escort"})
"""Criteria that nothing measures: a person says so."""
LASTING = frozenset({"instructions", "no_driving", "escort"})
"""What a person said of these holds even when the pump was started again."""

_E = TypeVar("_E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Part:
    """One condition, or why none can be judged: a code of ui/words.py with its numbers."""

    code: str
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one criterion stands.

    met: what the data (or a person's word) say; None where they say nothing. values: the measured
    numbers in `unit` ("mmHg", "min", or "" for a score). answer: the code of an answer that is no
    number. measured_ms: when it was true, session ms. needs: what is required, each a condition.
    scale: the rating that would show it. word: what a person said last, an override among it.
    """

    criterion: str
    met: bool | None = None
    values: tuple[float, ...] = ()
    unit: str = ""
    answer: str | None = None
    measured_ms: int | None = None
    needs: tuple[Part, ...] = ()
    scale: str | None = None
    word: Criterion | None = None

    @property
    def override(self) -> Criterion | None:
        """The acceptance by a name, with a reason, that still holds; None where there is none.

        It was for what was known then: a later measurement asks for another.
        """
        word = self.word
        if self.met is True or word is None or word.met is True or not (word.by and word.reason):
            return None
        newer = self.measured_ms is not None and self.measured_ms > word.t_ms
        return None if newer else word

    @property
    def settled(self) -> bool:
        """Whether it does not stand in the way of leaving."""
        return self.met is True or self.override is not None


def criteria(session: Session, t_ms: int) -> list[Standing]:
    """Return how each criterion of the profile stands at `t_ms`, in the profile's order."""
    asked = _Asked(session, t_ms)
    return [asked.standing(name) for name in session.profile.discharge.criteria]


def ready(session: Session, t_ms: int) -> bool:
    """Whether every criterion is met, or accepted by a name with a reason."""
    return all(one.settled for one in criteria(session, t_ms))


def given(session: Session) -> bool:
    """Whether any of the drug was given: the pump was started, or a spray used."""
    sprayed = any(isinstance(e, SprayUsed) for e in session.entries.values())
    return sprayed or session.infusion.started_ms is not None


def ended_ms(session: Session) -> int | None:
    """When the giving ended, session ms; None while the pump has not stopped, 0 where none was."""
    sprays = [e.t_ms for e in session.entries.values() if isinstance(e, SprayUsed)]
    last_ms = max(sprays, default=0)
    if session.infusion.started_ms is None:
        return last_ms
    stopped_ms = session.infusion.stopped_ms
    return None if stopped_ms is None else max(stopped_ms, last_ms)


class _Asked:
    """One question at one moment: what of the session speaks for now."""

    def __init__(self, session: Session, t_ms: int) -> None:
        self._session = session
        self._settings = session.profile.discharge
        self._t_ms = t_ms
        self._ended_ms = ended_ms(session)
        found = [e for e in session.entries.values() if e.t_ms <= t_ms]
        self._known = sorted(found, key=lambda e: (e.t_ms, e.seq or 0))
        verdicts = {e.of: e.verdict for e in self._known if isinstance(e, Judgement)}
        self._rejected = {of for of, said in verdicts.items() if said is Verdict.REJECTED}
        self._doubted = {of for of, said in verdicts.items() if said is Verdict.SUSPECT}
        self._by: dict[str, Callable[[Standing], Standing]] = {
            "observed_for": self._observed,
            "pressure": lambda one: self._pressure(one, standing=False),
            "standing_pressure": lambda one: self._pressure(one, standing=True),
            "sedation": self._sedation,
            "dissociation": self._dissociation,
            "nausea": self._nausea,
            "recovery_score": self._recovery,
        }

    def standing(self, name: str) -> Standing:
        one = Standing(name, word=self._word(name))
        if name in self._by:
            return self._by[name](one)
        word = one.word
        return replace(one, met=word.met if word else None, measured_ms=word.t_ms if word else None)

    # -- what is known ---------------------------------------------------------------------

    def _of(self, kind: type[_E], *, now: bool = True) -> list[_E]:
        """Entries of a kind, oldest first; with `now` only those since the giving ended."""
        since = self._ended_ms if now else 0
        if since is None:
            return []
        return [e for e in self._known if isinstance(e, kind) and (e.t_ms >= since or not now)]

    def _word(self, name: str) -> Criterion | None:
        said = self._of(Criterion, now=name not in LASTING)
        return next((e for e in reversed(said) if e.criterion == name), None)

    def _rated(self, scale: str) -> Observation | None:
        return next((e for e in reversed(self._of(Observation)) if e.scale == scale), None)

    def _by_rating(self, one: Standing, seen: Observation | None, scale: str) -> Standing:
        """Fill in what was rated, without a judgement."""
        if seen is None:
            return replace(one, scale=scale)
        words = [answer for answer in seen.answers.values() if isinstance(answer, str)]
        score = () if seen.score is None else (seen.score,)
        answer = None if score else next(iter(words), "incomplete")
        return replace(one, scale=scale, values=score, answer=answer, measured_ms=seen.t_ms)

    # -- one criterion each ----------------------------------------------------------------

    def _observed(self, one: Standing) -> Standing:
        wanted = self._settings.observe_min
        first = self._settings.observe_from == "first_device"
        one = replace(one, unit="min", needs=(_part(f"observed.{_FROM[first]}", minutes=wanted),))
        if first:
            since_ms = min((e.t_ms for e in self._of(SprayUsed, now=False)), default=None)
        else:
            since_ms = self._session.infusion.stopped_ms
        if since_ms is None or since_ms > self._t_ms:
            # A pump that runs is known not to have stopped; where nothing ran, nothing is known.
            running = not first and self._session.infusion.started_ms is not None
            return replace(one, met=False if running else None)
        passed_ms = self._t_ms - since_ms
        return replace(
            one,
            met=passed_ms >= wanted * MS_PER_MIN,
            values=(float(passed_ms // MS_PER_MIN),),
            measured_ms=since_ms,
        )

    def _pressure(self, one: Standing, *, standing: bool) -> Standing:
        bounds = self._bounds()
        one = replace(one, unit="mmHg", needs=tuple(_said(bound) for bound in bounds))
        if self._session.baseline is None:
            one = replace(one, needs=(*one.needs, Part("no_baseline")))
        cuff = self._last_cuff(standing=standing)
        if cuff is None or cuff.systolic is None or cuff.diastolic is None:
            return one
        values = (cuff.systolic, cuff.diastolic)
        within = all(bound.holds(values) for bound in bounds)
        # A pressure in doubt may speak against leaving, and never for it.
        unsure = self._session.baseline is None or cuff.seq in self._doubted
        met = None if within and unsure else within
        return replace(one, met=met, values=values, measured_ms=cuff.t_ms)

    def _last_cuff(self, *, standing: bool) -> CuffReading | None:
        """The last usable pressure that nobody rejected, lying or standing."""
        usable = {cuff.seq for cuff in self._session.pressures()} - self._rejected
        cuffs = [c for c in self._of(CuffReading) if c.standing == standing and c.seq in usable]
        return cuffs[-1] if cuffs else None

    def _bounds(self) -> list["_Bound"]:
        """One-sided: no higher than baseline and some, under the cap; low is its own bound."""
        settings, baseline, found = self._settings, self._session.baseline, []
        if baseline is not None:
            most = (self._allowed(baseline.systolic), self._allowed(baseline.diastolic))
            found.append(_Bound("at_most", *most))
        if settings.pressure_cap is not None:
            found.append(_Bound("below", *settings.pressure_cap))
        if settings.pressure_floor is not None:
            found.append(_Bound("above", *settings.pressure_floor))
        return found

    def _allowed(self, before: float) -> float:
        more = self._settings.pressure_within
        if self._settings.pressure_unit == "percent":
            more = before * more / 100
        return round(before + more, 6)

    def _sedation(self, one: Standing) -> Standing:
        least = self._settings.sedation_min
        one = self._by_rating(one, self._rated("sedation"), "sedation")
        met = one.values[0] >= least if one.values else None
        return replace(one, met=met, needs=(_part("score_at_least", score=least),))

    def _dissociation(self, one: Standing) -> Standing:
        offered = self._session.profile.scales
        scale = next((name for name in DISSOCIATION_BY if name in offered), DISSOCIATION_BY[0])
        before = self._before_drug(scale)
        most = (before or 0) + self._settings.dissociation_above_baseline
        one = self._by_rating(one, self._rated(scale), scale)
        met = one.values[0] <= most if one.values else None
        needs = [_part("score_at_most", score=most)]
        if before is None:
            needs.append(Part("not_rated_before"))
        return replace(one, met=met, needs=tuple(needs))

    def _before_drug(self, scale: str) -> float | None:
        """The last score before the drug began; None where nobody rated it."""
        sprays = [e.t_ms for e in self._of(SprayUsed, now=False)]
        began = [t for t in (self._session.infusion.started_ms, *sprays) if t is not None]
        began_ms = min(began, default=self._t_ms + 1)
        seen = [e for e in self._of(Observation, now=False) if e.scale == scale]
        scores = [e.score for e in seen if e.t_ms < began_ms and e.score is not None]
        return scores[-1] if scores else None

    def _nausea(self, one: Standing) -> Standing:
        most, free_min = self._settings.nausea_max, self._settings.vomiting_free_min
        needs = (_part("score_at_most", score=most), _part("vomiting_free", minutes=free_min))
        one = replace(self._by_rating(one, self._rated("nausea"), "nausea"), needs=needs)
        vomited = [e for e in self._of(Observation, now=False) if e.scale == "vomiting"]
        if vomited and self._t_ms - vomited[-1].t_ms < free_min * MS_PER_MIN:
            at_ms = max(vomited[-1].t_ms, one.measured_ms or 0)
            return replace(one, met=False, answer="vomited", measured_ms=at_ms)
        return replace(one, met=one.values[0] <= most if one.values else None)

    def _recovery(self, one: Standing) -> Standing:
        scale, least = self._settings.recovery_scale, self._settings.recovery_pass
        if scale is None or scale not in scales():
            return replace(one, needs=(Part("no_scale"),))
        one = self._by_rating(one, self._rated(scale), scale)
        if least is None:
            return replace(one, needs=(Part("no_pass_mark"),))
        met = one.values[0] >= least if one.values else None
        return replace(one, met=met, needs=(_part("score_at_least", score=least),))


_FROM = {True: "first_device", False: "pump_stop"}


@dataclass(frozen=True, slots=True)
class _Bound:
    """Both pressures at most, below or above so many mmHg."""

    code: str
    systolic: float
    diastolic: float

    def holds(self, values: tuple[float, float]) -> bool:
        pairs = list(zip(values, (self.systolic, self.diastolic), strict=True))
        if self.code == "above":
            return all(value > bound for value, bound in pairs)
        if self.code == "below":
            return all(value < bound for value, bound in pairs)
        return all(value <= bound for value, bound in pairs)


def _said(bound: _Bound) -> Part:
    return _part(bound.code, systolic=bound.systolic, diastolic=bound.diastolic)


def _part(code: str, **numbers: float) -> Part:
    return Part(code, tuple(numbers.items()))

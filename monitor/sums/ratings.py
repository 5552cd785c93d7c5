"""What was seen and said of the patient: dissociation, sedation, nausea, vomiting. No judgement."""

from monitor.events import Observation
from monitor.sums.facts import Facts, Sums


def sums(facts: Facts) -> Sums:
    """Sum up the ratings, each by its scale; a patient who cannot answer has no score."""
    dissociation, sedation = _rated(facts, "dissociation"), _rated(facts, "sedation")
    nausea = _rated(facts, "nausea")
    # Of two equal ones the first.
    highest = max(dissociation, key=_score, default=None)
    deepest, sickest = (
        min(sedation, key=_score, default=None),
        max(nausea, key=_score, default=None),
    )
    return {
        "peak_dissociation": highest.score if highest else None,
        "peak_dissociation_min": facts.minute(highest.t_ms if highest else None),
        "recovered_min": facts.minute(_recovered_ms(facts, dissociation)),
        "deepest_sedation": deepest.score if deepest else None,
        "deepest_sedation_min": facts.minute(deepest.t_ms if deepest else None),
        "peak_nausea": sickest.score if sickest else None,
        "peak_nausea_min": facts.minute(sickest.t_ms if sickest else None),
        "vomits": _vomits(facts),
    }


def _rated(facts: Facts, scale: str) -> list[Observation]:
    return [
        seen for seen in facts.of(Observation) if seen.scale == scale and seen.score is not None
    ]


def _score(seen: Observation) -> float:
    return seen.score or 0.0


def _recovered_ms(facts: Facts, rated: list[Observation]) -> int | None:
    """Return when dissociation was first rated as before the drug, and never above it again."""
    before = [_score(seen) for seen in rated if seen.t_ms < (facts.origin_ms or 0)]
    usual = before[-1] if before else 0.0
    above = [place for place, seen in enumerate(rated) if _score(seen) > usual]
    if not above or above[-1] + 1 == len(rated):
        return None
    return rated[above[-1] + 1].t_ms


def _vomits(facts: Facts) -> int:
    answers = (s.answers.get("vomited") for s in facts.of(Observation) if s.scale == "vomiting")
    return sum(times for times in answers if isinstance(times, int))

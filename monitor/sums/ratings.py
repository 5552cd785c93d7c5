"""What was seen and said of the patient: ratings, vomiting, grave signs. No judgement.

The worst ratings are those since the drug began.
"""

from collections.abc import Iterator

from monitor.calm import recovered
from monitor.events import Observation
from monitor.scales import also_seen
from monitor.sums.facts import Facts, Sums


def sums(facts: Facts) -> Sums:
    """Sum up the ratings, each by its scale; a patient who cannot answer has no score."""
    # Of two equal ones the first.
    highest = max(_since(facts, "dissociation"), key=_score, default=None)
    deepest = min(_since(facts, "sedation"), key=_score, default=None)
    sickest = max(_since(facts, "nausea"), key=_score, default=None)
    calm = recovered(_rated(facts, "dissociation"), facts.origin_ms)
    sign, sign_ms = next(_grave_signs(facts), (None, None))
    return {
        "peak_dissociation": highest.score if highest else None,
        "peak_dissociation_min": facts.minute(highest.t_ms if highest else None),
        "recovered_min": facts.minute(calm.t_ms if calm else None),
        "deepest_sedation": deepest.score if deepest else None,
        "deepest_sedation_min": facts.minute(deepest.t_ms if deepest else None),
        "peak_nausea": sickest.score if sickest else None,
        "peak_nausea_min": facts.minute(sickest.t_ms if sickest else None),
        "vomits": _vomits(facts),
        "grave_sign": sign,
        "grave_sign_min": facts.minute(sign_ms),
    }


def _rated(facts: Facts, scale: str) -> list[Observation]:
    return [
        seen for seen in facts.of(Observation) if seen.scale == scale and seen.score is not None
    ]


def _since(facts: Facts, scale: str) -> list[Observation]:
    return [seen for seen in _rated(facts, scale) if facts.of_the_drug(seen.t_ms)]


def _score(seen: Observation) -> float:
    return seen.score or 0.0


def _vomits(facts: Facts) -> int:
    answers = (s.answers.get("vomited") for s in facts.of(Observation) if s.scale == "vomiting")
    return sum(times for times in answers if isinstance(times, int))


def _grave_signs(facts: Facts) -> Iterator[tuple[str, int]]:
    """Every sign for which the bedside shows the protocol, and when; before the drug too."""
    for seen in facts.of(Observation):
        if seen.scale == also_seen.SCALE.id:
            for item in also_seen.SCALE.items:
                if seen.answers.get(item.id) in item.prompts:
                    yield item.id, seen.t_ms

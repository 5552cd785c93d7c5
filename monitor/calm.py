"""When dissociation was over. One meaning for the sums and the reports. Pure, no words."""

from collections.abc import Sequence

from monitor.events import Observation

CALM = 0.0
"""The score of nobody dissociated, where none was given before the drug."""


def usual(rated: Sequence[Observation], origin_ms: int | None) -> float:
    """Return the last score from before the drug, else CALM.

    rated: those with a score, oldest first. origin_ms: when the drug began; None: it never did.
    """
    before = [one.score for one in rated if origin_ms is not None and one.t_ms < origin_ms]
    return (before[-1] if before else None) or CALM


def recovered(rated: Sequence[Observation], origin_ms: int | None) -> Observation | None:
    """Return the rating from which on dissociation was as before the drug, or less, for good.

    None where it never rose above it since the drug began, or was not rated so again.
    """
    known = usual(rated, origin_ms)
    since = [one for one in rated if origin_ms is None or one.t_ms >= origin_ms]
    above = [place for place, one in enumerate(since) if (one.score or CALM) > known]
    if not above or above[-1] + 1 == len(since):
        return None
    return since[above[-1] + 1]

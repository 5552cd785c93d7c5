"""The baseline: what is proposed, what speaks against it, and where it clashes with the limits.

Pure arithmetic on readings; a person accepts (nurse.md C3). It changes nothing.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.events import Baseline, CuffReading, Priority, Second
from monitor.limits import beyond, levels
from monitor.profile import Limits
from monitor.vitals import Vital, rate

APART_MMHG = 10
"""Two cuffs that differ by more ask for a third."""

OLD_MS = 15 * 60_000
"""A baseline older than this at the start of the pump is said to be."""


def proposed(
    pressures: Sequence[CuffReading], last_minute: Iterable[Second], wanted: int, t_ms: int
) -> Baseline | None:
    """Return the mean of the last `wanted` cuffs and of the last minute; None too early."""
    cuffs = pressures[-wanted:]
    systolic, diastolic = mean([c.systolic for c in cuffs]), mean([c.diastolic for c in cuffs])
    if len(cuffs) < wanted or systolic is None or diastolic is None:
        return None
    seconds = list(last_minute)
    rates = [found for s in seconds if (found := rate(s.values))]
    return Baseline(
        t_ms=t_ms,
        systolic=systolic,
        diastolic=diastolic,
        mean=mean([c.mean for c in cuffs]),
        rate=mean([value for _, value in rates]),
        rate_source=rates[-1][0] if rates else None,
        spo2=mean([s.values.get(Vital.SPO2) for s in seconds]),
        cuffs=tuple(c.seq for c in cuffs if c.seq is not None),
    )


def mean(values: Sequence[float | None]) -> float | None:
    """Return the mean of what was measured, rounded as it is spoken; None of nothing."""
    known = [value for value in values if value is not None]
    return float(round(sum(known) / len(known))) if known else None


def wants_another(pressures: Sequence[CuffReading], wanted: int) -> bool:
    """Whether the last cuffs differ so much that one more should decide.

    Asked of two; of three or more the last ones are taken as they are.
    """
    if len(pressures) != wanted or wanted < 2:
        return False
    return any(
        max(known) - min(known) > APART_MMHG
        for known in (
            [c.systolic for c in pressures if c.systolic is not None],
            [c.diastolic for c in pressures if c.diastolic is not None],
        )
        if known
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """A baseline value that lies outside a limit already: it would alarm from the start on.

    rule: "rate.low", "systolic.high" and so on, as `LimitChange.rule`.
    """

    rule: str
    value: float
    limit: float


def clashes(baseline: Baseline, limits: Limits) -> list[Clash]:
    """Return every limit that this patient is beyond at rest, in the order of the screen."""
    values = {
        "systolic": baseline.systolic,
        "diastolic": baseline.diastolic,
        "rate": baseline.rate,
        "spo2": baseline.spo2,
    }
    return [
        Clash(rule, value, limit)
        for name, value in values.items()
        if value is not None
        for rule, priority, limit in levels(limits, name)
        if priority is Priority.MEDIUM and beyond(rule, value, limit)
    ]


def own_limit(clash: Clash) -> float:
    """Return the next round limit beyond a value, to be offered: 45 for a rate of 48.

    Pressures and rates by fives; of a saturation, whose limits lie closer, the next whole percent.
    """
    step = 1 if clash.rule.startswith("spo2") else 5
    if clash.rule.endswith(".low"):
        return float((math.ceil(clash.value / step) - 1) * step)
    return float((math.floor(clash.value / step) + 1) * step)

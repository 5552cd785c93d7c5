"""Accept, suspect or reject a pressure, and by which rule. It changes no value and discards none.

The checks are data in the order in which they are asked; a rejection is looked for before a
suspicion. Sources: clinical table 3.7, with [S70] an artefact filter for research, widened there to
a mean of 200 since a high pressure is what this program is for; [S62] a vendor's settable ranges.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from monitor.events import CuffReading, CuffStatus, Verdict

JUMP_MMHG, JUMP_MS = 40, 180_000
"""A systolic pressure that moves by more within three minutes is asked for once more [own]."""

OFF_MEAN_MMHG = 15
"""So far a mean may lie from a third of the way up [own]."""

RANGES = {"systolic": (40, 270), "diastolic": (10, 210), "mean": (20, 230)}
"""mmHg [S62]; outside it is no pressure."""

HIGHEST_MEAN = 200


class Check(NamedTuple):
    """`rule` names the check; `fails` is asked of a reading and the one before it."""

    rule: str
    verdict: Verdict
    fails: Callable[[CuffReading, CuffReading | None], bool]


def judged(cuff: CuffReading, before: CuffReading | None) -> tuple[Verdict, str] | None:
    """Return what is wrong with a pressure and by which rule; None where nothing is.

    before: the last pressure that was believed. An inflation without a result is not judged.
    """
    if cuff.status is not CuffStatus.OK:
        return None
    return next(((c.verdict, c.rule) for c in CHECKS if c.fails(cuff, before)), None)


def out_of_range(cuff: CuffReading, before: CuffReading | None) -> bool:
    """A number that no cuff measures."""
    values = {name: getattr(cuff, name) for name in RANGES}
    return any(
        value is not None and not RANGES[name][0] <= value <= RANGES[name][1]
        for name, value in values.items()
    )


def out_of_order(cuff: CuffReading, before: CuffReading | None) -> bool:
    """Not diastolic < mean < systolic."""
    known = [v for v in (cuff.diastolic, cuff.mean, cuff.systolic) if v is not None]
    return any(low >= high for low, high in pairwise(known))


def mean_too_high(cuff: CuffReading, before: CuffReading | None) -> bool:
    """A mean of 200 mmHg or more."""
    return cuff.mean is not None and cuff.mean >= HIGHEST_MEAN


def mean_off(cuff: CuffReading, before: CuffReading | None) -> bool:
    """The mean is not where systolic and diastolic put it."""
    low, mean, high = cuff.diastolic, cuff.mean, cuff.systolic
    if low is None or mean is None or high is None:
        return False
    return abs(mean - (low + (high - low) / 3)) > OFF_MEAN_MMHG


def narrow(cuff: CuffReading, before: CuffReading | None) -> bool:
    """The two pressures are too close: a loose cuff, or a patient in great trouble."""
    if cuff.diastolic is None or cuff.systolic is None:
        return False
    return cuff.systolic - cuff.diastolic < narrowest(cuff.systolic)


def narrowest(systolic: float) -> float:
    """The least difference that a pressure of this systolic value has, mmHg [S70]."""
    if systolic > 150:
        return 50 if systolic > 200 else 30
    return 15 if systolic >= 100 else 10


def jump(cuff: CuffReading, before: CuffReading | None) -> bool:
    """Far from a pressure that was measured just before."""
    if before is None or before.systolic is None or cuff.systolic is None:
        return False
    soon = 0 <= cuff.t_ms - before.t_ms < JUMP_MS
    return soon and abs(cuff.systolic - before.systolic) > JUMP_MMHG


CHECKS = (
    Check("out_of_range", Verdict.REJECTED, out_of_range),
    Check("out_of_order", Verdict.REJECTED, out_of_order),
    Check("mean_too_high", Verdict.REJECTED, mean_too_high),
    Check("mean_off", Verdict.SUSPECT, mean_off),
    Check("narrow", Verdict.SUSPECT, narrow),
    Check("jump", Verdict.SUSPECT, jump),
)

"""What a finished session comes to. Pure: from a History, with corrections applied."""

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from monitor.events import (
    Baseline,
    Correction,
    CuffReading,
    CuffStatus,
    DosePlan,
    Entry,
    InfusionChange,
    Judgement,
    Observation,
    Verdict,
)
from monitor.history import History
from monitor.infusion import Infusion

_E = TypeVar("_E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The columns of `sessions` that are written at the end; None where there was nothing.

    peak_…_min: whole minutes after the pump's first start, negative before it, None without one.
    coverage: the share of the session's seconds in which anything was measured.
    cuffs: every inflation that was recorded and not withdrawn, failed ones too.
    """

    baseline_systolic: float | None = None
    baseline_diastolic: float | None = None
    peak_systolic: float | None = None
    peak_systolic_min: float | None = None
    peak_diastolic: float | None = None
    peak_diastolic_min: float | None = None
    peak_dissociation: float | None = None
    peak_nausea: float | None = None
    dose_mg: float | None = None
    coverage: float | None = None
    longest_gap_s: float | None = None
    cuffs: int = 0
    corrections: int = 0


def summary(history: History, end_ms: int) -> Summary:
    """Sum up a session that ended at `end_ms`."""
    entries = current(history.entries)
    measured = _measured(history)
    infusion = _infusion(entries)
    baseline = next(reversed(_of(entries, Baseline)), None)
    systolic = _peak(entries, "systolic", infusion.started_ms)
    diastolic = _peak(entries, "diastolic", infusion.started_ms)
    return Summary(
        baseline_systolic=baseline.systolic if baseline else None,
        baseline_diastolic=baseline.diastolic if baseline else None,
        peak_systolic=systolic[0],
        peak_systolic_min=systolic[1],
        peak_diastolic=diastolic[0],
        peak_diastolic_min=diastolic[1],
        peak_dissociation=_worst(entries, "dissociation"),
        peak_nausea=_worst(entries, "nausea"),
        dose_mg=None if infusion.started_ms is None else infusion.delivered_mg(end_ms),
        coverage=_coverage(measured, end_ms),
        longest_gap_s=_longest_gap_s(measured, end_ms),
        cuffs=len(_of(entries, CuffReading)),
        corrections=len(_of(history.entries, Correction)),
    )


def current(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that still stand, in the order they were true."""
    entries = list(entries)
    gone = {entry.of for entry in entries if isinstance(entry, Correction)}
    standing = (entry for entry in entries if entry.seq not in gone)
    return sorted(standing, key=lambda entry: (entry.t_ms, entry.seq or 0))


def _of(entries: Iterable[Entry], kind: type[_E]) -> list[_E]:
    return [entry for entry in entries if isinstance(entry, kind)]


def _infusion(entries: list[Entry]) -> Infusion:
    infusion = Infusion()
    for entry in entries:
        if isinstance(entry, DosePlan | InfusionChange):
            infusion.apply(entry)
    return infusion


def _peak(
    entries: list[Entry], name: str, started_ms: int | None
) -> tuple[float | None, float | None]:
    """Return the highest pressure that was measured and not doubted, and its minute."""
    verdicts = {judged.of: judged.verdict for judged in _of(entries, Judgement)}
    pressures = [
        (getattr(cuff, name), -cuff.t_ms)
        for cuff in _of(entries, CuffReading)
        if cuff.status is CuffStatus.OK
        and getattr(cuff, name) is not None
        and verdicts.get(cuff.seq or 0, Verdict.ACCEPTED) is Verdict.ACCEPTED
    ]
    if not pressures:
        return None, None
    # Of two equal peaks the first.
    value, minus_ms = max(pressures)
    minute = None if started_ms is None else (-minus_ms - started_ms) // 60_000
    return value, minute


def _worst(entries: list[Entry], scale: str) -> float | None:
    seen = (seen.score for seen in _of(entries, Observation) if seen.scale == scale)
    return max((score for score in seen if score is not None), default=None)


def _measured(history: History) -> list[int]:
    """Return the seconds in which something was measured; the device may only have tried."""
    columns = list(history.columns.values())
    return [
        t_ms
        for index, t_ms in enumerate(history.t_ms)
        if any(not math.isnan(column[index]) for column in columns)
    ]


def _coverage(measured: list[int], end_ms: int) -> float | None:
    seconds = end_ms // 1000
    return min(1.0, bisect_right(measured, end_ms) / seconds) if seconds > 0 else None


def _longest_gap_s(measured: list[int], end_ms: int) -> float | None:
    """Return the longest stretch of the session with nothing measured."""
    if end_ms <= 0:
        return None
    begins = [0, *(t_ms + 1000 for t_ms in measured)]
    ends = [*measured, end_ms]
    longest = max(end - begin for begin, end in zip(begins, ends, strict=True))
    return max(0, longest) / 1000

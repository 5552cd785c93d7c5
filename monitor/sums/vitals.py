"""Rate and saturation at their furthest, and how much of the session was measured at all.

The rate is raw: the highest second is a second. A curve beside it shows what it is worth. Extremes
are those since the drug began, coverage and gaps those until the patient left.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import compress
from math import inf

from monitor import course
from monitor.cuff_arm import Stretch, squeezed
from monitor.ending import leaving
from monitor.events import DeviceInUse, LeavingStep, LinkChange, LinkState, PowerChange
from monitor.history import History
from monitor.session import DEMO
from monitor.sums.facts import Facts, Sums
from monitor.vitals import RATE_ORDER, Vital

_CABLE, _SILENT, _PROBE = "cable", "silent", "probe"
_COMPUTER, _DEMO, _NO_DEVICE = "computer", "demo", "no_device"

CAUSES = (_CABLE, _SILENT, _PROBE, _COMPUTER, _DEMO, _NO_DEVICE)
"""Why nothing was measured: the port was gone; the device said nothing; it answered and measured
nothing; the computer slept, or Dripwatch began again; values were made up; nobody was heard yet."""

IN_A_ROW = 3
"""So many measured seconds make a lowest saturation: a single one is more often a movement."""

_TOLD_BEFORE_MS = 1000
"""What ends a second's values is told within that second; the gap begins after it."""

_Gap = tuple[int, int]
_Second = tuple[int, float]


def sums(facts: Facts) -> Sums:
    """Sum up what was measured every second, and what people typed in its place."""
    baseline = facts.session.baseline
    rate, rate_ms = _highest_rate(facts)
    spo2, spo2_ms = _lowest_spo2(facts)
    measured, until_ms = _measured(facts.history), _until_ms(facts)
    gap = _longest_gap(measured, until_ms)
    return {
        "baseline_rate": baseline.rate if baseline else None,
        "baseline_spo2": baseline.spo2 if baseline else None,
        "peak_rate": rate,
        "peak_rate_min": facts.minute(rate_ms),
        "lowest_spo2": spo2,
        "lowest_spo2_min": facts.minute(spo2_ms),
        "coverage": _coverage(measured, until_ms),
        "longest_gap_s": (gap[1] - gap[0]) / 1000 if gap else None,
        "gap_cause": _cause(facts, gap) if gap and gap[1] > gap[0] else None,
    }


def _highest_rate(facts: Facts) -> tuple[float | None, int | None]:
    """Return the highest rate and when; the heart's in each second where it was measured."""
    history, found, at_ms = facts.history, -inf, 0
    heart, pulse = (history.columns[vital] for vital in RATE_ORDER)
    for t_ms, first, second in zip(history.t_ms, heart, pulse, strict=True):
        # NaN is not itself, and is greater than nothing.
        value = first if first == first else second
        if value > found and facts.of_the_drug(t_ms):
            found, at_ms = value, t_ms
    for vital in RATE_ORDER:
        for sample in course.typed(facts.session, vital, facts.end_ms):
            if sample.value > found and facts.of_the_drug(sample.t_ms):
                found, at_ms = sample.value, sample.t_ms
    return (None, None) if found == -inf else (found, at_ms)


def _lowest_spo2(facts: Facts) -> tuple[float | None, int | None]:
    """Return the value that so many seconds in a row were at or below, and the first of them."""
    found, at_ms, tight = inf, 0, squeezed(facts.entries)
    run: deque[_Second] = deque(maxlen=IN_A_ROW)
    for second in _spo2_of_the_drug(facts):
        if run and second[0] - run[-1][0] > course.NEAR_MS:
            run.clear()
        run.append(second)
        if len(run) < IN_A_ROW or second[1] >= found:
            continue
        value = max(value for _, value in run)
        if value < found and not _any_within(run, tight):
            found, at_ms = value, run[0][0]
    for sample in course.typed(facts.session, Vital.SPO2, facts.end_ms):
        if sample.value < found and facts.of_the_drug(sample.t_ms):
            found, at_ms = sample.value, sample.t_ms
    return (None, None) if found == inf else (found, at_ms)


def _spo2_of_the_drug(facts: Facts) -> Iterator[_Second]:
    history = facts.history
    for t_ms, value in zip(history.t_ms, history.columns[Vital.SPO2], strict=True):
        if value == value and facts.of_the_drug(t_ms):
            yield t_ms, value


def _any_within(run: Iterable[_Second], stretches: list[Stretch]) -> bool:
    return any(since <= t_ms <= until for t_ms, _ in run for since, until in stretches)


# --- coverage and gaps ---------------------------------------------------------------------------


def _until_ms(facts: Facts) -> int:
    """Return when there was nobody to be measured any more; 0 where there was no device either."""
    start, gone = facts.session.start, leaving(facts.session, LeavingStep.LEFT)
    told = any(isinstance(entry, DeviceInUse | LinkChange) for entry in facts.entries)
    if not (told or start.port or start.device or facts.history.t_ms):
        return 0
    return min(gone.t_ms, facts.end_ms) if gone else facts.end_ms


def _measured(history: History) -> "array[int]":
    """Return the seconds in which something was measured; the device may only have tried."""
    seen = bytearray(len(history.t_ms))
    for column in history.columns.values():
        for index, value in enumerate(column):
            if value == value:
                seen[index] = 1
    return array("q", compress(history.t_ms, seen))


def _coverage(measured: "array[int]", end_ms: int) -> float | None:
    seconds = end_ms // 1000
    return min(1.0, bisect_right(measured, end_ms) / seconds) if seconds > 0 else None


def _longest_gap(measured: "array[int]", end_ms: int) -> _Gap | None:
    """Return the longest stretch of the session with nothing measured, in session ms."""
    if end_ms <= 0:
        return None
    since_ms, longest = 0, (0, 0)
    for t_ms in measured:
        if t_ms - since_ms > longest[1] - longest[0]:
            longest = since_ms, t_ms
        since_ms = t_ms + 1000
    return (since_ms, end_ms) if end_ms - since_ms > longest[1] - longest[0] else longest


def _cause(facts: Facts, gap: _Gap) -> str | None:
    """Return what the record says of a gap, one of CAUSES; None where it says nothing."""
    since_ms, until_ms = gap
    told_ms = since_ms - _TOLD_BEFORE_MS
    if any(told_ms <= change.t_ms <= until_ms for change in facts.of(PowerChange)):
        return _COMPUTER
    links = [link for link in facts.of(LinkChange) if link.t_ms <= until_ms]
    during = [link for link in links if link.t_ms >= told_ms]
    states = {link.state for link in during}
    if LinkState.LOST in states:
        return _CABLE
    if LinkState.SILENT in states:
        return _SILENT
    if any(link.reason == DEMO for link in during):
        return _DEMO
    rows = facts.history.t_ms
    if bisect_left(rows, until_ms) > bisect_left(rows, since_ms):
        return _PROBE
    heard = any(link.state is LinkState.RECEIVING and link.t_ms < until_ms for link in links)
    return None if heard or since_ms > 0 else _NO_DEVICE

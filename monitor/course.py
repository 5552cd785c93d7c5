"""What the readings of a session come to: peak, minute 40, last. No words.

Every figure is a reading with its time: nothing is averaged, filled in or carried forward.
"""

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.events import (
    CuffReading,
    Event,
    LinkChange,
    LinkState,
    ManualVitals,
    Second,
    SprayUsed,
)
from monitor.history import History
from monitor.session import Session
from monitor.vitals import Vital

MS_PER_MIN = 60_000

MINUTE = 40
"""The minute after the pump's start that is looked at where the profile keeps none."""

NEAR_MS = 10_000
"""A value measured every second stands for a moment this close to it."""

_GONE = {LinkState.SILENT, LinkState.LOST}


@dataclass(frozen=True, slots=True)
class Sample:
    """One value of a vital, in its unit, at session ms; `typed` by a person or from a device."""

    t_ms: int
    value: float
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What the samples of a vital come to; of two equal extremes the first.

    at_mark: the one nearest the moment that was asked for, None where none is near.
    """

    highest: Sample
    lowest: Sample
    last: Sample
    at_mark: Sample | None
    count: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A device was not heard from since_ms on; until_ms is None while it is not."""

    device: str
    since_ms: int
    until_ms: int | None = None


class Course:
    """The vitals measured second by second, which a `Session` does not keep."""

    def __init__(self) -> None:
        self._t_ms: dict[Vital, array[int]] = {vital: array("q") for vital in Vital}
        self._values: dict[Vital, array[float]] = {vital: array("d") for vital in Vital}

    def load(self, history: History) -> None:
        """Begin with the columns of a record."""
        for vital in Vital:
            for t_ms, value in zip(history.t_ms, history.columns[vital], strict=True):
                self._note(vital, t_ms, value)

    def take(self, event: Event) -> None:
        """Add a closed second; nothing else matters."""
        if isinstance(event, Second):
            for vital, value in event.values.items():
                self._note(vital, event.t_ms, math.nan if value is None else value)

    def _note(self, vital: Vital, t_ms: int, value: float) -> None:
        if not math.isnan(value):
            self._t_ms[vital].append(t_ms)
            self._values[vital].append(value)

    def samples(self, vital: Vital, t_ms: int) -> list[Sample]:
        """Return what was measured until `t_ms`, oldest first."""
        pairs = zip(self._t_ms[vital], self._values[vital], strict=True)
        return [Sample(at_ms, value) for at_ms, value in pairs if at_ms <= t_ms]


def typed(session: Session, vital: Vital, t_ms: int) -> list[Sample]:
    """Return what people typed of a vital until `t_ms`, oldest first."""
    found = [
        Sample(entry.t_ms, value, typed=True)
        for entry in session.entries.values()
        if isinstance(entry, ManualVitals)
        and entry.t_ms <= t_ms
        and (value := getattr(entry, vital.value)) is not None
    ]
    return sorted(found, key=lambda sample: sample.t_ms)


def figures(samples: Iterable[Sample], mark_ms: int | None = None) -> Figures | None:
    """Sum up samples of one vital; None where there are none."""
    found = sorted(samples, key=lambda sample: sample.t_ms)
    if not found:
        return None
    return Figures(
        highest=max(found, key=lambda sample: sample.value),
        lowest=min(found, key=lambda sample: sample.value),
        last=found[-1],
        at_mark=_nearest_sample(found, mark_ms),
        count=len(found),
    )


def _nearest_sample(found: list[Sample], mark_ms: int | None) -> Sample | None:
    if mark_ms is None:
        return None
    near = [sample for sample in found if abs(sample.t_ms - mark_ms) <= NEAR_MS]
    return min(near, key=lambda sample: abs(sample.t_ms - mark_ms), default=None)


def believed(session: Session, t_ms: int) -> list[CuffReading]:
    """Return the pressures until `t_ms` that nothing speaks against, oldest first.

    One that is doubtful counts once a person has accepted it.
    """
    return [cuff for cuff in session.believed_pressures() if cuff.t_ms <= t_ms]


def peak(cuffs: Sequence[CuffReading], name: str = "systolic") -> CuffReading | None:
    """Return the reading with the highest `name` in mmHg, the first of equal ones."""
    known = [cuff for cuff in cuffs if getattr(cuff, name) is not None]
    return max(known, key=lambda cuff: float(getattr(cuff, name)), default=None)


def nearest(cuffs: Sequence[CuffReading], mark_ms: int, window_ms: int) -> CuffReading | None:
    """Return the reading closest to a moment, if one is no further from it than the window."""
    near = [cuff for cuff in cuffs if abs(cuff.t_ms - mark_ms) <= window_ms]
    return min(near, key=lambda cuff: abs(cuff.t_ms - mark_ms), default=None)


def origin_ms(session: Session) -> int | None:
    """Return what minutes count from: the pump's first start, else the first spray."""
    started = session.infusion.started_ms
    if started is not None:
        return started
    used = (entry.t_ms for entry in session.entries.values() if isinstance(entry, SprayUsed))
    return min(used, default=None)


def mark_minute(session: Session) -> float:
    """Return the minute that is looked at: the profile's first kept one, else 40."""
    return next(iter(session.profile.schedule.kept_min), MINUTE)


def mark_ms(session: Session) -> int | None:
    """Return its session ms; None before there is anything to count from."""
    origin = origin_ms(session)
    return None if origin is None else origin + round(mark_minute(session) * MS_PER_MIN)


def gaps(session: Session, t_ms: int) -> list[Gap]:
    """Return when each device was silent or gone until `t_ms`, both taken together."""
    open_since: dict[str, int] = {}
    found: list[Gap] = []
    links = (e for e in session.entries.values() if isinstance(e, LinkChange) and e.t_ms <= t_ms)
    for change in sorted(links, key=lambda link: (link.t_ms, link.seq or 0)):
        if change.state in _GONE:
            open_since.setdefault(change.device, change.t_ms)
        elif change.state is LinkState.RECEIVING and change.device in open_since:
            found.append(Gap(change.device, open_since.pop(change.device), change.t_ms))
    found += [Gap(device, since_ms) for device, since_ms in open_since.items()]
    return sorted(found, key=lambda gap: gap.since_ms)

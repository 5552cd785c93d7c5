"""When a sign of "Also seen" began and ended, from its entries. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.events import Observation
from monitor.scale import Answer
from monitor.scales.also_seen import GONE, SCALE, STARTED


@dataclass(frozen=True, slots=True)
class Episode:
    """One time a sign was there. Session ms; `end_ms` None while it lasts.

    worst: the highest severity that was said, 1 to 3; None where none was.
    """

    onset_ms: int
    end_ms: int | None = None
    worst: int | None = None


def episodes(seen: Iterable[Observation], sign: str) -> list[Episode]:
    """Return every time a sign was there, from the current observations in the order they were."""
    found: list[Episode] = []
    for observation in seen:
        answer = observation.answers.get(sign)
        if observation.scale == SCALE.id and answer is not None:
            _note(found, observation.t_ms, answer)
    return found


def _note(found: list[Episode], t_ms: int, answer: Answer) -> None:
    lasting = bool(found) and found[-1].end_ms is None
    if answer == GONE:
        # Gone without ever having been there says nothing about when it was.
        if lasting:
            found[-1] = replace(found[-1], end_ms=t_ms)
        return
    if not lasting:
        found.append(Episode(t_ms))
    if isinstance(answer, int):
        found[-1] = replace(found[-1], worst=max(answer, found[-1].worst or answer))


def next_answer(seen: Iterable[Observation], sign: str) -> Answer:
    """Return what a tap on a sign says now: that it started, or that it is gone."""
    known = episodes(seen, sign)
    return GONE if known and known[-1].end_ms is None else STARTED

"""When the cuff stopped the blood in the arm of the SpO2 probe (nurse.md A9). Pure, no words."""

from collections.abc import Iterable, Iterator, Sequence

from monitor.events import CuffChange, CuffReading, CuffSource, CuffStep, Entry, ProbeChange

INFLATES_MS = 60_000
"""A cuff that gave its result was tight in the minute before it, where no start was told."""

GIVES_UP_MS = 150_000
"""An inflation whose end nobody told is over by then."""

FLOWS_AGAIN_MS = 30_000
"""So long after a cuff the blood is back."""

Stretch = tuple[int, int]


def squeezed(entries: Sequence[Entry]) -> list[Stretch]:
    """Return from when to when, in session ms, the probe's finger had no blood to be measured.

    entries: those that stand, in the order they were true. Where nobody said that the probe is on
    the arm of the cuff, it is not.
    """
    told = [entry for entry in entries if isinstance(entry, ProbeChange)]
    return [tight for tight in _tight(entries) if _on_cuff_arm(told, tight[1])]


def _on_cuff_arm(told: list[ProbeChange], t_ms: int) -> bool:
    """By what was said last; who sees the value drop says so while the cuff is still tight."""
    said = [change for change in told if change.t_ms <= t_ms]
    return bool(said) and said[-1].on_cuff_arm


def _tight(entries: Iterable[Entry]) -> Iterator[Stretch]:
    begun: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry, CuffChange):
            if entry.step is CuffStep.INFLATING:
                begun.setdefault(entry.device, entry.t_ms)
            elif entry.step is not CuffStep.REQUESTED and entry.device in begun:
                yield _from(begun.pop(entry.device), entry.t_ms)
        elif isinstance(entry, CuffReading) and entry.source is CuffSource.DEVICE:
            yield entry.t_ms - INFLATES_MS, entry.t_ms + FLOWS_AGAIN_MS
    yield from (_from(since_ms, since_ms + GIVES_UP_MS) for since_ms in begun.values())


def _from(since_ms: int, until_ms: int) -> Stretch:
    return since_ms, min(until_ms, since_ms + GIVES_UP_MS) + FLOWS_AGAIN_MS

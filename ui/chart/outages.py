"""When nothing could be measured: a link that was gone, a computer that slept. No painting here."""

from collections.abc import Iterable
from typing import TypeVar

from monitor.events import (
    CuffReading,
    CuffSource,
    Entry,
    LinkChange,
    LinkState,
    PowerChange,
    PowerStep,
)

Outage = tuple[int, int]
"""From when to when, in session ms."""

SLACK_MS = 2000
"""A cuff that ended just as its link came back was not fetched from the device's memory."""

_GONE = {LinkState.SILENT, LinkState.LOST}
_C = TypeVar("_C", LinkChange, PowerChange)


def outages(changes: Iterable[LinkChange], now_ms: int) -> list[Outage]:
    """From when to when a device that had been heard was not."""
    found: list[Outage] = []
    gone: dict[str, int] = {}
    heard: set[str] = set()
    for change in _in_order(changes):
        if change.state is LinkState.RECEIVING:
            heard.add(change.device)
            if change.device in gone:
                found.append((gone.pop(change.device), change.t_ms))
        elif change.state in _GONE and change.device in heard:
            gone.setdefault(change.device, change.t_ms)
    return [*found, *((since, now_ms) for since in gone.values())]


def asleep(changes: Iterable[PowerChange], now_ms: int) -> list[Outage]:
    """From when to when the computer slept; one that nothing is heard of again sleeps until now."""
    found: list[Outage] = []
    since: int | None = None
    for change in _in_order(changes):
        if change.step is PowerStep.SUSPENDED:
            since = change.t_ms if since is None else since
        elif since is not None:
            found.append((since, change.t_ms))
            since = None
    return found if since is None else [*found, (since, now_ms)]


def recovered(cuffs: Iterable[CuffReading], entries: Iterable[Entry]) -> frozenset[int]:
    """The times of pressures that a device kept while it could not be heard (nurse.md A13)."""
    known = list(entries)
    slept = asleep((e for e in known if isinstance(e, PowerChange)), 0)
    links = [e for e in known if isinstance(e, LinkChange)]
    gone = {
        device: [*slept, *outages((link for link in links if link.device == device), 0)]
        for device in {link.device for link in links}
    }
    return frozenset(
        cuff.t_ms
        for cuff in cuffs
        if cuff.source is CuffSource.DEVICE
        and any(a < cuff.t_ms < b - SLACK_MS for a, b in gone.get(cuff.device, slept))
    )


def _in_order(changes: Iterable[_C]) -> list[_C]:
    return sorted(changes, key=lambda change: (change.t_ms, change.seq or 0))

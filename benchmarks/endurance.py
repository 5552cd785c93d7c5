"""`make endurance`: 24 hours through the real window, accelerated; what grew, and what was lost.

Two pretend devices, a nurse who presses real buttons, alarms, cables that come out. Goals G1
(nothing is lost or leaks), G4 (a redraw costs at the end what it cost at the beginning) and G14
(memory). Ends with 1 where one is missed.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import fields

from benchmarks import results
from benchmarks.figure import Figure
from benchmarks.night import SETTLED_MIN, SPEED, Look, Told, run
from benchmarks.process import MIB
from monitor.events import AlarmChange, Entry, LinkChange, Observation
from monitor.history import History
from ui import theme
from ui.application import application
from ui.scripted_nurse import MINUTE

DAY_H = 24.0
CURVES = 2
HEAP = "three times the data, less each hour; what the rest is was not found out"
LARGE = "with the recorder and two links it is 167 MiB after 10 minutes; the rest grew"
WARM_MS = 3000
"""The first seconds, until both devices have been found."""


def findings(told: Told, hours: float) -> Iterator[Figure]:
    """Hold a run against the goals."""
    assert told.history is not None
    settled, last = told.near(min(SETTLED_MIN, 30 * hours)), told.looks[-1]
    yield from _lost(told, told.history)
    yield from _grown(told.history, settled, last)
    yield _redraw(told.looks)
    ratio = last.held.resident / told.bare_bytes
    bare = f"{told.bare_bytes / MIB:.0f} MiB"
    measured = f"{last.held.resident / MIB:.0f} MiB = {ratio:.2f} x of {bare}"
    what = "memory beside a bare pyqtgraph plot"
    yield _told("G14", what, measured, "1.15 x", ratio <= 1.15, LARGE)


def _told(goal: str, what: str, measured: str, wanted: str, met: bool, short: str = "") -> Figure:
    return Figure(goal, what, measured, "", "", wanted, met, "" if met else short)


def _lost(told: Told, history: History) -> Iterator[Figure]:
    intact = "intact" if told.intact else "NOT INTACT"
    yield _told("G1", "the record", intact, "closed and intact", told.intact and history.ended)
    entries = [entry.seq for entry in history.entries]
    whole = entries == list(range(1, len(entries) + 1)) and len(entries) >= told.entries_shown
    kinds = {kind: sum(isinstance(e, kind) for e in history.entries) for kind in _KINDS}
    named = ", ".join(f"{count} {kind.__name__}" for kind, count in kinds.items())
    yield _told("G1", "entries stored, in their order", f"{len(entries)}: {named}", "all", whole)
    missing = missing_seconds(history)
    stored = f"{len(history.t_ms)} stored, {missing} missing"
    yield _told("G1", "seconds with a value", stored, "none missing", missing == 0)


_KINDS = (Observation, AlarmChange, LinkChange)


def missing_seconds(history: History) -> int:
    """Seconds without a row after the first ones: one device at least was always heard."""
    heard_ms = [t_ms for t_ms in history.t_ms if t_ms >= WARM_MS]
    return len(range(heard_ms[0], heard_ms[-1] + 1, 1000)) - len(heard_ms)


def _grown(history: History, settled: Look, last: Look) -> Iterator[Figure]:
    ticks = (last.t_ms - settled.t_ms) / 1000
    grown = last.held.resident - settled.held.resident
    data = bytes_held(history, settled.t_ms)
    measured = f"{grown / MIB:.1f} MiB for {data / MIB:.1f} MiB of data"
    yield _told("G1", "memory grown", measured, "1.5 x the data", grown <= 1.5 * data, HEAP)
    pairs = zip(settled.held.references, last.held.references, strict=True)
    lost = max(0, *(before - after for before, after in pairs)) / ticks * 1000
    each = " ".join(f"{a - b:+d}" for b, a in zip(*_references(settled, last), strict=True))
    measured = f"{lost:.2f} a 1,000 s (None, True, False {each})"
    yield _told("G1", "references lost", measured, "under 1 a 1,000 s", lost < 1)
    for name in ("descriptors", "threads"):
        before, after = getattr(settled.held, name), getattr(last.held, name)
        yield _told("G1", name, f"{before}, at the end {after}", "constant", before == after)


def _references(settled: Look, last: Look) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return settled.held.references, last.held.references


def bytes_held(history: History, since_ms: int) -> int:
    """Bytes of what a window keeps of a session since a moment, each counted once.

    Of each vital a time and a value, of each curve these again and whether it goes on.
    """
    seconds = sum(t_ms >= since_ms for t_ms in history.t_ms)
    entries = (entry for entry in history.entries if entry.t_ms >= since_ms)
    return seconds * (len(history.columns) * 16 + CURVES * 17) + sum(map(_size, entries))


def _size(entry: Entry) -> int:
    values = (getattr(entry, each.name) for each in fields(entry))
    return sys.getsizeof(entry) + sum(sys.getsizeof(value) for value in values if value is not None)


def _redraw(looks: list[Look]) -> Figure:
    """This thread's time for a minute of the session, with all that happens in it, early and late.

    Not for a redraw: how many seconds one of them shows is up to the machine.
    """
    early, late = _cost(*looks[:2]), _cost(*looks[-2:])
    ratio = late / early
    measured = f"{late:.0f} ms = {ratio:.2f} x of {early:.0f} ms"
    return _told("G4", "a minute at the end, beside the beginning", measured, "1.1 x", ratio <= 1.1)


def _cost(first: Look, then: Look) -> float:
    minutes = (then.t_ms - first.t_ms) / MINUTE
    return 1000 * (then.cpu_s - first.cpu_s) / minutes


def say(look: Look) -> None:
    """Tell how far it is."""
    minutes, has = look.t_ms / MINUTE, look.held
    files = f"{has.descriptors} files, {has.threads} threads"
    print(f"{minutes:7.1f} min  {has.resident / MIB:6.1f} MiB, {files}", flush=True)


def main() -> int:
    """Print the looks, then the findings; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="make endurance", description=__doc__)
    parser.add_argument("--hours", type=float, default=DAY_H, help="of the session (24)")
    parser.add_argument("--speed", type=float, default=SPEED, help="at the most (1000)")
    args = parser.parse_args()
    theme.dress(application(), theme.DARK)
    told = run(args.hours, args.speed, say)
    found = list(findings(told, args.hours))
    for figure in found:
        print("  ".join(filter(None, figure.cells())))
    said = f"{args.hours:g} hours of a session in {told.wall_s / 60:.0f} minutes"
    print(said)
    if args.hours == DAY_H:
        results.write("endurance", found, said)
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())

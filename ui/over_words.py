"""How many pressures reached the limit that was in force at their moment. Words, no widgets.

Readings with their times, never for how long: nobody knows what was in between (nurse.md C8).
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from monitor.events import CuffReading
from monitor.in_force import InForce, at
from monitor.limits import beyond
from ui.words import number, say


def over_lines(
    cuffs: Sequence[CuffReading], stretches: Sequence[InForce], when: Callable[[int], str]
) -> list[str]:
    """Say it of systolic and diastolic, with the first and the last time; nothing without cuffs.

    stretches: as `in_force` gives them. when: session ms in words.
    """
    return [_line(cuffs, stretches, when, name) for name in ("systolic", "diastolic") if cuffs]


def limits_words(limits: Iterable[float]) -> str:
    """Say one after the other the limits that held: "160 → 175"."""
    return " → ".join(number(limit) for limit, _ in groupby(limits))


def _line(
    cuffs: Sequence[CuffReading],
    stretches: Sequence[InForce],
    when: Callable[[int], str],
    name: str,
) -> str:
    known = [
        (cuff, getattr(at(stretches, cuff.t_ms), name)[1])
        for cuff in cuffs
        if getattr(cuff, name) is not None
    ]
    over = [c.t_ms for c, limit in known if beyond(f"{name}.high", getattr(c, name), limit)]
    limits = limits_words(limit for _, limit in known)
    count = say("chart_note.over", count=len(over), of=len(known), limit=limits)
    line = f"{say('limits.systolic') if name == 'systolic' else say('limits.diastolic')}: {count}"
    if not over:
        return line
    first, last = when(over[0]), when(over[-1])
    return f"{line}, {first}" if first == last else f"{line}, {first}–{last}"

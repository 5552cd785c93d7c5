"""Which limits were in force when: the clinic's of each phase, and this patient's own. No words."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from monitor import limits
from monitor.events import LimitChange, Phase, PhaseChange
from monitor.profile import Limits
from monitor.session import Session


@dataclass(frozen=True, slots=True)
class InForce:
    """Limits that held from since_ms until before until_ms, session ms."""

    since_ms: int
    until_ms: int
    limits: Limits


def in_force(session: Session, end_ms: int) -> Iterator[InForce]:
    """Yield the limits of the session until `end_ms`, one stretch after the other.

    A patient's own limit outlasts the phase it was set in.
    """
    told = (e for e in session.entries.values() if isinstance(e, PhaseChange | LimitChange))
    phase, own, since_ms = Phase.PREP, list[LimitChange](), 0
    for change in sorted(told, key=lambda e: (e.t_ms, e.seq or 0)):
        if since_ms < change.t_ms <= end_ms:
            yield InForce(since_ms, change.t_ms, _limits(session, phase, own))
            since_ms = change.t_ms
        if change.t_ms > end_ms:
            break
        if isinstance(change, PhaseChange):
            phase = change.phase
        else:
            own.append(change)
    yield InForce(since_ms, end_ms, _limits(session, phase, own))


def _limits(session: Session, phase: Phase, own: list[LimitChange]) -> Limits:
    clinic = limits.in_phase(session.profile.limits, phase)
    return reduce(lambda known, one: limits.changed(known, one.rule, one.value), own, clinic)


def at(stretches: Sequence[InForce], t_ms: int) -> Limits:
    """Return the limits that held at a moment; `stretches` as `in_force` gives them."""
    place = bisect_right(stretches, t_ms, key=lambda one: one.since_ms)
    return stretches[max(place - 1, 0)].limits

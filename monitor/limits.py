"""Limits as they are in force for one patient in one phase, and what lies beyond one. No alarm."""

import copy

import msgspec

from monitor.events import Phase, Priority
from monitor.profile import Limits

PRESSURES = ("systolic", "diastolic", "mean")


def beyond(rule: str, value: float, limit: float) -> bool:
    """Whether a value has passed a limit.

    A pressure that stands at its upper limit has passed it, any other value only beyond: the sheet
    writes ≥ 160 mmHg and > 120 bpm (clinical table 3.5).
    """
    name, _, end = rule.partition(".")
    if end == "low":
        return value < limit
    return value >= limit if name in PRESSURES else value > limit


def in_phase(limits: Limits, phase: Phase) -> Limits:
    """Return limits with those that a phase has of its own."""
    own = limits.in_phase.get(phase)
    if own is None:
        return limits
    given = {
        name: value for name, value in msgspec.structs.asdict(own).items() if value is not None
    }
    return _with(limits, given)


def changed(limits: Limits, rule: str, value: float) -> Limits:
    """Return limits with one of them moved; a rule that is no limit of ours moves none."""
    name, _, end = rule.partition(".")
    if name == "spo2" and end == "low":
        return _with(limits, {"spo2_low": value})
    if name not in {*PRESSURES, "rate"} or end not in {"low", "high"}:
        return limits
    both = getattr(limits, name)
    if both is None:
        return limits
    low, high = both
    return _with(limits, {name: (value, high) if end == "low" else (low, value)})


def _with(limits: Limits, given: dict[str, object]) -> Limits:
    # As data and not checked anew: a saved session shows what was in force, sound or not.
    made = copy.copy(limits)
    for name, value in given.items():
        msgspec.structs.force_setattr(made, name, value)
    return made


def levels(limits: Limits, name: str) -> list[tuple[str, Priority, float]]:
    """Return every limit of "systolic", "rate", "spo2" and so on: (rule, priority, limit).

    The worse ones first. A patient whose own limit lies beyond the clinic's limit of high priority
    is in alarm from the own one on: see `passed`.
    """
    if name == "spo2":
        found = [("spo2.low", Priority.HIGH, limits.high.spo2_low)]
        found.append(("spo2.low", Priority.MEDIUM, limits.spo2_low))
    else:
        found = []
        for priority, both in (
            (Priority.HIGH, getattr(limits.high, name)),
            (Priority.MEDIUM, getattr(limits, name)),
        ):
            low, high = both or (None, None)
            found += [(f"{name}.low", priority, low), (f"{name}.high", priority, high)]
    return [(rule, priority, limit) for rule, priority, limit in found if limit is not None]


def edges(limits: Limits, name: str) -> list[tuple[str, float]]:
    """Return the limits whose passing is an alarm: (rule, limit). The high ones lie beyond them."""
    found = levels(limits, name)
    return [(rule, limit) for rule, priority, limit in found if priority is Priority.MEDIUM]


def inside(rule: str, value: float, limit: float, margin: float) -> bool:
    """Whether a value has not passed a limit, by at least `margin`."""
    return not beyond(rule, value - margin if rule.endswith(".low") else value + margin, limit)


def passed(limits: Limits, name: str, value: float) -> tuple[str, Priority, float] | None:
    """Return the worst limit of `name` that a value has passed, or None.

    High priority asks that the limit of medium priority is passed as well: whose own limit is
    beyond the clinic's high one is not in alarm between the two.
    """
    found = [one for one in levels(limits, name) if beyond(one[0], value, one[2])]
    return found[0] if any(one[1] is Priority.MEDIUM for one in found) else None

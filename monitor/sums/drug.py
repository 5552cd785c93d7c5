"""The drug: planned, given by the clock and by the pump's volume, wasted; what else was given."""

from itertools import pairwise

from monitor.ending import volume
from monitor.events import DrugWasted, InfusionChange, MedicationGiven, PumpStep, SprayUsed
from monitor.infusion import dose
from monitor.sums.facts import MS_PER_MIN, Facts, Sums

_RUNNING = {PumpStep.STARTED, PumpStep.RESUMED}
_MOVES = _RUNNING | {PumpStep.PAUSED, PumpStep.STOPPED}


def sums(facts: Facts) -> Sums:
    """Sum up milligrams, and how long the pump ran and rested."""
    infusion = facts.session.infusion
    ran = infusion.started_ms is not None
    stretches = infusion.stretches(facts.end_ms)
    read, plan = volume(facts.session), infusion.plan
    wasted = [entry.mg for entry in facts.of(DrugWasted)]
    return {
        "dose_mg": _given_mg(facts),
        "planned_mg": dose(plan).mg if plan else None,
        "pump_mg": read.mg if read else None,
        "wasted_mg": sum(wasted) if wasted else None,
        "infusion_min": sum(s.end_ms - s.start_ms for s in stretches) / MS_PER_MIN if ran else None,
        "paused_s": _paused_ms(facts) / 1000 if ran else None,
        "interruptions": _interruptions(facts) if ran else None,
        "pump_apart": int(read.apart) if read and read.mg is not None else None,
        "medications": len(facts.of(MedicationGiven)),
    }


def _given_mg(facts: Facts) -> float | None:
    """By the clock where a pump ran at a known rate, and what the sprays held that were used."""
    if facts.origin_ms is None:
        return None
    sprayed = sum(spray.mg for spray in facts.of(SprayUsed))
    if facts.session.infusion.started_ms is None:
        return sprayed
    pumped = facts.session.infusion.delivered_mg(facts.end_ms)
    return None if pumped is None else sprayed + pumped


def _paused_ms(facts: Facts) -> int:
    """By the moves, for a rate may be unknown: it is no pause for that."""
    moves = _moves(facts)
    ends = [*(move.t_ms for move in moves[1:]), facts.end_ms]
    pairs = zip(moves, ends, strict=True) if moves else ()
    return sum(until - move.t_ms for move, until in pairs if move.step is PumpStep.PAUSED)


def _interruptions(facts: Facts) -> int:
    """Count the stops after which the pump ran again: the dose may be whole all the same."""
    steps = pairwise(move.step for move in _moves(facts))
    return sum(step is PumpStep.STOPPED and after in _RUNNING for step, after in steps)


def _moves(facts: Facts) -> list[InfusionChange]:
    return [c for c in facts.of(InfusionChange) if c.step in _MOVES and c.t_ms <= facts.end_ms]

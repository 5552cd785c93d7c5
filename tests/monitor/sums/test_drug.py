"""Milligrams planned, given, read off the pump and wasted; pauses; what else was given."""

import pytest

from monitor.events import Correction, DrugWasted, MedicationGiven, PumpStep, SprayUsed
from tests.monitor.records import NURSE, Numbered
from tests.monitor.summed import MINUTE, plan, pump, summed


def test_the_dose_stands_beside_its_plan_and_the_pump() -> None:
    """20 minutes, a pause of 10, 20 minutes more: 35 mg in 50 minutes (clinical table 1.3)."""
    make = Numbered()
    entries = [
        plan(make),
        pump(make, 10, PumpStep.STARTED),
        pump(make, 30, PumpStep.PAUSED),
        pump(make, 40, PumpStep.RESUMED),
        pump(make, 60, PumpStep.STOPPED),
        pump(make, 61, PumpStep.VOLUME_READ, ml=34.5),
        make.take(DrugWasted, 62 * MINUTE, mg=10.0, witness="Haddad", by=NURSE),
        make.take(DrugWasted, 63 * MINUTE, mg=5.0, witness="Haddad", by=NURSE),
    ]
    told = summed(*entries)
    assert told.dose_mg == pytest.approx(35)
    assert (told.planned_mg, told.pump_mg, told.wasted_mg) == (35, 34.5, 15)
    assert (told.infusion_min, told.paused_s) == (50, 600)


def test_a_pump_of_unknown_rate_is_not_paused() -> None:
    """Nor has it given nothing; one that was left paused is paused until the end."""
    make = Numbered()
    started, paused = pump(make, 10, PumpStep.STARTED), pump(make, 30, PumpStep.PAUSED)
    assert summed(started, end_min=40).paused_s == 0
    assert summed(started, end_min=40).dose_mg is None
    assert summed(started, paused, end_min=40).paused_s == 600


def test_a_pump_stopped_and_started_again_was_interrupted() -> None:
    """The dose may be whole; the stop at the end interrupts nothing, nor does a pause."""
    make = Numbered()
    steps = [
        *((10, PumpStep.STARTED), (30, PumpStep.STOPPED), (31, PumpStep.FLUSHED)),
        *((45, PumpStep.STARTED), (50, PumpStep.PAUSED), (51, PumpStep.RESUMED)),
        *((66, PumpStep.STOPPED), (67, PumpStep.STOPPED)),
    ]
    entries = [plan(make), *(pump(make, minute, step) for minute, step in steps)]
    told = summed(*entries)
    assert told.interruptions == 1
    assert told.dose_mg == pytest.approx(35)
    assert summed(*entries[:3]).interruptions == 0
    assert summed(entries[0]).interruptions is None


@pytest.mark.parametrize(("ml", "apart"), [(35.0, 0), (30.0, 1)])
def test_a_pump_that_says_something_else_than_the_clock_is_apart(ml: float, apart: int) -> None:
    """As the end page has it; where nobody read the pump nobody knows."""
    make = Numbered()
    entries = [
        plan(make),
        pump(make, 10, PumpStep.STARTED),
        pump(make, 50, PumpStep.STOPPED),
        pump(make, 51, PumpStep.VOLUME_READ, ml=ml),
    ]
    assert summed(*entries).pump_apart == apart
    assert summed(*entries[:-1]).pump_apart is None


def test_where_nothing_was_given_no_dose_is_told() -> None:
    """A plan alone gives nothing."""
    told = summed(plan(Numbered()))
    assert (told.dose_mg, told.planned_mg) == (None, 35)
    assert (told.infusion_min, told.paused_s, told.pump_mg, told.wasted_mg) == (None,) * 4


def test_sprays_are_a_dose_and_the_first_one_is_where_minutes_begin() -> None:
    """One that was withdrawn was not given."""
    make = Numbered()
    entries = [
        *(make.take(SprayUsed, n * 5 * MINUTE, number=n, mg=28.0, by=NURSE) for n in (1, 2, 3)),
        make.take(Correction, 20 * MINUTE, of=3, reason="slip", by=NURSE),
        make.cuff(45 * MINUTE, 150),
    ]
    told = summed(*entries)
    assert (told.dose_mg, told.infusion_min, told.peak_systolic_min) == (56, None, 40)


def test_drugs_beside_the_infusion_are_counted() -> None:
    """Each time one was given."""
    make = Numbered()
    given = [make.take(MedicationGiven, MINUTE, drug="Ondansetron", by=NURSE) for _ in range(2)]
    assert summed(*given).medications == 2

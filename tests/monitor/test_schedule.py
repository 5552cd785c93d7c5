"""What is due."""

import dataclasses

import pytest

from monitor.events import CuffReading, CuffStatus, Phase
from monitor.profile import shipped
from monitor.schedule import DueItem, Schedule
from tests.monitor.made import result, typed

MIN = 60_000


def schedule(phase: Phase = Phase.INFUSION, t_ms: int = 0) -> Schedule:
    """A schedule in a phase."""
    made = Schedule(shipped().cuff)
    made.apply_phase(phase, t_ms)
    return made


def due_ms(made: Schedule) -> int:
    """When pressure is due."""
    (item,) = made.due()
    assert item.item == "blood_pressure"
    return item.due_ms


@pytest.mark.parametrize("phase", [Phase.PREP, Phase.CLOSED])
def test_before_and_after_nothing_is_due(phase: Phase) -> None:
    """There is no session to watch."""
    assert schedule(phase).due() == []


def test_a_phase_begins_with_a_pressure() -> None:
    """It is due at once."""
    assert due_ms(schedule(Phase.BASELINE, 7 * MIN)) == 7 * MIN


@pytest.mark.parametrize("measured", [result(10 * MIN), typed(10 * MIN)])
def test_the_next_is_due_an_interval_after_the_last(measured: CuffReading) -> None:
    """However the last was measured."""
    made = schedule()
    made.apply_reading(measured)
    assert due_ms(made) == 15 * MIN


def test_an_armed_interval_is_the_one_in_force() -> None:
    """Before the phase's own."""
    assert schedule().interval_ms() == 5 * MIN
    assert schedule().interval_ms(2.5) == 2.5 * MIN


def test_another_phase_has_another_interval() -> None:
    """A fresh pressure counts in the new phase too."""
    made = schedule()
    made.apply_reading(result(10 * MIN))
    made.apply_phase(Phase.RECOVERY, 12 * MIN)
    assert due_ms(made) == 25 * MIN


def test_a_failed_cuff_satisfies_nothing() -> None:
    """Pressure is as unknown as before."""
    made = schedule()
    made.apply_reading(result(10 * MIN, systolic=None))
    made.apply_reading(dataclasses.replace(result(11 * MIN), status=CuffStatus.ARTEFACT))
    assert due_ms(made) == 0


def test_a_pressure_typed_late_does_not_put_the_next_off() -> None:
    """The last known is the last measured, not the last entered."""
    made = schedule()
    made.apply_reading(dataclasses.replace(result(10 * MIN), seq=3))
    made.apply_reading(dataclasses.replace(typed(6 * MIN), seq=4))
    assert due_ms(made) == 15 * MIN


def test_a_pressure_that_was_corrected_away_satisfies_nothing() -> None:
    """It is due again."""
    made = schedule()
    made.apply_reading(dataclasses.replace(result(10 * MIN), seq=3))
    made.withdraw(3)
    assert due_ms(made) == 0


def test_an_item_is_overdue_a_second_after_its_moment() -> None:
    """Not in the second in which it is done."""
    item = DueItem("blood_pressure", 5000)
    assert [item.overdue(t) for t in (4999, 5999, 6000)] == [False, False, True]

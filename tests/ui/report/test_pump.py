"""The dose and the times of the first page: every rest told, every difference named."""

import pytest

from monitor.events import DosePlan, Entry, InfusionChange, PumpStep
from tests.ui.report.papers import BY, told_of
from tests.ui.saved_sessions import MINUTE
from ui.report.pump import dose, halts, times

PAUSED, RESUMED, STARTED, STOPPED = (
    PumpStep.PAUSED,
    PumpStep.RESUMED,
    PumpStep.STARTED,
    PumpStep.STOPPED,
)


def move(minute: float, step: PumpStep, reason: str | None = None) -> InfusionChange:
    """One move of the pump."""
    return InfusionChange(t_ms=round(minute * MINUTE), by=BY, step=step, reason=reason)


@pytest.mark.parametrize(
    ("steps", "paused", "stopped"),
    [
        ([STARTED, PAUSED, RESUMED, STOPPED], [(1, 2)], [(3, None)]),
        ([STARTED, PAUSED, STOPPED], [(1, 2)], [(2, None)]),
        ([STARTED, PAUSED, STARTED], [(1, 2)], []),
        ([STARTED, STOPPED, STARTED, STOPPED], [], [(1, 2), (3, None)]),
        ([STARTED, PAUSED, PAUSED, RESUMED], [(1, 3)], []),
        ([STARTED, PAUSED], [(1, None)], []),
        ([STARTED, PAUSED, PumpStep.RATE_CHANGED, RESUMED], [(1, 3)], []),
    ],
)
def test_a_rest_ends_at_the_next_move(
    steps: list[PumpStep],
    paused: list[tuple[int, int | None]],
    stopped: list[tuple[int, int | None]],
) -> None:
    """Whatever move that is; each step is a minute after the one before."""
    moves = [move(minute, step) for minute, step in enumerate(steps)]
    for step, expected in ((PAUSED, paused), (STOPPED, stopped)):
        found = [(one.t_ms, then.t_ms if then else None) for one, then in halts(moves, step)]
        assert found == [(a * MINUTE, None if b is None else b * MINUTE) for a, b in expected]


def test_a_dose_by_clock_needs_a_rate() -> None:
    """A session without a plan, whose pump ran at whatever it ran."""
    said = dict(dose(told_of([move(10, STARTED), move(50, STOPPED)])))
    assert said["By clock"] == "not known, no rate recorded"


def test_every_stop_is_told_with_its_restart_and_reason() -> None:
    """A pump that was stopped and started again had no pause, and was no whole infusion."""
    moves: list[Entry] = [
        move(10, STARTED),
        move(25, STOPPED, "blood_pressure"),
        move(40, STARTED),
        move(50, STOPPED, "bag was empty"),
    ]
    said = dict(times(told_of(moves)))
    assert said["Pauses"] == "no pause"
    assert said["Stopped in between"] == "14:25 (blood pressure), started again 14:40"
    assert said["Pump stopped"].endswith(", bag was empty")


@pytest.mark.parametrize(
    ("ml", "pump", "stop", "clock"),
    [
        (36.0, "36.0 mg (36 mL)", 50, "36.0 mg"),
        (35.1, "35.1 mg (35.1 mL)", 50, "36.0 mg"),
        (21.0, "21.0 mg (21 mL): 15.0 mg less than by clock", 50, "36.0 mg"),
        (40.5, "40.5 mg (40.5 mL): 4.5 mg more than by clock", 50, "36.0 mg"),
        (18.0, "18.0 mg (18 mL)", 30, "18.0 mg: 18.0 mg less than planned"),
        (45.0, "45.0 mg (45 mL)", 60, "45.0 mg: 9.0 mg more than planned"),
    ],
)
def test_a_difference_that_should_be_explained_is_named(
    ml: float, pump: str, stop: int, clock: str
) -> None:
    """The pump beside the clock, the clock beside the plan."""
    entries: list[Entry] = [
        DosePlan(
            t_ms=0, by=BY, drug="Ketamine", mg_per_kg=0.5, minutes=40, bag_mg=50, bag_ml=50,
            weight=72,
        ),
        InfusionChange(t_ms=10 * MINUTE, by=BY, step=STARTED, mg_per_h=54),
        move(stop, STOPPED),
        InfusionChange(t_ms=61 * MINUTE, by=BY, step=PumpStep.VOLUME_READ, ml=ml),
    ]  # fmt: skip
    said = dict(dose(told_of(entries)))
    assert said["By the pump"] == pump
    assert said["By clock"] == clock

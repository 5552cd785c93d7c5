"""The table of phases."""

import pytest

from monitor.events import Phase, PumpStep
from monitor.phases import BY_PUMP, FOLLOWS, SLIPS


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_is_in_the_table_and_leads_to_the_end(phase: Phase) -> None:
    """From each one a session can be closed."""
    reached = {phase}
    while more := {after for before in reached for after in FOLLOWS[before]} - reached:
        reached |= more
    assert Phase.CLOSED in reached


def test_closed_is_the_end() -> None:
    """What comes then is an amendment, and no phase."""
    assert not FOLLOWS[Phase.CLOSED]


@pytest.mark.parametrize(("before", "pump"), BY_PUMP)
def test_the_pump_brings_a_phase_that_may_follow(before: Phase, pump: PumpStep | None) -> None:
    """And one that the pump bears out, or the next correction would take it back."""
    after = BY_PUMP[before, pump]
    assert after in FOLLOWS[before]
    assert (after, pump) not in SLIPS

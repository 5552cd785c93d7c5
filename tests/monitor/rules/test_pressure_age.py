"""A pressure that is late, by the interval in force."""

import pytest

from monitor.events import CuffReading, CuffStatus, CuffWish, Phase, Priority
from tests.monitor.made import DEVICE, ask, phase, typed
from tests.monitor.watched import C, R, Watched

LOW, M = Priority.LOW, Priority.MEDIUM
MIN = 60_000


def late(w: Watched) -> list[tuple[float, Priority]]:
    """In which minute it was told how gravely."""
    found = w.changes("pressure_age")
    return [(c.t_ms // MIN, c.priority) for c in found if c.step is R]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Phase.BASELINE, [(6, LOW), (7, M)]),
        (Phase.INFUSION, [(8, LOW), (10, M)]),
        (Phase.RECOVERY, [(18, LOW), (25, M)]),
        (Phase.DISCHARGE, []),
    ],
)
def test_it_is_late_after_an_interval_and_very_late_after_one_and_a_half(
    wanted: Phase, told: list[tuple[float, Priority]]
) -> None:
    """And three minutes, of 3, 5 and 15; in the discharge the cuff may be off."""
    w = Watched(wanted=wanted)
    w.tick_to(30 * MIN)
    assert late(w) == told


def test_it_counts_from_the_last_pressure_typed_or_measured() -> None:
    """Either ends it."""
    w = Watched()
    w.tick_to(7 * MIN)
    assert w.steps("pressure_age") == [R]
    w.tell(typed(7 * MIN))
    assert w.steps("pressure_age") == [R, C]
    w.tick_to(12 * MIN)
    assert len(late(w)) == 1
    w.tick_to(14 * MIN)
    assert late(w) == [(6, LOW), (13, LOW)]


def test_what_is_no_pressure_is_none() -> None:
    """A cuff that failed, and one that was rejected."""
    w = Watched()
    w.cuff(60, 130)
    w.tell(CuffReading(t_ms=3 * MIN, device=DEVICE, status=CuffStatus.TIMEOUT))
    w.cuff(240, 280)
    w.tick_to(7 * MIN + 3000)
    assert late(w) == [(7, LOW)]


def test_it_follows_the_interval_that_was_armed() -> None:
    """Ten minutes here, though the phase asks for three."""
    w = Watched()
    w.cuff(15, 130)
    w.tell(ask(16_000, CuffWish.INTERVAL, 10))
    w.session.cuffs.next_ms = None
    w.tick_to(13 * MIN)
    assert late(w) == []
    w.tick_to(14 * MIN)
    assert late(w) == [(13, LOW)]


def test_a_phase_that_asks_for_none_ends_it() -> None:
    """The discharge."""
    w = Watched(wanted=Phase.RECOVERY)
    w.tick_to(19 * MIN)
    w.tell(phase(19 * MIN, Phase.DISCHARGE))
    assert w.steps("pressure_age") == [R, C]

"""A cuff that failed several times one after the other."""

import pytest

from monitor.events import CuffReading, CuffStatus
from tests.monitor.made import DEVICE, typed
from tests.monitor.watched import C, R, Watched, with_alarms


def fail(w: Watched, t_s: int, status: CuffStatus = CuffStatus.CUFF_LOOSE) -> None:
    """An inflation without a result."""
    w.tell(CuffReading(t_ms=t_s * 1000, device=DEVICE, status=status))


@pytest.mark.parametrize("least", [1, 2, 3])
def test_it_is_told_after_so_many_in_a_row(least: int) -> None:
    """Two in the shipped profiles; each failure counts, whatever its kind."""
    w = Watched(with_alarms(cuff_failures=least))
    for n, status in enumerate([CuffStatus.TIMEOUT, CuffStatus.ARTEFACT, CuffStatus.FAILED]):
        assert w.steps("cuff_failed") == ([R] if n >= least else [])
        fail(w, 20 + 10 * n, status)
    (change,) = w.changes("cuff_failed")
    assert (change.value, change.threshold) == (least, least)


def test_one_called_off_did_not_fail_and_breaks_no_row() -> None:
    """Somebody pressed Stop."""
    w = Watched()
    fail(w, 20)
    fail(w, 40, CuffStatus.CANCELLED)
    assert w.steps("cuff_failed") == []
    fail(w, 60)
    assert w.steps("cuff_failed") == [R]


@pytest.mark.parametrize("by_hand", [True, False])
def test_the_next_pressure_ends_it(by_hand: bool) -> None:
    """Typed or measured; what failed before it is over."""
    w = Watched()
    fail(w, 20)
    fail(w, 40)
    if by_hand:
        w.tell(typed(60_000))
    else:
        w.cuff(60, 130)
    assert w.steps("cuff_failed") == [R, C]
    fail(w, 80)
    assert w.steps("cuff_failed") == [R, C]

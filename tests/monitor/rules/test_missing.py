"""A vital that is not measured any more though its device is heard."""

import pytest

from monitor.events import CuffStep, LinkState, Phase, Priority, ProbeChange
from tests.monitor.made import NURSE, cuff_step, link
from tests.monitor.watched import C, R, Watched

LOW, M = Priority.LOW, Priority.MEDIUM


def missed(w: Watched) -> list[tuple[float, str | None, Priority]]:
    """When which was missed."""
    found = w.changes("missing")
    return [(c.t_ms / 1000, c.subject, c.priority) for c in found if c.step is R]


def test_it_is_told_after_more_than_10_and_30_seconds() -> None:
    """Clinical table 3.8; the first second without it is the one that begins at 5."""
    w = Watched()
    w.last(5, spo2=97, heart_rate=70)
    w.last(60, heart_rate=70)
    assert missed(w) == [(16, "spo2", LOW), (36, "spo2", M)]


def test_it_is_over_with_the_first_value() -> None:
    """It waits for no delay."""
    w = Watched()
    w.last(5, pulse_rate=70)
    w.last(20, pulse_rate=None)
    w.last(1, pulse_rate=70)
    assert w.steps("missing") == [R, C]


def test_one_rate_stands_in_for_the_other() -> None:
    """The electrodes came off, the pulse is there."""
    w = Watched()
    w.last(5, heart_rate=70, pulse_rate=70)
    w.last(60, pulse_rate=70)
    assert w.changes() == []


def test_nothing_is_missed_that_was_never_measured() -> None:
    """Some devices have no probe."""
    w = Watched()
    w.last(60, heart_rate=70)
    assert w.changes() == []


def test_a_device_that_is_gone_says_so_by_itself() -> None:
    """One alarm and not three."""
    w = Watched()
    w.last(5, heart_rate=70, spo2=97)
    w.tell(link(5000, LinkState.LOST))
    w.tick_to(60_000)
    assert {c.rule for c in w.changes()} == {"link"}


def test_one_device_that_is_gone_hides_no_probe_of_the_other() -> None:
    """What was measured after it went is not its to give."""
    w = Watched()
    w.tell(link(0, device="nonin"))
    w.last(5, heart_rate=70, spo2=97)
    w.tell(link(5000, LinkState.LOST))
    w.last(10, spo2=97)
    w.last(20, spo2=None)
    assert missed(w) == [(26, "spo2", LOW)]


def test_in_the_discharge_the_probe_may_come_off() -> None:
    """Nobody is asked to put it back."""
    w = Watched(wanted=Phase.DISCHARGE)
    w.last(5, spo2=97)
    w.last(60, spo2=None)
    assert w.changes() == []


@pytest.mark.parametrize(("on_cuff_arm", "at_s"), [(True, 67), (False, 16)])
def test_under_the_cuff_on_its_own_arm_the_time_does_not_count(
    on_cuff_arm: bool, at_s: float
) -> None:
    """While it runs and for half a minute after (nurse.md A9)."""
    w = Watched()
    w.tell(ProbeChange(t_ms=0, on_cuff_arm=on_cuff_arm, by=NURSE))
    w.last(5, spo2=97)
    w.tell(cuff_step(5000, CuffStep.INFLATING))
    w.last(20, spo2=None)
    w.tell(cuff_step(25_000, CuffStep.DONE))
    w.last(50, spo2=None)
    assert missed(w)[0] == (at_s, "spo2", LOW)

"""The saturation: not before its delay, over only well inside, not under the cuff."""

import pytest

from monitor.events import CuffStep, LimitChange, Priority, ProbeChange
from tests.monitor.made import NURSE, cuff_step
from tests.monitor.watched import L, R, Watched

M, H = Priority.MEDIUM, Priority.HIGH


@pytest.mark.parametrize(("value", "priority"), [(91, M), (90, M), (89, H)], ids=["91", "90", "89"])
def test_it_is_raised_after_its_delay_and_not_before(value: float, priority: Priority) -> None:
    """Fifteen seconds: clinical table 3.6."""
    w = Watched()
    w.last(5, spo2=97)
    w.last(14, spo2=value)
    assert w.changes() == []
    w.last(1, spo2=value)
    (change,) = w.changes()
    told = (change.rule, change.priority, change.value, change.t_ms)
    assert told == ("spo2.low", priority, value, 20_000)


@pytest.mark.parametrize("value", [92, 100, 49, 0])
def test_on_the_limit_and_where_no_body_is_nothing_is_raised(value: float) -> None:
    """A sentinel is no saturation."""
    w = Watched()
    w.last(40, spo2=value)
    assert w.changes("spo2.low") == []


@pytest.mark.parametrize(("inside", "steps"), [(93, [R]), (94, [R, L])])
def test_it_is_over_after_ten_seconds_well_inside(inside: float, steps: list[str]) -> None:
    """By two percent."""
    w = Watched()
    w.last(15, spo2=90)
    w.last(9, spo2=inside)
    assert w.steps() == [R]
    w.last(1, spo2=inside)
    assert w.steps() == steps


def test_the_lowest_is_told() -> None:
    """What stands in the message is the worst of the time it took."""
    w = Watched()
    for value in (91, 90.5, 90, *[91] * 12):
        w.last(1, spo2=value)
    assert [c.value for c in w.changes()] == [90]


def test_a_limit_changed_in_the_middle_counts_from_then_on() -> None:
    """A patient who lives with 90."""
    w = Watched()
    w.last(16, spo2=91)
    w.tell(LimitChange(t_ms=16_000, rule="spo2.low", value=88, before=92, by=NURSE))
    w.last(12, spo2=91)
    assert w.steps() == [R, L]
    w.last(40, spo2=89)
    assert w.steps() == [R, L], "beyond the clinic's high limit and inside their own"


@pytest.mark.parametrize(("on_cuff_arm", "steps"), [(True, []), (False, [R])])
def test_a_probe_on_the_arm_of_the_cuff_is_not_looked_at_under_it(
    on_cuff_arm: bool, steps: list[str]
) -> None:
    """While it runs and for half a minute after (nurse.md A9)."""
    w = Watched()
    w.tell(ProbeChange(t_ms=0, on_cuff_arm=on_cuff_arm, by=NURSE))
    w.last(5, spo2=97)
    w.tell(cuff_step(5000, CuffStep.INFLATING))
    w.last(20, spo2=80)
    w.tell(cuff_step(25_000, CuffStep.DONE))
    w.last(30, spo2=80)
    assert w.steps("spo2.low") == steps
    w.last(17, spo2=80)
    assert w.steps("spo2.low") == [R]

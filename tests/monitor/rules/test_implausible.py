"""Values no body has, and two rates that do not agree."""

import pytest

from monitor.events import CuffStep, Priority, ProbeChange, Verdict
from tests.monitor.made import NURSE, cuff_step
from tests.monitor.watched import C, R, Watched


@pytest.mark.parametrize(
    ("vital", "low", "high"),
    [("heart_rate", 20, 300), ("pulse_rate", 20, 300), ("spo2", 50, 100), ("resp_rate", 0, 120)],
)
@pytest.mark.parametrize("beyond", [True, False])
def test_a_value_no_body_has_is_told_after_a_while(
    vital: str, low: float, high: float, beyond: bool
) -> None:
    """A message, no sound; on the edge it is a value (clinical table 3.7)."""
    for value in (low - 1, high + 1) if beyond else (low, high):
        w = Watched()
        w.last(9, **{vital: value})
        assert w.changes("implausible") == []
        w.last(1, **{vital: value})
        found = [(c.subject, c.priority, c.value) for c in w.changes("implausible")]
        assert found == ([(vital, Priority.LOW, value)] if beyond else [])


def test_a_sane_value_ends_it() -> None:
    """And begins the delay anew."""
    w = Watched()
    w.last(12, spo2=0)
    w.last(1, spo2=97)
    w.last(9, spo2=0)
    assert w.steps("implausible") == [R, C]


def test_a_rejected_pressure_is_told_until_the_next_one() -> None:
    """It stays in the record as it was measured."""
    w = Watched()
    w.cuff(60, 280)
    (change,) = w.changes("implausible")
    assert (change.subject, change.value, change.step) == ("cuff", 280, R)
    w.cuff(120, 130)
    assert w.steps("implausible") == [R, C]


def test_a_persons_word_on_the_only_one_ends_it() -> None:
    """There is no pressure then, and nothing to doubt."""
    w = Watched()
    made = w.cuff(60, 280)
    w.judge(70, made, Verdict.REJECTED)
    assert w.steps("implausible") == [R, C]


@pytest.mark.parametrize(("pulse", "steps"), [(85, []), (86, [R]), (55, []), (54, [R])])
def test_two_rates_more_than_15_apart_are_told(pulse: float, steps: list[str]) -> None:
    """An arrhythmia or a hand that moves."""
    w = Watched()
    w.last(9, heart_rate=70, pulse_rate=pulse)
    assert w.changes() == []
    w.last(3, heart_rate=70, pulse_rate=pulse)
    assert w.steps("disagree") == steps


def test_rates_that_agree_again_end_it() -> None:
    """Once both are there."""
    w = Watched()
    w.last(12, heart_rate=70, pulse_rate=100)
    w.last(10, heart_rate=70)
    assert w.steps("disagree") == [R], "nobody knows"
    w.last(1, heart_rate=70, pulse_rate=72)
    assert w.steps("disagree") == [R, C]


def test_under_a_cuff_on_the_same_arm_rates_are_not_compared() -> None:
    """The pulse stands still by itself."""
    w = Watched()
    w.tell(ProbeChange(t_ms=0, on_cuff_arm=True, by=NURSE), cuff_step(0, CuffStep.INFLATING))
    w.last(20, heart_rate=70, pulse_rate=30)
    assert w.changes() == []

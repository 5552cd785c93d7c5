"""The rate: not before its delay, over only well inside, from one source at a time."""

import msgspec
import pytest

from monitor.events import CuffStep, LimitChange, Phase, Priority, ProbeChange
from monitor.profile import shipped
from monitor.settings import PhaseLimits
from tests.monitor.made import NURSE, cuff_step
from tests.monitor.watched import PHASES, C, L, R, Watched, with_alarms

M, H = Priority.MEDIUM, Priority.HIGH


@pytest.mark.parametrize(
    ("value", "rule", "priority"),
    [
        (121, "rate.high", M),
        (49, "rate.low", M),
        (141, "rate.high", H),
        (39, "rate.low", H),
    ],
)
def test_it_is_raised_after_its_delay_and_not_before(
    value: float, rule: str, priority: Priority
) -> None:
    """Ten seconds: clinical table 3.6."""
    w = Watched()
    w.last(5, heart_rate=70)
    w.last(9, heart_rate=value)
    assert w.changes() == []
    w.last(1, heart_rate=value)
    (change,) = w.changes()
    assert (change.rule, change.priority, change.value) == (rule, priority, value)
    assert change.t_ms == 15_000


@pytest.mark.parametrize("value", [50, 120])
def test_on_the_limit_nothing_is_raised(value: float) -> None:
    """Only beyond."""
    w = Watched()
    w.last(30, heart_rate=value)
    assert w.changes() == []


def test_one_second_inside_begins_the_delay_anew() -> None:
    """A spike is no alarm."""
    w = Watched()
    for _ in range(3):
        w.last(9, heart_rate=130)
        w.last(1, heart_rate=120)
    assert w.changes() == []


@pytest.mark.parametrize(("inside", "seconds", "over"), [(118, 60, False), (117, 10, True)])
def test_it_is_over_after_ten_seconds_well_inside(inside: float, seconds: int, over: bool) -> None:
    """By three beats, or it would come and go at the limit."""
    w = Watched()
    w.last(10, heart_rate=121)
    w.last(seconds - 1, heart_rate=inside)
    assert w.steps() == [R]
    w.last(1, heart_rate=inside)
    assert w.steps() == ([R, L] if over else [R])


def test_it_grows_from_medium_to_high() -> None:
    """Each after its own ten seconds; the worst value is told."""
    w = Watched()
    w.last(10, heart_rate=125)
    w.last(9, heart_rate=141)
    assert [c.priority for c in w.changes()] == [M, M], "worse by ten at once, high not yet"
    w.last(1, heart_rate=144)
    assert [(c.priority, c.value, c.threshold) for c in w.changes()[2:]] == [(H, 144, 140)]


@pytest.mark.parametrize("wanted", PHASES)
def test_it_is_judged_in_every_phase(wanted: Phase) -> None:
    """From the baseline to the discharge."""
    w = Watched(wanted=wanted)
    w.last(10, heart_rate=130)
    assert w.steps("rate.high") == [R]


def test_a_phase_may_have_its_own_limit() -> None:
    """And the change of phase ends what that allows."""
    limits = msgspec.structs.replace(
        shipped().limits, in_phase={Phase.INFUSION: PhaseLimits(rate=(50, 135))}
    )
    w = Watched(msgspec.structs.replace(shipped(), limits=limits), Phase.INFUSION)
    w.last(20, heart_rate=130)
    assert w.changes() == []


@pytest.mark.parametrize(("value", "steps"), [(135, [R, L]), (132, [R])])
def test_a_limit_changed_in_the_middle_counts_from_then_on(value: float, steps: list[str]) -> None:
    """For this patient: 130 is inside 135 by more than three beats, and not 132."""
    w = Watched()
    w.last(12, heart_rate=130)
    t_ms = w.now_s * 1000
    w.tell(LimitChange(t_ms=t_ms, rule="rate.high", value=value, before=120, by=NURSE))
    w.last(30, heart_rate=130)
    assert w.steps() == steps


def test_a_stricter_limit_has_its_delay_too() -> None:
    """It counts from when it was set."""
    w = Watched()
    w.last(60, heart_rate=110)
    w.tell(LimitChange(t_ms=60_000, rule="rate.high", value=105, before=120, by=NURSE))
    w.last(9, heart_rate=110)
    assert w.changes() == []
    w.last(2, heart_rate=110)
    assert w.steps() == [R]


def test_the_hearts_own_rate_comes_before_the_pulse() -> None:
    """And a pulse counts where there is no other."""
    w = Watched()
    w.last(20, heart_rate=70, pulse_rate=160)
    assert w.changes("rate.high") == []
    w.last(11, pulse_rate=160)
    assert w.steps("rate.high") == [R]


@pytest.mark.parametrize("value", [19, 301, 0])
def test_what_no_heart_does_raises_nothing_of_the_patient(value: float) -> None:
    """It is implausible, and that is another alarm."""
    w = Watched()
    w.last(20, heart_rate=value)
    assert {c.rule for c in w.changes()} == {"implausible"}


@pytest.mark.parametrize(("gap_s", "steps"), [(5, [R]), (10, [])])
def test_a_gap_of_ten_seconds_begins_anew_and_a_shorter_one_does_not(
    gap_s: int, steps: list[str]
) -> None:
    """The number is on the screen as long as that."""
    w = Watched()
    w.last(5, heart_rate=130)
    w.last(gap_s, heart_rate=None)
    w.last(9, heart_rate=130)
    assert w.steps("rate.high") == steps


def test_a_moment_beyond_and_then_nothing_is_no_alarm() -> None:
    """What is not measured is not beyond."""
    w = Watched()
    w.last(9, heart_rate=130)
    w.last(30, heart_rate=None)
    assert w.steps("rate.high") == []


def test_a_moment_inside_and_then_nothing_ends_no_alarm() -> None:
    """Ten seconds of values do."""
    w = Watched()
    w.last(10, heart_rate=130)
    w.last(9, heart_rate=70)
    w.last(30, heart_rate=None)
    assert w.steps("rate.high") == [R]


def test_without_a_value_nothing_is_over() -> None:
    """Nobody knows."""
    w = Watched()
    w.last(10, heart_rate=130)
    w.last(60, heart_rate=None)
    assert w.steps("rate.high") == [R]


@pytest.mark.parametrize(("on_cuff_arm", "steps"), [(True, []), (False, [R])])
def test_a_pulse_on_the_arm_of_the_cuff_is_not_looked_at_under_it(
    on_cuff_arm: bool, steps: list[str]
) -> None:
    """While it runs and for half a minute after (nurse.md A9)."""
    w = Watched()
    w.tell(ProbeChange(t_ms=0, on_cuff_arm=on_cuff_arm, by=NURSE))
    w.last(5, pulse_rate=70)
    w.tell(cuff_step(5000, CuffStep.INFLATING))
    w.last(20, pulse_rate=30)
    w.tell(cuff_step(25_000, CuffStep.DONE))
    w.last(30, pulse_rate=30)
    assert w.steps("rate.low") == steps
    w.last(12, pulse_rate=30)
    assert w.steps("rate.low") == [R]


def test_its_delay_is_the_profiles() -> None:
    """And the time inside after which it is over."""
    w = Watched(with_alarms(rate_delay_s=3, clear_s=2))
    w.last(3, heart_rate=130)
    w.last(2, heart_rate=100)
    assert [t for t, _, _ in w.told()] == [3, 5]
    assert C not in w.steps()

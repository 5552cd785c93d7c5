"""A baseline is proposed from what was measured, and says what speaks against it."""

import pytest

from monitor.baseline import Clash, clashes, own_limit, proposed, wants_another
from monitor.events import Baseline, CuffReading, Second
from monitor.profile import shipped
from monitor.vitals import Vital

LIMITS = shipped().limits


def cuff(systolic: float | None, diastolic: float | None = 79, seq: int = 1) -> CuffReading:
    """A pressure."""
    return CuffReading(t_ms=0, seq=seq, device="d", systolic=systolic, diastolic=diastolic)


def base(**values: float) -> Baseline:
    """A baseline in which all is well but for these."""
    usual = {"systolic": 128.0, "diastolic": 79.0, "rate": 72.0, "spo2": 98.0}
    return Baseline(t_ms=0, **{**usual, **values})  # type: ignore[arg-type]


def test_it_is_the_mean_of_the_last_cuffs_and_of_the_last_minute() -> None:
    """And names the cuffs it is of; what was not measured stays out."""
    seconds = [Second(t_ms=0, values={Vital.PULSE_RATE: r, Vital.SPO2: None}) for r in (70, 74)]
    made = proposed([cuff(150, seq=1), cuff(130, seq=2), cuff(126, seq=3)], seconds, 2, 9000)
    assert made is not None
    assert (made.systolic, made.diastolic, made.rate, made.spo2) == (128, 79, 72, None)
    assert (made.rate_source, made.cuffs, made.t_ms) == (Vital.PULSE_RATE, (2, 3), 9000)


def test_too_few_cuffs_are_none() -> None:
    """Nothing is proposed of one."""
    assert proposed([cuff(130)], [], 2, 0) is None


@pytest.mark.parametrize(
    ("cuffs", "wanted", "asked"),
    [
        ([(130, 79), (140, 79)], 2, False),
        ([(130, 79), (141, 79)], 2, True),
        ([(130, 79), (130, 90)], 2, True),
        ([(130, 79)], 2, False),
        ([(130, 79), (150, 79), (170, 79)], 2, False),
    ],
)
def test_two_that_differ_ask_for_a_third(
    cuffs: list[tuple[float, float]], wanted: int, asked: bool
) -> None:
    """By more than 10 mmHg in either pressure; a third one decides."""
    assert wants_another([cuff(*pair) for pair in cuffs], wanted) is asked


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"rate": 48}, [Clash("rate.low", 48, 50)]),
        ({"rate": 50}, []),
        ({"systolic": 168}, [Clash("systolic.high", 168, 160)]),
        ({"rate": 49, "spo2": 90}, [Clash("rate.low", 49, 50), Clash("spo2.low", 90, 92)]),
        ({"diastolic": 48}, [Clash("diastolic.low", 48, 50)]),
    ],
)
def test_a_clash_is_a_value_beyond_a_limit_at_rest(
    values: dict[str, float], found: list[Clash]
) -> None:
    """At the limit is within it; nurse.md C3."""
    assert clashes(base(**values), LIMITS) == found


def test_what_was_not_measured_clashes_with_nothing() -> None:
    """No rate, no clash."""
    unmeasured = Baseline(t_ms=0, systolic=128, diastolic=79)
    assert clashes(unmeasured, LIMITS) == []


@pytest.mark.parametrize(
    ("clash", "offered"),
    [
        (Clash("rate.low", 48, 50), 45),
        (Clash("rate.low", 45, 50), 40),
        (Clash("systolic.high", 168, 160), 170),
        (Clash("systolic.high", 170, 160), 175),
        (Clash("spo2.low", 90, 92), 89),
    ],
)
def test_the_limit_offered_is_the_next_round_one_beyond(clash: Clash, offered: float) -> None:
    """So that this patient is within it at rest."""
    assert own_limit(clash) == offered

"""The pretend cuff."""

import pytest

from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import TYPICAL, Patient, Profile

OLD = Pressures(-60_000, 138, 84, 102, 66)


def test_a_determination_takes_20_to_40_seconds() -> None:
    """Its result appears once, and is dated when it was ready."""
    cuff = Cuff(Patient(0), seed=0)
    cuff.start(5_000)
    assert cuff.inflating
    assert cuff.advance(24_999) is None
    result = cuff.advance(45_000)
    assert result
    assert 25_000 <= result.t_ms <= 45_000
    assert cuff.advance(46_000) is None
    assert cuff.result == result


def test_it_measures_the_patient() -> None:
    """Without noise it is exact."""
    cuff = Cuff(Patient(0, TYPICAL), seed=0)
    cuff.start(0)
    result = cuff.advance(40_000)
    assert result
    assert (result.systolic, result.diastolic, result.pulse) == (122, 76, 72)


@pytest.mark.parametrize("profile", [Profile(), Profile(systolic=80, diastolic=76)])
def test_systolic_mean_and_diastolic_stay_in_order(profile: Profile) -> None:
    """Whatever noise and patient do."""
    cuff = Cuff(Patient(3, profile), seed=3)
    for t in range(0, 6_000_000, 60_000):
        cuff.start(t)
        result = cuff.advance(t + 40_000)
        assert result
        assert result.systolic > result.mean > result.diastolic


def test_a_second_start_changes_nothing() -> None:
    """A device that inflates is not started anew."""
    cuff = Cuff(Patient(0), seed=0)
    cuff.start(0)
    ends_at = cuff.ends_at
    cuff.start(10_000)
    assert cuff.ends_at == ends_at


def test_a_stopped_cuff_leaves_the_last_result() -> None:
    """Nothing was measured, so nothing is new."""
    cuff = Cuff(Patient(0), seed=0, old=OLD)
    cuff.start(0)
    cuff.stop()
    assert not cuff.inflating
    assert cuff.advance(60_000) is None
    assert cuff.result == OLD


def test_the_pressure_in_the_cuff() -> None:
    """Pumped up to the peak in four seconds, let out to the end; none before and after."""
    cuff = Cuff(Patient(0), seed=0)
    assert cuff.pressure(0) == 0
    cuff.start(1000)
    assert cuff.ends_at
    assert [cuff.pressure(t) for t in (1000, 3000, 5000)] == [0, 80, 160]
    assert cuff.pressure(5000, peak=200) == 200
    falling = [cuff.pressure(t) for t in range(5000, cuff.ends_at + 1, 1000)]
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] == 40
    cuff.stop()
    assert cuff.pressure(6000) == 0

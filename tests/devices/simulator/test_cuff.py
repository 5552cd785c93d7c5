"""The pretend cuff."""

import pytest

from devices.simulator.cuff import GIVES_UP_S, Cuff, Mishap, Pressures, Upset
from devices.simulator.patient import TYPICAL, Patient, Profile

OLD = Pressures(-60_000, 138, 84, 102, 66)


def test_a_determination_takes_20_to_40_seconds() -> None:
    """Its result appears once, and is dated when it was ready."""
    cuff = Cuff(Patient(0), seed=0)
    cuff.start(5_000)
    assert cuff.inflating
    assert cuff.advance(24_999) is None
    ended = cuff.advance(45_000)
    assert ended
    assert ended.result
    assert 25_000 <= ended.result.t_ms <= 45_000
    assert (ended.started_ms, ended.t_ms) == (5_000, ended.result.t_ms)
    assert cuff.advance(46_000) is None
    assert cuff.result == ended.result


def test_it_measures_the_patient() -> None:
    """Without noise it is exact."""
    cuff = Cuff(Patient(0, TYPICAL), seed=0)
    cuff.start(0)
    cuff.advance(40_000)
    result = cuff.result
    assert result
    assert (result.systolic, result.diastolic, result.pulse) == (122, 76, 72)


@pytest.mark.parametrize("profile", [Profile(), Profile(systolic=80, diastolic=76)])
def test_systolic_mean_and_diastolic_stay_in_order(profile: Profile) -> None:
    """Whatever noise and patient do."""
    cuff = Cuff(Patient(3, profile), seed=3)
    for t in range(0, 6_000_000, 60_000):
        cuff.start(t)
        cuff.advance(t + 40_000)
        result = cuff.result
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


def test_a_mishap_befalls_one_inflation_and_not_one_before_its_time() -> None:
    """The first after its minute has no result; the next does."""
    cuff = Cuff(Patient(0), seed=0, mishaps=[Mishap(Upset.LEAK, from_min=2)])
    seen = []
    for t in (0, 130_000, 250_000):
        cuff.start(t)
        cuff.advance(t + 40_000)
        seen.append((cuff.failure, cuff.result is not None))
    assert seen == [(None, True), (Upset.LEAK, False), (None, True)]
    assert cuff.finished == 2


@pytest.mark.parametrize("upset", GIVES_UP_S)
def test_a_failure_takes_its_own_time_and_changes_nothing_after_it(upset: Upset) -> None:
    """The results that follow are those of a session without it, from the second draw on."""
    failing = Cuff(Patient(0, TYPICAL), seed=0, mishaps=[Mishap(upset, from_min=0)])
    failing.start(0)
    assert failing.ends_at == 1000 * GIVES_UP_S[upset]
    ended = failing.advance(failing.ends_at)
    assert ended
    assert (ended.result, ended.upset) == (None, upset)
    failing.start(100_000)
    other = Cuff(Patient(0, TYPICAL), seed=0)
    other.start(0)
    other.advance(40_000)
    other.start(100_000)
    assert failing.ends_at == other.ends_at


@pytest.mark.parametrize("upset", [Upset.LOOSE, Upset.LEAK])
def test_no_pressure_stays_in_a_cuff_that_lets_it_out(upset: Upset) -> None:
    """It never rises above the lowest."""
    cuff = Cuff(Patient(0), seed=0, mishaps=[Mishap(upset, from_min=0)])
    cuff.start(0)
    assert cuff.ends_at
    assert {cuff.pressure(t) for t in range(0, cuff.ends_at, 500)} == {40}


def test_a_moved_arm_gives_numbers_that_look_like_numbers() -> None:
    """In order, far too high, and a pulse pressure nobody has."""
    cuff = Cuff(Patient(0, TYPICAL), seed=0, mishaps=[Mishap(Upset.ARM_MOVED, from_min=0)])
    cuff.start(0)
    cuff.advance(40_000)
    result = cuff.result
    assert result
    assert (result.systolic, result.mean, result.diastolic) == (157, 154, 153)
    assert cuff.failure is None


def test_a_finger_below_the_cuff_has_its_pulse_back_after_twenty_seconds() -> None:
    """Gone from the start of the inflation."""
    cuff = Cuff(Patient(0), seed=0)
    assert not cuff.stops_pulse(0)
    cuff.start(0)
    assert cuff.stops_pulse(0)
    ended = cuff.advance(40_000)
    assert ended
    assert cuff.pulse_back_at == ended.t_ms + 20_000
    assert cuff.stops_pulse(ended.t_ms + 19_999)
    assert not cuff.stops_pulse(ended.t_ms + 20_000)


def test_a_cuff_without_power_forgets() -> None:
    """The air and the result."""
    cuff = Cuff(Patient(0), seed=0, old=OLD)
    cuff.start(0)
    cuff.forget()
    assert not cuff.inflating
    assert cuff.result is None

"""Session time."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import clock as clock_module
from monitor.clock import Clock

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class World:
    """The three clocks of a computer, moved by hand."""

    def __init__(self) -> None:
        self.boot_s = self.awake_s = 100.0
        self.wall = NOON
        self.on_look: Callable[[], None] = lambda: None

    def pass_s(self, seconds: float) -> None:
        """Let time pass for all of them."""
        self.sleep_s(seconds)
        self.awake_s += seconds

    def sleep_s(self, seconds: float) -> None:
        """Let time pass while the computer sleeps."""
        self.boot_s += seconds
        self.wall += timedelta(seconds=seconds)

    def look_awake(self) -> float:
        """Read the clock that a sleep stops."""
        self.on_look()
        return self.awake_s

    def look(self) -> datetime:
        """Read the wall clock."""
        self.on_look()
        return self.wall


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Put a world under the clock."""
    world = World()
    monkeypatch.setattr(clock_module, "_boot_s", lambda: world.boot_s)
    monkeypatch.setattr(clock_module, "_awake_s", world.look_awake)
    monkeypatch.setattr(clock_module, "utc_now", world.look)
    return world


def test_a_session_begins_at_zero_and_now(world: World) -> None:
    """Its wall time is the wall's."""
    clock = Clock()
    world.pass_s(2.5)
    assert clock.now_ms() == 2500
    assert clock.at(2500) == NOON + timedelta(seconds=2.5)


def test_a_resumed_session_goes_on_where_it_was(world: World) -> None:
    """The same moment has the same wall time as before."""
    clock = Clock(start_ms=600_000)
    assert clock.now_ms() == 600_000
    assert clock.at(0) == NOON - timedelta(minutes=10)


def test_another_process_has_the_same_time(world: World) -> None:
    """Told the origin, it counts the same milliseconds from then on."""
    ours = Clock(start_ms=600_000)
    world.pass_s(2)
    theirs = Clock.since(ours.origin_s)
    world.pass_s(3)
    assert theirs.now_ms() == ours.now_ms() == 605_000
    assert theirs.origin_s == pytest.approx(ours.origin_s)


def test_a_suspend_counts(world: World) -> None:
    """An hour with the lid closed is an hour of the session, and no step of the wall clock."""
    clock = Clock()
    world.sleep_s(3600)
    assert clock.now_ms() == 3_600_000
    assert clock.step() == 0


def test_a_sleep_is_told_once_and_exactly(world: World) -> None:
    """Time awake is none of it, and another sleep is another."""
    clock = Clock()
    world.pass_s(10)
    assert clock.slept() == 0
    world.sleep_s(2700)
    world.pass_s(0.8)
    assert [clock.slept(), clock.slept()] == [2_700_000, 0]
    world.sleep_s(3)
    assert clock.slept() == 3000


def test_sleeps_too_short_to_tell_add_up(world: World) -> None:
    """Less than a second is no news, and is not forgotten either."""
    clock = Clock()
    world.sleep_s(0.6)
    assert clock.slept() == 0
    world.sleep_s(0.6)
    assert clock.slept() == 1200


@pytest.mark.parametrize("speed", [1, 60])
def test_a_program_that_stands_still_does_not_sleep(world: World, speed: float) -> None:
    """Nor does it when it stands still between a look at one clock and one at the other."""
    clock = Clock(speed)
    world.pass_s(3600)
    assert clock.slept() == 0
    world.on_look = lambda: world.pass_s(3)
    assert clock.slept() == 0
    world.on_look = lambda: None
    assert clock.slept() == 0


def test_a_clock_made_in_a_stall_knows_sleep_from_its_first_good_look(world: World) -> None:
    """Nothing before that can be told apart."""
    world.on_look = lambda: world.pass_s(3)
    clock = Clock()
    world.on_look = lambda: None
    world.sleep_s(60)
    assert clock.slept() == 0
    world.sleep_s(60)
    assert clock.slept() == 60_000


def test_an_accelerated_session_does_not_sleep(world: World) -> None:
    """Its seconds are its own."""
    clock = Clock(60)
    world.sleep_s(3600)
    assert clock.slept() == 0


@pytest.mark.parametrize("seconds", [-7200, -2.5, 3.0, 180, 3600])
def test_a_stepped_wall_clock_bends_nothing(world: World, seconds: float) -> None:
    """Session time runs on, the step is told once, and wall times follow from then on."""
    clock = Clock()
    world.pass_s(10)
    world.wall += timedelta(seconds=seconds)
    assert clock.now_ms() == 10_000
    assert [clock.step(), clock.step()] == [round(seconds * 1000), 0]
    assert clock.at(10_000) == world.wall


def test_a_wall_clock_that_is_set_right_by_a_little_did_not_step(world: World) -> None:
    """Time services nudge it all day."""
    clock = Clock()
    world.wall += timedelta(seconds=1.9)
    assert clock.step() == 0


def test_a_stall_between_two_looks_is_no_step(world: World) -> None:
    """The program may stand still after it read one clock and before it read the other."""
    clock = Clock()
    world.on_look = lambda: world.pass_s(3)
    assert clock.step() == 0


def test_an_accelerated_clock_has_a_wall_time_of_its_own(world: World) -> None:
    """It never steps, whatever the computer's clock does."""
    clock = Clock(60)
    world.pass_s(10)
    world.wall += timedelta(hours=1)
    assert clock.now_ms() == 600_000
    assert clock.at(600_000) == NOON + timedelta(minutes=10)
    assert clock.step() == 0


def test_accelerated_time_waits_for_a_holder(world: World) -> None:
    """It stands where the holder is, and goes on from there without making up for it."""
    clock = Clock(60)
    clock.hold("poll", 1000)
    world.pass_s(10)
    clock.hold("poll", 2000)
    assert clock.now_ms() == 1000
    world.pass_s(10)
    clock.release("poll")
    assert clock.now_ms() == 2000
    world.pass_s(0.5)
    assert clock.now_ms() == 32_000


def test_time_waits_for_the_slowest_holder(world: World) -> None:
    """And a hold that lies behind stops it where it is."""
    clock = Clock(60)
    clock.hold("slow", 500)
    clock.hold("fast", 5000)
    world.pass_s(1)
    assert clock.now_ms() == 500
    clock.hold("slow", 100)
    world.pass_s(1)
    assert clock.now_ms() == 500


def test_real_time_waits_for_nobody(world: World) -> None:
    """A patient's time cannot be held."""
    clock = Clock()
    clock.hold("poll", 1000)
    world.pass_s(10)
    assert clock.now_ms() == 10_000


@pytest.mark.parametrize(("speed", "seconds"), [(1, 3.0), (60, 0.05)])
def test_it_says_how_long_to_wait(world: World, speed: float, seconds: float) -> None:
    """In seconds of the wall; nothing when the moment has come."""
    clock = Clock(speed)
    assert clock.seconds_until(3000) == pytest.approx(seconds)
    world.pass_s(2 * seconds)
    assert clock.seconds_until(3000) == 0


def test_a_moment_that_is_nearly_there_is_not_there(world: World) -> None:
    """A waiter that looks again sleeps a millisecond, not none."""
    clock = Clock(1000)
    clock.hold("poll", 2999.9)
    world.pass_s(1)
    assert clock.seconds_until(3000) == 0.001


@pytest.mark.parametrize("speed", [0, -1])
def test_time_that_does_not_run_is_refused(speed: float) -> None:
    """A demo at speed 0 would hang for ever."""
    with pytest.raises(ValueError, match="above 0"):
        Clock(speed)


MOVES = st.one_of(
    st.tuples(st.just("pass"), st.floats(0, 5)),
    st.tuples(st.sampled_from(["hold a", "hold b"]), st.floats(0, 400_000)),
    st.tuples(st.sampled_from(["release a", "release b"]), st.just(0.0)),
)


@given(st.lists(MOVES))
def test_time_never_goes_back_jumps_or_passes_a_holder(moves: list[tuple[str, float]]) -> None:
    """Whatever holders do, between two looks it runs no faster than its speed."""
    world, holds = World(), dict[str, float]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock_module, "_boot_s", lambda: world.boot_s)
        clock = Clock(60, started_at=NOON)
        for move, value in moves:
            before, (verb, *who) = clock.now_ms(), move.split()
            if verb == "pass":
                world.pass_s(value)
            elif verb == "hold":
                clock.hold(who[0], value)
                holds[who[0]] = max(value, before)
            else:
                clock.release(who[0])
                holds.pop(who[0], None)
            passed_ms = value * 60_000 if verb == "pass" else 0
            assert before <= clock.now_ms() <= before + passed_ms + 1
            assert clock.now_ms() <= min(holds.values(), default=float("inf")) + 1


def test_no_holder_is_ever_late() -> None:
    """Two threads with something to do at their own moments find the clock at each of them."""
    clock = Clock(2000)
    clock.hold("gate", 0)
    begin = clock.now_ms()
    late: dict[int, list[int]] = {300: [], 1000: []}

    def poll(period: int) -> None:
        for due in range(begin + period, begin + 15_000, period):
            clock.hold(period, due)
            while wait := clock.seconds_until(due):
                time.sleep(wait)
            late[period].append(clock.now_ms() - due)
        clock.release(period)

    threads = [threading.Thread(target=poll, args=(period,)) for period in late]
    for period, thread in zip(late, threads, strict=True):
        clock.hold(period, begin + period)
        thread.start()
    clock.release("gate")
    for thread in threads:
        thread.join()
    assert {*late[300], *late[1000]} == {0}


def test_it_runs_through_suspend_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux has a clock for that; elsewhere the monotonic one has to do."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        before = time.clock_gettime(time.CLOCK_BOOTTIME)
        assert before <= clock_module._boot_s() <= time.clock_gettime(time.CLOCK_BOOTTIME)
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    before = time.monotonic()
    assert before <= clock_module._boot_s() <= time.monotonic()


def test_a_system_without_two_clocks_claims_no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has only the clock that goes on cannot say how long it did so for nothing."""
    monkeypatch.delattr(time, clock_module.AWAKE_ONLY)
    monkeypatch.setattr(time, "clock_gettime", lambda _: time.monotonic() * 7)
    before = time.monotonic() * 7
    assert before <= clock_module._awake_s() <= time.monotonic() * 7
    monkeypatch.delattr(time, clock_module.THROUGH_SLEEP)
    before = time.monotonic()
    assert before <= clock_module._awake_s() <= time.monotonic()


def test_this_computer_was_awake_all_the_time() -> None:
    """With the real clocks: no sleep is made up."""
    clock = Clock()
    assert [clock.slept() for _ in range(1000)] == [0] * 1000

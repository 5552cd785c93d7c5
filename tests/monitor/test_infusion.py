"""What the pump should read, and what has been given by the clock."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.events import DosePlan, InfusionChange, PumpStep
from monitor.infusion import Infusion, dose
from tests.monitor.made import pump

MIN = 60_000
STARTED, PAUSED, RESUMED, STOPPED = (
    PumpStep.STARTED,
    PumpStep.PAUSED,
    PumpStep.RESUMED,
    PumpStep.STOPPED,
)
RATE, BOLUS = PumpStep.RATE_CHANGED, PumpStep.BOLUS


def plan(
    weight: float = 70, mg_per_kg: float = 0.5, minutes: float = 40, bag_mg: float = 50
) -> DosePlan:
    """What was prescribed; the bag has 1 mg in each mL."""
    return DosePlan(
        t_ms=0,
        seq=1,
        drug="Ketamine",
        mg_per_kg=mg_per_kg,
        minutes=minutes,
        bag_mg=bag_mg,
        bag_ml=bag_mg,
        weight=weight,
    )


def told(*changes: InfusionChange, by: DosePlan | None = None) -> Infusion:
    """An infusion after these events."""
    infusion = Infusion()
    infusion.apply(by or plan())
    for change in changes:
        infusion.apply(change)
    return infusion


@pytest.mark.parametrize(
    ("weight", "mg", "mg_per_h", "mg_per_min"), [(80, 40, 60, 1), (70, 35, 52.5, 0.875)]
)
def test_the_dose_table(weight: float, mg: float, mg_per_h: float, mg_per_min: float) -> None:
    """0.5 mg/kg over 40 minutes, to 0.01 mg (clinical.md 1.3)."""
    found = dose(plan(weight))
    assert found.mg == pytest.approx(mg, abs=0.005)
    assert found.mg_per_h == pytest.approx(mg_per_h, abs=0.005)
    assert found.mg_per_h / 60 == pytest.approx(mg_per_min, abs=0.005)
    assert found.mg_per_h / weight == pytest.approx(0.75, abs=0.005)


def test_the_volume_follows_from_the_bag() -> None:
    """36 mg of 50 mg in 50 mL is 36 mL; in 500 mL, ten times that."""
    assert dose(plan(72)).ml == pytest.approx(36)
    assert dose(plan(72)).ml_per_h == pytest.approx(54)
    thin = DosePlan(
        t_ms=0, drug="Ketamine", mg_per_kg=0.5, minutes=40, bag_mg=50, bag_ml=500, weight=72
    )
    assert dose(thin).ml == pytest.approx(360)
    assert dose(thin).mg == pytest.approx(36)


Course = tuple[list[tuple[int, PumpStep, float | None]], int, float]
COURSES: dict[str, Course] = {
    "to its end": ([(0, STARTED, 52.5), (40, STOPPED, None)], 40, 35.0),
    "paused for ten minutes": (
        [(0, STARTED, 52.5), (20, PAUSED, None), (30, RESUMED, None), (50, STOPPED, None)],
        50,
        35.0,
    ),
    "stopped early": ([(0, STARTED, 52.5), (25, STOPPED, None)], 60, 21.875),
    "at half rate": ([(0, STARTED, 52.5), (20, RATE, 26.25)], 60, 35.0),
    "in the middle": ([(0, STARTED, 52.5)], 10, 8.75),
    "looked back at": ([(0, STARTED, 52.5), (30, STOPPED, None)], 10, 8.75),
    "started again": (
        [(0, STARTED, 52.5), (10, STOPPED, None), (20, STARTED, 52.5), (30, STOPPED, None)],
        40,
        17.5,
    ),
    "another rate set in a pause": (
        [(0, STARTED, 52.5), (20, PAUSED, None), (25, RATE, 26.25), (30, RESUMED, None)],
        40,
        21.875,
    ),
    "another rate at resuming": (
        [(0, STARTED, 52.5), (20, PAUSED, None), (30, RESUMED, 26.25)],
        40,
        21.875,
    ),
    "without a rate told": ([(0, STARTED, None)], 40, 35.0),
}


@pytest.mark.parametrize("course", COURSES)
def test_what_was_given_by_the_clock(course: str) -> None:
    """The courses of clinical.md 1.3 and some more, 70 kg, to 0.01 mg."""
    changes, at_min, mg = COURSES[course]
    infusion = told(*(pump(minute * MIN, step, rate) for minute, step, rate in changes))
    assert infusion.delivered_mg(at_min * MIN) == pytest.approx(mg, abs=0.005)


def test_a_bolus_is_added_when_it_was_given() -> None:
    """And a volume read off the pump is not."""
    infusion = told(
        pump(0, STARTED, 60),
        InfusionChange(t_ms=5 * MIN, step=BOLUS, mg=3),
        InfusionChange(t_ms=6 * MIN, step=PumpStep.VOLUME_READ, ml=9),
    )
    assert infusion.delivered_mg(4 * MIN) == pytest.approx(4)
    assert infusion.delivered_mg(10 * MIN) == pytest.approx(13)
    assert len(infusion.stretches(10 * MIN)) == 1


def test_no_more_is_given_than_the_bag_holds() -> None:
    """The nurse forgot to say that the pump stopped."""
    assert told(pump(0, STARTED, 52.5)).delivered_mg(90 * MIN) == 50


def test_nothing_is_given_before_the_pump_was_started() -> None:
    """Not even by a pump that was paused."""
    infusion = told(pump(10 * MIN, PAUSED), pump(20 * MIN, STARTED, 60))
    assert infusion.delivered_mg(20 * MIN) == 0
    assert infusion.started_ms == 20 * MIN
    assert [s.start_ms for s in infusion.stretches(30 * MIN)] == [20 * MIN]


def test_a_late_entry_counts_from_when_it_was_true() -> None:
    """Paused at 10, told at 15: five minutes less were given."""
    infusion = told(pump(0, STARTED, 60))
    assert infusion.delivered_mg(15 * MIN) == pytest.approx(15)
    infusion.apply(pump(10 * MIN, PAUSED))
    assert infusion.delivered_mg(15 * MIN) == pytest.approx(10)
    assert infusion.paused_ms == 10 * MIN


def test_a_corrected_pump_event_never_was() -> None:
    """Its replacement alone counts."""
    infusion = told(
        pump(0, STARTED, 60),
        InfusionChange(t_ms=10 * MIN, step=STOPPED, seq=7),
        InfusionChange(t_ms=12 * MIN, step=STOPPED, seq=8),
    )
    infusion.withdraw(7)
    assert infusion.stopped_ms == 12 * MIN
    assert infusion.delivered_mg(20 * MIN) == pytest.approx(12)


def test_a_withdrawn_plan_gives_way_to_the_one_before() -> None:
    """The pump should read what was prescribed at first."""
    infusion = told(by=plan(70))
    infusion.apply(
        DosePlan(t_ms=1, seq=2, drug="K", mg_per_kg=5, minutes=40, bag_mg=50, bag_ml=50, weight=70)
    )
    assert infusion.mg_per_h == pytest.approx(525)
    infusion.withdraw(2)
    assert infusion.mg_per_h == pytest.approx(52.5)


def test_the_end_moves_with_pauses_and_rates() -> None:
    """It is when the planned dose will be reached."""
    infusion = told(pump(0, STARTED, 52.5))
    assert infusion.ends_ms(10 * MIN) == 40 * MIN
    infusion.apply(pump(20 * MIN, PAUSED))
    assert infusion.ends_ms(25 * MIN) == 45 * MIN
    infusion.apply(pump(30 * MIN, RESUMED, 26.25))
    assert infusion.ends_ms(30 * MIN) == 70 * MIN
    assert infusion.ends_ms(80 * MIN) == 80 * MIN


def test_without_plan_or_start_no_end_is_told() -> None:
    """Nothing is made up."""
    assert Infusion().ends_ms(0) is None
    assert told().ends_ms(0) is None
    assert Infusion().delivered_mg(MIN) == 0


def test_pauses_are_stretches_without_rate() -> None:
    """The lane on the chart has no hole between start and stop."""
    infusion = told(
        pump(0, STARTED, 60),
        pump(10 * MIN, PAUSED),
        pump(15 * MIN, RESUMED),
        pump(20 * MIN, STOPPED),
    )
    assert [(s.end_ms - s.start_ms, s.mg_per_h) for s in infusion.stretches(60 * MIN)] == [
        (10 * MIN, 60),
        (5 * MIN, 0),
        (5 * MIN, 60),
    ]


def test_where_nobody_told_a_rate_no_dose_is_reckoned() -> None:
    """Running, not paused; from the moment it was told it counts no more than it can."""
    infusion = Infusion()
    infusion.apply(pump(0, STARTED))
    assert [(one.mg_per_h, one.paused) for one in infusion.stretches(10 * MIN)] == [(None, False)]
    assert infusion.delivered_mg(10 * MIN) is None
    assert infusion.mg_per_h is None
    infusion.apply(pump(10, RATE, 60))
    infusion.apply(pump(20, PAUSED))
    rates = [(one.mg_per_h, one.paused) for one in infusion.stretches(30 * MIN)]
    assert rates == [(None, False), (60, False), (0, True)]
    assert infusion.delivered_mg(30 * MIN) is None


CHANGES = st.lists(
    st.builds(
        InfusionChange,
        t_ms=st.integers(0, 120 * MIN),
        step=st.sampled_from(PumpStep),
        mg_per_h=st.none() | st.floats(0, 200),
        mg=st.none() | st.floats(0, 20),
    ),
    max_size=12,
    unique_by=lambda change: change.t_ms,
)


@given(CHANGES, st.randoms(use_true_random=False))
def test_the_order_of_telling_makes_no_difference(
    changes: list[InfusionChange], chance: Random
) -> None:
    """Only when it was true does."""
    in_time = told(*sorted(changes, key=lambda change: change.t_ms))
    chance.shuffle(changes)
    assert told(*changes).stretches(120 * MIN) == in_time.stretches(120 * MIN)
    assert told(*changes).delivered_mg(120 * MIN) == pytest.approx(in_time.delivered_mg(120 * MIN))


@given(CHANGES, st.lists(st.integers(0, 120 * MIN), min_size=2).map(sorted))
def test_what_was_given_only_grows_and_never_beyond_the_bag(
    changes: list[InfusionChange], moments: list[int]
) -> None:
    """Whatever was told, in any order."""
    given_mg = [told(*changes).delivered_mg(t) or 0.0 for t in moments]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(given_mg))
    assert given_mg[0] >= 0
    assert given_mg[-1] <= 50

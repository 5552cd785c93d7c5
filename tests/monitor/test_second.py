"""The second: what every device said in it, merged in a fixed order."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.events import Reading
from monitor.second import SecondMerger
from monitor.vitals import Vital
from tests.monitor.made import reading

HEART, PULSE, SPO2 = Vital.HEART_RATE, Vital.PULSE_RATE, Vital.SPO2


def test_a_second_stays_open_for_a_quarter_of_the_next() -> None:
    """A reading on its way still counts."""
    assert SecondMerger().closes_ms == 1250


def test_what_was_measured_in_a_second_is_in_it() -> None:
    """With the device that gave it; the next second is another."""
    merger = SecondMerger(("a",))
    merger.take(reading(999, 71, "a"))
    merger.take(reading(1000, 72, "a"))
    first, second = merger.close(), merger.close()
    assert (first.t_ms, first.values, first.sources) == (0, {HEART: 71}, {HEART: "a"})
    assert (second.t_ms, second.values) == (1000, {HEART: 72})


def test_an_empty_second_ticks() -> None:
    """Time goes on where nothing is measured."""
    merger = SecondMerger()
    assert [merger.close().t_ms for _ in range(3)] == [0, 1000, 2000]
    assert merger.close().values == {}


def test_a_late_reading_is_counted_and_gone() -> None:
    """What a rule has seen is never changed behind its back."""
    merger = SecondMerger()
    merger.close()
    merger.take(reading(900, 70))
    merger.take(reading(-50, 70))
    assert merger.late == 2
    assert merger.close().values == {}


def test_the_last_word_of_a_device_counts() -> None:
    """It tried again in the same second, and could not."""
    merger = SecondMerger()
    merger.take(reading(100, 70))
    merger.take(reading(900, None))
    assert merger.close().values == {HEART: None}


@pytest.mark.parametrize(
    ("first", "second", "merged", "source"),
    [(70, 90, 70, "a"), (None, 90, 90, "b"), (70, None, 70, "a"), (None, None, None, "a")],
)
def test_the_device_named_first_gives_the_value_if_it_has_one(
    first: float | None, second: float | None, merged: float | None, source: str
) -> None:
    """A device that tried and could not gives way to one that could."""
    merger = SecondMerger(("a", "b"))
    merger.take(reading(100, second, "b"))
    merger.take(reading(200, first, "a"))
    closed = merger.close()
    assert closed.values == {HEART: merged}
    assert closed.sources == {HEART: source}


def test_devices_complete_one_another() -> None:
    """Each gives what only it measures."""
    merger = SecondMerger(("a", "b"))
    merger.take(Reading(t_ms=0, device="b", values={PULSE: 72, SPO2: 98}))
    merger.take(Reading(t_ms=0, device="a", values={HEART: 70, SPO2: None}))
    closed = merger.close()
    assert closed.values == {HEART: 70, PULSE: 72, SPO2: 98}
    assert closed.sources == {HEART: "a", PULSE: "b", SPO2: "b"}


@pytest.mark.parametrize(("keep_demo", "values"), [(False, {}), (True, {HEART: 70})])
def test_a_demonstration_is_no_measurement(keep_demo: bool, values: dict[Vital, float]) -> None:
    """Unless the session is one itself."""
    merger = SecondMerger(keep_demo=keep_demo)
    merger.take(reading(0, 70, demo=True))
    assert merger.close().values == values


def test_a_session_resumed_within_a_second_begins_with_it() -> None:
    """Seconds are whole seconds of the session."""
    merger = SecondMerger(first_ms=5400)
    merger.take(reading(5300, 70))
    assert merger.close().t_ms == 5000


FRAMES = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from([HEART, PULSE]), st.none() | st.just(70.0)),
    unique_by=lambda frame: frame[:2],
)


@given(FRAMES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(
    frames: list[tuple[str, Vital, float | None]], chance: Random
) -> None:
    """Devices race; the order of preference does not, known devices or not."""
    closed = []
    for _ in range(2):
        merger = SecondMerger(("b", "a"))
        for device, vital, value in frames:
            merger.take(Reading(t_ms=500, device=device, values={vital: value}))
        closed.append(merger.close())
        chance.shuffle(frames)
    assert closed[0] == closed[1]

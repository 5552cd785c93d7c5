"""A result taken before is known again; one that nobody saw measured is not taken for new."""

from dataclasses import replace

import pytest

from monitor.events import CuffSource, CuffStep, LinkState
from monitor.results import Results
from tests.monitor.made import cuff_step, link, result, typed


@pytest.fixture
def results() -> Results:
    """One result is known, of the first minute; the device was heard all the time."""
    made = Results()
    made.apply_link(link(0), 0)
    made.apply_reading(result(60_000))
    return made


def test_the_same_inflation_is_known(results: Results) -> None:
    """Five seconds is what whole seconds and a slow line come to."""
    assert results.knows(result(64_000))
    assert not results.knows(result(66_000))


def test_other_values_are_another_inflation(results: Results) -> None:
    """Even at once."""
    assert not results.knows(result(60_000, 129))


def test_another_device_is_another_inflation(results: Results) -> None:
    """Two arms, two cuffs."""
    assert not results.knows(result(60_000, device="other"))


def test_a_result_on_screen_at_a_reconnect_is_known(results: Results) -> None:
    """A device that tells no age shows the old one as if it were new."""
    results.apply_link(link(100_000), None)
    assert results.knows(result(101_000))
    assert not results.knows(result(130_000))


def test_a_device_that_tells_the_age_is_believed(results: Results) -> None:
    """A new result with equal numbers, just after a reconnect."""
    results.apply_link(link(100_000), None)
    assert not results.knows(replace(result(101_000), seconds_ago=1))


def test_what_was_typed_is_no_result_of_a_device(results: Results) -> None:
    """A nurse may read off the same numbers."""
    results.apply_reading(typed(200_000))
    assert typed(0).source is CuffSource.MANUAL
    assert not results.knows(result(200_000))


# --- of unknown age ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("t_ms", "unknown"), [(99_000, False), (100_000, True), (210_000, True), (210_001, False)]
)
def test_what_a_device_shows_on_its_return_is_of_unknown_age(
    results: Results, t_ms: int, unknown: bool
) -> None:
    """Measured while nobody heard it, on whom nobody knows; no cuff is done so quickly."""
    results.apply_link(link(200_000), 100_000)
    assert results.is_of_unknown_age(result(t_ms, 185)) == unknown


def test_so_it_is_when_a_device_is_first_heard() -> None:
    """Somebody else's."""
    results = Results()
    results.apply_link(link(3000), 3000)
    assert results.is_of_unknown_age(result(8000))
    assert not results.is_of_unknown_age(result(40_000))


def test_an_age_that_is_told_decides(results: Results) -> None:
    """However soon after a return."""
    results.apply_link(link(200_000), 100_000)
    assert not results.is_of_unknown_age(replace(result(190_000, 185), seconds_ago=12))


def test_after_a_hiccup_a_new_result_is_new(results: Results) -> None:
    """The device was there all the time."""
    results.apply_link(link(200_000, LinkState.SILENT), None)
    results.apply_link(link(204_000), None)
    assert not results.is_of_unknown_age(result(205_000, 185))


def test_an_inflation_that_is_seen_explains_one_result(results: Results) -> None:
    """Its own; what is shown after that is old again."""
    results.apply_link(link(200_000), 100_000)
    results.apply_change(cuff_step(201_000, CuffStep.INFLATING))
    measured = result(206_000, 185)
    assert not results.is_of_unknown_age(measured)
    results.apply_reading(measured)
    assert results.is_of_unknown_age(result(207_000, 166))


@pytest.mark.parametrize(
    "steps",
    [
        [(201_000, CuffStep.REQUESTED)],
        [(201_000, CuffStep.INFLATING), (203_000, CuffStep.CANCELLED)],
        [(201_000, CuffStep.INFLATING), (203_000, CuffStep.FAILED)],
    ],
    ids=["only asked for", "cancelled", "failed"],
)
def test_no_other_word_of_a_cuff_explains_one(
    results: Results, steps: list[tuple[int, CuffStep]]
) -> None:
    """A start that was just sent is younger than what the device still shows."""
    results.apply_link(link(200_000), 100_000)
    for t_ms, step in steps:
        results.apply_change(cuff_step(t_ms, step))
    assert results.is_of_unknown_age(result(206_000, 185))


def test_an_inflation_seen_before_the_device_went_explains_none(results: Results) -> None:
    """Nobody saw it through."""
    results.apply_change(cuff_step(99_000, CuffStep.INFLATING))
    results.apply_link(link(200_000), 100_000)
    assert results.is_of_unknown_age(result(206_000, 185))


def test_another_devices_inflation_explains_nothing(results: Results) -> None:
    """Two arms, two cuffs."""
    results.apply_link(link(200_000), 100_000)
    results.apply_change(cuff_step(201_000, CuffStep.INFLATING, "other"))
    assert results.is_of_unknown_age(result(206_000, 185))

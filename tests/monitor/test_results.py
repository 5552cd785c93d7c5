"""A result that was taken before is known again, whatever its device says of its age."""

from dataclasses import replace

import pytest

from monitor.events import CuffSource
from monitor.results import Results
from tests.monitor.made import link, result, typed


@pytest.fixture
def results() -> Results:
    """One result is known, of the first minute; the device was heard all the time."""
    made = Results()
    made.apply_link(link(0))
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
    results.apply_link(link(100_000))
    assert results.knows(result(101_000))
    assert not results.knows(result(130_000))


def test_a_device_that_tells_the_age_is_believed(results: Results) -> None:
    """A new result with equal numbers, just after a reconnect."""
    results.apply_link(link(100_000))
    assert not results.knows(replace(result(101_000), seconds_ago=1))


def test_what_was_typed_is_no_result_of_a_device(results: Results) -> None:
    """A nurse may read off the same numbers."""
    results.apply_reading(typed(200_000))
    assert typed(0).source is CuffSource.MANUAL
    assert not results.knows(result(200_000))


@pytest.mark.parametrize(("t_ms", "before"), [(-1, True), (8000, True), (40_000, False)])
def test_what_a_device_shows_when_first_heard_is_somebody_elses(t_ms: int, before: bool) -> None:
    """It tells no age, and no cuff is done that quickly."""
    results = Results()
    results.apply_link(link(3000))
    assert results.is_from_before(result(t_ms)) == before


def test_an_age_that_is_told_decides() -> None:
    """A result of this session, measured just after it began."""
    results = Results()
    results.apply_link(link(0))
    assert not results.is_from_before(replace(result(5000), seconds_ago=2))
    assert results.is_from_before(replace(result(-1000), seconds_ago=2))

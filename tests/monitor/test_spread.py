"""How values are spread: medians, quartiles and shares, with what is missing beside them."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from monitor.spread import Bin, Share, bins, share, spread


def test_what_is_missing_is_counted_and_is_no_zero() -> None:
    told = spread([10, None, 20, None, 30])
    assert (told.n, told.missing, told.of, told.median) == (3, 2, 5, 20)


def test_of_nothing_there_is_no_median() -> None:
    told = spread([None])
    assert (told.n, told.median, told.quartiles, told.missing) == (0, None, None, 1)


def test_few_values_have_no_quartiles() -> None:
    assert spread([1, 2, 3, 4]).quartiles is None
    assert spread([1, 2, 3, 4, 5]).quartiles == (2, 4)


@given(st.lists(st.integers(-300, 300), min_size=5))
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    """Its inclusive method; ours needs no second pass."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    told = spread(values)
    assert told.quartiles is not None
    assert (*told.quartiles, told.median) == (low, high, middle)


def test_a_share_has_both_its_numbers() -> None:
    told = share([True, False, None, True])
    assert told == Share(2, 3, 1)
    assert told.few
    assert share([True, False] * 5).percent == 50
    assert share([None]).percent is None


def test_bins_begin_at_a_whole_step_and_leave_none_out() -> None:
    assert bins([12, 14, 26], 5) == [Bin(10, 15, 2), Bin(15, 20, 0), Bin(20, 25, 0), Bin(25, 30, 1)]
    assert bins([-1], 5) == [Bin(-5, 0, 1)]
    assert bins([], 5) == []


def test_all_of_it_belongs_to_the_last_step() -> None:
    """A hundred percent is no step of its own."""
    assert bins([97, 100], 5, 100) == [Bin(95, 100, 2)]

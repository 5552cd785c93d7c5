"""Words stand as close as they can to where they belong, whole, and touch nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.chart.room import AIR, Span, fitting, touches

SIGHT = (0.0, 100.0)


@pytest.mark.parametrize(
    ("wanted", "taken", "left"),
    [
        (40, [], 40),
        (-10, [], 0),
        (95, [], 80),
        (40, [(50, 52)], 50 - AIR - 20),
        (40, [(42, 44)], 44 + AIR),
        (40, [(50, 52), (25, 30)], 52 + AIR),
        (40, [(0, 100)], None),
    ],
)
def test_words_go_to_the_nearest_free_place(
    wanted: float, taken: list[Span], left: float | None
) -> None:
    """Twenty pixels of words in a hundred."""
    assert fitting(20, wanted, SIGHT, taken) == left


def test_words_are_not_moved_to_where_they_would_belong_to_something_else() -> None:
    """Rather none than wrong ones."""
    assert fitting(20, 40, SIGHT, [(50, 52)], reach=16) == 26
    assert fitting(20, 40, SIGHT, [(50, 52)], reach=13) is None


def test_words_wider_than_the_room_have_none() -> None:
    """They are never cut."""
    assert fitting(101, 0, SIGHT) is None


@given(
    st.floats(1, 60),
    st.floats(-50, 150),
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 20)), max_size=5),
)
def test_a_place_that_is_found_is_free_and_in_sight(
    width: float, wanted: float, at: list[tuple[float, float]]
) -> None:
    """Whatever stands there already."""
    taken = [(start, start + wide) for start, wide in at]
    left = fitting(width, wanted, SIGHT, taken)
    if left is not None:
        assert left >= 0
        assert left + width <= 100.001
        assert not touches((left, left + width), taken)

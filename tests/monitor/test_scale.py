"""What holds for every rating scale, present and future."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import catalogue
from monitor.scale import Item, Scale, scales

ALL = list(scales().values())
TWO = Scale("two", "1", "Two", "observer", (Item("a", 0, 4), Item("b", 0, 4)), "ours", "ours")


def test_each_file_of_the_folder_is_a_scale_of_its_name() -> None:
    """Two files with one id would hide one another."""
    assert sorted(scales()) == catalogue.names("monitor.scales")


@pytest.mark.parametrize("scale", ALL, ids=lambda scale: scale.id)
def test_a_scale_says_where_it_comes_from(scale: Scale) -> None:
    """And who may ship its wording, who answers, and which version it is."""
    assert scale.source
    assert scale.wording
    assert scale.version
    assert scale.rater in {"observer", "patient"}


@pytest.mark.parametrize("scale", ALL, ids=lambda scale: scale.id)
def test_every_named_answer_is_in_range(scale: Scale) -> None:
    """And every item has a range."""
    for item in scale.items:
        assert item.low < item.high
        assert all(item.low <= answer <= item.high for answer in item.anchors)


@pytest.mark.parametrize("scale", ALL, ids=lambda scale: scale.id)
def test_every_answer_has_a_score(scale: Scale) -> None:
    """From the lowest to the highest."""
    lows = {item.id: item.low for item in scale.items}
    highs = {item.id: item.high for item in scale.items}
    assert scale.score(lows) == sum(lows.values())
    assert scale.score(highs) == sum(highs.values())


@given(st.integers(0, 4), st.integers(0, 4))
def test_a_score_is_the_sum(a: int, b: int) -> None:
    """Answers to questions that were not asked count nothing."""
    assert TWO.score({"a": a, "b": b, "c": 4}) == a + b


@pytest.mark.parametrize("answers", [{}, {"a": 1}, {"a": 1, "b": "cannot_answer"}])
def test_what_was_not_answered_has_no_score(answers: dict[str, int | str]) -> None:
    """A missing answer is not a zero."""
    assert TWO.score(answers) is None

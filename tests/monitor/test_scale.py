"""What holds for every rating scale, present and future."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import catalogue
from monitor.scale import RULES, Answer, Item, PassMark, Scale, scales

ALL = list(scales().values())
TWO = Scale("two", "1", "Two", "observer", (Item("a", 0, 4), Item("b", 0, 4)), "ours", "ours")
TAKEN = {"M", "G", "L", " "}
"""Keys of the bedside window: measure, glance, lock, mark."""

by_id = pytest.mark.parametrize("scale", ALL, ids=lambda scale: scale.id)


def test_each_file_of_the_folder_is_a_scale_of_its_name() -> None:
    """Two files with one id would hide one another."""
    assert sorted(scales()) == catalogue.names("monitor.scales")


@by_id
def test_a_scale_says_where_it_comes_from(scale: Scale) -> None:
    """And who may ship its wording, who answers, and which version it is."""
    assert scale.source
    assert scale.wording
    assert scale.version
    assert scale.rater in {"observer", "patient"}
    assert scale.rule in RULES


@by_id
def test_every_named_answer_is_one_of_its_item(scale: Scale) -> None:
    """And every item has a range, and a name of its own."""
    for item in scale.items:
        assert item.low < item.high
        assert {*item.anchors, *item.folded, *item.prompts} <= set(item.answers)
    assert len({item.id for item in scale.items}) == len(scale.items)


@by_id
def test_what_is_asked_stands_in_the_scale_unless_it_is_licensed(scale: Scale) -> None:
    """Of somebody else's scale we ship numbers and ranges, and not one word."""
    named = [item for item in scale.items if item.title or item.anchors or item.extra]
    assert not (scale.licensed and named)
    if not scale.licensed and len(scale.items) > 1:
        assert all(item.title for item in scale.items)


@by_id
def test_every_whole_rating_has_the_score_of_its_rule(scale: Scale) -> None:
    """From the lowest to the highest, and no score at all where the rule is none."""
    lows: dict[str, Answer] = {item.id: item.low for item in scale.items}
    highs: dict[str, Answer] = {item.id: item.high for item in scale.items}
    assert scale.score(highs) == scale.highest
    if not scale.separate:
        assert scale.score(lows) == scale.lowest
    assert (scale.highest is None) == (scale.rule == "none")


@by_id
def test_a_rating_that_lacks_one_item_has_no_score(scale: Scale) -> None:
    """A false total is worse than none."""
    if len(scale.items) == 1 or scale.separate:
        return
    for left_out in scale.items:
        answers: dict[str, Answer] = {i.id: i.high for i in scale.items if i is not left_out}
        assert scale.score(answers) is None
        assert scale.answered(answers) == (len(scale.items) - 1, len(scale.items))
        assert scale.missing(answers) == [left_out]


def test_no_two_scales_have_one_key() -> None:
    """Nor one that the bedside window has given to something else."""
    keys = [scale.shortcut for scale in ALL if scale.shortcut]
    assert len(keys) == len(set(keys))
    assert not TAKEN & set(keys)


def test_what_stands_beside_a_row_names_a_scale() -> None:
    """Vomiting beside nausea."""
    assert {scale.beside for scale in ALL if scale.beside} <= set(scales())


def test_the_lanes_and_the_peaks_are_told_by_the_scales() -> None:
    """What the chart draws today, and sedation."""
    assert {scale.id for scale in ALL if scale.lane} == {"sedation", "dissociation", "nausea"}
    assert all(scale.worst != "none" and scale.highest for scale in ALL if scale.lane)
    assert scales()["sedation"].worst == "lowest"


@given(st.integers(0, 4), st.integers(0, 4))
def test_a_score_is_the_sum(a: int, b: int) -> None:
    """Answers to questions that were not asked count nothing."""
    assert TWO.score({"a": a, "b": b, "c": 4}) == a + b


def test_a_score_may_be_the_worst_item_or_none() -> None:
    """By the name of the rule."""
    assert replace(TWO, rule="max").score({"a": 1, "b": 3}) == 3
    assert replace(TWO, rule="max").highest == 4
    assert replace(TWO, rule="none").score({"a": 1, "b": 3}) is None


@pytest.mark.parametrize(
    "answers", [{}, {"a": 1}, {"a": 1, "b": "cannot_answer"}, {"a": 1, "b": 5}, {"a": 1, "b": True}]
)
def test_what_was_not_answered_has_no_score(answers: dict[str, int | str]) -> None:
    """A missing answer is not a zero, and a number out of range no answer."""
    assert TWO.score(answers) is None


def test_an_answer_that_is_no_number_is_answered_all_the_same() -> None:
    """The question was asked; there is only no total."""
    scale = replace(TWO, items=(Item("a", 0, 4, extra=("cannot_answer",)), Item("b", 0, 4)))
    answers: dict[str, Answer] = {"a": "cannot_answer", "b": 2}
    assert scale.answered(answers) == (2, 2)
    assert scale.score(answers) is None


def test_a_number_between_two_steps_is_no_answer() -> None:
    """Tens are tens."""
    item = Item("a", 0, 100, step=10)
    assert item.numbers == tuple(range(0, 101, 10))
    assert (item.allows(30), item.allows(35), item.number(35)) == (True, False, None)


def test_the_answers_are_in_the_order_they_are_drawn() -> None:
    """The best first where the best is the highest; what is no number last."""
    assert Item("a", 0, 2, extra=("x",), high_first=True).answers == (2, 1, 0, "x")


def test_a_total_passes_from_its_mark_on() -> None:
    """And without a total or a mark nothing is said."""
    marked = replace(TWO, pass_mark=PassMark(5, "made up"))
    assert marked.passes({"a": 4, "b": 1}) is True
    assert marked.passes({"a": 4, "b": 0}) is False
    assert marked.passes({"a": 4}) is None
    assert TWO.passes({"a": 4, "b": 4}) is None


def test_one_rating_is_one_entry() -> None:
    """With what belongs to it, and nothing where nothing was answered."""
    assert TWO.entries({"a": 1, "b": 2, "c": 3}) == [{"a": 1, "b": 2}]
    assert TWO.entries({"a": 7}) == []


def test_separate_items_are_entries_of_their_own() -> None:
    """Two signs that began are two events, and each counts alone."""
    events = replace(TWO, separate=True)
    assert events.entries({"b": 2, "a": 1}) == [{"a": 1}, {"b": 2}]
    assert (events.score({"b": 2}), events.score({})) == (2, None)

"""What is said of the clinic's figures: never a number without how many it rests on."""

import pytest

from monitor.clinic import Figure, summed_up
from monitor.spread import Share, spread
from tests.ui.courses import clinic_rows
from ui.review.clinic_words import base_words, below_words, main_words, sentence


def words(figure: Figure) -> tuple[str, str, str]:
    """The three things a row says."""
    return main_words(figure), below_words(figure), base_words(figure)


def test_a_spread_has_its_median_its_quartiles_and_how_many() -> None:
    figure = Figure("rise", "mmHg", spread([10, 20, 30, 40, 50, None]), 5)
    assert words(figure) == ("30 mmHg", "quartiles 20–40", "n 5 · 1 missing")


def test_few_values_say_that_they_are_few() -> None:
    figure = Figure("dose", "mg", spread([36, 30, 33]), 5)
    assert words(figure) == ("33 mg", "too few for quartiles", "n 3")
    assert "30, 33, 36" in sentence(figure)


def test_a_share_has_both_numbers_beside_its_percentage() -> None:
    figure = Figure("nausea", "sessions", Share(7, 42, 3))
    assert words(figure) == ("17 %", "7 of 42", "n 42 · 3 missing")


def test_of_few_there_is_no_percentage() -> None:
    figure = Figure("nausea", "sessions", Share(1, 3))
    assert words(figure) == ("1 of 3", "too few for a percentage", "n 3")


def test_a_share_of_alarms_counts_alarms() -> None:
    assert base_words(Figure("unanswered", "alarms", Share(1, 8))) == "8 alarms"


@pytest.mark.parametrize("told", [Share(0, 0, 4), spread([None] * 4)])
def test_where_nothing_is_known_that_is_said(told: Share) -> None:
    assert words(Figure("vomited", "sessions", told)) == ("–", "nothing known", "n 0 · 4 missing")


def test_every_figure_can_be_said() -> None:
    """With its unit, few or many."""
    for count in (0, 3, 40):
        for group in summed_up(clinic_rows(count)).values():
            for figure in group:
                assert "clinic." not in sentence(figure)

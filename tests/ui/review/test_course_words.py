"""What is said of each infusion of a course."""

from monitor.summary import Summary
from tests.ui.courses import course, row, sums
from ui.review.course_words import (
    COLUMNS,
    FOLLOWED,
    MISSING,
    change_words,
    followed,
    interval_words,
    tell,
)


def test_a_row_of_the_table_says_every_figure() -> None:
    told = tell(course(2))[1]
    assert [told.cells[name] for name in COLUMNS] == [
        *("2", "5 Jun 2026", "3", "36.0", "0.50", "128/79", "174/102", "+30", "+46"),
        *("4", "+33", "+66", "6", "+26", "1", "1", "+87"),
    ]


def test_what_is_missing_is_a_dash_and_no_zero() -> None:
    (told,) = tell([row(summary=Summary(), weight=None)])
    kept = {"number", "day"}
    assert {told.cells[name] for name in COLUMNS if name not in kept} == {MISSING}
    assert told.dose == "no dose known"
    assert [followed(name, told.values[name]) for name in FOLLOWED] == [MISSING] * len(FOLLOWED)


def test_an_open_session_is_told_without_figures() -> None:
    (told,) = tell([row(summary=None, ended_at=None)])
    assert told.pressure == MISSING


def test_changes_are_told_from_the_first_and_of_the_first_not_at_all() -> None:
    first, second = tell(course(2))
    assert change_words("rise", first) == ()
    assert change_words("rise", second) == ("+22 from first", "+22")
    assert change_words("dose", second) == ("+0.10 from first", "+0.10")
    assert change_words("days", second) == ()


def test_a_smaller_value_has_a_real_minus() -> None:
    _, second = tell([row(1, summary=sums(0)), row(2, summary=sums(7))])
    assert change_words("rise", second)[1] == "−9"


def test_intervals_are_told_with_how_many_they_are() -> None:
    """Few are told one by one, in their order."""
    assert interval_words(tell(course(1))) == ""
    assert interval_words(tell(course(4))) == "days between: 3, 4, 3"
    assert interval_words(tell(course(7))) == "every 3.5 days (median of 6, 3–7)"


def test_the_sentence_for_whoever_hears_it_has_every_column() -> None:
    said = tell(course(2))[1].sentence
    assert "Peak BP 174/102" in said
    assert said.count(",") == len(COLUMNS) - 1

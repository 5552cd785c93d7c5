"""What the start screen refuses: numbers that cannot be true, doses above the clinic's ceilings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.dose_check import (
    check_plan,
    read_birth_date,
    read_mg_per_kg,
    read_minutes,
    read_number,
    read_weight,
    unusual,
    years_between,
)
from monitor.errors import EntryError
from monitor.events import DosePlan
from monitor.profile import shipped

SETTINGS = shipped().dose
TODAY = date(2026, 11, 20)
PLAN = DosePlan(t_ms=0, drug="Ketamine", mg_per_kg=0.5, minutes=40, bag_mg=50, bag_ml=50, weight=72)


def refusal(call: Callable[[], object]) -> EntryError:
    """What a call refuses with."""
    with pytest.raises(EntryError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"), [("72", 72), (" 72,5 ", 72.5), (".5", 0.5), ("0.50", 0.5)]
)
def test_a_number_is_read_with_point_or_comma(text: str, value: float) -> None:
    """Half the world types 72,5."""
    assert read_number(text, "weight") == value


@pytest.mark.parametrize("text", ["", "-5", "+5", "1e3", "nan", "inf", "5x", "1.2.3", ".", "1 000"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    """No sign, no exponent, nothing Python alone would take for a number."""
    assert refusal(lambda: read_number(text, "bag_mg")).code == "not_a_number"


@given(st.text())
def test_any_text_is_a_number_above_zero_or_refused_at_its_field(text: str) -> None:
    """Whatever lands in the field, by keyboard or scanner."""
    try:
        value, field = read_number(text, "minutes"), None
    except EntryError as error:
        value, field = 1, error.values["field"]
    assert 0 < value < 1_000_000
    assert field in (None, "minutes")


@pytest.mark.parametrize(
    ("read", "text", "code", "field"),
    [
        (read_weight, "0", "zero", "weight"),
        (read_weight, "29.9", "out_of_bounds_weight", "weight"),
        (read_weight, "720", "out_of_bounds_weight", "weight"),
        (read_minutes, "400", "out_of_bounds_minutes", "minutes"),
        (read_minutes, "4", "out_of_bounds_minutes", "minutes"),
        (read_mg_per_kg, "50", "above_mg_per_kg", "mg_per_kg"),
        (read_mg_per_kg, "2.01", "above_mg_per_kg", "mg_per_kg"),
    ],
)
def test_a_number_outside_its_bounds_is_refused(
    read: Callable[..., float], text: str, code: str, field: str
) -> None:
    """Each at its own field."""
    error = refusal(lambda: read(text, SETTINGS))
    assert (error.code, error.values["field"]) == (code, field)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [(read_weight, "30", 30), (read_weight, "250", 250), (read_mg_per_kg, "2", 2)],
)
def test_a_bound_itself_is_allowed(read: Callable[..., float], text: str, value: float) -> None:
    """Up to and with."""
    assert read(text, SETTINGS) == value


@pytest.mark.parametrize("text", ["1985-03-05", "19850305", "1985/3/5", "1985.03.05", "1985 3 5"])
def test_a_birth_date_is_year_month_day(text: str) -> None:
    """With any separator, or none where the digits leave no doubt."""
    assert read_birth_date(text, TODAY) == date(1985, 3, 5)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("05.03.1985", "not_a_date"),
        ("03/05/85", "not_a_date"),
        ("1985111", "not_a_date"),
        ("1985-02-30", "no_such_day"),
        ("2026-11-21", "born_in_future"),
        ("1895-01-01", "born_too_long_ago"),
    ],
)
def test_a_birth_date_that_cannot_be_or_is_ambiguous_is_refused(text: str, code: str) -> None:
    """A second identifier is not guessed at."""
    error = refusal(lambda: read_birth_date(text, TODAY))
    assert (error.code, error.values["field"]) == (code, "birth_date")


def test_born_today_is_not_the_future() -> None:
    """The future begins tomorrow."""
    assert read_birth_date("2026-11-20", TODAY) == TODAY


@pytest.mark.parametrize(("born", "years"), [(date(1985, 11, 20), 41), (date(1985, 11, 21), 40)])
def test_age_counts_birthdays(born: date, years: int) -> None:
    """The day before the birthday is a year less."""
    assert years_between(born, TODAY) == years


def test_a_plan_within_the_ceilings_passes() -> None:
    """The usual dose raises nothing."""
    check_plan(PLAN, SETTINGS)


def test_a_dose_above_the_ceiling_in_mg_is_refused() -> None:
    """An ordinary dose per kilogram of a heavy patient may still be too much."""
    heavy = replace(PLAN, weight=201, mg_per_kg=1.0, bag_mg=500)
    error = refusal(lambda: check_plan(heavy, SETTINGS))
    assert (error.code, error.values["field"]) == ("above_mg", "mg_per_kg")


def test_a_bag_that_cannot_give_the_dose_is_refused() -> None:
    """The ten-fold slip: 5 for 50."""
    error = refusal(lambda: check_plan(replace(PLAN, bag_mg=5), SETTINGS))
    assert (error.code, error.values["field"]) == ("bag_too_small", "bag_mg")


def test_a_bag_of_exactly_the_dose_will_do() -> None:
    """0.7 × 100 is a little more than 70 in binary."""
    check_plan(replace(PLAN, mg_per_kg=0.7, weight=100, bag_mg=70), SETTINGS)


@pytest.mark.parametrize(
    ("mg_per_kg", "minutes", "code"),
    [
        (0.5, 40, None),
        (1.0, 40, None),
        (1.01, 60, "above_usual"),
        (0.05, 40, "below_usual"),
        (0.5, 20, None),
        (0.5, 19, "faster_than_usual"),
    ],
)
def test_an_unusual_dose_or_rate_asks_for_a_second_look(
    mg_per_kg: float, minutes: float, code: str | None
) -> None:
    """At the edge of the usual nothing is asked."""
    assert unusual(replace(PLAN, mg_per_kg=mg_per_kg, minutes=minutes), SETTINGS) == code

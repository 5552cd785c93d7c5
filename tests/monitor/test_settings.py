"""What a profile sets about the course of a session."""

import msgspec
import pytest

from monitor.profile import parse, shipped
from monitor.settings import (
    CHECKED,
    PRESSURE,
    DischargeSettings,
    Onward,
    ReviewSettings,
    ScheduleSettings,
)


def test_nothing_is_asked_for_by_default() -> None:
    """Sessions of a time before these settings are read by the same class."""
    plan = ScheduleSettings()
    assert plan.items() == (PRESSURE,)
    assert plan.minutes(PRESSURE) == ()
    assert plan.pause_check_min is None
    assert DischargeSettings().criteria == ()


def test_after_the_listed_minutes_it_goes_on_in_stretches() -> None:
    """Every quarter of an hour for two hours, then every half."""
    stretches = (Onward(15, 60), Onward(30, 120))
    plan = ScheduleSettings(at_min={PRESSURE: (30, 0, 5, 5)}, onward={PRESSURE: stretches})
    assert plan.minutes(PRESSURE) == (0, 5, 30, 45, 60, 90, 120)


def test_each_item_is_named_once_and_pressure_first() -> None:
    """Wherever it stands."""
    plan = ScheduleSettings(
        at_min={"nausea": (1,)}, baseline=("nausea",), every_min={CHECKED[0]: {}}
    )
    assert plan.items() == (PRESSURE, "nausea", CHECKED[0])


@pytest.mark.parametrize(("floor", "cap"), [((90, 50), (90, 90)), ((90, 90), (140, 90))])
def test_a_floor_lies_below_its_cap(floor: tuple[float, float], cap: tuple[float, float]) -> None:
    """Or nobody could ever leave."""
    values = {"pressure_floor": floor, "pressure_cap": cap}
    with pytest.raises(msgspec.ValidationError, match="pressure_floor"):
        msgspec.convert(values, DischargeSettings)


def test_an_author_reviews_alone_only_where_the_clinic_says_so() -> None:
    """In every shipped profile, and in one of a time before there was a setting."""
    assert not ReviewSettings().author_may_review
    lone = shipped().text.replace("author_may_review = false", "author_may_review = true")
    assert not shipped().review.author_may_review
    assert parse(lone).review.author_may_review

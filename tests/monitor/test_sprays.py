"""Devices are counted from what was entered, and nothing of a plan is made up."""

import pytest

from monitor.events import DosePlan, Entry, Mark, SprayUsed
from monitor.settings import NasalSettings
from monitor.sprays import MS_PER_MIN, Sprays, planned_devices, sprays

NASAL = NasalSettings()


def used(number: int, minute: float, mg: float = 28) -> SprayUsed:
    """A device was used."""
    return SprayUsed(t_ms=round(minute * MS_PER_MIN), seq=number, number=number, mg=mg)


def plan(mg: float, weight: float = 72) -> DosePlan:
    """So much was prescribed."""
    return DosePlan(
        t_ms=0,
        drug="Esketamine",
        mg_per_kg=mg / weight,
        minutes=10,
        bag_mg=84,
        bag_ml=0.6,
        weight=weight,
    )


def told(*entries: Entry, mg: float | None = 84) -> Sprays:
    """Fold them."""
    return sprays(entries, NASAL, None if mg is None else plan(mg))


def test_before_the_first_device_nothing_counts_yet() -> None:
    """Neither a rest nor the time since."""
    none = told()
    assert (none.next_number, none.mg, none.first_ms, none.rest_ends_ms) == (1, 0, None, None)
    assert none.rest_left_ms(0) == 0


def test_each_device_counts_in_whatever_order_it_was_entered() -> None:
    """The second was entered before the first; other entries count for nothing."""
    both = told(used(2, 15), Mark(t_ms=0), used(1, 10))
    assert (both.next_number, both.mg, both.first_ms) == (3, 56, 10 * MS_PER_MIN)


def test_a_rest_follows_each_device_but_the_last() -> None:
    """Five minutes, to the millisecond."""
    one = told(used(1, 10))
    assert one.rest_ends_ms == 15 * MS_PER_MIN
    assert one.rest_left_ms(12 * MS_PER_MIN) == 3 * MS_PER_MIN
    assert one.rest_left_ms(15 * MS_PER_MIN - 1) == 1
    assert one.rest_left_ms(15 * MS_PER_MIN) == 0
    assert one.rest_left_ms(90 * MS_PER_MIN) == 0
    whole = told(used(1, 10), used(2, 15), used(3, 20))
    assert (whole.next_number, whole.rest_ends_ms, whole.rest_left_ms(0)) == (None, None, 0)


def test_a_device_that_was_withdrawn_is_the_next_again() -> None:
    """Its number is free."""
    assert told(used(2, 15)).next_number == 1
    assert told(used(1, 10), used(3, 20)).next_number == 2


@pytest.mark.parametrize(
    ("mg", "devices"),
    [(56, 2), (84, 3), (56.4, 2), (83.6, 3), (70, None), (28, None), (86.4, None), (112, None)],
)
def test_a_plan_means_devices_only_where_it_comes_to_them(mg: float, devices: int | None) -> None:
    """Nothing is rounded to a device."""
    assert planned_devices(NASAL, plan(mg)) == devices


def test_without_a_plan_as_many_as_are_ever_given_may_be_used() -> None:
    """And nobody says how many there should be."""
    two = told(used(1, 0), used(2, 5), mg=None)
    assert (two.planned, two.most, two.next_number) == (None, 3, 3)


def test_with_a_plan_of_two_there_is_no_third() -> None:
    """Until the plan is another."""
    assert told(used(1, 0), used(2, 5), mg=56).next_number is None

"""The PADSS (clinical.md 2.9)."""

import pytest

from monitor.scales.padss import SCALE

ITEMS = ("vital_signs", "activity", "discomfort", "bleeding", "intake")


@pytest.mark.parametrize(
    ("graded", "total", "fit"),
    [((2, 2, 2, 2, 2), 10, True), ((1, 2, 2, 2, 2), 9, True), ((1, 1, 2, 2, 2), 8, False)],
)
def test_five_items_make_a_total_that_is_fit_from_9(
    graded: tuple[int, ...], total: int, fit: bool
) -> None:
    """Each 2, 1 or 0."""
    answers = dict(zip(ITEMS, graded, strict=True))
    assert (SCALE.score(answers), SCALE.passes(answers)) == (total, fit)


def test_the_bounds_of_pressure_and_pulse_are_20_and_40_percent() -> None:
    """Within 20, 20 to 40, over 40."""
    names = SCALE.items[0].anchors
    assert ("20" in names[2], "20 to 40" in names[1], "over 40" in names[0]) == (True, True, True)

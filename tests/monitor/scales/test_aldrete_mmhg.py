"""The modified Aldrete score, its pressure in mmHg (clinical.md 2.8)."""

import pytest

from monitor.scales.aldrete_mmhg import SCALE

ITEMS = ("activity", "respiration", "circulation", "consciousness", "oxygen")


@pytest.mark.parametrize(
    ("graded", "total", "fit"),
    [
        ((2, 2, 2, 2, 2), 10, True),
        ((2, 2, 1, 2, 2), 9, True),
        ((2, 2, 1, 1, 2), 8, False),
        ((2, 1, 1, 1, 1), 6, False),
        ((0, 0, 0, 0, 0), 0, False),
    ],
)
def test_five_items_of_0_to_2_make_a_total_that_is_fit_from_9(
    graded: tuple[int, ...], total: int, fit: bool
) -> None:
    """Five items and not six: the variant of 0 to 12 is another score."""
    answers = dict(zip(ITEMS, graded, strict=True))
    assert SCALE.score(answers) == total
    assert SCALE.passes(answers) is fit
    assert [item.id for item in SCALE.items] == list(ITEMS)


def test_nine_of_ten_points_with_an_item_open_are_no_total() -> None:
    """Four items of 2 are not an 8."""
    assert SCALE.score(dict.fromkeys(ITEMS[:4], 2)) is None
    assert SCALE.answered(dict.fromkeys(ITEMS[:4], 2)) == (4, 5)


def test_its_pressure_is_judged_in_mmhg() -> None:
    """Within 20, off by 20 to 50, off by over 50."""
    anchors = SCALE.items[2].anchors
    assert [number for number, name in anchors.items() if "mmHg" in name] == [2, 1, 0]


def test_the_mark_names_its_source() -> None:
    """9 of 10."""
    assert SCALE.pass_mark is not None
    assert (SCALE.pass_mark.score, SCALE.highest) == (9, 10)
    assert SCALE.pass_mark.source

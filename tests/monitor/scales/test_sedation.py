"""Sedation: the MOAA/S."""

import pytest

from monitor.scales.sedation import SCALE


def test_it_goes_from_awake_to_no_answer_to_pain() -> None:
    """Awake is drawn first; a patient left asleep is an answer without a number."""
    (item,) = SCALE.items
    assert item.answers == (5, 4, 3, 2, 1, 0, "not_woken")
    assert (item.anchors[5], item.anchors[3]) == ("Awake", "Only to loud voice")
    assert SCALE.score({"sedation": "not_woken"}) is None
    assert SCALE.score({"sedation": 0}) == 0


def test_a_row_draws_1_and_0_as_one_button() -> None:
    """It asks which of the two."""
    (item,) = SCALE.items
    assert (item.folded_as, item.folded) == ("≤1 No answer…", (1, 0))


@pytest.mark.parametrize("answer", [6, -1])
def test_the_variant_from_1_to_6_is_refused(answer: int) -> None:
    """A 6 would be somebody else's awake."""
    assert SCALE.score({"sedation": answer}) is None
    assert SCALE.answered({"sedation": answer}) == (0, 1)

"""What several scales share."""

import pytest

from monitor.scale import scales
from monitor.scales._parts import by_number


@pytest.mark.parametrize("scale", ["dizziness", "headache", "anxiety"])
def test_a_numeric_rating_is_the_patients_from_0_to_10(scale: str) -> None:
    """And a patient who cannot answer has no number."""
    found = scales()[scale]
    (item,) = found.items
    assert (item.low, item.high, found.rater, item.extra) == (0, 10, "patient", ("cannot_answer",))
    assert found.score({scale: 10}) == 10


def test_a_numbered_item_keeps_its_number_and_has_no_words() -> None:
    """Two digits, so that they sort as they count."""
    assert [item.id for item in by_number((1, 22), 0, 4)] == ["01", "22"]

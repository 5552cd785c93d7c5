"""KOBS-1, our own quick set."""

from monitor.scales.dissociation import SCALE as DISSOCIATION
from monitor.scales.kobs1 import SCALE


def test_its_first_three_have_the_one_range_of_dissociation() -> None:
    """0 to 4 everywhere, with the same names."""
    for item in SCALE.items[:3]:
        assert item.anchors == DISSOCIATION.items[0].anchors
        assert (item.low, item.high) == (0, 4)


def test_it_says_that_it_is_not_validated_and_has_no_total() -> None:
    """Its items go in opposite directions."""
    assert "Not validated" in SCALE.how
    whole = {item.id: item.high for item in SCALE.items}
    assert SCALE.answered(whole) == (5, 5)
    assert SCALE.score(whole) is None

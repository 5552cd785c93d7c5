"""Observed dissociation."""

from monitor.scales.dissociation import SCALE


def test_it_has_five_steps_from_none_to_extreme() -> None:
    """One range, 0 to 4, everywhere, and each step has a name."""
    (item,) = SCALE.items
    assert list(item.anchors) == [0, 1, 2, 3, 4]
    assert (item.anchors[0], item.anchors[4]) == ("None", "Extreme")
    assert SCALE.score({"dissociation": 3}) == 3

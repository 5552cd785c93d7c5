"""Gait."""

from monitor.scales.gait import SCALE


def test_steady_is_0_and_unable_is_2() -> None:
    """As written on its buttons."""
    assert SCALE.items[0].anchors == {0: "Steady", 1: "With help", 2: "Unable"}
    assert SCALE.score({"gait": 2}) == 2

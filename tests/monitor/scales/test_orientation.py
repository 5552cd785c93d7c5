"""Orientation."""

from monitor.scales.orientation import SCALE


def test_oriented_to_all_three_is_3() -> None:
    """One point each; what was not asked is no wrong answer."""
    assert SCALE.score({"person": 1, "place": 1, "time": 1}) == 3
    assert SCALE.score({"person": 1, "place": 0, "time": 0}) == 1
    assert SCALE.score({"person": 1, "place": 1}) is None

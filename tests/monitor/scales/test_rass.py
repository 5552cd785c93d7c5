"""Agitation and sedation."""

from monitor.scales.rass import SCALE


def test_it_goes_from_4_down_to_minus_5_and_names_each() -> None:
    """Combative first, no answer last."""
    (item,) = SCALE.items
    assert item.answers == tuple(range(4, -6, -1))
    assert set(item.anchors) == set(item.answers)
    assert (item.anchors[4], item.anchors[0]) == ("Combative", "Alert and calm")
    assert SCALE.score({"rass": -5}) == -5

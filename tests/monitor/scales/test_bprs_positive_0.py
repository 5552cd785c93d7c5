"""The BPRS' positive items, counted from 0 (clinical.md 2.6)."""

from monitor.scales.bprs_positive_0 import SCALE


def test_four_items_make_a_total_of_0_to_24() -> None:
    """The base is a part of the scale's name, or two schools would be mixed."""
    assert (SCALE.lowest, SCALE.highest) == (0, 24)
    assert len(SCALE.items) == 4
    assert SCALE.licensed
    assert SCALE.score({item.id: 1 for item in SCALE.items}) == 4

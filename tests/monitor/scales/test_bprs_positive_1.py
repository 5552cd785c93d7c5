"""The BPRS' positive items, counted from 1 (clinical.md 2.6)."""

from monitor.scales.bprs_positive_1 import SCALE


def test_four_items_make_a_total_of_4_to_28() -> None:
    """The base is a part of the scale's name, or two schools would be mixed."""
    assert (SCALE.lowest, SCALE.highest) == (4, 28)
    assert len(SCALE.items) == 4
    assert SCALE.licensed
    assert SCALE.score({item.id: 0 for item in SCALE.items}) is None

"""The CADSS-6 (clinical.md 2.2)."""

from monitor.scales.cadss6 import SCALE
from monitor.scales.cadss23 import SCALE as CADSS23


def test_it_is_six_items_of_the_23_and_a_total_of_0_to_24() -> None:
    """Items 1, 2, 6, 7, 15 and 22 under their own numbers."""
    assert [item.id for item in SCALE.items] == ["01", "02", "06", "07", "15", "22"]
    assert all(item in CADSS23.items for item in SCALE.items)
    assert (SCALE.lowest, SCALE.highest) == (0, 24)
    assert SCALE.score({item.id: 4 for item in SCALE.items}) == 24
    assert SCALE.score({item.id: 4 for item in SCALE.items[:5]}) is None
    assert SCALE.licensed

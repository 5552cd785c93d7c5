"""The modified Aldrete score, its pressure in percent."""

from monitor.scales.aldrete_mmhg import SCALE as MMHG
from monitor.scales.aldrete_percent import SCALE


def test_it_differs_from_the_other_in_the_pressure_alone() -> None:
    """Under 20, 20 to 49, over 49 percent."""
    differing = [a.id for a, b in zip(SCALE.items, MMHG.items, strict=True) if a != b]
    assert differing == ["circulation"]
    assert all("%" in name for name in SCALE.items[2].anchors.values())
    assert SCALE.id != MMHG.id

"""Distress, 0 to 100."""

from monitor.scales.suds import SCALE


def test_it_goes_in_tens_from_0_to_100() -> None:
    """80 is where a clinic may act (clinical.md 1.5)."""
    assert [SCALE.score({"suds": n}) for n in (0, 80, 100)] == [0, 80, 100]
    assert SCALE.score({"suds": 85}) is None
    assert len(SCALE.items[0].numbers) == 11

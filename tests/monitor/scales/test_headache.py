"""Headache, the patient's number; what it shares with the others is tested in test__parts.py."""

from monitor.scales.headache import SCALE


def test_it_is_asked_by_its_name() -> None:
    """The id of the scale is that of its only item."""
    assert (SCALE.id, SCALE.items[0].id) == ("headache", "headache")
    assert SCALE.title == "Headache, patient's number"

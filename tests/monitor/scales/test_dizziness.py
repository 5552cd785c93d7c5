"""Dizziness, the patient's number; what it shares with the others is tested in test__parts.py."""

from monitor.scales.dizziness import SCALE


def test_it_is_asked_by_its_name() -> None:
    """The id of the scale is that of its only item."""
    assert (SCALE.id, SCALE.items[0].id) == ("dizziness", "dizziness")
    assert SCALE.title == "Dizziness, patient's number"

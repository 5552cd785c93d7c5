"""Vomiting and retching."""

from monitor.scales.vomiting import SCALE


def test_each_is_an_event_of_its_own_that_counts() -> None:
    """A patient who retched once has not vomited."""
    assert SCALE.entries({"retched": 1}) == [{"retched": 1}]
    assert SCALE.entries({"vomited": 2, "retched": 1}) == [{"vomited": 2}, {"retched": 1}]
    assert SCALE.score({"vomited": 2}) == 2
    assert SCALE.score({}) is None


def test_it_stands_beside_nausea() -> None:
    """One touch in that row."""
    assert SCALE.beside == "nausea"

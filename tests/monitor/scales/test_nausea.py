"""Nausea, the patient's number."""

from monitor.scales.nausea import SCALE


def test_a_patient_who_cannot_answer_has_no_number() -> None:
    """It is an answer all the same."""
    (item,) = SCALE.items
    assert (item.low, item.high) == (0, 10)
    assert "cannot_answer" in item.extra
    assert SCALE.score({"nausea": "cannot_answer"}) is None
    assert SCALE.score({"nausea": 7}) == 7

"""Vision: three flags."""

from monitor.scales.vision import SCALE


def test_any_of_three_signs_may_be_there_and_nothing_is_added_up() -> None:
    """Blurred and double together are two facts."""
    assert [item.id for item in SCALE.items] == ["blurred", "double", "nystagmus"]
    answers = {"blurred": 1, "double": 1, "nystagmus": 0}
    assert SCALE.answered(answers) == (3, 3)
    assert SCALE.score(answers) is None

"""The CADSS of 23 items (clinical.md 2.1)."""

from monitor.scale import Answer
from monitor.scales.cadss23 import SCALE


def test_it_has_23_items_of_0_to_4_and_a_total_of_0_to_92() -> None:
    """By number, without a word."""
    assert [item.id for item in SCALE.items] == [f"{n:02d}" for n in range(1, 24)]
    assert {(item.low, item.high) for item in SCALE.items} == {(0, 4)}
    assert (SCALE.lowest, SCALE.highest) == (0, 92)
    assert SCALE.licensed


def test_twenty_two_of_23_are_no_total() -> None:
    """It says how many there are instead."""
    answers: dict[str, Answer] = {item.id: 1 for item in SCALE.items}
    assert SCALE.score(answers) == 23
    del answers["17"]
    assert SCALE.score(answers) is None
    assert SCALE.answered(answers) == (22, 23)

"""The foot names what is open in few chips, and loses nothing."""

from monitor.ending import Open
from ui.end.end_chips import chips, split


def criterion(name: str) -> Open:
    """A criterion that is open."""
    return Open("criterion", criterion=name)


def test_many_criteria_of_a_section_are_counted_on_one_chip() -> None:
    """It leads to the first of them."""
    pressure, handed = criterion("pressure"), criterion("iv_out")
    still = [Open("left"), pressure, *map(criterion, ("walk", "oriented")), handed]
    assert chips(still) == [
        ("Left", still[0]),
        ("Criteria (3)", pressure),
        ("IV out", handed),
    ]


def test_two_of_a_section_are_named() -> None:
    """A number says less than a name."""
    said = [words for words, _ in chips([criterion("iv_out"), criterion("escort")])]
    assert said == ["IV out", "Escort is here"]


def test_what_is_done_before_leaving_is_parted_from_what_is_measured() -> None:
    """In the clinic's order."""
    assert split(["escort", "walk", "pressure", "iv_out"]) == (
        ["walk", "pressure"],
        ["escort", "iv_out"],
    )

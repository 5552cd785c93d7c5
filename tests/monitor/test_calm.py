"""When dissociation was over: as before the drug, or at 0."""

import pytest

from monitor.calm import recovered, usual
from tests.monitor.records import Numbered
from tests.monitor.summed import MINUTE, seen


@pytest.mark.parametrize(
    ("scores", "calm", "minute"),
    [
        ([(5, 1), (30, 3), (60, 2), (70, 1)], 1, 70),
        ([(30, 3), (60, 1), (70, 0)], 0, 70),
        ([(5, 2), (8, 0), (30, 1), (60, 0)], 0, 60),
        ([(5, 3), (8, 0), (30, 0)], 0, None),
        ([(30, 3), (60, 1)], 0, None),
        ([], 0, None),
    ],
)
def test_it_is_over_once_it_is_as_before_for_good(
    scores: list[tuple[float, float]], calm: float, minute: float | None
) -> None:
    """The last rating from before the drug is the usual one; the drug began at minute 10."""
    make = Numbered()
    rated = [seen(make, at, "dissociation", score) for at, score in scores]
    found = recovered(rated, 10 * MINUTE)
    assert usual(rated, 10 * MINUTE) == calm
    assert (found and found.t_ms) == (None if minute is None else minute * MINUTE)


def test_without_a_drug_nothing_was_before_it() -> None:
    """It is over at 0."""
    make = Numbered()
    rated = [seen(make, at, "dissociation", score) for at, score in ((5, 1), (30, 0))]
    assert usual(rated, None) == 0
    assert recovered(rated, None) is rated[1]

"""What is due counts down, is due, and counts up; nobody is late who is at it."""

import pytest

from monitor.due import DueItem
from tests.ui.conftest import Desk
from ui.due_words import under_way, when


@pytest.mark.parametrize(
    ("t_ms", "said"),
    [
        (0, "in 5:00"),
        (262_000, "in 0:38"),
        (300_000, "due now"),
        (300_999, "due now"),
        (301_000, "overdue 0:01"),
        (372_000, "overdue 1:12"),
    ],
)
def test_a_due_item_counts_down_and_then_up(t_ms: int, said: str) -> None:
    """As a person says it."""
    assert when(DueItem("blood_pressure", 300_000), t_ms) == said


def test_a_pressure_is_under_way_while_the_cuff_runs(bedside: Desk) -> None:
    """And nothing else is."""
    session = bedside.window.session
    pressure, nausea = (DueItem(item, 300_000) for item in ("blood_pressure", "nausea"))
    assert not under_way(session, pressure, 1000)
    bedside.at(1)
    bedside.press(bedside.window.cuff.measure)
    assert under_way(session, pressure, 1000)
    assert not under_way(session, nausea, 1000)
    late = DueItem("blood_pressure", 0)
    assert when(late, 1000, session) == "being measured"


def test_a_pressure_to_be_confirmed_is_repeated(bedside: Desk) -> None:
    """It says that it is no plain interval."""
    session = bedside.window.session
    pressure = DueItem("blood_pressure", 300_000)
    session.cuffs.repeating = True
    assert when(pressure, 246_000, session) == "repeat in 0:54"
    assert when(DueItem("nausea", 300_000), 246_000, session) == "in 0:54"

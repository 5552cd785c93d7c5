"""The short form of `make endurance`: five minutes through the real window lose nothing."""

import pytest
from PySide6.QtWidgets import QApplication

from benchmarks.endurance import findings
from benchmarks.night import Told, run
from monitor.events import AlarmChange, LinkChange, LinkState, Observation
from ui import theme

pytestmark = pytest.mark.timeout(120)

HOURS = 0.08
"""By hand 24: memory and the cost of a redraw say nothing so soon."""


@pytest.fixture(scope="module")
def told(qapp: QApplication) -> Told:
    """A session with two devices, an alarm, presses and a cable that comes out."""
    theme.dress(qapp, theme.DARK)
    return run(HOURS)


@pytest.mark.parametrize(
    "what",
    [
        "the record",
        "entries stored, in their order",
        "seconds with a value",
        "references lost",
        "threads",
    ],
)
def test_nothing_is_lost(told: Told, what: str) -> None:
    """What can be known after five minutes."""
    (found,) = [figure for figure in findings(told, HOURS) if figure.what == what]
    assert found.met, found.ours


def test_the_session_had_it_all(told: Told) -> None:
    """Or the study would measure a window in which nothing happens."""
    assert told.history is not None
    entries = told.history.entries
    assert {Observation, AlarmChange} <= {type(entry) for entry in entries}
    links = [entry.state for entry in entries if isinstance(entry, LinkChange)]
    assert links[-2:] == [LinkState.LOST, LinkState.RECEIVING]

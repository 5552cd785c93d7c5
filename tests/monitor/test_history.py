"""One session as a whole."""

from array import array

from monitor.events import Mark
from monitor.history import History
from monitor.vitals import Vital
from tests.monitor.made import Bedside


def test_an_empty_session_ends_where_it_began() -> None:
    """And the first entry will be number 1."""
    history = History(Bedside().start)
    assert (history.last_ms, history.last_seq) == (0, 0)
    assert set(history.columns) == set(Vital)


def test_a_resumed_session_goes_on_behind_all_that_is_known() -> None:
    """Behind the end of the last second and behind the last entry, whichever is later."""
    history = History(Bedside().start, t_ms=array("q", [0, 1000]))
    assert history.last_ms == 2000
    history.entries = [Mark(t_ms=2600, seq=1), Mark(t_ms=100, seq=2)]
    assert (history.last_ms, history.last_seq) == (2600, 2)

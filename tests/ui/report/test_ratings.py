"""The table of ratings where an observation is not as its scale would have it."""

from monitor.events import Observation
from tests.ui.report.papers import folded, history_of, told_of
from tests.ui.saved_sessions import MINUTE, seen
from ui.report.ratings import _scales
from ui.report.told import About, told
from ui.words import say


def test_a_score_without_its_answer_is_missing() -> None:
    """As a record somebody wrote into has it: the scale was named, its item not answered."""
    strange = Observation(
        t_ms=5 * MINUTE, by="Adeyemi", scale="sedation", version="1", score=1.0,
        answers={"nausea": 1},
    )  # fmt: skip
    history = history_of([strange], measured=False)
    (row,) = (
        one for one in _scales(told(history, folded(history), About())) if "5" in one.cells[1]
    )
    assert row.cells[1].startswith(say("report.missing"))


def test_sedation_is_gone_when_the_patient_is_awake() -> None:
    """Five is calm there, nought on the other scales."""
    entries = [seen(minute, "sedation", score) for minute, score in ((5, 5), (20, 3), (40, 5))]
    rows = {row.cells[0]: row.cells for row in _scales(told_of(entries))}
    (sedation,) = (cells for cells in rows.values() if "14:20" in cells[1])
    assert sedation[2:] == ["14:20", "14:40"]

"""Which entry is wrong: a list of what counts, the latest first; and its time is not after now."""

import pytest
from pytestqt.qtbot import QtBot

from monitor.events import (
    Correction,
    CuffReading,
    CuffSource,
    Judgement,
    Note,
    Phase,
    PhaseChange,
    Verdict,
)
from tests.ui.beside import Beside, beside, check_for_gloves, check_out_of_the_way
from tests.ui.conftest import NURSE
from ui.dialogs.correct_dialog import CorrectDialog, CorrectionDialog, correctable
from ui.words import clock_time

__all__ = ["beside"]

MIN = 60_000


def cuff(t_ms: int, **how: object) -> CuffReading:
    """A pressure."""
    values = {"device": "ge-dinamap", "systolic": 128, "diastolic": 79, **how}
    return CuffReading(t_ms=t_ms, **values)  # type: ignore[arg-type]


def test_what_counts_is_listed_the_latest_first(beside: Beside) -> None:
    """Not what is corrected or rejected already, nor what Dripwatch said by itself."""
    beside.apply(PhaseChange(t_ms=0, phase=Phase.BASELINE))
    gone = beside.apply(Note(t_ms=MIN, by=NURSE, text="slip"))
    beside.apply(Correction(t_ms=MIN, by=NURSE, of=gone, reason="undone"))
    rejected = beside.apply(cuff(2 * MIN))
    beside.apply(Judgement(t_ms=2 * MIN, by=NURSE, of=rejected, verdict=Verdict.REJECTED))
    kept = [
        beside.apply(cuff(3 * MIN)),
        beside.apply(Note(t_ms=4 * MIN, by=NURSE, text="one")),
        beside.apply(cuff(5 * MIN, by=NURSE, source=CuffSource.MANUAL)),
    ]
    assert [entry.seq for entry in correctable(beside.session)] == kept[::-1]


@pytest.mark.parametrize("count", [0, 1, 40])
def test_a_finger_finds_its_entry(qtbot: QtBot, beside: Beside, count: int) -> None:
    """However long the list; a long text keeps to its line and is whole for a screen reader."""
    for number in range(count):
        beside.apply(Note(t_ms=number * MIN // 2, by=NURSE, text=f"{number} & more " * 30))
    dialog = CorrectDialog(beside.window, beside.sizes, correctable(beside.session))
    dialog.show()
    check_for_gloves(dialog)
    check_out_of_the_way(dialog, beside)
    if not count:
        assert dialog.focusWidget() is dialog.cancel
        return
    assert dialog.focusWidget() is dialog.lines[0]
    assert f"{count - 1} & more" in dialog.lines[0].accessibleName()
    assert dialog.lines[0].accessibleName().endswith(NURSE)
    with qtbot.waitSignal(dialog.chosen) as heard:
        dialog.lines[-1].click()
    assert heard.args is not None
    assert heard.args[0].seq == 1
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("away_ms", "said"), [(5 * MIN, True), (-45 * MIN, True), (-5 * MIN, False)]
)
def test_nothing_was_true_before_the_start_or_after_now(
    beside: Beside, away_ms: int, said: bool
) -> None:
    """The session is half an hour old."""
    beside.apply(Note(t_ms=29 * MIN, by=NURSE, text="slept"))
    (entry,) = correctable(beside.session)
    dialog = CorrectionDialog(beside.window, beside.sizes, entry, beside.clock)
    dialog.show()
    dialog.typed["time"].setText(clock_time(beside.clock.at(29 * MIN + away_ms)))
    dialog.reasons.buttons["Late entry"].click()
    dialog.accept()
    assert ("is not between the start at" in dialog.problem()) is said
    assert dialog.isVisible() is said

"""The bar where the finger is says what was entered, whether it is on disk, and takes it back."""

import pytest

from monitor.events import (
    Correction,
    LinkState,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
    SessionEnd,
)
from tests.ui.conftest import Desk, Desks, largest_words
from ui import theme
from ui.dialogs.correct_dialog import CorrectionDialog
from ui.labels import ElidedLabel


@pytest.fixture
def entered(bedside: Desk) -> Desk:
    """A bedside where the nurse has just seen moderate dissociation, at 14:23:08."""
    bedside.at(23 * 60 + 8)
    bedside.press(bedside.window.row("dissociation").buttons[2])
    return bedside


def test_the_bar_is_empty_before_the_first_entry(bedside: Desk) -> None:
    """What devices and the session say is not undone here."""
    bedside.link(LinkState.SILENT)
    bedside.cuff(128, 79)
    assert not bedside.window.undo._bar.isVisible()


def test_an_entry_is_not_saved_until_the_disk_has_it(entered: Desk) -> None:
    """Nothing else makes it say so: no time, no repaint, no answer about older entries."""
    undo, before = entered.window.undo, "Dissociation 2 Moderate · 14:23:08 · Adeyemi · "
    assert undo.text() == before + "not saved yet"
    entered.later(60)
    entered.fail_to_save()
    assert undo.text() == before + "not saved yet"
    entered.save()
    assert undo.text() == before + "Saved"


def test_undo_withdraws_the_entry_and_the_one_before_is_shown(entered: Desk) -> None:
    """The record keeps both, and says why."""
    entered.later(60)
    entered.press(entered.window.row("dissociation").buttons[4])
    slip = entered.all(Observation)[-1]
    entered.press(entered.window.undo.button)
    (correction,) = entered.all(Correction)
    assert (correction.of, correction.replaced_by, correction.reason, correction.by) == (
        slip.seq,
        None,
        "undone",
        "Adeyemi",
    )
    assert entered.window.row("dissociation")._last.text() == "2 · 14:23"
    assert not entered.window.undo._bar.isVisible()


def test_undo_counts_down_from_ten_and_then_corrects(entered: Desk) -> None:
    """A late second thought has a reason."""
    undo = entered.window.undo
    assert undo.button.text() == "Undo 10"
    entered.later(3)
    assert undo.button.text() == "Undo 7"
    entered.later(6.999)
    assert undo.button.isVisible()
    entered.later(0.001)
    assert undo.button.text() == "Correct…"
    assert undo.text().startswith("Dissociation 2")
    entered.press(undo.button)
    dialog = entered.window.dialogs.shown("amend")
    assert isinstance(dialog, CorrectionDialog)
    assert entered.all(Correction) == []
    dialog.typed["score"].setText("3")
    dialog.reasons.buttons["Entry error"].click()
    dialog.enter.click()
    (slip,) = entered.all(Correction)
    old, new = entered.all(Observation)
    assert (slip.of, slip.replaced_by, slip.reason) == (old.seq, new.seq, "entry_error")
    assert (new.score, new.t_ms) == (3, old.t_ms)
    assert undo.text().startswith("Dissociation 3")


def test_undo_counts_from_the_entry_not_from_the_time_it_tells_of(bedside: Desk) -> None:
    """An entry for an earlier moment can be undone as long as any other."""
    bedside.at(600)
    early = Observation(
        t_ms=300_000, by="Adeyemi", scale="nausea", version="1", answers={"nausea": 3}, score=3
    )
    bedside.post(early)
    assert bedside.window.undo.button.text() == "Undo 10"
    assert "14:05:00" in bedside.window.undo.text()


def test_a_pump_entry_says_that_nothing_was_done_to_the_pump(bedside: Desk) -> None:
    """In the past tense, whole, at the time it was told."""
    bedside.at(31 * 60 + 5)
    bedside.press(bedside.window.pump.started)
    bedside.window.pump.choose(bedside.window.pump.paused, "iv_site")
    assert bedside.window.undo.text() == (
        "Recorded 14:31: pump paused (IV site)."
        " · Dripwatch does not control the pump. · not saved yet"
    )


def test_undoing_a_pump_start_takes_back_the_phase_it_brought(bedside: Desk) -> None:
    """As if nobody had touched it."""
    header = bedside.window.header
    bedside.press(bedside.window.pump.started)
    assert bedside.all(PhaseChange)[-1].phase is Phase.INFUSION
    assert largest_words(header) == "Infusion 0:00"
    bedside.press(bedside.window.undo.button)
    assert largest_words(header) == "Baseline 0:00"
    assert bedside.window.pump.started.isVisible()


def test_after_the_end_nothing_is_undone_here(entered: Desk) -> None:
    """What comes later is a correction with a reason."""
    entered.post(SessionEnd(t_ms=entered.clock.t_ms, by="Adeyemi"))
    assert not entered.window.undo.button.isVisible()


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_what_matters_is_never_cut_off(desks: Desks, sizes: theme.Sizes) -> None:
    """Whether it is saved, and that the pump was not touched, are read whole in both layouts."""
    desk = desks(sizes=sizes)
    desk.move_pump(PumpStep.STARTED, 54)
    undo = desk.window.undo
    desk.settle()
    for part in undo._words, undo._about:
        assert isinstance(part, ElidedLabel)
        assert part.width() >= part.sizeHint().width(), part.text()
    assert undo._on_disk.isVisible()
    assert undo._on_disk.width() >= undo._on_disk.sizeHint().width()

"""Each dialog opens once, stands over the chart, and what it is told becomes an entry."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from monitor.events import (
    Correction,
    CuffReading,
    DrugWasted,
    InfusionChange,
    Judgement,
    ManualVitals,
    Note,
    Observation,
    PumpStep,
    Verdict,
)
from tests.monitor.test_clinic_wording import ITEMS, PERMITTED, supply
from tests.ui.conftest import NURSE, Desk
from ui import bedside_dialogs
from ui.dialogs.correct_dialog import CorrectDialog, CorrectionDialog
from ui.dialogs.number_dialog import NumberDialog
from ui.dialogs.rate_dialog import RateDialog
from ui.dialogs.reject_dialog import RejectDialog
from ui.dialogs.scale_form import ScaleForm
from ui.dialogs.type_vitals_dialog import TypeVitalsDialog

OPENED = [
    *("medication", "note", "signs", "type_vitals", "rates"),
    *("correct", "waste", "people", "hand_over"),
]


@pytest.mark.parametrize("code", OPENED)
def test_a_dialog_opens_once_and_leaves_the_panel_free(bedside: Desk, code: str) -> None:
    """Stop cuff is in the panel."""
    first = bedside.window.dialogs.open[code]()
    assert bedside.window.dialogs.open[code]() is first
    bedside.settle()
    panel = bedside.window.pressure.mapToGlobal(bedside.window.pressure.rect().topLeft())
    assert first.geometry().right() <= panel.x()
    first.reject()
    assert bedside.window.dialogs.shown(code) is None


def test_what_was_wasted_has_its_witness(bedside: Desk) -> None:
    """A controlled drug is never destroyed alone."""
    dialog = bedside.window.dialogs.open["waste"]()
    assert isinstance(dialog, NumberDialog)
    assert dialog.name is not None
    QTest.keyClicks(dialog.number, "14")
    QTest.keyClicks(dialog.name, "Haddad")
    dialog.enter.click()
    (waste,) = bedside.all(DrugWasted)
    assert (waste.mg, waste.witness, waste.by) == (14, "Haddad", NURSE)


def test_a_new_rate_holds_from_now_on(bedside: Desk) -> None:
    """As it was set on the pump."""
    bedside.press(bedside.window.pump.started)
    dialog = bedside.window.dialogs.open["rate_changed"]()
    assert isinstance(dialog, NumberDialog)
    QTest.keyClicks(dialog.number, "27")
    dialog.enter.click()
    change = bedside.all(InfusionChange)[-1]
    assert (change.step, change.mg_per_h) == (PumpStep.RATE_CHANGED, 27)


def test_a_pressure_of_a_patient_who_stands_says_so(bedside: Desk) -> None:
    """For the criteria of leaving (nurse.md C4)."""
    dialog = bedside.window.dialogs.type_vitals(standing=True)
    assert isinstance(dialog, TypeVitalsDialog)
    for name, value in (("systolic", "121"), ("diastolic", "76")):
        dialog.fields[name].setText(value)
    dialog.enter.click()
    (cuff,) = bedside.all(CuffReading)
    assert (cuff.systolic, cuff.standing, cuff.by) == (121, True, NURSE)


def test_what_was_missed_is_entered_as_of_its_time(bedside: Desk) -> None:
    """By the form of its scale."""
    bedside.at(1200)
    bedside.window.dialogs.catch_up("nausea", 600_000)
    form = bedside.window.dialogs.shown("form.nausea")
    assert isinstance(form, ScaleForm)
    form.rows["nausea"].buttons[4].click()
    form.save.click()
    (seen,) = bedside.all(Observation)
    assert (seen.t_ms, seen.answers) == (600_000, {"nausea": 4})


def test_a_missed_breathing_rate_is_a_number_too(bedside: Desk) -> None:
    """Not a yes: the keypad, on its field, as of then."""
    bedside.at(1200)
    bedside.window.dialogs.catch_up("breathing", 600_000)
    dialog = bedside.window.dialogs.shown("type_vitals")
    assert isinstance(dialog, TypeVitalsDialog)
    dialog.fields["breathing"].setText("14")
    dialog.enter.click()
    (typed,) = bedside.all(ManualVitals)
    assert (typed.t_ms, typed.resp_rate) == (600_000, 14)


def test_an_earlier_entry_is_chosen_and_taken_back_for_a_reason(bedside: Desk) -> None:
    """Three touches: the entry, what becomes of it, why; "other" in words that are kept."""
    bedside.window.entering.note("Needs a blanket")
    note = bedside.all(Note)[-1]
    bedside.later(600)
    listed = bedside.window.dialogs.open["correct"]()
    assert isinstance(listed, CorrectDialog)
    listed.lines[0].click()
    dialog = bedside.window.dialogs.shown("amend")
    assert isinstance(dialog, CorrectionDialog)
    dialog.how.buttons["Take it back"].click()
    dialog.reasons.buttons["Other"].click()
    dialog.enter.click()
    assert "your own words" in dialog.problem()
    dialog.text.setText("The other bed's")
    dialog.enter.click()
    (slip,) = bedside.all(Correction)
    assert (slip.of, slip.replaced_by, slip.reason, slip.by) == (note.seq, None, "other", NURSE)
    words = bedside.all(Note)[-1]
    assert (words.of, words.text) == (note.seq, "The other bed's")


def test_a_pressure_that_was_measured_is_rejected_with_a_reason(bedside: Desk) -> None:
    """It is no entry of a person's, and stays."""
    bedside.cuff(128, 79)
    bedside.later(60)
    listed = bedside.window.dialogs.open["correct"]()
    assert isinstance(listed, CorrectDialog)
    listed.lines[0].click()
    dialog = bedside.window.dialogs.shown("reject")
    assert isinstance(dialog, RejectDialog)
    dialog.reasons.buttons["Patient was talking"].click()
    dialog.enter.click()
    assert bedside.all(Judgement)[-1].verdict is Verdict.REJECTED


def test_a_licensed_scale_is_offered_once_the_clinic_has_its_words(
    bedside: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not before; no wording of it ships."""
    monkeypatch.setattr(bedside_dialogs, "clinic_scales", lambda: tmp_path)
    for there in (False, True):
        if there:
            supply(tmp_path, PERMITTED + ITEMS)
        dialog = bedside.window.dialogs.open["rates"]()
        assert isinstance(dialog, RateDialog)
        assert ("cadss6" in dialog.buttons) is there
        dialog.reject()

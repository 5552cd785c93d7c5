"""A patient who was here before: what was known is shown, and is nothing until somebody says so."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from monitor.last_time import Patient, RecentPatient
from monitor.profile import shipped
from ui.start.patient_form import AGAIN, CHANGE, MATCHES, STILL, PatientForm

BORN = date(1985, 3, 5)


def seen(allergy: str | None = "penicillin", weight: float | None = 72.0) -> RecentPatient:
    """Rosalind Martin, as the last session knew her."""
    at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    return RecentPatient(
        patient=Patient("Martin, Rosalind", BORN, "0045123"),
        last_session=at,
        room="2",
        allergy=allergy,
        weight=weight,
        weighed_on=at.date() if weight else None,
    )


@pytest.fixture
def form(qtbot: QtBot, dressed: QApplication) -> PatientForm:
    """The column with her picked."""
    made = PatientForm(shipped().dose)
    qtbot.addWidget(made)
    made.resize(390, 540)
    made.show()
    made.pick(seen())
    return made


def press(button: QPushButton) -> None:
    """Press it with the mouse."""
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def names(form: PatientForm) -> list[str]:
    """What it still asks."""
    return [missing.name for missing in form.missing()]


def retype(edit: QLineEdit, text: str) -> None:
    """Type over what stands there."""
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClicks(edit, text)


def kg(form: PatientForm) -> float | None:
    """The weight that counts."""
    return form.kg


def allergies(form: PatientForm) -> str | None:
    """The allergies that count."""
    return form.allergies


def test_who_it_is_stands_there_and_is_compared_with_the_wristband(form: PatientForm) -> None:
    """Today's room is not last time's."""
    assert (form.name.value, form.birth_date.value) == ("Martin, Rosalind", BORN)
    assert form.record_number.value == "0045123"
    assert form.room.value is None
    assert names(form) == ["Weight of today", "Allergies", "Wristband"]


def test_an_old_weight_counts_for_nothing_until_it_is_todays(form: PatientForm) -> None:
    """Or a pump would be compared with a dose for somebody who has lost ten kilograms."""
    assert form._weight_row.said() == "72 kg of 3 March 2026: measured today?"
    assert kg(form) is None
    press(form.weight_again.buttons[AGAIN])
    assert kg(form) == 72
    assert form._weight_row.said() == ""
    assert "Weight of today" not in names(form)
    press(form.weight_again.buttons[AGAIN])
    assert kg(form) is None


def test_a_changed_weight_is_measured_or_stated_as_any(form: PatientForm) -> None:
    """One press empties the field and leads into it."""
    press(form.weight_again.buttons[CHANGE])
    assert form.weight.text == ""
    assert not form.weight_again.isVisible()
    QTest.keyClicks(form.weight.edit, "68.5")
    assert "Weight measured or stated" in names(form)
    press(form.weight_source.buttons["start.weight.measured"])
    assert kg(form) == 68.5
    assert form.remarks() == []


def test_allergies_are_asked_again(form: PatientForm) -> None:
    """Their date stands below; "Still so" is one press."""
    assert form._allergy_row.said() == "As told on 3 March 2026. Ask again."
    assert allergies(form) is None
    press(form.allergy_still.buttons[STILL])
    assert allergies(form) == "penicillin"
    assert form._allergy_row.said() == ""


def test_other_allergies_than_last_time_are_an_answer(form: PatientForm) -> None:
    """So is none; what is typed back is asked again."""
    retype(form.allergy.edit, "latex")
    assert allergies(form) == "latex"
    retype(form.allergy.edit, "penicillin")
    assert allergies(form) is None
    press(form.no_allergy.buttons["start.allergy.none"])
    assert allergies(form) == ""


def test_none_known_is_said_by_a_person_each_time(form: PatientForm) -> None:
    """The record may only not know."""
    form.pick(seen(allergy=None))
    assert form._allergy_row.said() == "None noted on 3 March 2026. Ask again."
    assert allergies(form) is None
    press(form.no_allergy.buttons["start.allergy.none"])
    assert allergies(form) == ""


def test_without_an_old_weight_it_is_asked_as_of_anybody(form: PatientForm) -> None:
    """No question about a weight that is not there."""
    form.pick(seen(weight=None))
    assert not form.weight_again.isVisible()
    assert "Weight" in names(form)


def test_another_identity_loses_what_was_known(qtbot: QtBot, form: PatientForm) -> None:
    """It was about the patient who was picked; also what was confirmed already."""
    press(form.weight_again.buttons[AGAIN])
    press(form.allergy_still.buttons[STILL])
    press(form.wristband.buttons[MATCHES])
    with qtbot.waitSignal(form.another, timeout=1000):
        retype(form.birth_date.edit, "1985-03-06")
    assert (form.weight.text, form.allergy.text) == ("", "")
    assert {"Weight", "Allergies", "Wristband"} <= set(names(form))


def test_a_mended_name_is_the_same_patient(qtbot: QtBot, form: PatientForm) -> None:
    """Number and birth date agree: she has married, or somebody mistyped."""
    with qtbot.assertNotEmitted(form.another):
        QTest.keyClicks(form.name.edit, " Anne")
    assert form.weight.text == "72"
    assert "Wristband" in names(form)


def test_a_second_pick_keeps_nothing_of_the_first(form: PatientForm) -> None:
    """No answer and no text."""
    press(form.weight_again.buttons[AGAIN])
    press(form.allergy_still.buttons[STILL])
    press(form.wristband.buttons[MATCHES])
    QTest.keyClicks(form.room.edit, "2")
    form.pick(seen())
    assert names(form) == ["Weight of today", "Allergies", "Wristband"]
    assert form.room.text == ""


def test_a_new_patient_with_a_scanned_number_is_otherwise_empty(form: PatientForm) -> None:
    """Nothing of the one before."""
    form.begin_new("999")
    assert form.record_number.value == "999"
    assert [form.name.text, form.birth_date.text, form.weight.text, form.allergy.text] == [""] * 4
    assert names(form) == ["Name", "Birth date", "Weight", "Allergies", "Wristband"]

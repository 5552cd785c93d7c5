"""The three columns together: what they ask for, and what of it another patient takes back."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor import profile
from ui import theme
from ui.start.dose_form import DoseForm
from ui.start.spray_form import SprayForm
from ui.start.start_columns import StartColumns
from ui.start.start_sheet import Family

NUMBERS = "76 bpm"


@pytest.fixture
def columns(qtbot: QtBot, dressed: QApplication) -> StartColumns:
    """Everything is filled in."""
    made = StartColumns(
        profile.shipped(), [Family("nonin", "Nonin")], [("COM3", "")], "Adeyemi", theme.START
    )
    qtbot.addWidget(made)
    patient = made.patient
    for field, text in (
        (patient.name, "Martin, Rosalind"),
        (patient.birth_date, "1985-03-05"),
        (patient.weight, "72"),
        (patient.allergy, "penicillin"),
        (made.checker.field, "Haddad"),
    ):
        field.edit.setText(text)
    patient.weight_source.buttons["start.weight.measured"].click()
    patient.wristband.buttons["start.wristband.matches"].click()
    made.device.rows[0].port.setCurrentIndex(0)
    made.device.show_numbers(0, NUMBERS)
    made.device.whose.buttons["start.numbers.yes"].click()
    return made


def names(columns: StartColumns) -> list[str]:
    """What is still needed."""
    return [item.name for item in columns.missing()]


def test_the_sheet_is_there_once_nothing_is_missing(columns: StartColumns) -> None:
    """With the treatment it is under."""
    sheet = columns.sheet(())
    assert sheet is not None
    assert (sheet.second_checker, sheet.profile) == ("Haddad", profile.shipped())
    columns.nurse.edit.clear()
    assert names(columns)[-1] == "Nurse"
    assert columns.sheet(()) is None


def test_another_patient_is_compared_anew(columns: StartColumns) -> None:
    """By the second checker, and with the numbers on the screen."""
    columns.forget_answers()
    assert names(columns) == ["Second checker", "Patient's numbers"]
    assert columns.second_checker == ""


def test_another_treatment_has_its_own_form_and_knows_the_weight(columns: StartColumns) -> None:
    """The one before is gone."""
    columns.show_treatment(profile.shipped("intranasal-esketamine"))
    assert isinstance(columns.dose, SprayForm)
    columns.show_treatment(profile.shipped())
    assert isinstance(columns.dose, DoseForm)
    assert columns.dose.plan is not None
    assert columns.dose.plan.weight == 72

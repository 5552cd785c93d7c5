"""The dose is worked out as it is typed; what cannot be gives no numbers for a pump."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor import profile
from ui.field import Field, read_text
from ui.start.dose_form import DoseForm
from ui.start.second_checker import SecondChecker


@pytest.fixture
def form(qtbot: QtBot, dressed: QApplication) -> DoseForm:
    """For somebody of 72 kg."""
    checker = SecondChecker(Field("nurse", read_text, "Adeyemi"))
    made = DoseForm(profile.shipped().dose, checker)
    qtbot.addWidget(made)
    made.show_weight(72)
    return made


def test_it_begins_with_what_the_clinic_usually_gives(form: DoseForm) -> None:
    """One big line of it."""
    assert form.pump_line.text() == "36.0 mg · 54.0 mL/h · 36.0 mL"
    assert [item.name for item in form.missing()] == ["Second checker"]


def test_without_a_weight_there_is_no_dose(form: DoseForm) -> None:
    """It is per kilogram."""
    form.show_weight(None)
    assert form.plan is None
    assert form.pump_line.property("role") == "faint"


def test_more_than_the_bag_holds_is_refused_at_the_bag(form: DoseForm) -> None:
    """And there is nothing to program a pump with."""
    form.bag_mg.edit.setText("5")
    assert form.plan is None
    assert next(item.name for item in form.missing()) == "Check Bag holds, mg"


def test_an_unusual_dose_is_remarked(form: DoseForm) -> None:
    """It is asked for once more, and the record will say so."""
    form.bag_mg.edit.setText("200")
    form.mg_per_kg.edit.setText("1.5")
    assert next(item.name for item in form.missing()) == "Unusual dose"
    assert form.remarks() == ["Unusual dose confirmed: Above the usual 0.1–1 mg/kg"]

"""The dose of an intranasal treatment: whole devices, and a plan that means them."""

import msgspec
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.infusion import dose
from monitor.profile import Profile, shipped
from monitor.sprays import planned_devices
from ui.field import Field, read_text
from ui.start.second_checker import SecondChecker
from ui.start.spray_form import SprayForm

NASAL = shipped("intranasal-esketamine")


def made(qtbot: QtBot, profile: Profile = NASAL) -> SprayForm:
    """The form on screen, with a nurse."""
    form = SprayForm(profile, SecondChecker(Field("nurse", read_text, "Adeyemi")))
    qtbot.addWidget(form)
    form.show()
    return form


@pytest.fixture
def form(qtbot: QtBot, dressed: QApplication) -> SprayForm:
    """The shipped profile's."""
    return made(qtbot)


def names(form: SprayForm) -> list[str]:
    """What it asks for."""
    return [missing.name for missing in form.missing()]


@pytest.mark.parametrize("weight", [30, 72, 88.5, 250])
@pytest.mark.parametrize(("text", "count"), [("2 devices · 56 mg", 2), ("3 devices · 84 mg", 3)])
def test_a_plan_means_whole_devices_whatever_the_weight(
    form: SprayForm, weight: float, text: str, count: int
) -> None:
    """The session reads the number out of it again."""
    form.show_weight(weight)
    form.devices.buttons[text].click()
    assert form.plan is not None
    assert dose(form.plan).mg == pytest.approx(28 * count)
    assert form.plan.bag_mg == 28 * count
    assert planned_devices(NASAL.nasal, form.plan) == count
    assert form.given_line.text() == f"{28 * count} mg · {count} devices · 5 min rest"
    assert form.remarks() == []


def test_it_asks_for_devices_and_a_second_checker_and_no_bag(form: SprayForm) -> None:
    """There is neither bag nor pump."""
    assert names(form) == ["Devices", "Second checker"]
    form.show_weight(72)
    assert form.plan is None
    form.devices.buttons["2 devices · 56 mg"].click()
    QTest.keyClicks(form.second_checker.edit, "Haddad")
    assert names(form) == []


def test_a_number_of_devices_above_the_ceiling_is_refused(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """In a sentence, and there is no plan."""
    low = msgspec.structs.replace(NASAL.dose, ceiling_mg=60)
    form = made(qtbot, msgspec.structs.replace(NASAL, dose=low))
    form.show_weight(72)
    form.devices.buttons["3 devices · 84 mg"].click()
    assert form.plan is None
    assert "84.0 mg is above the clinic's ceiling of 60 mg" in form._refused.text()
    assert names(form)[0] == "Check Devices"

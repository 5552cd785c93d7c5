"""The clinic's list is told apart at a glance, however long its names are."""

import pytest
from pytestqt.qtbot import QtBot

from monitor.settings import Medication
from tests.ui.beside import Beside, beside, check_for_gloves
from ui import theme
from ui.dialogs.pick_list import PER_LINE, PickList

__all__ = ["beside"]

LONG = "Methylprednisolone sodium succinate"

USUAL = (
    Medication("Ondansetron", 4, "mg", "IV"),
    Medication("Labetalol", None, "mg", "IV"),
    Medication("Paracetamol & codeine", 1, "g", "PO"),
    Medication(LONG, 125, "mg", "IV"),
)


@pytest.fixture
def picks(qtbot: QtBot, beside: Beside) -> PickList:
    """Four drugs, as wide as in the dialog."""
    made = PickList(USUAL, beside.sizes)
    made.setFixedWidth(590)
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_drug_is_a_button_with_what_the_clinic_wrote(picks: PickList) -> None:
    """Without a dose where it wrote none."""
    told: list[Medication] = []
    picks.picked.connect(told.append)
    for made in picks.buttons:
        made.click()
    assert told == list(USUAL)
    assert [made.accessibleName() for made in picks.buttons][:2] == [
        "Ondansetron 4 mg IV",
        "Labetalol IV",
    ]
    check_for_gloves(picks)


def test_the_chosen_one_is_the_one_that_is_said(picks: PickList) -> None:
    """Touching alone chooses nothing for good."""
    picks.choose(USUAL[1])
    assert [made.isChecked() for made in picks.buttons] == [False, True, False, False]
    picks.choose(None)
    assert not any(made.isChecked() for made in picks.buttons)


def test_a_long_name_keeps_its_dose_in_sight(picks: PickList) -> None:
    """In two lines, both ends of the name shown; whole as a tool tip and when read out."""
    made = picks.buttons[3]
    assert made.text().split("\n")[1] == "125 mg IV"
    assert made.text().startswith("Methyl")
    assert made.accessibleName() == made.toolTip() == f"{LONG} 125 mg IV"
    room = made.fontMetrics().boundingRect(made.rect(), 0, made.text())
    assert room.width() <= made.width() - 2 * 8
    assert room.height() <= made.height()


def test_an_ampersand_is_one(picks: PickList) -> None:
    """Qt would make a keyboard mark of it."""
    assert "&& codeine" in picks.buttons[2].text()


def test_a_long_list_scrolls_and_an_empty_one_takes_no_room(qtbot: QtBot, beside: Beside) -> None:
    """More lines are in sight where there is room for them."""
    heights = []
    for usual, sizes in ((), beside.sizes), (USUAL * 9, beside.sizes), (USUAL * 9, theme.FULL):
        made = PickList(usual, sizes)
        qtbot.addWidget(made)
        heights.append(made.height())
    assert heights == [0, PER_LINE * 50 - 6, 5 * 52 - 8]

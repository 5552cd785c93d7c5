"""A drug is entered as it was given: the clinic's in a touch, any other in its own words."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from monitor.events import MedicationGiven, SessionStart
from monitor.profile import shipped
from monitor.settings import Medication
from tests.ui.beside import (
    Beside,
    by_hand,
    by_scanner,
    check_for_gloves,
    check_out_of_the_way,
    key,
    stops,
)
from ui import theme
from ui.dialogs.medication_dialog import MedicationDialog

LONG = "Methylprednisolone sodium succinate"

USUAL = (
    Medication("Ondansetron", 4, "mg", "IV"),
    Medication("Labetalol", None, "mg", "IV"),
    Medication("Salbutamol", 2, "puffs", "MDI"),
    Medication(LONG, 125, "mg", "IV"),
)


class Sheet:
    """The dialog and what it told."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside
        self.dialog = MedicationDialog(beside.session, beside.clock, beside.window, beside.sizes)
        self.dialog.now_s = by_hand()
        self.told: list[MedicationGiven] = []
        self.closed: list[int] = []
        self.dialog.entered.connect(self.told.append)
        self.dialog.finished.connect(self.closed.append)
        self.dialog.show()
        self.dialog.activateWindow()
        QApplication.processEvents()

    def pick(self, place: int) -> None:
        """Touch a drug of the list."""
        self.dialog.picks.buttons[place].click()

    def touch(self, text: str) -> None:
        """Touch a key of the pad, or another button that says it."""
        found = [m for m in self.dialog.findChildren(QPushButton) if m.text() == text]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def values(self) -> tuple[str, str, str | None, str | None]:
        """What stands in the form."""
        form = self.dialog
        return form.drug.text(), form.dose.text(), form.unit.chosen, form.route.chosen


@pytest.fixture
def sheets(qtbot: QtBot, dressed: QApplication, start: SessionStart) -> Callable[..., Sheet]:
    """Dialogs of a clinic with some list."""

    def make(usual: tuple[Medication, ...] = USUAL) -> Sheet:
        profile = msgspec.structs.replace(shipped(), medications=usual)
        return Sheet(Beside(qtbot, start, profile))

    return make


@pytest.fixture
def sheet(sheets: Callable[..., Sheet]) -> Sheet:
    """The usual one."""
    return sheets()


# --- what is entered -----------------------------------------------------------------------------


def test_a_drug_of_the_list_takes_two_touches(sheet: Sheet) -> None:
    """As the clinic wrote it, now, and in nobody's name yet."""
    sheet.pick(0)
    sheet.dialog.enter.click()
    (given,) = sheet.told
    assert given == MedicationGiven(
        t_ms=sheet.beside.clock.t_ms, drug="Ondansetron", dose=4, unit="mg", route="IV"
    )
    assert given.by is None
    assert sheet.closed == [1]


def test_without_a_dose_in_the_list_none_is_made_up(sheet: Sheet) -> None:
    """It is asked for, on the keypad."""
    sheet.pick(1)
    sheet.dialog.enter.click()
    assert sheet.told == []
    assert sheet.dialog.problem() == "Type the number."
    assert sheet.dialog.focusWidget() is sheet.dialog.dose
    for text in ("2", "0"):
        sheet.touch(text)
    assert sheet.dialog.problem() == ""
    sheet.dialog.enter.click()
    assert [(g.drug, g.dose, g.unit, g.route) for g in sheet.told] == [
        ("Labetalol", 20, "mg", "IV")
    ]


def test_the_keypad_replaces_the_dose_that_was_filled_in(sheet: Sheet) -> None:
    """Eight instead of four, not forty-eight."""
    sheet.pick(0)
    sheet.touch("8")
    assert sheet.values() == ("Ondansetron", "8", "mg", "IV")


def test_any_other_drug_in_its_own_words(sheet: Sheet) -> None:
    """With its reason, and some time ago."""
    form = sheet.dialog
    QTest.keyClicks(form.drug, "  Paracetamol   oral ")
    QTest.keyClicks(form.dose, "0,5")
    sheet.touch("g")
    sheet.touch("PO")
    sheet.touch("Anxiety")
    form.when.ago[5].click()
    form.enter.click()
    (given,) = sheet.told
    assert (given.drug, given.dose, given.unit) == ("Paracetamol oral", 0.5, "g")
    assert (given.route, given.reason) == ("PO", "Anxiety")
    assert given.t_ms == sheet.beside.clock.t_ms - 5 * 60_000


def test_units_and_routes_of_the_list_are_offered_too(sheet: Sheet) -> None:
    """A clinic's own puffs."""
    sheet.pick(2)
    assert sheet.values() == ("Salbutamol", "2", "puffs", "MDI")


def test_another_drug_is_not_given_in_the_dose_of_the_one_before(sheet: Sheet) -> None:
    """Neither by typing over its name nor by another touch."""
    sheet.pick(0)
    sheet.dialog.drug.selectAll()
    QTest.keyClicks(sheet.dialog.drug, "Mid")
    assert sheet.values() == ("Mid", "", None, None)
    assert not sheet.dialog.picks.buttons[0].isChecked()
    sheet.pick(0)
    sheet.pick(1)
    assert sheet.values() == ("Labetalol", "", "mg", "IV")


def test_what_enter_would_record_is_said_before(sheet: Sheet) -> None:
    """As it is read: a comma that was a point is seen."""
    sheet.pick(0)
    assert sheet.dialog.summary() == "Enters: Ondansetron 4 mg IV"
    sheet.dialog.dose.setText("1,5")
    assert sheet.dialog.summary() == "Enters: Ondansetron 1.5 mg IV"
    sheet.dialog.dose.setText("")
    assert sheet.dialog.summary() == ""


# --- what cannot be ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drug", "dose", "unit", "field", "said"),
    [
        (" ", "4", "mg", "drug", "Choose or type the drug."),
        ("Aspirin", "0", "mg", "dose", "Zero cannot be right. Type the number again."),
        ("Aspirin", "four", "mg", "dose", "“four” is not a number. Use digits and one point."),
        ("Aspirin", "1,000", "mg", "dose", "“1,000” can be read in two ways."),
        ("Aspirin", "-4", "mg", "dose", "“-4” is not a number. Use digits and one point."),
        ("Aspirin", "100", None, "unit", "Choose the unit."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    sheet: Sheet, drug: str, dose: str, unit: str | None, field: str, said: str
) -> None:
    """One sentence, the field in focus, nothing entered, the dialog still there."""
    form = sheet.dialog
    form.drug.setText(drug)
    form.dose.setText(dose)
    form.unit.choose(unit)
    form.enter.click()
    assert sheet.told == []
    assert form.isVisible()
    assert form.problem().startswith(said)
    asked = form.fields[field]
    assert form.focusWidget() is (asked.focusProxy() or asked)
    assert {n: bool((w.focusProxy() or w).property("wrong")) for n, w in form.fields.items()} == {
        name: name == field for name in form.fields
    }


def test_a_time_that_cannot_be_is_refused(sheet: Sheet) -> None:
    """Nothing was given in the future."""
    sheet.pick(0)
    QTest.keyClicks(sheet.dialog.when.edit, "14:45")
    sheet.dialog.enter.click()
    assert sheet.told == []
    assert sheet.dialog.problem() == "14:45 is not between the start at 14:00 and now, 14:30."
    sheet.dialog.when.now.click()
    assert sheet.dialog.problem() == ""


# --- hands ---------------------------------------------------------------------------------------


def test_the_keyboard_does_it_all(sheet: Sheet) -> None:
    """Enter picks where a drug has the focus and enters from a field; Esc leaves."""
    key(sheet.dialog, Qt.Key.Key_Return)
    assert sheet.values() == ("Ondansetron", "4", "mg", "IV")
    key(sheet.dialog, Qt.Key.Key_Return)
    assert [given.dose for given in sheet.told] == [4]


def test_escape_enters_nothing(sheet: Sheet) -> None:
    """Cancel, by key."""
    sheet.pick(0)
    key(sheet.dialog, Qt.Key.Key_Escape)
    assert (sheet.told, sheet.closed) == ([], [0])


def test_the_tab_key_goes_down_the_form(sheet: Sheet) -> None:
    """The list, the drug, the dose, and Cancel and Enter last."""
    found = stops(sheet.dialog)
    order = ["Ondansetron 4 mg IV", "Drug", "Dose", "Unit mg", "Route IV", "Reason", "Now"]
    places = [found.index(name) for name in (*order, "At this time of day", "Cancel", "Enter")]
    assert places == sorted(places)
    assert found[-2:] == ["Cancel", "Enter"]


def test_the_enter_of_a_scanner_enters_nothing(sheet: Sheet) -> None:
    """A box that is scanned into a field is not given by that."""
    sheet.pick(0)
    sheet.dialog.reason.setFocus()
    sheet.dialog.now_s = by_scanner()
    QTest.keyClicks(sheet.dialog.reason, "7613421")
    key(sheet.dialog, Qt.Key.Key_Return)
    assert sheet.told == []
    sheet.dialog.now_s = lambda: 1e6
    QTest.keyClick(sheet.dialog.reason, Qt.Key.Key_Return)
    assert len(sheet.told) == 1


def test_it_suits_a_glove_and_keeps_out_of_the_way(sheet: Sheet) -> None:
    """On the smallest screen, below the strip and beside the button that stops a cuff."""
    check_for_gloves(sheet.dialog)
    check_out_of_the_way(sheet.dialog, sheet.beside)


def test_a_list_of_any_length_fits(sheets: Callable[..., Sheet]) -> None:
    """It scrolls; so does one that is empty."""
    for usual in ((), USUAL * 8):
        sheet = sheets(usual)
        check_out_of_the_way(sheet.dialog, sheet.beside)


def test_the_roomy_layout_fits_its_own_screen(
    qtbot: QtBot, dressed: QApplication, start: SessionStart
) -> None:
    """1600 x 1000."""
    profile = msgspec.structs.replace(shipped(), medications=USUAL * 8)
    beside = Beside(qtbot, start, profile)
    beside.window.resize(1600, 1000)
    beside.sizes = theme.FULL
    sheet = Sheet(beside)
    assert sheet.dialog.width() < 1600 - theme.FULL.panel
    assert sheet.dialog.height() < 1000 - theme.FULL.header - theme.FULL.strip

"""Who is here: one tap switches, a line adds, a button says who has gone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from monitor.events import PersonChange
from tests.ui.conftest import NURSE, Desk, Desks
from ui import theme
from ui.dialogs.people_dialog import PeopleDialog


def told(desk: Desk, *people: tuple[str, str]) -> PeopleDialog:
    """The dialog, after something was said of these people."""
    for name, step in people:
        desk.post(PersonChange(t_ms=0, by=NURSE, person=name, role="nurse", step=step))
    made = PeopleDialog(desk.window, desk.window._sizes, desk.window.session, NURSE)
    made.show()
    return made


def spies(dialog: PeopleDialog) -> dict[str, QSignalSpy]:
    """What it says, by signal."""
    names = ("chosen", "arrived", "gone")
    return {name: QSignalSpy(getattr(dialog, name)) for name in names}


def heard(found: dict[str, QSignalSpy]) -> list[tuple[str, str]]:
    """Every signal that came, with its name."""
    return [(name, spy.at(i)[0]) for name, spy in found.items() for i in range(spy.count())]


def test_one_tap_chooses_who_enters(bedside: Desk) -> None:
    """No arrival is recorded for somebody who is here already."""
    dialog = told(bedside, ("Haddad", "arrived"))
    found = spies(dialog)
    dialog.names["Haddad"].click()
    assert heard(found) == [("chosen", "Haddad")]


def test_who_enters_now_is_marked_and_a_tap_on_it_changes_nothing(bedside: Desk) -> None:
    """The mark stays, in shape and in words."""
    dialog = told(bedside, ("Haddad", "arrived"))
    found = spies(dialog)
    dialog.names[NURSE].click()
    assert heard(found) == []
    assert dialog.names[NURSE].isChecked()
    assert dialog.names[NURSE].text() == "Adeyemi · enters now"
    assert dialog.names["Haddad"].accessibleName() == "Haddad enters from now on"


def test_the_list_follows_who_enters(bedside: Desk) -> None:
    """After the window has taken the choice."""
    dialog = told(bedside, ("Haddad", "arrived"))
    dialog.refresh("Haddad")
    assert dialog.names["Haddad"].isChecked()
    assert not dialog.names[NURSE].isChecked()
    assert list(dialog.leaves) == [NURSE]


def test_the_list_may_change_under_the_finger(bedside: Desk) -> None:
    """The window answers a tap with a new list, while the button is still being pressed."""
    dialog = told(bedside, ("Haddad", "arrived"))
    dialog.chosen.connect(dialog.refresh)
    for name in ("Haddad", NURSE, "Haddad"):
        QTest.mouseClick(dialog.names[name], Qt.MouseButton.LeftButton)
        bedside.settle()
        assert dialog.author == name


def test_a_name_that_is_typed_arrives(bedside: Desk) -> None:
    """By Enter or by the button, without the blanks around it."""
    dialog = told(bedside)
    found = spies(dialog)
    dialog.name.setText("  Osei ")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert heard(found) == [("arrived", "Osei")]
    assert dialog.name.text() == ""


@pytest.mark.parametrize("typed", ["", "  ", "haddad", "Adeyemi"])
def test_nobody_is_added_twice_or_without_a_name(bedside: Desk, typed: str) -> None:
    """The greyed button says why."""
    dialog = told(bedside, ("Haddad", "arrived"))
    found = spies(dialog)
    dialog.name.setText(typed)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.add.isEnabled()
    assert ("list already" in dialog.why()) == bool(typed.strip())
    assert heard(found) == []


def test_who_has_gone_can_be_said_and_can_come_back(bedside: Desk) -> None:
    """Whoever enters now cannot be sent away."""
    dialog = told(bedside, ("Haddad", "arrived"), ("Osei", "left"))
    assert list(dialog.leaves) == ["Haddad"]
    found = spies(dialog)
    dialog.leaves["Haddad"].click()
    dialog.names["Osei"].click()
    assert heard(found) == [("arrived", "Osei"), ("gone", "Haddad")]


def test_a_whole_shift_of_long_names_fits_768_pixels(desks: Desks) -> None:
    """It scrolls; every target is big enough for a glove and has a name."""
    long = "Wolfeschlegelsteinhausenbergerdorff-Montgomery & Söhne, Maximiliane"
    desk = desks(sizes=theme.COMPACT)
    dialog = told(desk, *((f"{n} {long}", "arrived") for n in range(12)))
    desk.settle()
    assert dialog.height() <= 768 - 40
    for target in (*dialog.names.values(), *dialog.leaves.values(), dialog.add, dialog.name):
        assert target.height() >= 44
        assert target.accessibleName()
    assert dialog.names[f"3 {long}"].toolTip() == f"3 {long}"
    assert not dialog.isModal()

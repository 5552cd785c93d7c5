"""The first administrator: a name, a PIN twice, and a code that has to be on paper first."""

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor.people import People
from monitor.people import beside as beside_record
from monitor.roles import Role
from tests.ui.beside import Beside, beside, by_hand, check_for_gloves
from tests.ui.set_up_people import NOW, quick
from ui.people.set_up_dialog import SetUpDialog

__all__ = ["beside"]

PIN = "8305"


@pytest.fixture
def dialog(beside: Beside, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SetUpDialog:
    """For a record where nobody is set up."""
    quick(monkeypatch)
    people = People(beside_record(tmp_path / "record.sqlite"))
    made = SetUpDialog(beside.window, beside.sizes, people)
    made.now_s = by_hand()
    made.show()
    return made


def fill(dialog: SetUpDialog, name: str, pin: str, again: str) -> None:
    """Type all three, and Enter."""
    for edit, text in ((dialog.name, name), (dialog.new.pin, pin), (dialog.new.again, again)):
        edit.clear()
        QTest.keyClicks(edit, text)
    QTest.keyClick(dialog.new.again, Qt.Key.Key_Return)


def made(qtbot: QtBot, dialog: SetUpDialog) -> str:
    """The code of a form that was filled in well."""
    fill(dialog, " Brandt ", PIN, PIN)
    qtbot.waitUntil(lambda: bool(dialog.code.text()) and not dialog._aside.busy)
    return dialog.code.text()


def test_a_name_and_a_pin_twice_make_an_administrator_and_a_code(
    qtbot: QtBot, dialog: SetUpDialog
) -> None:
    """The code works; the PIN is gone from the fields."""
    code = made(qtbot, dialog)
    (person,) = dialog._people.all()
    assert (person.name, person.roles) == ("Brandt", frozenset({Role.ADMINISTRATOR}))
    assert dialog._people.check("Brandt", PIN, NOW).right
    assert dialog.new.pin.text() == dialog.new.again.text() == ""
    assert dialog._people.recover(code, "Brandt", "2749", NOW)


@pytest.mark.parametrize(
    ("name", "pin", "again", "said"),
    [
        ("", PIN, PIN, "name"),
        ("Brandt", PIN, "8306", "not the same"),
        ("Brandt", "830", "830", "4 to 12"),
        ("Brandt", "1234", "1234", "first anybody would try"),
    ],
)
def test_what_cannot_be_is_said_and_sets_nobody_up(
    qtbot: QtBot, dialog: SetUpDialog, name: str, pin: str, again: str, said: str
) -> None:
    """And can be put right."""
    fill(dialog, name, pin, again)
    qtbot.waitUntil(lambda: said in dialog.problem())
    assert not dialog._people.known
    assert made(qtbot, dialog)


def test_it_stays_until_the_last_group_was_typed_from_the_paper(
    qtbot: QtBot, dialog: SetUpDialog
) -> None:
    """Neither Escape nor a wrong group closes it: the code is nowhere else."""
    code = made(qtbot, dialog)
    over = list[int]()
    dialog.finished.connect(over.append)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    QTest.keyClicks(dialog.last, "XXXX")
    dialog.accept()
    assert "last group" in dialog.problem()
    assert over == []
    dialog.last.clear()
    QTest.keyClicks(dialog.last, code[-4:].lower())
    dialog.accept()
    assert over == [SetUpDialog.DialogCode.Accepted]


def test_the_sheet_of_paper_has_the_code_and_no_pin(qtbot: QtBot, dialog: SetUpDialog) -> None:
    """And says what it is for."""
    code = made(qtbot, dialog)
    text = dialog.paper().toPlainText()
    assert code in text
    assert "PIN lost" in text
    assert PIN not in text


def test_neither_pin_nor_code_is_in_a_log(
    qtbot: QtBot, dialog: SetUpDialog, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor in the file, but as hashes."""
    with caplog.at_level(logging.DEBUG):
        code = made(qtbot, dialog)
    kept = dialog._people._path.read_bytes()
    assert PIN not in caplog.text
    assert code not in caplog.text
    assert PIN.encode() not in kept
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


def test_it_takes_gloves(qtbot: QtBot, dialog: SetUpDialog) -> None:
    """Both pages."""
    check_for_gloves(dialog)
    made(qtbot, dialog)
    check_for_gloves(dialog)

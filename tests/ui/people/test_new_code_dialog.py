"""An administrator who is signed in makes a new recovery code; the old one ends."""

import logging
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor.errors import EntryError
from monitor.people import Access, People
from monitor.people import beside as beside_record
from tests.ui.beside import Beside, beside, check_for_gloves
from tests.ui.set_up_people import NOW, accesses, quick
from ui.people.new_code_dialog import NewCodeDialog
from ui.people.people_page import PeoplePage

__all__ = ["beside"]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[People, str]:
    """People, and the code on paper."""
    quick(monkeypatch)
    people = People(beside_record(tmp_path / "record.sqlite"))
    return people, people.set_up("Brandt", "8305", NOW)


def test_a_new_code_is_shown_once_and_the_old_one_ends(
    qtbot: QtBot, beside: Beside, kept: tuple[People, str], caplog: pytest.LogCaptureFixture
) -> None:
    """It stays until its last group was typed from the paper; that it was made is noted."""
    people, old = kept
    page = PeoplePage(beside.window, beside.sizes, people, "Brandt")
    page.show()
    with caplog.at_level(logging.DEBUG):
        page.new_code.click()
        (dialog,) = page.findChildren(NewCodeDialog)
        check_for_gloves(dialog)
        dialog.accept()
        qtbot.waitUntil(lambda: bool(dialog.code.text()) and not dialog._aside.busy)
    code = dialog.code.text()
    dialog.reject()
    assert dialog.isVisible()
    QTest.keyClicks(dialog.last, code[-4:])
    dialog.accept()
    assert not dialog.isVisible()
    with pytest.raises(EntryError, match="recovery_wrong"):
        people.recover(old, "Brandt", "6402", NOW)
    assert accesses(people, of=Access.NEW_CODE) == [("Brandt", Access.NEW_CODE)]
    assert all(code not in str(line) for line in (*people.log(), *caplog.messages))
    people.recover(code, "Brandt", "6402", NOW)


def test_who_is_no_administrator_any_more_makes_none(
    qtbot: QtBot, beside: Beside, kept: tuple[People, str]
) -> None:
    """The page may have stood open for long."""
    people, old = kept
    dialog = NewCodeDialog(beside.window, beside.sizes, people, "Adeyemi")
    dialog.show()
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.problem()))
    assert "no administrator" in dialog.problem()
    assert people.recover(old, "Brandt", "6402", NOW)

"""The code on paper makes somebody administrator with a new PIN, once; a guesser waits."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitor.people import Access, People
from monitor.people import beside as beside_record
from tests.ui.beside import Beside, beside
from tests.ui.set_up_people import NOW, accesses, quick
from ui.people.recovery_dialog import RecoveryDialog

__all__ = ["beside"]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[People, str]:
    """People whose administrator forgot the PIN, and the code on paper."""
    quick(monkeypatch)
    people = People(beside_record(tmp_path / "record.sqlite"))
    return people, people.set_up("Brandt", "8305", NOW)


def try_code(qtbot: QtBot, beside: Beside, people: People, code: str, pin: str) -> RecoveryDialog:
    """Type it all, and wait for what comes of it."""
    made = RecoveryDialog(beside.window, beside.sizes, people)
    made.show()
    made.old_code.setText(code)
    made.name.setText("brandt")
    made.new.pin.setText(pin)
    made.new.again.setText(pin)
    made.accept()
    qtbot.waitUntil(lambda: not made._aside.busy)
    return made


def test_the_code_on_paper_sets_a_new_pin_and_a_new_code(
    qtbot: QtBot, beside: Beside, kept: tuple[People, str]
) -> None:
    """Blanks and small letters do not matter; the old code is used up."""
    people, code = kept
    made = try_code(qtbot, beside, people, code.lower().replace("-", " "), "2749")
    assert made.code.text() not in {"", code}
    assert people.check("Brandt", "2749", NOW).right
    assert ("Brandt", Access.RECOVERED) in accesses(people)
    assert made.old_code.text() == ""
    again = try_code(qtbot, beside, people, code, "6402")
    assert again.code.text() == ""
    assert "recovery code" in again.problem()


def test_a_wrong_code_changes_nothing(
    qtbot: QtBot, beside: Beside, kept: tuple[People, str]
) -> None:
    """And can be put right."""
    people, _ = kept
    made = try_code(qtbot, beside, people, "AAAA-BBBB", "2749")
    assert made.code.text() == ""
    assert made.enter.isEnabled()
    assert not people.check("Brandt", "2749", NOW).right

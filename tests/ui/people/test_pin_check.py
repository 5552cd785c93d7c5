"""A PIN is compared beside the window; what comes of it is said by a signal."""

import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.people import Access, Answer, People
from tests.ui.set_up_people import NOW, PINS, WRONG, accesses, people
from ui.people.pin_check import PinCheck

__all__ = ["people"]


@pytest.fixture
def check(people: People, qapp: QApplication) -> PinCheck:
    """At a set time."""
    return PinCheck(people, qapp, lambda: NOW)


def heard(qtbot: QtBot, check: PinCheck, name: str, pin: str) -> list[object]:
    """What is said of a PIN."""
    told: list[object] = []
    check.right.connect(told.append)
    check.wrong.connect(told.append)
    check.ask(name, pin)
    qtbot.waitUntil(lambda: not check.busy)
    check.right.disconnect()
    check.wrong.disconnect()
    return told


def test_right_and_wrong_are_told_and_noted(qtbot: QtBot, people: People, check: PinCheck) -> None:
    """The first wrong ones wait for nothing."""
    assert heard(qtbot, check, "Adeyemi", PINS["Adeyemi"]) == ["Adeyemi"]
    assert heard(qtbot, check, "Adeyemi", WRONG) == [0.0]
    assert accesses(people) == [("Adeyemi", Access.SIGNED_IN), ("Adeyemi", Access.REFUSED)]


def test_whoever_guesses_in_a_loop_waits(qtbot: QtBot, people: People, check: PinCheck) -> None:
    """From the third on; the right one is not looked at either, and nobody else waits."""
    waits = [heard(qtbot, check, "Adeyemi", f"{n:04}")[0] for n in range(100, 110)]
    assert waits[:3] == [0.0, 0.0, 5.0]
    assert set(waits[3:]) == {5.0}
    assert len(accesses(people, of=Access.REFUSED)) == 3
    assert heard(qtbot, check, "Adeyemi", PINS["Adeyemi"]) == [5.0]
    assert heard(qtbot, check, "Haddad", PINS["Haddad"]) == ["Haddad"]


def test_the_window_goes_on_while_it_is_compared(
    qtbot: QtBot, check: PinCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it takes, and it comes back when it is over."""
    go = threading.Event()

    def slow(_self: People, _name: str, _pin: str, _at: datetime) -> Answer:
        go.wait(5)
        return Answer(right=True)

    monkeypatch.setattr(People, "check", slow)
    told = list[str]()
    check.right.connect(told.append)
    check.ask("Adeyemi", PINS["Adeyemi"])
    assert check.busy
    assert told == []
    go.set()
    qtbot.waitUntil(lambda: told == ["Adeyemi"])


def test_a_file_that_cannot_be_read_is_told(
    qtbot: QtBot, people: People, check: PinCheck, tmp_path: Path
) -> None:
    """As itself."""
    people._path.write_bytes(b"no database at all, this")
    told = list[Exception]()
    check.failed.connect(told.append)
    check.ask("Adeyemi", PINS["Adeyemi"])
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code.startswith("record_")  # type: ignore[attr-defined]

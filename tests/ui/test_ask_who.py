"""A PIN where people are set up: who is offered, and a name only once the PIN was right."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from monitor import people
from monitor.people import People, Person, beside
from monitor.roles import Act, Role
from tests.ui.saved_sessions import STARTED
from ui.ask_who import AskWho


class _Quick:
    """Hashes in no time."""

    def hash(self, pin: str) -> str:
        return f"h{pin}"

    def verify(self, known: str, pin: str) -> bool:
        from argon2.exceptions import VerifyMismatchError

        if known != f"h{pin}":
            raise VerifyMismatchError
        return True


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AskWho:
    """Two supervisors and a nurse; one more has left."""
    monkeypatch.setattr(people, "_hasher", _Quick)
    known = People(beside(tmp_path / "clinic.dripwatch"))
    known.set_up("Osei", "4711", STARTED)
    for name, role in (
        ("Brandt", Role.SUPERVISOR),
        ("Ortiz", Role.SUPERVISOR),
        ("Adeyemi", Role.NURSE),
    ):
        known.save(Person(name, frozenset({role})), "9024", STARTED, by="Osei")
    gone = Person("Gone", frozenset({Role.SUPERVISOR}), active=False)
    known.save(gone, "9024", STARTED, by="Osei")
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    return AskWho(window, known, lambda: "typed")


def test_only_those_are_offered_who_may(ask: AskWho) -> None:
    """Whoever has left may not."""
    ask(Act.REVIEW, lambda _name: None)
    assert ask.asking is not None
    who = ask.asking.who
    assert who is not None
    assert [who.itemText(n) for n in range(who.count())] == ["Brandt", "Ortiz"]


def test_the_name_comes_once_the_pin_was_right(ask: AskWho, qtbot: QtBot) -> None:
    """The next time that name is chosen already, and the PIN is asked again."""
    told: list[str] = []
    ask(Act.REVIEW, told.append)
    dialog = ask.asking
    assert dialog is not None
    assert dialog.who is not None
    dialog.who.setCurrentText("Ortiz")
    dialog.pin.setText("1111")
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.problem()) and not dialog.check.busy, timeout=10_000)
    assert told == []
    dialog.pin.setText("9024")
    dialog.accept()
    qtbot.waitUntil(lambda: told == ["Ortiz"], timeout=10_000)
    ask(Act.REVIEW, told.append)
    assert ask.asking is not dialog
    assert ask.asking is not None
    assert ask.asking.name == "Ortiz"
    ask.asking.reject()
    assert told == ["Ortiz"]


def test_who_alone_may_is_chosen_and_one_question_takes_the_others_place(ask: AskWho) -> None:
    """Two dialogs would be two signatures."""
    ask(Act.REVIEW, lambda _name: None)
    first = ask.asking
    ask(Act.RECORD, lambda _name: None)
    assert first is not None
    assert not first.isVisible()
    assert ask.asking is not None
    assert ask.asking.name == "Adeyemi"


def test_while_nobody_is_set_up_a_name_is_as_it_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    """From the moment somebody is, a PIN is asked."""
    window = QWidget()
    qtbot.addWidget(window)
    told: list[str] = []
    known = People(beside(tmp_path / "clinic.dripwatch"))
    asks = AskWho(window, known, lambda: "Adeyemi")
    asks(Act.COMPLETE, told.append)
    assert told == ["Adeyemi"]
    assert asks.asking is None

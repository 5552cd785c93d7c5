"""Whether a PIN is asked, of whom, and that nobody can hold a patient up by not being known."""

import pytest
from pytestqt.qtbot import QtBot

from monitor.events import SessionStart
from monitor.people import People
from monitor.profile import shipped
from monitor.roles import Act
from monitor.session import Session
from tests.ui.beside import Beside, beside
from tests.ui.set_up_people import PINS, answer, people
from ui.people.pin_gate import PinGate

__all__ = ["beside", "people"]


class Gate:
    """One, in whose name is entered, and what went through."""

    def __init__(self, beside: Beside, people: People | None, start: SessionStart) -> None:
        self.through: list[str] = []
        self.given: list[tuple[str, str]] = []
        self.lapses = 0
        self.gate = PinGate(
            beside.window,
            people,
            Session(shipped(), start),
            beside.sizes,
            author=lambda: "Adeyemi",
            lapse=self._lapse,
            given=lambda why, name: self.given.append((why, name)),
        )

    def _lapse(self) -> None:
        self.lapses += 1

    def offered(self) -> list[str]:
        """The names to choose from."""
        dialog = self.gate.asking
        assert dialog is not None
        assert dialog.who is not None
        return [dialog.who.itemText(n) for n in range(dialog.who.count())]


@pytest.fixture
def made(beside: Beside, people: People, start: SessionStart) -> Gate:
    """Where people are set up."""
    return Gate(beside, people, start)


def test_who_may_not_do_it_is_not_offered(made: Gate) -> None:
    """An administrator is no nurse, a witness no nurse, a nurse a checker too."""
    made.gate.ask("shown", "Adeyemi", made.through.append)
    assert made.offered() == ["Adeyemi", "Haddad"]
    made.gate.ask("sign", "", made.through.append, act=Act.CHECK, but="haddad")
    assert made.offered() == ["Adeyemi", "Osei"]
    assert made.through == []


def test_one_dialog_at_a_time(made: Gate) -> None:
    """The newer question takes the place of the older."""
    made.gate.ask("shown", "Adeyemi", made.through.append)
    first = made.gate.asking
    made.gate.ask("switch", "Haddad", made.through.append)
    assert made.gate.asking is not first
    assert made.gate.asking is not None
    made.gate.stop()
    assert made.gate.asking is None


def test_a_witnesss_pin_is_nobody_elses_minute(qtbot: QtBot, made: Gate) -> None:
    """It signs nobody in."""
    made.gate.sign("witness", "Haddad", made.through.append)
    answer(qtbot, made.gate.asking, PINS["Haddad"])
    assert made.through == ["Haddad"]
    assert made.given == []
    made.gate.sign("drug", "Haddad", made.through.append)
    assert made.through == ["Haddad"]


def test_a_name_nobody_set_up_is_not_held_up(made: Gate) -> None:
    """A session from before anybody was."""
    made.gate.sign("drug", "Somebody", made.through.append)
    assert made.through == ["Somebody"]


def test_where_nobody_could_ever_answer_it_goes_through_unconfirmed(made: Gate) -> None:
    """Nobody here may review, say."""
    made.gate.ask("sign", "Adeyemi", made.through.append, act=Act.REVIEW)
    assert made.through == ["Adeyemi"]
    assert made.lapses == 1


def test_without_people_everything_goes_through(beside: Beside, start: SessionStart) -> None:
    """At once."""
    made = Gate(beside, None, start)
    made.gate.ask("switch", "Haddad", made.through.append)
    made.gate.sign("drug", "Haddad", made.through.append)
    assert made.through == ["Haddad", "Haddad"]
    assert made.lapses == 0

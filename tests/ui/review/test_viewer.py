"""Who looks: everybody where nobody is set up, else whoever gives a PIN, or an emergency."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor.people import Access, People, Person, beside
from monitor.roles import Role
from tests.ui.set_up_people import NOW, PINS, accesses, answer, people
from ui.people.access import account
from ui.review.viewer import Viewer

__all__ = ["people"]


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()


def test_where_nobody_is_set_up_all_may_look(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    viewer = Viewer(window, People(beside(tmp_path / "record.sqlite")))
    with qtbot.waitSignal(viewer.known):
        viewer.ask()
    assert (viewer.asking, viewer.words, viewer.may_export) == (None, "", True)


def test_a_pin_lets_in_and_its_owner_is_noted(
    qtbot: QtBot, window: QWidget, people: People
) -> None:
    people.save(Person("Ortiz", frozenset({Role.SUPERVISOR})), "7391", NOW, by="Brandt")
    viewer = Viewer(window, people)
    assert not viewer.may_look
    viewer.ask()
    assert viewer.asking is not None
    assert viewer.asking.who is not None
    viewer.asking.who.setCurrentText("Ortiz")
    with qtbot.waitSignal(viewer.known):
        answer(qtbot, viewer.asking, "7391")
    assert (viewer.words, viewer.may_look, viewer.may_export) == ("Ortiz · Supervisor", True, True)
    viewer.note(Access.VIEWED, "session 3")
    assert accesses(people, of=Access.VIEWED) == [("Ortiz", Access.VIEWED)]


def test_a_nurse_looks_and_takes_no_data_out(qtbot: QtBot, window: QWidget, people: People) -> None:
    viewer = Viewer(window, people)
    viewer.ask()
    assert viewer.asking is not None
    assert viewer.asking.who is not None
    viewer.asking.who.setCurrentText("Haddad")
    answer(qtbot, viewer.asking, PINS["Haddad"])
    assert (viewer.may_look, viewer.may_export) == (True, False)


def test_whoever_signs_in_not_is_told_how(qtbot: QtBot, window: QWidget, people: People) -> None:
    viewer = Viewer(window, people)
    viewer.ask()
    assert viewer.asking is not None
    with qtbot.waitSignal(viewer.turned_away) as away:
        viewer.asking.reject()
    assert away.args == ["Sign in at the top right to see the sessions."]
    assert not viewer.may_look


def test_an_emergency_is_noted_and_takes_no_data_out(
    qtbot: QtBot, window: QWidget, people: People
) -> None:
    """Under the computer's account: nobody said who it is."""
    viewer = Viewer(window, people)
    viewer.turned_away.connect(lambda _: pytest.fail("it was let in"))
    viewer.ask()
    assert viewer.asking is not None
    with qtbot.waitSignal(viewer.known):
        viewer.asking.other.click()
    assert (viewer.may_look, viewer.may_export, viewer.words) == (True, False, "")
    assert accesses(people, of=Access.EMERGENCY) == [(account(), Access.EMERGENCY)]


def test_people_who_cannot_be_read_are_a_sentence(
    qtbot: QtBot, window: QWidget, people: People
) -> None:
    people._path.write_bytes(b"no database at all, this")
    viewer = Viewer(window, people)
    with qtbot.waitSignal(viewer.turned_away):
        viewer.ask()
    assert not viewer.may_look

"""A returned session meets its nurse where she signs in, and her answer sends it back to review."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitor.amending import sign
from monitor.archive import Archive
from monitor.events import Meaning, Signature
from monitor.roles import Act
from monitor.signing import Standing, standing
from monitor.store import Store
from tests.ui.saved_sessions import STARTED, infusion, save, start
from ui import theme
from ui.field import Field, read_text
from ui.start.returned_card import ReturnedCard
from ui.start.returned_questions import ReturnedQuestions
from ui.who import unconfirmed

ASKED = Signature(t_ms=0, by="Brandt", meaning=Meaning.RETURNED, head="", comment="when?")


class Screen:
    """The card and the field of a start screen."""

    def __init__(self, qtbot: QtBot, record: Path) -> None:
        self.record = record
        self.card = ReturnedCard(theme.START)
        self.nurse = Field("nurse", read_text)
        self.problems: list[str] = []
        self.follows = ReturnedQuestions(
            record,
            self.card,
            self.nurse,
            self.problems.append,
            unconfirmed(lambda: self.nurse.value or ""),
        )
        qtbot.addWidget(self.card)
        qtbot.addWidget(self.nurse)

    def name(self, name: str) -> None:
        """Type a name and leave the field."""
        self.nurse.edit.setText(name)
        self.nurse.edit.editingFinished.emit()

    def answer(self, text: str) -> None:
        """Answer the question that is shown."""
        self.card.open()
        assert self.card.dialog is not None
        self.card.dialog.text.setPlainText(text)
        self.card.dialog.accept()

    def stands(self) -> Standing:
        """How the session stands on disk."""
        with Archive(self.record) as archive:
            return standing(archive.entries(1), ended=True)


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> Iterator[Screen]:
    """A session of Adeyemi's was returned."""
    record = tmp_path / "clinic.dripwatch"
    save(record, start(), infusion())
    sign(record, 1, ASKED, STARTED + timedelta(days=1))
    made = Screen(qtbot, record)
    yield made
    made.follows.stop()


def test_the_question_meets_its_nurse_and_nobody_else(screen: Screen) -> None:
    """As soon as her name stands there."""
    screen.name("Haddad")
    assert screen.card.isHidden()
    screen.name("adeyemi")
    assert "“when?”" in screen.card.text()
    screen.name("")
    assert screen.card.isHidden()


def test_an_answer_sends_it_back_to_review(screen: Screen, qtbot: QtBot) -> None:
    """And the card goes."""
    screen.name("Adeyemi")
    screen.answer("at 14:20")
    qtbot.waitUntil(screen.card.isHidden, timeout=10_000)
    assert screen.stands() is Standing.TO_REVIEW
    with Archive(screen.record) as archive:
        (_, answer) = archive.signatures()[1]
    assert (answer.by, answer.comment) == ("Adeyemi", "at 14:20")


def test_why_it_could_not_be_stored_is_said_and_the_question_stays(
    screen: Screen, qtbot: QtBot
) -> None:
    """Another program has the record."""
    screen.name("Adeyemi")
    running = Store(screen.record)
    screen.answer("at 14:20")
    qtbot.waitUntil(lambda: bool(screen.problems), timeout=10_000)
    running.close()
    assert "process" in screen.problems[0]
    assert not screen.card.isHidden()
    assert screen.stands() is Standing.RETURNED


def test_where_a_pin_is_asked_whoever_gave_it_signs(screen: Screen, qtbot: QtBot) -> None:
    """And nothing is signed before."""
    asked: list[tuple[Act, Callable[[str], None]]] = []
    screen.follows._who = lambda act, then: asked.append((act, then))
    screen.name("Adeyemi")
    screen.answer("at 14:20")
    assert screen.stands() is Standing.RETURNED
    ((act, then),) = asked
    assert act is Act.COMPLETE
    then("Haddad")
    qtbot.waitUntil(lambda: screen.stands() is Standing.TO_REVIEW, timeout=10_000)


def test_without_a_record_nothing_waits(qtbot: QtBot, tmp_path: Path) -> None:
    """And one that is none says so elsewhere."""
    record = tmp_path / "clinic.dripwatch"
    made = Screen(qtbot, record)
    made.name("Adeyemi")
    assert made.card.isHidden()
    record.write_text("no record of ours at all")
    made.name("Adeyemi ")
    assert made.card.isHidden()

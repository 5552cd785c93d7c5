"""The card of a returned session: who asks what, and an answer that is signed."""

from datetime import timedelta
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from monitor.events import Meaning, Signature
from monitor.returned import Returned
from tests.ui.saved_sessions import STARTED
from ui import theme
from ui.start.returned_card import ReturnedCard

ASKED = Signature(
    t_ms=0,
    at=STARTED + timedelta(days=1),
    by="Brandt",
    meaning=Meaning.RETURNED,
    head="",
    comment="When was ondansetron <b>given</b>?",
)
WAITING = [Returned(3, "MARTIN R.", STARTED, ASKED), Returned(5, None, STARTED, ASKED)]


@pytest.fixture
def card(qtbot: QtBot) -> ReturnedCard:
    """On a window of its own."""
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    made = ReturnedCard(theme.START)
    QVBoxLayout(window).addWidget(made)
    made.keeps = window  # type: ignore[attr-defined]
    window.show()
    return made


def test_it_is_there_only_while_something_waits(card: ReturnedCard) -> None:
    """An empty card would cost the start screen its room."""
    assert card.isHidden()
    card.show_waiting("Adeyemi", WAITING[:1])
    assert not card.isHidden()
    card.show_waiting("Adeyemi", [])
    assert card.isHidden()
    assert card.text() == ""


def test_it_says_who_asks_about_whom_and_what(card: ReturnedCard) -> None:
    """And how many more wait behind it."""
    card.show_waiting("Adeyemi", WAITING)
    said = card.text()
    assert said.startswith("Question to Adeyemi, from Brandt: MARTIN R., 20 Nov ")
    assert "(1 of 2)" in said
    assert said.endswith("“When was ondansetron <b>given</b>?”")
    assert card.accessibleName() == said


def test_an_answer_is_signed_by_the_nurse(card: ReturnedCard, qtbot: QtBot) -> None:
    """Enter in the words enters it; with Shift it begins a new line."""
    card.show_waiting("Adeyemi", WAITING)
    card.button.click()
    dialog = card.dialog
    assert dialog is not None
    card.button.click()
    assert card.dialog is dialog
    dialog.now_s = count().__next__
    QTest.keyClicks(dialog.text, "At 14:20")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(dialog.text, "by me")
    with qtbot.waitSignal(card.answered) as told:
        QTest.keyClick(dialog.text, Qt.Key.Key_Return)
    assert told.args is not None
    session, signature = told.args
    assert session == 3
    assert (signature.by, signature.meaning) == ("Adeyemi", Meaning.NURSE_COMPLETED)
    assert signature.comment == "At 14:20\nby me"
    assert card.dialog is None


def test_without_words_nothing_is_signed(card: ReturnedCard, qtbot: QtBot) -> None:
    """The sentence is at the field."""
    card.show_waiting("Adeyemi", WAITING)
    card.open()
    assert card.dialog is not None
    with qtbot.assertNotEmitted(card.answered):
        card.dialog.accept()
    assert card.dialog.problem() == "Write an answer first."

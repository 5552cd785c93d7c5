"""A session that was left open is named, and one press goes on with it."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.start.open_session_card import OpenSessionCard


def test_it_is_there_while_a_session_is_open(qtbot: QtBot, dressed: QApplication) -> None:
    """Its button resumes, and has the keys as soon as it is seen."""
    card = OpenSessionCard(theme.START)
    qtbot.addWidget(card)
    assert card.isHidden()
    card.show_sentence("Session of 14:00 is still open.")
    assert card.blocks
    assert card.focusWidget() is card.button
    with qtbot.waitSignal(card.resume, timeout=1000):
        card.button.click()
    card.show_sentence("")
    assert card.isHidden()
    assert not card.blocks


def test_the_keys_are_taken_once(qtbot: QtBot, dressed: QApplication) -> None:
    """Its gap grows while somebody types elsewhere."""
    card = OpenSessionCard(theme.START)
    qtbot.addWidget(card)
    card.show_sentence("Session of 14:00 is still open (no data 14:12–14:15).")
    card.button.clearFocus()
    card.show_sentence("Session of 14:00 is still open (no data 14:12–14:16).")
    assert card.sentence.text().endswith("14:16).")
    assert card.focusWidget() is None


def test_one_that_cannot_go_on_stands_in_nobodys_way(qtbot: QtBot, dressed: QApplication) -> None:
    """It is named all the same, and may be tried again once the clock is set."""
    card = OpenSessionCard(theme.START)
    qtbot.addWidget(card)
    card.show_sentence("Set the clock, or begin a new session.", blocks=False)
    assert not card.isHidden()
    assert [card.blocks, card.focusWidget()] == [False, None]
    card.show_sentence("Session of 14:00 is still open.")
    assert card.blocks
    assert card.focusWidget() is card.button

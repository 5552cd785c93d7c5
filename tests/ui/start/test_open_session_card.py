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
    assert card.there
    assert card.focusWidget() is card.button
    with qtbot.waitSignal(card.resume, timeout=1000):
        card.button.click()
    card.show_sentence("")
    assert card.isHidden()
    assert not card.there

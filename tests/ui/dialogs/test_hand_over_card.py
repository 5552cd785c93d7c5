"""The hand-over card: read, named, accepted; never to nobody and never to oneself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from monitor.events import PersonChange
from tests.ui.conftest import NURSE, Desk, Desks
from ui import theme
from ui.dialogs.hand_over_card import HandOverCard


@pytest.fixture
def card(bedside: Desk, qtbot: QtBot) -> HandOverCard:
    """The card over a window on its session."""
    bedside.post(PersonChange(t_ms=0, by=NURSE, person="Haddad", role="nurse", step="arrived"))
    return opened(bedside)


def opened(desk: Desk) -> HandOverCard:
    """The card as the window opens it."""
    window = desk.window
    made = HandOverCard(window, window._sizes, window.session, desk.clock, NURSE)
    made.show()
    return made


def test_it_is_accepted_by_whoever_was_tapped(card: HandOverCard) -> None:
    """With the one line, and only once."""
    spy = QSignalSpy(card.taken_over)
    card.names["Haddad"].click()
    card.text.setText("  likes the   eye mask ")
    card.accept_button.click()
    assert spy.count() == 1
    assert spy.at(0) == ["Haddad", "likes the eye mask"]
    assert not card.isVisible()


def test_nobody_can_take_over_without_a_name(card: HandOverCard) -> None:
    """A greyed button says why, and Enter does not get round it."""
    spy = QSignalSpy(card.taken_over)
    assert not card.accept_button.isEnabled()
    assert card.why() == "Type or tap who takes over."
    card.person.setText("   ")
    QTest.keyClick(card.text, Qt.Key.Key_Return)
    card.accept()
    assert spy.count() == 0
    assert card.isVisible()


@pytest.mark.parametrize("same", ["Adeyemi", " adeyemi "])
def test_it_is_not_handed_over_to_oneself(card: HandOverCard, same: str) -> None:
    """However it is typed."""
    spy = QSignalSpy(card.taken_over)
    card.person.setText(same)
    assert card.why() == "Adeyemi has the session now. Name somebody else."
    card.accept()
    assert spy.count() == 0


def test_a_name_nobody_knew_may_be_typed(card: HandOverCard) -> None:
    """Enter accepts."""
    spy = QSignalSpy(card.taken_over)
    card.person.setText("Osei")
    QTest.keyClick(card.person, Qt.Key.Key_Return)
    assert spy.at(0) == ["Osei", ""]


def test_cancel_hands_nothing_over(card: HandOverCard) -> None:
    """Nor does Escape."""
    spy = QSignalSpy(card.taken_over)
    card.person.setText("Osei")
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert spy.count() == 0


def test_it_counts_on_while_it_is_read(bedside: Desk) -> None:
    """An age that stood still would be an old value that looks live."""
    bedside.cuff(149, 86)
    card = opened(bedside)
    bedside.clock.t_ms = 60_000
    bedside.wait_until(lambda: dict(card.lines())["Blood pressure mmHg"].endswith("1:00 ago"))


def test_the_window_behind_it_goes_on(bedside: Desk) -> None:
    """Stop cuff must stay in reach."""
    assert not opened(bedside).isModal()


def test_its_targets_are_big_enough_and_it_fits_768_pixels(desks: Desks) -> None:
    """At the compact size, with all it can say."""
    desk = desks(sizes=theme.COMPACT)
    for name in ("Haddad", "Osei", "Wolfeschlegelsteinhausenbergerdorff-Montgomery, Maximiliane"):
        desk.post(PersonChange(t_ms=0, by=NURSE, person=name, role="nurse", step="arrived"))
    card = opened(desk)
    desk.settle()
    assert card.height() <= 768 - 40
    assert card.width() == card.minimumWidth()
    for target in (card.accept_button, card.person, card.text, *card.names.values()):
        assert target.height() >= 44
        assert target.accessibleName()

"""The card lists the keys it is given, all of them, and goes by the key that brought it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.beside import Beside, beside, check_for_gloves, check_out_of_the_way
from ui.dialogs.keys_card import KeysCard
from ui.labels import ElidedLabel

__all__ = ["beside"]


def opened(beside: Beside, count: int) -> KeysCard:
    """A card of so many keys."""
    keys = [(f"K{number}", f"What key {number} does") for number in range(count)]
    card = KeysCard(beside.window, beside.sizes, keys)
    card.show()
    QApplication.processEvents()
    return card


@pytest.mark.parametrize("count", [0, 1, 10, 11, 25])
def test_every_key_stands_beside_what_it_does(beside: Beside, count: int) -> None:
    """In the order given, down and then across; and the card fits."""
    card = opened(beside, count)
    caps = [made for made in card.findChildren(QLabel) if made.property("role") == "tag"]
    does = card.findChildren(ElidedLabel)
    assert [cap.text() for cap in caps] == [f"K{number}" for number in range(count)]
    assert [made.text() for made in does] == [f"What key {n} does" for n in range(count)]
    for cap, what in zip(caps, does, strict=True):
        assert cap.x() < what.x()
        assert abs(cap.geometry().center().y() - what.geometry().center().y()) <= 1
    check_out_of_the_way(card, beside)
    check_for_gloves(card)


def test_the_name_of_a_key_is_never_cut(beside: Beside) -> None:
    """The space bar's is long in German: every cap of its column is as wide."""
    keys = [("A", "Alarme quittieren")] * 13 + [("Leertaste", "Moment merken")]
    card = KeysCard(beside.window, beside.sizes, keys)
    card.show()
    QApplication.processEvents()
    caps = [made for made in card.findChildren(QLabel) if made.property("role") == "tag"]
    assert [cap.text() for cap in caps if cap.width() < cap.sizeHint().width()] == []
    (wide,) = {cap.width() for cap in caps if cap.x() == caps[-1].x()}
    assert wide > caps[0].width()
    check_out_of_the_way(card, beside)


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_close_it(beside: Beside, pressed: Qt.Key) -> None:
    """Nothing is lost by that."""
    card = opened(beside, 3)
    QTest.keyClick(card, pressed)
    assert not card.isVisible()


def test_the_key_that_opened_it_closes_it(beside: Beside) -> None:
    """Whatever else has to be held for it on this keyboard."""
    card = opened(beside, 3)
    QTest.keyClicks(card, "x")
    assert card.isVisible()
    QTest.keyClicks(card, "?")
    assert not card.isVisible()

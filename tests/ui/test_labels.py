"""Labels show what people typed as they typed it, and shorten what is too long."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import colours, rgb
from ui import theme
from ui.labels import ElidedLabel, big_digits, frame, label
from ui.theme import DARK

LONG = "Room 2 · " + "Maximiliana " * 10


@pytest.fixture
def elided(qtbot: QtBot, dressed: QApplication) -> ElidedLabel:
    """A label with more text than room."""
    made = ElidedLabel(15)
    qtbot.addWidget(made)
    made.set_text(LONG)
    made.resize(200, 24)
    made.show()
    return made


def test_markup_stays_text(qtbot: QtBot, dressed: QApplication) -> None:
    """A name in angle brackets is a name; no colour of its own comes through."""
    made = label(15, text='<font color="#ff0000">Ann</font>')
    qtbot.addWidget(made)
    plain = label(15, text="Ann")
    qtbot.addWidget(plain)
    assert made.sizeHint().width() > 3 * plain.sizeHint().width()
    assert rgb("#ff0000") not in colours(made)


def test_a_long_line_is_shortened_and_its_whole_is_the_tool_tip(elided: ElidedLabel) -> None:
    """A screen reader hears all of it."""
    assert elided.text() == elided.toolTip() == elided.accessibleName() == LONG
    assert elided.minimumSizeHint().width() <= 60
    assert elided.sizeHint().width() > 600


def test_the_shortened_line_keeps_its_beginning(elided: ElidedLabel) -> None:
    """The end is what goes: the picture is that of the beginning with dots."""
    picture = elided.grab().toImage()
    elided.set_text(LONG + "and more")
    assert elided.grab().toImage() == picture
    elided.set_text("Ward" + LONG[4:])
    assert elided.grab().toImage() != picture


def test_markup_stays_text_where_it_is_shortened(elided: ElidedLabel) -> None:
    """It is painted, not interpreted."""
    elided.set_text('<font color="#ff0000">Ann</font>')
    assert rgb("#ff0000") not in colours(elided)
    assert rgb(DARK.ink) in colours(elided)


def test_a_surface_is_drawn_by_its_role(qtbot: QtBot, dressed: QApplication) -> None:
    """Filled and edged as the style sheet says."""
    made = frame("card")
    qtbot.addWidget(made)
    made.resize(60, 60)
    assert made.property("role") == "card"
    assert {rgb(DARK.card), rgb(DARK.line)} <= colours(made)


def test_big_digits_keep_their_spacing(qtbot: QtBot, dressed: QApplication) -> None:
    """Shown, and in another colour: a style sheet likes to forget it, and 118 reads as 1 18."""
    card = frame("card")
    qtbot.addWidget(card)
    made = big_digits(theme.digits(72, tabular=False), "pressure")
    made.setParent(card)
    made.setText("194/118")
    before = made.sizeHint().width()
    card.show()
    QApplication.processEvents()
    theme.role(made, "faint")
    made.setText("194/118")
    assert made.font().letterSpacing() == 96
    assert made.sizeHint().width() == before

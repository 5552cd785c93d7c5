"""A button tells its key below what else its tool tip says, whichever came first."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.key_hints import hint, tip


@pytest.fixture
def made(qtbot: QtBot) -> QPushButton:
    """A button."""
    button = QPushButton("Mark")
    qtbot.addWidget(button)
    return button


def test_a_key_stands_below_the_tip(made: QPushButton) -> None:
    """And alone where there is none; the name stays the button's own."""
    hint(made, "X")
    assert made.toolTip() == "Key: X"
    tip(made, "Itching")
    assert made.toolTip() == "Itching\nKey: X"
    assert made.accessibleDescription() == "Key: X"


def test_a_tip_that_was_there_stays(made: QPushButton) -> None:
    """Whatever wrote it."""
    tip(made, "5 Awake")
    assert made.toolTip() == "5 Awake"
    hint(made, "S, then 5")
    assert made.toolTip() == "5 Awake\nKey: S, then 5"

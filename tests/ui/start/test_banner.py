"""The quiet line says whose limits these are and whether names are confirmed; else it is gone."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.start.banner import Banner


@pytest.mark.parametrize(
    ("approved", "about", "said"),
    [
        (False, "", "Example limits: not approved by your clinic"),
        (True, "Nobody is set up", "Nobody is set up"),
        (
            False,
            "Nobody is set up",
            "Example limits: not approved by your clinic · Nobody is set up",
        ),
        (True, "", ""),
    ],
)
def test_it_says_what_is_not_as_it_should_be(
    qtbot: QtBot, dressed: QApplication, approved: bool, about: str, said: str
) -> None:
    """Both beside each other."""
    made = Banner(theme.START)
    qtbot.addWidget(made)
    made.say(approved=approved, about_people=about)
    assert made.text() == said
    assert made.isHidden() is (not said)

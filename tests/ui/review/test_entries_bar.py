"""The filters over the entries: counted, reached by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.saved_sessions import seen, taken
from ui import theme
from ui.review.entries_bar import EntriesBar
from ui.review.entry_lines import Line
from ui.review.looked_at import Unseen


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> EntriesBar:
    """Over two observations."""
    if qapp.styleSheet() != theme.style_sheet(theme.LIGHT):
        theme.dress(qapp, theme.LIGHT)
    made = EntriesBar()
    qtbot.addWidget(made)
    entries = taken([seen(1, "nausea", 0), seen(2, "nausea", 1)])
    made.show_counts([Line(("", "", "", ""), gone=False, entry=entry) for entry in entries])
    made.show_chosen("all")
    made.show()
    return made


def test_each_says_how_many_lines_it_leaves(bar: EntriesBar) -> None:
    """One that leaves none cannot be pressed."""
    said = [made.text() for made in bar.buttons.values()]
    assert said == ["All 2", "By people 2", "Alarms 0", "Corrections 0"]
    assert [name for name, made in bar.buttons.items() if made.isEnabled()] == ["all", "people"]


def test_a_press_wants_a_filter(bar: EntriesBar) -> None:
    """With the mouse, or with space where the keys are."""
    wanted: list[str] = []
    bar.wanted.connect(wanted.append)
    QTest.mouseClick(bar.buttons["people"], Qt.MouseButton.LeftButton)
    assert bar.buttons["people"].isChecked()
    assert not bar.buttons["all"].isChecked()
    QTest.keyClick(bar.buttons["all"], Qt.Key.Key_Space)
    assert wanted == ["people", "all"]


def test_it_says_what_was_not_looked_at(bar: EntriesBar) -> None:
    """Beside them."""
    bar.show_unseen(Unseen(1, 2, 0, 0))
    assert bar.unseen.text() == "1 of 2 lines not yet looked at"

"""A row of the end page: named for a screen reader, one fold at a time."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.end.end_row import EndRow

WHY = {"slip": "Touched by mistake"}


@pytest.fixture
def told() -> list[tuple[str, str]]:
    """The reasons that were given."""
    return []


@pytest.fixture
def row(qtbot: QtBot, dressed: QApplication, told: list[tuple[str, str]]) -> EndRow:
    """With one button and two folds."""
    made = EndRow("Sedation & more", theme.FULL)
    made.add_button("end.add", lambda: None)
    for code in ("end.not_done", "end.not_described"):
        made.add_fold(code, "end.why_not", "enter", WHY, lambda *said: told.append(said))
    qtbot.addWidget(made)
    made.show()
    return made


def test_its_buttons_go_by_its_name_whatever_its_title_says(row: EndRow) -> None:
    """The title may count; what a button belongs to stays."""
    row.show_title("Sedation & more: 3 missed")
    assert (row.title, row.accessibleName()) == ("Sedation & more: 3 missed",) * 2
    assert row.buttons["end.add"].accessibleName() == "Sedation & more: Add…"


def test_a_reason_that_was_given_folds_it_in(row: EndRow, told: list[tuple[str, str]]) -> None:
    """To tap, or to type; blanks are no reason."""
    fold = row.folds["end.not_done"]
    row.buttons["end.not_done"].click()
    assert not fold.enter.isEnabled()
    QTest.keyClicks(fold.edit, "  at   the toilet ")
    fold.enter.click()
    assert fold.isHidden()
    row.buttons["end.not_done"].click()
    fold.buttons["slip"].click()
    assert told == [("", "at the toilet"), ("slip", "Touched by mistake")]


def test_a_button_that_is_not_offered_takes_its_fold_along(row: EndRow) -> None:
    """What is not offered cannot be answered."""
    row.buttons["end.not_done"].click()
    row.offer("end.add")
    assert row.folds["end.not_done"].isHidden()
    assert [code for code, made in row.buttons.items() if made.isVisible()] == ["end.add"]
    assert row.focusProxy() is row.buttons["end.add"]

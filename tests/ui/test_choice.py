"""One answer at most, none at first, and a press takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.choice import Choice

YES, NO = "check.answer.yes", "check.answer.no"


@pytest.fixture
def choice(qtbot: QtBot) -> Choice:
    """Of two answers, shown."""
    made = Choice(YES, NO)
    qtbot.addWidget(made)
    made.show()
    return made


def press(choice: Choice, code: str) -> None:
    """As a finger does."""
    QTest.mouseClick(choice.buttons[code], Qt.MouseButton.LeftButton)


def test_nothing_is_chosen_until_a_person_does(choice: Choice) -> None:
    """No answer is anybody's but theirs."""
    assert choice.chosen is None
    press(choice, NO)
    assert choice.chosen == NO


def test_another_answer_takes_the_place_of_the_first(choice: Choice) -> None:
    """Each press is told once; what is chosen is marked by more than its colour."""
    told: list[str | None] = []
    choice.changed.connect(lambda: told.append(choice.chosen))
    press(choice, YES)
    press(choice, NO)
    press(choice, NO)
    assert told == [YES, NO, None]
    press(choice, YES)
    assert [made.text().startswith("✓ ") for made in choice.buttons.values()] == [True, False]


def test_an_answer_is_forgotten_with_what_it_was_about(choice: Choice) -> None:
    """And where there is none nothing happens."""
    told: list[str | None] = []
    choice.changed.connect(lambda: told.append(choice.chosen))
    choice.forget()
    press(choice, YES)
    choice.forget()
    assert told == [YES, None]

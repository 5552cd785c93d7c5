"""A question has its answers as buttons; the safe one is what Enter presses."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk, colours, rgb
from ui import theme
from ui.dialogs.ask_dialog import AskDialog


@pytest.fixture
def answers() -> list[str]:
    """What was answered."""
    return []


@pytest.fixture
def dialog(bedside: Desk, answers: list[str]) -> AskDialog:
    """A question on the window."""
    choices: dict[str, Callable[[], None]] = {
        code: partial(answers.append, code) for code in ("cancel", "end.yes")
    }
    dialog = AskDialog(bedside.window, theme.FULL, "Really <b>end</b>?", choices)
    dialog.show()
    return dialog


def test_each_answer_is_a_button_with_what_follows(
    bedside: Desk, dialog: AskDialog, answers: list[str]
) -> None:
    """In the order they were given."""
    assert [made.text() for made in dialog.buttons.values()] == ["Cancel", "End session"]
    bedside.press(dialog.buttons["end.yes"])
    bedside.press(dialog.buttons["cancel"])
    assert answers == ["end.yes", "cancel"]


def test_enter_answers_with_the_first(dialog: AskDialog, answers: list[str]) -> None:
    """The one that changes nothing."""
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert answers == ["cancel"]


def test_escape_answers_nothing(dialog: AskDialog, answers: list[str]) -> None:
    """It only goes away."""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert answers == []
    assert not dialog.isVisible()


def test_the_window_goes_on_behind_the_question(bedside: Desk, dialog: AskDialog) -> None:
    """A cuff is measured while nobody answers."""
    bedside.press(bedside.window.cuff.measure)
    assert bedside.window.cuff.measure.text() == "Measuring… 0:00"
    assert dialog.isVisible()


def test_the_question_stays_text(dialog: AskDialog) -> None:
    """It is in the ink of the window and may be read whole."""
    assert rgb(theme.DARK.ink) in colours(dialog)
    assert all(made.height() >= 44 for made in dialog.buttons.values())

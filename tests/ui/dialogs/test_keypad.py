"""Digits go to the field in hand, and never take the focus away from the fields."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.beside import Beside, beside, check_for_gloves
from ui import language
from ui.dialogs.keypad import KEYS, Keypad

__all__ = ["beside"]


@pytest.fixture
def fields(qtbot: QtBot, beside: Beside) -> Iterator[list[QLineEdit]]:
    """Two fields of the pad's, and one that is not."""
    paper = QWidget()
    column = QVBoxLayout(paper)
    made = [QLineEdit(paper) for _ in range(3)]
    for field in made:
        column.addWidget(field)
    column.addWidget(Keypad(made[:2], beside.sizes))
    qtbot.addWidget(paper)
    paper.show()
    paper.activateWindow()
    yield made
    paper.close()


def touch(fields: list[QLineEdit], keys: str) -> None:
    """Touch keys."""
    buttons = {m.text(): m for m in fields[0].window().findChildren(QPushButton)}
    for key in keys:
        QTest.mouseClick(buttons[key], Qt.MouseButton.LeftButton)


def test_keys_go_to_the_field_in_hand(fields: list[QLineEdit]) -> None:
    """The second, when that has the focus."""
    fields[1].setFocus()
    touch(fields, "12.5⌫0")
    assert [field.text() for field in fields] == ["", "12.0", ""]
    assert fields[1].hasFocus()


def test_away_from_their_fields_they_go_to_the_first(fields: list[QLineEdit]) -> None:
    """Digits never end up in the reason; the focus shows where they went."""
    fields[2].setFocus()
    touch(fields, "42")
    assert [field.text() for field in fields] == ["42", "", ""]
    assert fields[0].hasFocus()


def test_a_chosen_text_is_replaced(fields: list[QLineEdit]) -> None:
    """A dose that was filled in and is another one."""
    fields[0].setText("125")
    fields[0].setFocus()
    fields[0].selectAll()
    touch(fields, "8")
    assert fields[0].text() == "8"


def test_every_key_is_big_enough_and_has_a_name(fields: list[QLineEdit]) -> None:
    """Also those that are no digit."""
    pad = fields[0].window().findChild(Keypad)
    assert pad is not None
    check_for_gloves(pad)
    names = [made.accessibleName() for made in pad.findChildren(QPushButton)]
    assert len(names) == len(set(names)) == len(KEYS)
    assert {"Decimal point", "Delete the last digit"} <= set(names)


def test_the_point_is_the_languages_own(qtbot: QtBot, beside: Beside) -> None:
    """In German a comma: on the key and in the field."""
    language.speak("german")
    try:
        field = QLineEdit()
        pad = Keypad([field], beside.sizes)
        qtbot.addWidget(field)
        qtbot.addWidget(pad)
        shown = [made.text() for made in pad.findChildren(QPushButton)]
        for key in "2.5":
            pad.press(key)
    finally:
        language.speak("english")
    assert "," in shown
    assert "." not in shown
    assert field.text() == "2,5"

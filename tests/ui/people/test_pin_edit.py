"""A PIN is dots on the screen, digits in the field and nothing anywhere else."""

from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.people.pin_edit import PinEdit


def test_digits_only_and_no_more_than_a_pin_has(qtbot: QtBot, dressed: QApplication) -> None:
    """Letters are not taken."""
    edit = PinEdit("PIN", theme.START)
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, "2a7-4 9")
    assert edit.text() == "2749"
    QTest.keyClicks(edit, "1234567890")
    assert len(edit.text()) == 12


def test_neither_eye_nor_screen_reader_nor_clipboard_gets_it(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """All of them get dots, or nothing."""
    edit = PinEdit("PIN", theme.START)
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, "2749")
    assert set(edit.displayText()).isdisjoint("2749")
    read = QAccessible.queryAccessibleInterface(edit)
    assert set(read.text(QAccessible.Text.Value)).isdisjoint("2749")
    QApplication.clipboard().setText("before")
    edit.selectAll()
    edit.copy()
    edit.cut()
    assert QApplication.clipboard().text() == "before"

"""A barcode scanner presses no button; a hand does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.scan_guard import ScanGuard


class Window(QWidget):
    """A field and a button that counts."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s = 0.0
        self.pressed = 0
        self.field, self.button = QLineEdit(), QPushButton()
        column = QVBoxLayout(self)
        for part in (self.field, self.button):
            column.addWidget(part)
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._count)
        self.guard = ScanGuard(self, lambda: self.now_s)

    def _count(self) -> None:
        self.pressed += 1

    def key(self, at: QWidget, key: Qt.Key, after_s: float) -> None:
        """Press a key so long after the one before."""
        self.now_s += after_s
        QTest.keyClick(at, key)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """Shown."""
    made = Window()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_hand_presses(window: Window) -> None:
    """One key after another."""
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        window.key(window.button, key, 0.2)
    assert window.pressed == 2


def test_the_enter_a_scanner_ends_with_presses_nothing(window: Window) -> None:
    """It comes right after the digits."""
    window.key(window.button, Qt.Key.Key_4, 1)
    window.key(window.button, Qt.Key.Key_2, 0.01)
    window.key(window.button, Qt.Key.Key_Return, 0.01)
    assert window.pressed == 0


def test_what_is_typed_at_a_field_arrives_however_fast(window: Window) -> None:
    """It is where a scan belongs."""
    for key in (Qt.Key.Key_4, Qt.Key.Key_2):
        window.key(window.field, key, 0.001)
    assert window.field.text() == "42"


def test_another_window_is_none_of_its_business(window: Window, qtbot: QtBot) -> None:
    """Keys there are not counted here."""
    other = Window()
    qtbot.addWidget(other)
    other.show()
    other.key(other.field, Qt.Key.Key_4, 1)
    window.key(window.button, Qt.Key.Key_Return, 0.0)
    assert window.pressed == 1

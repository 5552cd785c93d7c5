"""A scan where none belongs leaves everything as it was; a hand's keys act."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.beside import by_hand, by_scanner
from ui.start.stray_scans import StrayScans


class Form(QWidget):
    """A field for scans, one for text, a button and a list."""

    def __init__(self) -> None:
        super().__init__()
        self.scan, self.text = QLineEdit(self), QLineEdit(self)
        self.button, self.combo = QPushButton(self), QComboBox(self)
        self.combo.addItems(["COM1", "COM2", "4 COM"])
        parts = (self.text, self.button, self.combo, self.scan)
        for index, part in enumerate(parts):
            part.move(QPoint(0, 40 * index))
        for before, after in pairwise(parts):
            self.setTabOrder(before, after)
        self.pressed = 0
        self.button.clicked.connect(self._count)
        self.scans = StrayScans(self, self.scan, by_scanner())
        self.found = 0
        self.scans.found.connect(self._find)

    def _count(self) -> None:
        self.pressed += 1

    def _find(self) -> None:
        self.found += 1


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    """It, on screen, with keys as close as a scanner's."""
    made = Form()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def type_on(widget: QWidget, text: str) -> None:
    """Type where the keys go; the first key goes to `widget`. A line break is Enter."""
    widget.setFocus()
    for letter in text:
        where = QApplication.focusWidget() or widget
        if letter == "\n":
            QTest.keyClick(where, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(where, letter)


@pytest.mark.parametrize("scan", ["0045123\n", "0045123", "MRN-7\n\n", "4711\n"])
def test_what_a_scan_typed_into_a_field_is_taken_out(form: Form, scan: str) -> None:
    """And what stood there stands there again; it is told once."""
    form.text.setText("72")
    type_on(form.text, scan)
    assert form.text.text() == "72"
    assert form.text.hasFocus()
    assert form.found == 1


def test_a_scan_in_its_own_field_stays(form: Form) -> None:
    """Nothing is said of it."""
    type_on(form.scan, "0045123")
    assert form.scan.text() == "0045123"
    assert form.found == 0


def test_a_hand_types_what_it_likes(form: Form) -> None:
    """Two keys that roll over one another are no scan."""
    form.scans.now_s = by_hand()
    type_on(form.text, "Martin")
    times = iter([10.0, 10.03, 10.06, 10.5, 10.53])
    form.scans.now_s = lambda: next(times)
    type_on(form.text, ", Ros")
    assert form.text.text() == "Martin, Ros"
    assert form.found == 0


@pytest.mark.parametrize("scan", ["47 11", "4\n", "4711\n\n"])
def test_a_scan_presses_no_button(form: Form, scan: str) -> None:
    """Neither with a blank in it nor with its Enter."""
    form.button.setAutoDefault(True)
    type_on(form.button, scan)
    assert form.pressed == 0


def test_no_letter_chooses_in_a_list(form: Form) -> None:
    """A port that is chosen is opened, and may be an infusion pump's; arrows do choose."""
    type_on(form.combo, "4")
    form.scans.now_s = by_hand()
    type_on(form.combo, "4")
    assert form.combo.currentIndex() == 0
    QTest.keyClick(form.combo, Qt.Key.Key_Down)
    assert form.combo.currentIndex() == 1


def test_the_field_a_scan_jumped_from_is_mended_too(form: Form) -> None:
    """A Tab among its keys does not hide what came before it."""
    form.text.setText("72")
    form.setTabOrder(form.text, form.scan)
    other = QLineEdit(form)
    other.show()
    form.setTabOrder(form.text, other)
    type_on(form.text, "8")
    QTest.keyClick(form.text, Qt.Key.Key_Tab)
    type_on(other, "123456")
    assert (form.text.text(), other.text()) == ("72", "")


def test_a_dialog_of_the_window_has_keys_of_its_own(qtbot: QtBot, form: Form) -> None:
    """The engineer may scan a serial number."""
    dialog = QDialog(form)
    edit = QLineEdit(dialog)
    dialog.show()
    QTest.keyClicks(edit, "SN-0045123")
    assert edit.text() == "SN-0045123"
    dialog.close()

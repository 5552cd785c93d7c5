"""What all small dialogs do alike: stand aside, refuse in a sentence, and heed no scanner."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from monitor.errors import EntryError
from monitor.events import CuffAction, CuffCommand, CuffStep
from tests.ui.beside import Beside, beside, by_hand, by_scanner, check_out_of_the_way, key, stops
from tests.ui.conftest import Desks
from tests.ui.test_cuff_view import step
from ui import theme
from ui.dialogs.medication_dialog import MedicationDialog
from ui.dialogs.small_dialog import SmallDialog

__all__ = ["beside"]


class Asking(SmallDialog):
    """Two fields; the second must be a number."""

    def __init__(self, beside: Beside) -> None:
        super().__init__(beside.window, beside.sizes, "Asking")
        self.taken: list[str] = []
        for name in ("one", "amount"):
            edit = QLineEdit()
            edit.setAccessibleName(name)
            edit.textChanged.connect(self.forgive)
            around = QWidget()
            QVBoxLayout(around).addWidget(edit)
            self.body.addWidget(around)
            self.fields[name] = edit
        self.now_s = by_hand()

    def enter_it(self) -> None:
        """Take the number."""
        amount = self.fields["amount"]
        assert isinstance(amount, QLineEdit)
        if not amount.text().isdigit():
            raise EntryError("amount_missing", field="amount")
        self.taken.append(amount.text())


@pytest.fixture
def asking(beside: Beside) -> Asking:
    """It, shown."""
    made = Asking(beside)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def test_it_stands_aside_and_stays_where_it_was_put(beside: Beside, asking: Asking) -> None:
    """Placed once: what a person moves is not moved back."""
    check_out_of_the_way(asking, beside)
    moved = asking.pos() + QPoint(40, 30)
    asking.move(moved)
    asking.hide()
    asking.show()
    assert asking.pos() == moved


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_alarms_and_the_cuff_are_never_under_the_largest_of_them(
    desks: Desks, sizes: theme.Sizes
) -> None:
    """On the real window: the strip is seen and the cuff can be stopped while it is open."""
    bedside = desks(sizes=sizes)
    window = bedside.window
    dialog = MedicationDialog(window.session, bedside.clock, window, sizes)
    dialog.show()
    step(bedside, CuffStep.INFLATING)
    there = QRect(window.mapFromGlobal(dialog.pos()), dialog.size())
    for view in (window.strip, window.cuff, window.pressure):
        place = QRect(view.mapTo(window, QPoint(0, 0)), view.size())
        assert not place.intersects(there)
    bedside.press(window.cuff.second)
    assert [command.action for command in bedside.all(CuffCommand)] == [CuffAction.STOP]
    assert dialog.isVisible()


def test_the_sentence_comes_and_goes_without_moving_anything(asking: Asking) -> None:
    """Nothing slips away under a finger."""
    before = asking.enter.geometry()
    asking.enter.click()
    QApplication.processEvents()
    assert asking.problem() == "Type the number."
    assert asking.focusWidget() is asking.fields["amount"]
    QTest.keyClicks(asking.fields["amount"], "4")
    QApplication.processEvents()
    assert asking.problem() == ""
    assert asking.enter.geometry() == before


def test_enter_and_escape_are_keys_too(asking: Asking) -> None:
    """From whatever field; and the Tab key goes once round, the fields first."""
    assert stops(asking) == ["one", "amount", "Cancel", "Enter"]
    QTest.keyClicks(asking.fields["amount"], "4")
    key(asking, Qt.Key.Key_Enter)
    assert asking.taken == ["4"]
    assert not asking.isVisible()


def test_escape_takes_nothing(asking: Asking) -> None:
    """Whatever stands there."""
    QTest.keyClicks(asking.fields["amount"], "4")
    key(asking, Qt.Key.Key_Escape)
    assert asking.taken == []
    assert not asking.isVisible()


def test_a_scanner_presses_no_button(asking: Asking) -> None:
    """Neither its Enter in a field nor its blanks on a button; a hand's Enter does."""
    field = asking.fields["amount"]
    field.setFocus()
    asking.now_s = by_scanner()
    QTest.keyClicks(field, "12345")
    key(asking, Qt.Key.Key_Return)
    asking.enter.setFocus()
    key(asking, Qt.Key.Key_4, Qt.Key.Key_Space)
    assert asking.taken == []
    asking.now_s = lambda: 1e6
    key(asking, Qt.Key.Key_Return)
    assert asking.taken == ["12345"]


def test_a_key_counts_once_however_many_are_asked_to_take_it(asking: Asking) -> None:
    """A field lets Enter go on to the dialog: that is one key, not two in a scanner's haste."""
    asking.now_s = lambda: 5.0
    QTest.keyClick(asking.fields["one"], Qt.Key.Key_Return)
    assert asking.problem() == "Type the number."

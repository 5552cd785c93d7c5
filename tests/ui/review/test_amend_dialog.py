"""The form of an amendment: never without a reason, "other" never without words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitor.events import CuffReading, Entry, Observation
from monitor.signing import REASONS
from tests.ui.saved_sessions import STARTED, seen
from ui import theme
from ui.review.amend_dialog import AmendDialog

NAUSEA = replace(seen(0, "nausea", 5), seq=7, at=STARTED)
CUFF = CuffReading(t_ms=0, at=STARTED, seq=8, device="ge-dinamap", systolic=128, diastolic=79)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What it stands over."""
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(window: QWidget, entry: Entry) -> AmendDialog:
    """The form on an entry."""
    dialog = AmendDialog(window, theme.COMPACT, entry)
    dialog.show()
    return dialog


def test_a_correction_is_a_value_a_reason_and_no_more(window: QWidget) -> None:
    """Enter in a field enters it."""
    dialog = opened(window, NAUSEA)
    QTest.keyClick(dialog.typed["score"], Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.typed["score"], "3")
    dialog.reasons.buttons["Late entry"].click()
    dialog.accept()
    told = dialog.amendment
    assert told is not None
    assert (told.of, told.reason, told.comment) == (7, "late_entry", None)
    assert isinstance(told.instead, Observation)
    assert told.instead.score == 3


def test_what_is_taken_back_has_nothing_in_its_place(window: QWidget) -> None:
    """Whatever stands in the fields."""
    dialog = opened(window, NAUSEA)
    dialog.typed["score"].setText("99")
    dialog.how.buttons["Take it back"].click()
    assert not dialog.typed["score"].isEnabled()
    dialog.reasons.buttons["Wrong patient"].click()
    dialog.accept()
    assert dialog.amendment is not None
    assert dialog.amendment.instead is None


def test_one_of_the_two_is_always_chosen(window: QWidget) -> None:
    """Pressing the chosen one does not take it back."""
    dialog = opened(window, NAUSEA)
    dialog.how.buttons["Correct it"].click()
    assert dialog.corrects


def test_what_a_device_said_can_only_be_taken_back(window: QWidget) -> None:
    """There is no value to type."""
    dialog = opened(window, CUFF)
    assert list(dialog.how.buttons) == ["Take it back"]
    dialog.reasons.buttons["Artefact"].click()
    dialog.accept()
    assert dialog.amendment is not None
    assert dialog.amendment.reason == "artefact"


def test_without_a_reason_nothing_is_amended(window: QWidget) -> None:
    """Every reason of the record is offered; "other" wants words."""
    dialog = opened(window, CUFF)
    assert len(dialog.reasons.buttons) == len(REASONS)
    dialog.accept()
    assert dialog.problem() == "Say why: choose a reason."
    dialog.reasons.buttons["Other"].click()
    dialog.accept()
    assert dialog.problem() == "“Other” needs your own words."
    assert dialog.isVisible()
    dialog.text.setText("  arm was   up ")
    dialog.accept()
    assert dialog.amendment is not None
    assert dialog.amendment.comment == "arm was up"


def test_a_value_that_cannot_be_is_said_at_its_field(window: QWidget) -> None:
    """And the keys go there."""
    dialog = opened(window, NAUSEA)
    dialog.reasons.choose("Entry error")
    dialog.typed["score"].setText("12")
    dialog.accept()
    assert "from 0 to 10" in dialog.problem()
    assert dialog.typed["score"].property("wrong")
    assert dialog.amendment is None


def test_it_fits_a_small_screen_and_every_part_has_a_name(window: QWidget) -> None:
    """With a long note in it."""
    dialog = opened(window, NAUSEA)
    assert dialog.height() <= 700
    parts = [*dialog.findChildren(QPushButton), *dialog.typed.values(), dialog.text]
    assert all(part.accessibleName() for part in parts)

"""Text from afar is as big as it may be, and never cut off."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.fitted_label import FittedLabel


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication) -> FittedLabel:
    """A label of 400 pixels, its letters up to 60."""
    made = FittedLabel(600)
    qtbot.addWidget(made)
    made.set_height(60)
    made.resize(400, made.height())
    made.show()
    return made


def wide(label: FittedLabel) -> int:
    """The widest of its lines."""
    metrics = QFontMetrics(label.font())
    return max(metrics.horizontalAdvance(line) for line in label.text().split("\n"))


def test_a_short_text_is_as_big_as_it_may_be(shown: FittedLabel) -> None:
    """No bigger."""
    shown.show_text("84")
    assert shown.font().pixelSize() == 60


def test_a_long_text_is_made_to_fit(shown: FittedLabel) -> None:
    """And grows again with its room."""
    shown.show_text("Next: Look at the IV site overdue 1:12")
    small = shown.font().pixelSize()
    assert wide(shown) <= 400
    assert small < 60
    shown.resize(700, shown.height())
    assert small < shown.font().pixelSize() <= 60
    assert wide(shown) <= 700


def test_of_several_lines_the_widest_decides(shown: FittedLabel) -> None:
    """In a label that is high enough for them."""
    shown.set_height(60, 160)
    shown.show_text("last 83\nat 14:32")
    assert shown.font().pixelSize() == 60
    assert shown.height() == 160

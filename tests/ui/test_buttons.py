"""Buttons are as big as a glove needs and named for those who cannot see them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.buttons import button, relabel


def test_a_press_calls_what_it_is_for(qtbot: QtBot, dressed: QApplication) -> None:
    """Once, and without the state Qt sends along."""
    pressed: list[str] = []
    made = button("Measure BP", lambda: pressed.append("now"), height=44)
    qtbot.addWidget(made)
    made.show()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert pressed == ["now"]


def test_a_button_is_as_high_as_asked_and_named_as_it_reads(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """Its role is the style sheet's."""
    made = button("Measure BP", lambda: None, height=44, role="primary")
    qtbot.addWidget(made)
    made.show()
    assert made.height() >= 44
    assert (made.accessibleName(), made.property("role")) == ("Measure BP", "primary")


def test_a_new_text_is_a_new_name(qtbot: QtBot) -> None:
    """A name of its own stays while the text stays the same."""
    made = button("Measure BP", lambda: None, height=44)
    qtbot.addWidget(made)
    made.setAccessibleName("Blood pressure: measure")
    relabel(made, "Measure BP")
    assert made.accessibleName() == "Blood pressure: measure"
    relabel(made, "Stop cuff")
    assert (made.text(), made.accessibleName()) == ("Stop cuff", "Stop cuff")


def test_a_mouse_press_leaves_the_focus_where_the_keys_go(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """Tab still reaches it."""
    made = button("5", lambda: None, height=44)
    qtbot.addWidget(made)
    assert made.focusPolicy() is Qt.FocusPolicy.TabFocus

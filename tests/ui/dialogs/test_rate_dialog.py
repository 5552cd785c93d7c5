"""A scale without a row of its own is two touches away."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from monitor.scale import Answers, Scale, scales
from tests.ui.beside import Beside, beside, check_for_gloves, check_out_of_the_way, key
from ui.dialogs.rate_dialog import RateDialog

__all__ = ["beside"]

WHOLE = [scale for scale in scales().values() if len(scale.items) > 1]


def opened(beside: Beside, offered: list[Scale]) -> RateDialog:
    """The dialog, shown."""
    made = RateDialog(beside.window, beside.sizes, offered)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def test_a_button_per_scale_opens_its_form(beside: Beside) -> None:
    """The list gives way; what the form tells comes out of the dialog, and then both are gone."""
    dialog = opened(beside, WHOLE)
    told: list[tuple[Scale, Answers]] = []
    gone: list[None] = []
    dialog.rated.connect(lambda *said: told.append(said))
    dialog.destroyed.connect(lambda: gone.append(None))
    dialog.buttons["kobs1"].click()
    form = dialog.form
    assert form is not None
    assert (form.isVisible(), dialog.isVisible(), form.scale.id) == (True, False, "kobs1")
    first = form.scale.items[0]
    form.rows[first.id].choose(first.low)
    form.accept()
    assert told == [(scales()["kobs1"], {first.id: first.low})]
    QApplication.sendPostedEvents(None, 52)
    assert gone == [None]


def test_a_form_that_is_left_tells_nothing(beside: Beside) -> None:
    """Esc on the form leaves the list too."""
    dialog = opened(beside, WHOLE)
    told: list[object] = []
    dialog.rated.connect(lambda *said: told.append(said))
    dialog.buttons["kobs1"].click()
    assert dialog.form is not None
    QTest.keyClick(dialog.form, Qt.Key.Key_Escape)
    assert told == []


def test_without_such_scales_it_says_so(beside: Beside) -> None:
    """Instead of nothing at all."""
    dialog = opened(beside, [])
    assert dialog.buttons == {}
    assert dialog.findChildren(type(dialog.cancel)) == [dialog.cancel]
    dialog.cancel.click()
    assert not dialog.isVisible()


def test_the_keyboard_opens_a_form(beside: Beside) -> None:
    """Tab and Enter."""
    dialog = opened(beside, WHOLE)
    key(dialog, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert dialog.form is not None
    assert dialog.form.scale is WHOLE[1]


def test_it_suits_a_glove_and_keeps_out_of_the_way(beside: Beside) -> None:
    """However many there are."""
    for offered in (WHOLE[:3], WHOLE):
        dialog = opened(beside, offered)
        check_out_of_the_way(dialog, beside)
    check_for_gloves(opened(beside, WHOLE[:3]))
    assert all(m.height() >= 44 and m.accessibleName() for m in dialog.buttons.values())

"""Any scale becomes a form that a hand on the keyboard or in a glove can fill."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from monitor.scale import Answer, Scale, scales
from tests.ui.conftest import colours, rgb
from tests.ui.dialogs.test_item_row import Hand
from ui import theme
from ui.dialogs.item_row import ItemRow
from ui.dialogs.scale_form import WIDTH, ScaleForm

ALL = sorted(scales())
HAND_S = 0.2
"""Between two keys of a hand."""


class Sheet:
    """A form on a window of 1366 x 768, and what it emitted."""

    def __init__(self, window: QWidget, scale: Scale, answers: dict[str, Answer]) -> None:
        self.hand = Hand()
        self.form = ScaleForm(window, theme.COMPACT, scale, answers, self.hand)
        self.rated: list[tuple[Scale, dict[str, Answer]]] = []
        self.form.rated.connect(lambda *said: self.rated.append(said))
        self.form.show()
        QApplication.processEvents()

    def key(self, *keys: Qt.Key, after_s: float = HAND_S) -> None:
        """Press keys, each `after_s` after the one before, where the keys go."""
        for key in keys:
            self.hand.now_s += after_s
            QTest.keyClick(self.form.focusWidget(), key)

    def row(self, item: str) -> ItemRow:
        """The row of an item."""
        return self.form.rows[item]

    def here(self) -> str:
        """The item that has the keys; nothing while none has."""
        return next((name for name, row in self.form.rows.items() if row.hasFocus()), "")


Sheets = Callable[..., Sheet]


@pytest.fixture
def sheets(qtbot: QtBot, dressed: QApplication) -> Sheets:
    """Make forms of a scale."""
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()

    def make(scale: Scale | str, **answers: Answer) -> Sheet:
        made = Sheet(window, scales()[scale] if isinstance(scale, str) else scale, answers)
        made.form.activateWindow()
        qtbot.waitUntil(made.form.isActiveWindow)
        return made

    return make


def test_digits_and_tab_fill_a_form_and_enter_saves_it(sheets: Sheets) -> None:
    """Without a mouse: from the first item to the last."""
    sheet = sheets("padss")
    assert sheet.here() == "vital_signs"
    for _ in range(5):
        sheet.key(Qt.Key.Key_2, Qt.Key.Key_Tab)
    assert sheet.form.tally.text() == "Total 10 of 10"
    sheet.key(Qt.Key.Key_Backtab, Qt.Key.Key_Backtab)
    sheet.row("vital_signs").setFocus()
    sheet.key(Qt.Key.Key_Return)
    assert sheet.rated == [(scales()["padss"], dict.fromkeys(sheet.form.rows, 2))]
    assert not sheet.form.isVisible()


def test_up_and_down_go_from_question_to_question(sheets: Sheets) -> None:
    """Left and right from answer to answer."""
    sheet = sheets("padss")
    sheet.key(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert sheet.here() == "activity"
    assert sheet.form.answers() == {"vital_signs": 2}


def test_escape_saves_nothing(sheets: Sheets) -> None:
    """It only goes away."""
    sheet = sheets("padss")
    sheet.key(Qt.Key.Key_2, Qt.Key.Key_Escape)
    assert sheet.rated == []
    assert not sheet.form.isVisible()


def test_the_tally_runs_along_and_is_never_a_false_total(sheets: Sheets) -> None:
    """Save says how much of it there is."""
    sheet = sheets("aldrete_mmhg")
    assert (sheet.form.tally.text(), sheet.form.save.isEnabled()) == ("0 of 5 answered", False)
    for done, row in enumerate(sheet.form.rows.values(), start=1):
        row.buttons[2].click()
        if done < 5:
            assert sheet.form.tally.text() == f"{done} of 5 answered"
            assert sheet.form.save.text() == f"Save {done} of 5"
    assert (sheet.form.tally.text(), sheet.form.save.text()) == ("Total 10 of 10", "Save")


def test_enter_leads_to_what_is_missing_and_the_button_saves_all_the_same(sheets: Sheets) -> None:
    """An item may stay open, but not by a slip."""
    sheet = sheets("padss", vital_signs=2, discomfort=1)
    before = sheet.row("intake").geometry()
    sheet.key(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert sheet.rated == []
    assert sheet.here() == "activity"
    assert sheet.form.problem() == (
        "“Oriented and steady on the feet” is not answered. Answer it, or press “Save 2 of 5”."
    )
    assert sheet.form._said.text() == sheet.form.problem()
    assert sheet.row("intake").geometry() == before
    sheet.key(Qt.Key.Key_1)
    assert sheet.form.problem() == ""
    sheet.form.save.click()
    assert sheet.rated[0][1] == {"vital_signs": 2, "activity": 1, "discomfort": 1}


def test_enter_on_the_button_presses_it(sheets: Sheets) -> None:
    """The one that has the keys: Save, or Cancel."""
    sheet = sheets("padss", vital_signs=2)
    sheet.form.save.setFocus()
    sheet.key(Qt.Key.Key_Return)
    assert sheet.rated[0][1] == {"vital_signs": 2}
    other = sheets("padss", vital_signs=2)
    other.form.cancel.setFocus()
    other.key(Qt.Key.Key_Return)
    assert other.rated == []
    assert not other.form.isVisible()


def test_nothing_answered_is_nothing_to_save(sheets: Sheets) -> None:
    """It says so."""
    sheet = sheets("padss")
    sheet.key(Qt.Key.Key_Return)
    assert (sheet.rated, sheet.form.problem()) == ([], "Nothing is answered yet.")
    assert sheet.form.isVisible()


def test_signs_are_saved_as_they_are_with_enter(sheets: Sheets) -> None:
    """Nobody wants all fifteen."""
    sheet = sheets("also_seen")
    sheet.row("itching").buttons["started"].click()
    assert (sheet.form.tally.text(), sheet.form.save.text()) == ("Entries to save: 1", "Save")
    sheet.key(Qt.Key.Key_Return)
    assert sheet.rated[0][1] == {"itching": "started"}


def test_a_scanner_leaves_no_answer_behind(sheets: Sheets) -> None:
    """Neither its digits nor the Enter at its end: keys closer than 40 ms are not a hand's."""
    sheet = sheets("nausea")
    sheet.key(Qt.Key.Key_3)
    sheet.key(Qt.Key.Key_7)
    sheet.key(Qt.Key.Key_2, Qt.Key.Key_5, Qt.Key.Key_Return, after_s=0.01)
    assert sheet.form.answers() == {"nausea": 3}
    assert sheet.rated == []
    sheet.key(Qt.Key.Key_6)
    assert sheet.form.answers() == {"nausea": 6}


def test_a_scanner_presses_no_button(sheets: Sheets) -> None:
    """The Enter at its end is not a hand's, wherever the keys go."""
    sheet = sheets("nausea", nausea=3)
    sheet.form.save.setFocus()
    sheet.key(Qt.Key.Key_7)
    sheet.key(Qt.Key.Key_2, Qt.Key.Key_Return, after_s=0.01)
    assert sheet.rated == []
    sheet.key(Qt.Key.Key_Return)
    assert sheet.rated[0][1] == {"nausea": 3}


def test_a_form_may_begin_with_what_is_known(sheets: Sheets) -> None:
    """What is no answer of its item is left out."""
    sheet = sheets("padss", vital_signs=1, activity=7, unheard_of=2)
    assert sheet.form.answers() == {"vital_signs": 1}


def test_a_long_scale_scrolls_to_the_question_that_has_the_keys(sheets: Sheets) -> None:
    """At 1366 x 768, with the tally and both buttons always in sight."""
    asked = "Made-up words about as long as those of a question that a clinic may be allowed to ask"
    cadss = scales()["cadss23"]
    items = tuple(replace(item, title=f"{asked} {item.id}") for item in cadss.items)
    sheet = sheets(replace(cadss, items=items))
    form = sheet.form
    assert form.height() <= 768 - 60
    for _ in range(22):
        sheet.key(Qt.Key.Key_1, Qt.Key.Key_Down)
    assert sheet.here() == "23"
    row = sheet.row("23")
    top = row.mapTo(form, row.rect().topLeft()).y()
    foot = form.save.mapTo(form, form.save.rect().topLeft()).y()
    assert 0 < top < top + row.height() <= foot
    assert form.tally.isVisible()
    sheet.key(Qt.Key.Key_4, Qt.Key.Key_Return)
    assert sum(int(n) for n in sheet.rated[0][1].values()) == 26


def test_enter_scrolls_back_to_what_was_left_out(sheets: Sheets) -> None:
    """However far up it is."""
    whole = replace(scales()["also_seen"], separate=False)
    sheet = sheets(whole, **{item.id: 1 for item in whole.items[1:]})
    sheet.row("needs_toilet").setFocus()
    assert sheet.form._scroll.verticalScrollBar().value() > 0
    sheet.key(Qt.Key.Key_Return)
    assert sheet.here() == "dizzy"
    assert sheet.form._scroll.verticalScrollBar().value() == 0


def test_tab_goes_round_the_questions_and_the_two_buttons(sheets: Sheets) -> None:
    """And stops nowhere else."""
    sheet = sheets("vision", blurred=0)
    stops = []
    for _ in range(6):
        stops.append(sheet.here() or sheet.form.focusWidget().accessibleName())
        sheet.key(Qt.Key.Key_Tab)
    assert stops == ["blurred", "double", "nystagmus", "Cancel", "Save 1 of 3", "blurred"]


def test_a_form_that_scrolls_has_rows_of_the_same_width(sheets: Sheets) -> None:
    """Its bar stands in the margin."""
    short, long = sheets("padss").form, sheets("also_seen").form
    assert long._scroll.verticalScrollBar().maximum() > 0
    assert {row.width() for f in (short, long) for row in f.rows.values()} == {WIDTH}


@pytest.mark.parametrize("scale", ALL)
def test_every_scale_fits_the_small_screen(sheets: Sheets, scale: str) -> None:
    """No higher than the window, no row cut off at its side, everything named."""
    form = sheets(scale).form
    assert form.height() <= 768 - 60
    for row in form.rows.values():
        right = row.mapTo(form, row.rect().topRight()).x()
        assert right < form.width() - 12
        assert row.accessibleName()
        assert all(made.accessibleName() for made in row.buttons.values())
    assert form.windowTitle() == scales()[scale].title


@pytest.mark.parametrize("scale", ["rass", "sedation", "nausea", "kobs1", "aldrete_mmhg", "suds"])
def test_a_short_scale_needs_no_scrolling(sheets: Sheets, scale: str) -> None:
    """All of it is seen at once."""
    form = sheets(scale).form
    last = list(form.rows.values())[-1]
    assert form._scroll.verticalScrollBar().maximum() == 0
    assert (
        last.mapTo(form, last.rect().bottomLeft()).y()
        < form.save.mapTo(form, form.rect().topLeft()).y()
    )


def test_words_of_the_clinic_stay_text(sheets: Sheets) -> None:
    """Brackets and ampersands, too."""
    sheet = sheets(replace(scales()["padss"], title="<b>A & B</b>", how="<i>how</i>"))
    said = [made.text() for made in sheet.form.findChildren(QLabel)]
    assert "<b>A & B</b>" in said
    assert all(
        made.textFormat() == Qt.TextFormat.PlainText for made in sheet.form.findChildren(QLabel)
    )


def test_the_form_has_none_of_the_colours_of_an_alarm(sheets: Sheets) -> None:
    """Chosen is ink on its head; red and yellow mean something else."""
    sheet = sheets("padss", vital_signs=0)
    sheet.key(Qt.Key.Key_Return)
    seen = colours(sheet.form)
    assert rgb(theme.DARK.ink) in seen
    assert not {rgb(theme.DARK.alarm_high), rgb(theme.DARK.alarm_medium)} & seen


def test_the_window_behind_goes_on(sheets: Sheets) -> None:
    """A cuff can be stopped while a form is open."""
    assert not sheets("padss").form.isModal()

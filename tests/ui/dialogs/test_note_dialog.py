"""A note is words and a moment; a mark that is described gives it its own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from monitor.events import Mark, Note
from tests.ui.beside import (
    Beside,
    beside,
    by_hand,
    by_scanner,
    check_for_gloves,
    check_out_of_the_way,
    key,
    stops,
)
from ui.dialogs.note_dialog import LONGEST, NoteDialog

__all__ = ["beside"]

MARKED_MS = 12 * 60_000 + 31_000


class Sheet:
    """The dialog and what it told."""

    def __init__(self, beside: Beside, of: int | None = None) -> None:
        self.dialog = NoteDialog(beside.session, beside.clock, beside.window, beside.sizes, of)
        self.dialog.now_s = by_hand()
        self.told: list[tuple[str, int | None, int]] = []
        self.dialog.entered.connect(lambda *said: self.told.append(said))
        self.dialog.show()
        self.dialog.activateWindow()
        QApplication.processEvents()

    def write(self, words: str) -> None:
        """Type on the keyboard."""
        QTest.keyClicks(self.dialog.text, words)


def test_a_note_is_words_now(beside: Beside) -> None:
    """Typed at once and entered by Enter; about no mark."""
    sheet = Sheet(beside)
    sheet.write(" slept for a minute ")
    key(sheet.dialog, Qt.Key.Key_Return)
    assert sheet.told == [("slept for a minute", None, beside.clock.t_ms)]
    assert sheet.dialog.marks.buttons == {}


def test_shift_and_enter_begin_a_new_line(beside: Beside) -> None:
    """And enter nothing."""
    sheet = Sheet(beside)
    sheet.write("calm")
    QTest.keyClick(sheet.dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    sheet.write("smiled")
    assert sheet.told == []
    key(sheet.dialog, Qt.Key.Key_Enter)
    assert [text.split() for text, _, _ in sheet.told] == [["calm", "smiled"]]


def test_open_marks_are_offered_and_give_their_time(beside: Beside) -> None:
    """Those without a note; the note of one is true when it was made."""
    described = beside.apply(Mark(t_ms=60_000))
    beside.apply(Note(t_ms=60_000, text="cried", of=described))
    of = beside.apply(Mark(t_ms=MARKED_MS))
    sheet = Sheet(beside)
    assert list(sheet.dialog.marks.buttons) == ["Describe 14:12:31"]
    sheet.dialog.marks.buttons["Describe 14:12:31"].click()
    assert sheet.dialog.title.text() == "Describe 14:12:31"
    assert sheet.dialog.when.said() == "Late entry, for 14:12:31"
    sheet.write("reached for my hand")
    sheet.dialog.enter.click()
    assert sheet.told == [("reached for my hand", of, MARKED_MS)]


def test_a_mark_can_be_let_go_again(beside: Beside) -> None:
    """Then it is a note of now."""
    beside.apply(Mark(t_ms=MARKED_MS))
    sheet = Sheet(beside)
    for _ in range(2):
        sheet.dialog.marks.buttons["Describe 14:12:31"].click()
    sheet.write("x")
    sheet.dialog.enter.click()
    assert sheet.told == [("x", None, beside.clock.t_ms)]


def test_it_may_begin_with_a_mark(beside: Beside) -> None:
    """Opened from the list of what is open at the end."""
    of = beside.apply(Mark(t_ms=MARKED_MS))
    sheet = Sheet(beside, of)
    assert (sheet.dialog.of, sheet.dialog.marks.chosen) == (of, "Describe 14:12:31")
    assert sheet.dialog.focusWidget() is sheet.dialog.text


def test_two_marks_of_one_second_are_two(beside: Beside) -> None:
    """Neither hides the other."""
    first = beside.apply(Mark(t_ms=MARKED_MS))
    second = beside.apply(Mark(t_ms=MARKED_MS + 400))
    sheet = Sheet(beside)
    found = []
    for made in sheet.dialog.marks.buttons.values():
        made.click()
        found.append(sheet.dialog.of)
    assert found == [first, second]


def test_nothing_is_no_note(beside: Beside) -> None:
    """Blanks are nothing."""
    sheet = Sheet(beside)
    sheet.write("  ")
    sheet.dialog.enter.click()
    assert (sheet.told, sheet.dialog.problem()) == ([], "Type what happened.")
    sheet.write("x")
    assert sheet.dialog.problem() == ""


def test_a_time_that_cannot_be_is_refused(beside: Beside) -> None:
    """At its field."""
    sheet = Sheet(beside)
    sheet.write("x")
    QTest.keyClicks(sheet.dialog.when.edit, "23:10")
    sheet.dialog.enter.click()
    assert sheet.told == []
    assert sheet.dialog.problem().startswith("23:10 is not between")
    assert sheet.dialog.focusWidget() is sheet.dialog.when.edit


def test_a_pasted_book_is_cut(beside: Beside) -> None:
    """A note is a note."""
    sheet = Sheet(beside)
    sheet.dialog.text.insertPlainText("a" * (LONGEST + 5000))
    assert len(sheet.dialog.text.toPlainText()) == LONGEST


def test_a_scanner_enters_no_note(beside: Beside) -> None:
    """Its Enter is swallowed; what it typed stands there to be seen."""
    sheet = Sheet(beside)
    sheet.dialog.now_s = by_scanner()
    sheet.write("7613421")
    key(sheet.dialog, Qt.Key.Key_Return)
    assert sheet.told == []
    assert sheet.dialog.text.toPlainText() == "7613421"


@pytest.mark.parametrize("marks", [0, 1, 30])
def test_it_suits_a_glove_and_keeps_out_of_the_way(beside: Beside, marks: int) -> None:
    """With as many marks as there may be; the Tab key comes to everything."""
    for minute in range(marks):
        beside.apply(Mark(t_ms=minute * 50_000))
    sheet = Sheet(beside)
    check_for_gloves(sheet.dialog)
    check_out_of_the_way(sheet.dialog, beside)
    if marks < 2:
        found = stops(sheet.dialog)
        assert found[0] == "What happened"
        assert {"Now", "At this time of day", "Cancel", "Enter"} <= set(found)

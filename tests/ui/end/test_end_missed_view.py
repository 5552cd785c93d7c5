"""What was missed of one item: said in one row, answered together or one by one."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.due import DueItem
from tests.ui.infusion_course import wall
from ui import theme
from ui.end.end_missed_view import ADD, EACH, NOT_DONE, EndMissedView

SLOTS = [DueItem(item="blood_pressure", due_ms=minute * 60_000) for minute in (20, 25, 30)]


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication) -> EndMissedView:
    """Three pressures that were missed."""
    made = EndMissedView(SLOTS[0], theme.COMPACT, wall)
    qtbot.addWidget(made)
    made.show_items(SLOTS)
    made.resize(860, 400)
    made.show()
    return made


def shown(view: EndMissedView) -> list[str]:
    """The titles that are seen."""
    rows = (view.head, *view.rows.values())
    return [row.title for row in rows if row.isVisible()]


def test_it_says_how_often_and_between_which_times(view: EndMissedView) -> None:
    """In one line; its button goes by the item."""
    first, *_, last = [f"{wall(slot.due_ms).astimezone():%H:%M}" for slot in SLOTS]
    assert shown(view) == [f"Blood pressure: 3 missed, {first}–{last}"]
    assert view.head.buttons[NOT_DONE].accessibleName() == "Blood pressure: Not done…"


def test_the_slots_fold_out_and_in_again(view: EndMissedView) -> None:
    """Each with its time."""
    view.head.buttons[EACH].click()
    assert len(shown(view)) == 4
    assert all(", due " in title for title in shown(view)[1:])
    view.head.buttons[EACH].click()
    assert len(shown(view)) == 1


def test_one_that_is_left_is_a_row_of_its_own(view: EndMissedView) -> None:
    """What was typed at it is still there."""
    view.head.buttons[EACH].click()
    row = view.rows[SLOTS[2].due_ms]
    row.buttons[NOT_DONE].click()
    QTest.keyClicks(row.folds[NOT_DONE].edit, "lau")
    view.show_items(SLOTS[2:])
    assert shown(view) == [row.title]
    assert row.folds[NOT_DONE].edit.text() == "lau"
    assert view.where() is row


def test_a_reason_for_all_is_told_with_every_slot(qtbot: QtBot, view: EndMissedView) -> None:
    """Also those that came while it was being typed."""
    view.head.buttons[NOT_DONE].click()
    view.show_items([*SLOTS, DueItem(item="blood_pressure", due_ms=2_100_000)])
    with qtbot.waitSignal(view.answered, timeout=1000) as told:
        view.head.folds[NOT_DONE].buttons["declined"].click()
    items, code, words = told.args
    assert [item.due_ms for item in items] == [*(s.due_ms for s in SLOTS), 2_100_000]
    assert (code, words) == ("declined", "Declined")


def test_add_tells_which_slot(qtbot: QtBot, view: EndMissedView) -> None:
    """The item and when it was due."""
    view.head.buttons[EACH].click()
    with qtbot.waitSignal(view.add, timeout=1000) as told:
        view.rows[SLOTS[1].due_ms].buttons[ADD].click()
    assert told.args == ["blood_pressure", SLOTS[1].due_ms]

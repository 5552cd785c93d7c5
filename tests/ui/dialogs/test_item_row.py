"""One question: pressed, typed or stepped through, one answer at most."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.scale import Answer, Item, scales
from ui import theme
from ui.dialogs.item_row import ItemRow, typed

TEN = tuple(range(11))
RASS = scales()["rass"].items[0]


class Hand:
    """The time between two keys, in seconds."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def hand() -> Hand:
    """A hand at rest."""
    return Hand()


Rows = Callable[..., ItemRow]


def chosen(row: ItemRow) -> Answer | None:
    """What its buttons show; it is what the row says, too."""
    shown = [answer for answer, made in row.buttons.items() if made.isChecked()]
    assert shown == ([] if row.answer is None else [row.answer])
    return row.answer


@pytest.fixture
def rows(qtbot: QtBot, dressed: QApplication, hand: Hand) -> Rows:
    """Make a row that has the keys."""

    def make(item: Item, title: str = "Asked", sizes: theme.Sizes = theme.FULL) -> ItemRow:
        row = ItemRow(item, title, sizes, 820, hand)
        qtbot.addWidget(row)
        row.resize(820, row.sizeHint().height())
        row.show()
        row.activateWindow()
        row.setFocus()
        qtbot.waitUntil(row.hasFocus)
        return row

    return make


@pytest.mark.parametrize(
    ("keys", "ends_at"),
    [("7", 7), ("10", 10), ("1", 1), ("73", 3), ("100", 0), ("0", 0)],
)
def test_digits_that_follow_each_other_are_one_number(keys: str, ends_at: int) -> None:
    """As long as there is such an answer; else the last digit begins anew."""
    before, number = "", None
    for key in keys:
        before, number = typed(before, key, TEN)
    assert number == ends_at


def test_a_digit_may_wait_for_the_next_one() -> None:
    """70 of 100 in tens is no 7."""
    tens = tuple(range(0, 101, 10))
    assert typed("", "7", tens) == ("7", None)
    assert typed("7", "0", tens) == ("70", 70)
    assert typed("", "-", RASS.answers) == ("-", None)
    assert typed("-", "3", RASS.answers) == ("-3", -3)
    assert typed("", "x", TEN) == ("", None)


def test_a_press_answers_and_is_seen(qtbot: QtBot, rows: Rows) -> None:
    """One answer only, by its name for a screen reader."""
    row = rows(scales()["dissociation"].items[0])
    with qtbot.waitSignal(row.changed):
        row.buttons[2].click()
    row.buttons[3].click()
    assert chosen(row) == 3
    assert [answer for answer, made in row.buttons.items() if made.isChecked()] == [3]
    assert row.accessibleDescription() == "3 Severe"
    assert row.buttons[3].accessibleName() == "Asked 3 Severe"


def test_the_same_press_twice_is_one_and_later_takes_it_back(rows: Rows, hand: Hand) -> None:
    """A glove bounces; a person who presses again means it."""
    row = rows(scales()["dissociation"].items[0])
    row.buttons[2].click()
    hand.now_s += 1.9
    row.buttons[2].click()
    assert chosen(row) == 2
    assert row.buttons[2].isChecked()
    hand.now_s += 2.0
    row.buttons[2].click()
    assert chosen(row) is None
    assert not row.buttons[2].isChecked()
    assert row.accessibleDescription() == "not answered"


def test_digits_answer_and_a_pause_begins_another_number(rows: Rows, hand: Hand) -> None:
    """1, 0 at once is ten; 1 and, on second thought, 0 is none."""
    row = rows(scales()["nausea"].items[0])
    QTest.keyClicks(row, "10")
    assert chosen(row) == 10
    QTest.keyClick(row, Qt.Key.Key_1)
    hand.now_s += 1.0
    QTest.keyClick(row, Qt.Key.Key_0)
    assert chosen(row) == 0


def test_a_minus_answers_below_zero(rows: Rows) -> None:
    """As it is printed."""
    row = rows(RASS)
    QTest.keyClicks(row, "-4")
    assert chosen(row) == -4


def test_arrows_go_from_answer_to_answer_also_to_those_that_are_no_number(rows: Rows) -> None:
    """And stop at the ends."""
    row = rows(scales()["sedation"].items[0])
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert chosen(row) == 5
    for _ in range(9):
        QTest.keyClick(row, Qt.Key.Key_Right)
    assert chosen(row) == "not_woken"
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert chosen(row) == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_backspace_takes_the_answer_back(rows: Rows, key: Qt.Key) -> None:
    """Not answered is not zero."""
    row = rows(scales()["nausea"].items[0])
    QTest.keyClick(row, Qt.Key.Key_4)
    QTest.keyClick(row, key)
    assert chosen(row) is None


def test_the_row_that_has_the_keys_shows_it(rows: Rows) -> None:
    """By its border."""
    row = rows(scales()["nausea"].items[0])
    assert row.property("role") == "item-here"
    row.clearFocus()
    assert row.property("role") == "item"


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
@pytest.mark.parametrize("scale", sorted(scales()))
def test_every_answer_is_a_target_for_a_glove(rows: Rows, scale: str, sizes: theme.Sizes) -> None:
    """At least 44 pixels either way, 6 apart, and inside the row with all of its words."""
    for item in scales()[scale].items:
        row = rows(item, item.title, sizes)
        places = [made.geometry() for made in row.buttons.values()]
        assert min(place.height() for place in places) >= 44
        assert min(place.width() for place in places) >= 44
        assert max(place.right() for place in places) < 820
        grown = [place.adjusted(0, 0, 5, 5) for place in places]
        assert not any(
            one.intersects(other) for n, one in enumerate(grown) for other in places[n + 1 :]
        )
        for made in row.buttons.values():
            assert made.fontMetrics().horizontalAdvance(made.text()) <= made.width() - 8

"""The list: what is open, what comes next, rows as high as what they say."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.session_filter import EVERYTHING, Filter, Group
from ui import theme
from ui.review.listed import COLUMNS
from ui.review.session_list import ROOMY, SessionList
from ui.review.session_row_delegate import HEAD, ONE_LINE, TWO_LINES, beside
from ui.review.sessions_model import TO_SIGN
from ui.words import say

PADDING = 8
"""Of a cell, at each side; a figure that has less ends in three dots."""

STATUS = COLUMNS.index("status")


@pytest.fixture(scope="module", autouse=True)
def light(qapp: QApplication) -> None:
    """As at the supervisor's desk."""
    theme.dress(qapp, theme.LIGHT)


@pytest.fixture
def shown(qtbot: QtBot, archive: Archive) -> Iterator[SessionList]:
    """The whole library, the first session open."""
    made = SessionList(archive, lambda _: (1, 2))
    qtbot.addWidget(made)
    made.resize(660, 700)
    made.show()
    made.load(EVERYTHING)
    made.run_to(1)
    made.open()
    yield made
    made.close()


def names(shown: SessionList) -> list[str]:
    return [one.cells["patient"] for one in shown.listed]


def test_up_and_down_pass_over_the_heads_of_groups(shown: SessionList) -> None:
    """From the last that needs a look to the first that is clean, and back."""
    shown.choose(8)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.session() == shown.listed[3].session
    QTest.keyClick(shown, Qt.Key.Key_Up)
    assert shown.session() == 8
    QTest.keyClick(shown, Qt.Key.Key_PageUp)
    assert shown.session() == shown.listed[0].session
    QTest.keyClick(shown, Qt.Key.Key_PageDown)
    assert shown.sessions.listed_at(shown.currentIndex().row()) is not None


def test_running_through_opens_only_where_it_stops(qtbot: QtBot, shown: SessionList) -> None:
    opened: list[int] = []
    shown.opened.connect(opened.append)
    for _ in range(3):
        QTest.keyClick(shown, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [shown.session()]


def test_enter_opens_at_once_and_goes_on(qtbot: QtBot, shown: SessionList) -> None:
    opened: list[int] = []
    shown.opened.connect(opened.append)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(shown.entered_session):
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert opened == [shown.session()]


def test_what_is_open_stays_open_while_the_list_is_read_again(shown: SessionList) -> None:
    """Shown or not, nothing else is chosen for it."""
    shown.choose(8)
    shown.load(Filter(text="santos"))
    assert shown.currentIndex().row() == 1
    shown.load(Filter(text="martin"))
    assert shown.session() == 8
    assert shown.currentIndex().row() == -1
    shown.load(EVERYTHING)
    assert shown.sessions.listed_at(shown.currentIndex().row()) is not None


def test_the_next_is_below_then_from_the_top(shown: SessionList) -> None:
    """What waits, in the order of the list; nothing else."""
    waiting = [one.session for one in shown.listed if one.waits]
    shown.choose(waiting[-1])
    seen = []
    for _ in waiting:
        assert shown.go_to_next()
        seen.append(shown.session())
    assert seen == waiting


def test_where_none_waits_nothing_is_opened(shown: SessionList) -> None:
    shown.load(EVERYTHING, [Group.SIGNED])
    before = shown.session()
    assert not shown.go_to_next()
    assert shown.session() == before


def test_a_session_that_is_not_shown_is_not_chosen(shown: SessionList) -> None:
    shown.load(EVERYTHING, TO_SIGN)
    assert not shown.choose(1)


def test_a_row_is_as_high_as_what_it_says(shown: SessionList) -> None:
    """One line where there is nothing to look at."""
    heights = [shown.rowHeight(row) for row in range(5)]
    assert heights == [HEAD, TWO_LINES, TWO_LINES, TWO_LINES, HEAD]
    assert shown.rowHeight(5) == ONE_LINE
    assert shown.columnSpan(0, 0) == len(COLUMNS)


def test_rows_that_are_read_later_are_laid_out_too(qtbot: QtBot, shown: SessionList) -> None:
    """Also after a search that left other rows."""
    shown.load(Filter(text="lee"))
    assert shown.rowHeight(1) == ONE_LINE
    shown.load(EVERYTHING)
    assert shown.rowHeight(1) == TWO_LINES


def test_where_there_is_no_room_the_name_has_that_of_the_status(shown: SessionList) -> None:
    """The head of the group says the same."""
    assert not shown.isColumnHidden(STATUS)
    shown.resize(ROOMY - 40, 500)
    assert shown.isColumnHidden(STATUS)


def test_the_record_number_is_the_last_to_go(qapp: QApplication) -> None:
    """Two of one name are told apart by it; which infusion of the course it was is told above."""
    about = ["…1182", "3 of 3"]
    assert beside("MARTIN R.", about, 300) == "…1182 · 3 of 3"
    assert beside("MARTIN R.", about, 150) == "…1182"
    assert beside("Wolfeschlegelsteinhausenbergerdorff", about, 150) == "…1182"
    assert beside("Demo, no patient", [], 150) == ""


def test_no_figure_and_no_title_of_the_list_is_cut(shown: SessionList) -> None:
    """A pressure of three digits over three, and every title in the window's language."""
    figures = QFontMetrics(theme.font(14))
    room = shown.columnWidth(COLUMNS.index("peak"))
    assert room >= figures.horizontalAdvance("182/101") + 2 * PADDING
    header = shown.horizontalHeader()
    for place, name in enumerate(COLUMNS):
        wanted = QFontMetrics(header.font()).horizontalAdvance(say(f"review.{name}"))
        assert shown.columnWidth(place) >= wanted + 16, name


def test_the_second_line_is_painted_across_the_row(shown: SessionList) -> None:
    """Under the figures, where a row of one line has nothing."""
    painted = shown.viewport().grab().toImage()
    left = shown.columnViewportPosition(COLUMNS.index("dose"))
    below = shown.rowViewportPosition(1) + ONE_LINE
    assert inks(painted, left, below, 60, TWO_LINES - ONE_LINE - 6) > 2


def inks(image: QImage, left: int, top: int, width: int, height: int) -> int:
    """How many colours there are in a part of a picture."""
    return len(
        {image.pixel(x, y) for x in range(left, left + width) for y in range(top, top + height)}
    )


def test_a_reader_of_the_screen_hears_the_whole_row(shown: SessionList) -> None:
    said = shown.sessions.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(part in said for part in (*names(shown)[:1], "168/99", "1 correction"))

"""The page of one session: table and chart are linked both ways, in every size of window."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor import profile
from monitor.history import History
from monitor.session import Session
from tests.ui.saved_sessions import ENDED, MINUTE, corrected, infusion, start, taken
from ui import theme
from ui.chart_view import ChartView
from ui.language import speak
from ui.review.session_page import SessionPage

NUMBERS = count()
"""What was looked at in one session counts for no other."""

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine Maximilian"


def load(page: SessionPage, history: History | None = None) -> None:
    """Show a session, and wait until it is drawn."""
    told = sorted(corrected(infusion()), key=lambda entry: entry.t_ms)
    history = history or History(start(uid=f"session {next(NUMBERS)}"), taken(told), ended=True)
    session = Session(profile.shipped(), history.start)
    session.load(history)
    page.load(history, session, ENDED)
    while page.chart is None:
        QApplication.processEvents()
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture(scope="module")
def shared(qapp: QApplication) -> Iterator[SessionPage]:
    """One for all."""
    theme.dress(qapp, theme.LIGHT)
    made = SessionPage()
    made.show()
    yield made
    made.deleteLater()


@pytest.fixture
def page(shared: SessionPage) -> SessionPage:
    """On an infusion, as large as in the usual window."""
    shared.resize(960, 948)
    load(shared)
    shared.entries.show_only("all")
    QApplication.processEvents()
    return shared


def chart(page: SessionPage) -> ChartView:
    """The chart that is shown."""
    assert page.chart is not None
    return page.chart


def press(page: SessionPage, lane: str, minute: float) -> None:
    """Press a mark of the chart with the mouse."""
    shown = next(one for one in chart(page).lanes if one.id == lane)
    x = chart(page)._paper.time.column(round(minute * MINUTE))
    place = QPoint(x, round(shown.rect.center().y()))
    QTest.mouseClick(chart(page).viewport(), Qt.MouseButton.LeftButton, pos=place)


def said(page: SessionPage) -> str:
    """The line that is chosen."""
    line = page.entries.chosen()
    return "" if line is None else line.cells[2]


def test_a_line_that_is_chosen_is_marked_on_the_chart(page: SessionPage) -> None:
    """Up and down move the mark; zoomed, the chart goes along."""
    page.entries.selectRow(0)
    for _ in range(6):
        QTest.keyClick(page.entries, Qt.Key.Key_Down)
    line = page.entries.chosen()
    assert line is not None
    assert chart(page)._cursor.t_ms == line.entry.t_ms
    page.keys()["+"]()
    for _ in range(12):
        page.keys()["+"]()
    page.entries.selectRow(page.entries.model().rowCount() - 1)
    assert chart(page)._cursor.isVisible()
    page.keys()["0"]()
    assert chart(page).window_of_time.follows


@pytest.mark.parametrize(
    ("lane", "minute", "line"),
    [("nausea", 26, "Nausea 5"), ("dissociation", 36, "Dissociation 3 Severe"), ("alarms", 2, "M")],
)
def test_a_mark_that_is_pressed_chooses_its_line(
    page: SessionPage, lane: str, minute: float, line: str
) -> None:
    """And so marks its exact moment."""
    press(page, lane, minute)
    assert said(page).startswith(line)
    chosen = page.entries.chosen()
    assert chosen is not None
    assert chart(page)._cursor.t_ms == chosen.entry.t_ms


def test_a_cuff_that_is_pressed_chooses_its_line(page: SessionPage) -> None:
    """Though a filter hid it."""
    page.filters.buttons["corrections"].click()
    press(page, "pressure", 26)
    assert said(page).startswith("Cuff 166")
    assert page.filters.buttons["all"].isChecked()


def test_a_replay_takes_the_table_along(page: SessionPage) -> None:
    """To the last line it has come to, which is not chosen by that."""
    page.entries.setCurrentIndex(page.entries.model().index(-1, -1))
    page.entries.scrollToTop()
    page.shown.bar.go_to(60 * MINUTE)
    page.shown.bar.go_to(74 * MINUTE)
    assert page.entries.verticalScrollBar().value() > 0
    assert said(page) == ""
    page.shown.bar.leave()


def test_it_counts_what_was_not_looked_at(page: SessionPage) -> None:
    """Less as more is scrolled into sight."""
    page.entries.look()
    before = page.filters.unseen.text()
    assert before.endswith("lines not yet looked at")
    page.entries.scrollToBottom()
    page.entries.look()
    assert page.filters.unseen.text() != before


def test_devices_are_called_by_their_title(page: SessionPage) -> None:
    """Over the page and in the table."""
    assert "· GE DINAMAP ·" in page._facts.text()
    assert any(line.cells[3] == "GE DINAMAP" for line in page.entries.every)


@pytest.mark.parametrize("language", ["english", "german"])
@pytest.mark.parametrize(("width", "height", "rows"), [(820, 716, 4), (960, 948, 5)])
def test_the_table_has_room_in_every_window(
    page: SessionPage, width: int, height: int, rows: int, language: str
) -> None:
    """More than two lines, and no part is squeezed out of the page or taller than it."""
    speak(language)
    told = History(replace(start(), patient=LONG), taken(infusion()), ended=True)
    made = SessionPage()
    try:
        made.resize(width, height)
        made.show()
        load(made, told)
        made.show_standing("To review", "", settled=False)
        made.show_seal("review.unaltered", "")
        QApplication.processEvents()
        assert (made.width(), made.height()) == (width, height)
        assert made.entries.viewport().height() // made.entries.rowHeight(0) >= rows
        for part in (made.summary, made.shown, made.filters, made.entries, made.bar):
            assert made.rect().contains(part.geometry())
        made.shown.bar.go_to(MINUTE)
        QApplication.processEvents()
        assert (made.width(), made.height()) == (width, height)
        assert made.entries.viewport().height() // made.entries.rowHeight(0) > 2
    finally:
        speak("english")
        made.deleteLater()


def test_the_bar_stands_beneath_the_entries_where_the_window_is_low(
    page: SessionPage, qtbot: QtBot
) -> None:
    """Beside them where it is not."""
    assert page.bar.x() > page.entries.geometry().right()
    page.resize(820, 716)
    QApplication.processEvents()
    assert page.bar.y() > page.entries.geometry().bottom()

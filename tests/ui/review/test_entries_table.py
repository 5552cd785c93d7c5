"""The table of a review: what it shows, what is chosen in it, and what was looked at."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from monitor import profile
from monitor.events import AlarmChange, AlarmStep, Priority
from monitor.history import History
from monitor.session import Session
from tests.ui.saved_sessions import MINUTE, corrected, infusion, seen, start, taken
from ui import theme
from ui.review.entries_table import COLUMNS, LOW_ROW, EntriesTable

ALARM = AlarmChange(
    t_ms=40 * MINUTE,
    rule="systolic.high",
    step=AlarmStep.RAISED,
    priority=Priority.MEDIUM,
    value=166,
    threshold=160,
)


def load(table: EntriesTable, uid: str = "one", more: int = 0) -> None:
    """Show an infusion with a slip and an alarm, `more` lines longer."""
    extra = [seen(60 + n, "nausea", 0) for n in range(more)]
    history = History(start(uid=uid), taken([*corrected(infusion()), ALARM, *extra]))
    session = Session(profile.shipped(), history.start)
    session.load(history)
    table.load(history, session)


@pytest.fixture(scope="module")
def shared(qapp: QApplication) -> Iterator[EntriesTable]:
    """One table, for it takes time to make."""
    theme.dress(qapp, theme.LIGHT)
    made = EntriesTable()
    made.resize(700, 180)
    made.show()
    yield made
    made.deleteLater()


@pytest.fixture
def table(shared: EntriesTable) -> EntriesTable:
    """On a session of its own, from the top."""
    shared.stand(low=False)
    load(shared, "none of the others")
    load(shared)
    shared.show_only("all")
    shared.setCurrentIndex(shared.model().index(-1, -1))
    # Lower rows of the test before leave less to scroll until the table was laid out anew.
    QApplication.processEvents()
    shared.doItemsLayout()
    shared.scrollToTop()
    return shared


def said(table: EntriesTable) -> list[str]:
    """What the lines say."""
    model = table.model()
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def test_the_table_shows_every_entry(table: EntriesTable) -> None:
    """With what was corrected struck through."""
    model = table.model()
    assert model.rowCount() == len(table.every) == len(infusion()) + 4
    headers = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(len(COLUMNS))]
    assert headers == ["Time", "From start", "Entry", "By"]
    gone = said(table).index("Nausea 6")
    assert model.index(gone, 2).data(Qt.ItemDataRole.FontRole).strikeOut()


def test_a_screen_reader_hears_the_tags(table: EntriesTable) -> None:
    """So does whoever points at a line that is cut."""
    cell = table.model().index(said(table).index("Alarm: SYS 166 (limit 160)"), 2)
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert cell.data(role) == "Alarm: SYS 166 (limit 160) · medium"


def test_up_and_down_choose_and_tell_the_moment(table: EntriesTable) -> None:
    """The chart marks it."""
    told: list[int | None] = []
    table.chosen_at.connect(told.append)
    QTest.keyClick(table, Qt.Key.Key_Down)
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Up)
    table.chosen_at.disconnect(told.append)
    assert told[-3:] == [0, MINUTE, 0]


def test_a_press_on_a_line_chooses_it(table: EntriesTable) -> None:
    """With the mouse."""
    place = table.visualRect(table.model().index(3, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.chosen() is table.every[3]


def test_a_filter_leaves_its_lines_and_what_is_chosen(table: EntriesTable) -> None:
    """Up and down go through those alone."""
    table.selectRow(said(table).index("Nausea 5"))
    table.show_only("people")
    chosen = table.chosen()
    assert chosen is not None
    assert chosen.cells[2] == "Nausea 5"
    table.show_only("corrections")
    assert said(table) == ["Corrected: Nausea 6 → Nausea 3 (patient restated)"]
    assert table.chosen() is None


def test_where_a_filter_hides_what_was_chosen_nothing_is_chosen(table: EntriesTable) -> None:
    """Its moment is marked no more."""
    told: list[int | None] = []
    table.chosen_at.connect(told.append)
    table.selectRow(said(table).index("Nausea 5"))
    table.show_only("alarms")
    table.chosen_at.disconnect(told.append)
    assert told == [26 * MINUTE, None]


def test_another_session_begins_at_its_top_with_all_of_it(table: EntriesTable) -> None:
    """Wherever somebody was in the one before."""
    table.show_only("people")
    table.scrollToBottom()
    load(table, "another")
    assert table.filter == "all"
    assert table.verticalScrollBar().value() == 0
    assert table.chosen() is None


def test_what_is_pressed_on_the_chart_is_chosen_and_shown(table: EntriesTable) -> None:
    """A filter that hides it gives way."""
    table.show_only("alarms")
    table.choose_near("nausea", 27 * MINUTE)
    chosen = table.chosen()
    assert chosen is not None
    assert chosen.cells[2] == "Nausea 5"
    assert table.filter == "all"
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_the_same_session_read_again_keeps_what_was_chosen(table: EntriesTable) -> None:
    """Something was signed or amended meanwhile."""
    table.selectRow(5)
    chosen = table.chosen()
    load(table, more=2)
    again = table.chosen()
    assert chosen is not None
    assert again is not None
    assert again.entry == chosen.entry


def test_lines_that_stood_in_sight_were_looked_at(table: EntriesTable) -> None:
    """Those further down were not, until somebody scrolls there."""
    table.look()
    seen_first = table.unseen
    assert 0 < seen_first.of - seen_first.lines < 8
    assert (seen_first.alarms, seen_first.corrections) == (1, 1)
    table.scrollToBottom()
    table.look()
    assert table.unseen.lines < seen_first.lines


def test_a_line_that_ran_past_was_not_looked_at(table: EntriesTable) -> None:
    """It is noted only once the table stands still."""
    before = table.unseen.lines
    table.scrollToBottom()
    table.scrollToTop()
    assert table.unseen.lines == before
    assert table._settle.isActive()


def test_another_session_begins_with_nothing_chosen(table: EntriesTable) -> None:
    """Not even where it has the very line that was chosen in the one before."""
    table.choose_near("alarms", ALARM.t_ms)
    load(table, "another")
    assert table.chosen() is None
    assert table.unseen.lines == table.unseen.of


def test_a_line_that_was_chosen_was_looked_at(table: EntriesTable) -> None:
    """In the table or on the chart."""
    table.choose_near("alarms", ALARM.t_ms)
    assert table.unseen.alarms == 0


def test_a_replay_scrolls_and_chooses_nothing(table: EntriesTable) -> None:
    """What flies past was not read."""
    before = table.unseen.lines
    last = table.every[-1]
    table.scroll_near(last.entry)
    assert table.visualRect(table.model().index(len(table.every) - 1, 0)).top() < table.height()
    assert table.chosen() is None
    assert table.unseen.lines == before


def test_where_the_window_is_low_its_height_is_the_rows(table: EntriesTable) -> None:
    """No titles, lower rows."""
    table.stand(low=True)
    assert table.horizontalHeader().isHidden()
    assert table.rowHeight(0) == LOW_ROW

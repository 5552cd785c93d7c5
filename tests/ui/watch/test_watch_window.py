"""The view-only window: who holds the record, what has to be known of it, and no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.events import Second, SessionEnd
from monitor.following import Look
from monitor.history import History
from monitor.record_lock import Holder
from tests.ui.watch.looking_on import NOW, SetClock
from ui import theme
from ui.watch.watch_window import WatchWindow
from ui.words import clock_time

HOLDER = Holder("adeyemi", "ward-2", 77, "2026-11-20T14:00:00Z")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, record: Path) -> Iterator[WatchWindow]:
    """One whose follower has yet to begin."""
    if qapp.styleSheet() != theme.style_sheet(theme.DARK):
        theme.dress(qapp, theme.DARK)
    made = WatchWindow(record, HOLDER, theme.COMPACT)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()


def moment(window: WatchWindow, t_ms: int) -> str:
    """The time of day of a session time, as it is written."""
    assert window.page is not None
    return clock_time(window.page.clock.at(t_ms))


def let_it_be(window: WatchWindow, t_ms: int) -> None:
    """Set the clock of its page, and paint."""
    assert window.page is not None
    assert isinstance(window.page.clock, SetClock)
    window.page.clock.set_ms = t_ms
    window.refresh()


def test_it_says_who_holds_the_record_before_anything_is_read(window: WatchWindow) -> None:
    """On which computer and since when; it claims nothing of the record yet."""
    since = clock_time(datetime(2026, 11, 20, 14, tzinfo=UTC))
    assert window.text() == (
        f"View only. adeyemi holds this record on ward-2, since {since}."
        " Nothing can be entered here, and no alarm sounds."
    )
    assert window.nothing_open.text() == ""


def test_it_shows_the_session_and_what_comes_to_it(window: WatchWindow, history: History) -> None:
    """As the follower reads it."""
    window.show_look(Look(HOLDER, history=history))
    assert window.page is not None
    assert not window.nothing_open.isVisible()
    window.show_look(Look(HOLDER, events=[Second(t_ms=NOW)]))
    assert window.page.known_ms == NOW + 1000


def test_a_record_that_stands_still_is_said_to(window: WatchWindow, history: History) -> None:
    """Since when; and no more, once something comes."""
    window.show_look(Look(HOLDER, history=history))
    let_it_be(window, NOW + 9000)
    assert "Nothing new" not in window.text()
    let_it_be(window, NOW + 11_000)
    assert f"Nothing new in the record since {moment(window, NOW)}." in window.text()
    window.show_look(Look(HOLDER, events=[Second(t_ms=NOW + 9000)]))
    assert "Nothing new" not in window.text()


def test_a_record_that_was_let_go_says_what_to_do(window: WatchWindow, history: History) -> None:
    """Nobody records, from this moment on; somebody else may."""
    window.show_look(Look(HOLDER, history=history))
    window.show_look(Look(None))
    assert window.text().startswith("View only. Nobody holds this record any more.")
    assert "Start Dripwatch again" in window.text()
    assert "Nothing new in the record" in window.text()
    window.show_look(Look(replace(HOLDER, user="haddad"), events=[Second(t_ms=NOW)]))
    assert "haddad holds this record" in window.text()
    assert "Nothing new" not in window.text()


def test_the_end_is_said_until_another_session_begins(
    window: WatchWindow, history: History
) -> None:
    """The last state stays on the screen."""
    window.show_look(Look(HOLDER, history=history))
    first = window.page
    window.show_look(Look(HOLDER, events=[SessionEnd(t_ms=NOW, by="Adeyemi")]))
    window.show_look(Look(HOLDER))
    assert window.page is first
    assert f"This session ended at {moment(window, NOW)}." in window.text()
    window.show_look(Look(HOLDER, history=history))
    assert window.page is not first
    assert "ended" not in window.text()


def test_where_nothing_is_open_the_review_is_named(window: WatchWindow) -> None:
    """And that one which begins will be seen here."""
    window.show_look(Look(HOLDER))
    assert window.nothing_open.isVisible()
    assert "dripwatch review" in window.nothing_open.text()


def test_a_record_that_cannot_be_read_is_said_until_it_can(
    window: WatchWindow, history: History
) -> None:
    """What is on the screen stays, and grows old."""
    window.show_look(Look(HOLDER, history=history))
    window.show_problem("The disk is gone.")
    assert window.page is not None
    assert "The disk is gone." in window.text()
    window.show_look(Look(HOLDER))
    assert "The disk is gone." not in window.text()


def test_a_session_of_a_profile_nobody_can_read_is_a_sentence(
    window: WatchWindow, history: History
) -> None:
    """Nothing is shown of it, nor of the one before, until another begins."""
    wrong = replace(history, start=replace(history.start, profile="title = 3"))
    window.show_look(Look(HOLDER, history=history))
    window.show_look(Look(HOLDER, history=wrong))
    window.show_look(Look(HOLDER, events=[Second(t_ms=NOW)]))
    assert window.page is None
    assert "The clinic's settings are wrong" in window.text()
    assert "No session is open" not in window.nothing_open.text()
    window.show_look(Look(HOLDER, history=history))
    assert "settings" not in window.text()


def test_it_reads_the_record_itself(qtbot: QtBot, window: WatchWindow) -> None:
    """From the disk, aside; nobody holds this one."""
    window.follower.start()
    qtbot.waitUntil(lambda: window.page is not None)
    assert "Nobody holds this record" in window.text()

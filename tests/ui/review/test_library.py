"""The left half of the review: a search opens what it finds, and says where it finds nothing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.errors import RecordError
from ui.review.library import Library


class Seen:
    """A library, and what it told."""

    def __init__(self, qtbot: QtBot, archive: Archive) -> None:
        self.library = Library(archive, lambda _: None)
        qtbot.addWidget(self.library)
        self.opened: list[int] = []
        self.emptied: list[str] = []
        self.library.list.opened.connect(self.opened.append)
        self.library.emptied.connect(self.emptied.append)
        self.library.resize(600, 700)
        self.library.show()
        self.library.load()

    def search(self, text: str) -> None:
        """Type, and wait no longer."""
        self.library.bar.search.setText(text)
        self.library.bar.hurry()


@pytest.fixture
def seen(qtbot: QtBot, dressed: QApplication, archive: Archive) -> Iterator[Seen]:
    made = Seen(qtbot, archive)
    yield made
    made.library.close()


def test_the_first_that_needs_a_look_is_open_at_once(seen: Seen) -> None:
    assert seen.opened == [12]
    assert seen.library.bar.nurse.count() == 3


def test_a_search_opens_the_first_it_finds(qtbot: QtBot, seen: Seen) -> None:
    """Once the hand has stopped; what is open and found stays open."""
    seen.search("halvorsen")
    qtbot.waitUntil(lambda: seen.opened == [12, 10])
    seen.search("HALV")
    assert seen.library.list.session() == 10
    assert seen.opened == [12, 10]


def test_down_goes_into_the_list(qtbot: QtBot, seen: Seen) -> None:
    """And opens without waiting."""
    seen.library.activateWindow()
    seen.library.bar.search.setFocus()
    QTest.keyClicks(seen.library.bar.search, "weiss")
    QTest.keyClick(seen.library.bar.search, Qt.Key.Key_Down)
    assert seen.opened == [12, 6]
    assert seen.library.list.hasFocus()


def test_where_nothing_matches_there_is_a_way_back(qtbot: QtBot, seen: Seen) -> None:
    """Nothing is open then, so nothing can be signed."""
    seen.library.activateWindow()
    seen.search("nobody of this name")
    assert seen.library.list.session() is None
    assert seen.emptied == [""]
    assert seen.library.clear.isVisible()
    QTest.keyClick(seen.library.bar.search, Qt.Key.Key_Down)
    assert seen.library.clear.hasFocus()
    QTest.keyClick(seen.library.clear, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: seen.opened == [12, 12])
    assert seen.library.list.isVisible()


def test_counts_follow_the_search(seen: Seen) -> None:
    seen.search("martin")
    assert seen.library.bar.groups.itemText(0) == "All (3)"


def test_a_session_is_shown_whatever_was_searched_for(seen: Seen) -> None:
    """As from the page of courses."""
    seen.search("weiss")
    seen.library.show_session(1)
    assert seen.library.bar.search.text() == ""
    assert seen.opened[-1] == 1


def test_a_record_that_is_gone_is_a_sentence(
    seen: Seen, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list stays as it was, and nothing is open."""

    def gone(*_: object, **__: object) -> None:
        raise RecordError("record_missing", path="gone.sqlite")

    monkeypatch.setattr(archive, "counts", gone)
    seen.search("weiss")
    assert "gone.sqlite" in seen.emptied[0]
    assert seen.library.list.session() is None
    monkeypatch.setattr(archive, "nurses", gone)
    seen.library.load()
    assert len(seen.emptied) == 2

"""The supervisor's window: the list, the chosen session, whether its record is unaltered."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.encryption import encrypt
from monitor.events import SessionEnd, SessionKind
from monitor.store import Store
from tests.ui.saved_sessions import (
    ENDED,
    MINUTE,
    STARTED,
    corrected,
    infusion,
    save,
    seconds,
    start,
)
from ui import theme
from ui.review import seal_check
from ui.review.review_window import ReviewWindow
from ui.review.session_list import COLUMNS
from ui.words import say

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine Maximilian"
UNALTERED = "Record unaltered ✓"
PADDING = 8
"""Of a cell, at each side; a figure that has less ends in three dots."""


@pytest.fixture(scope="module", autouse=True)
def light(qapp: QApplication) -> None:
    """As at the supervisor's desk."""
    theme.dress(qapp, theme.LIGHT)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Three sessions: a long name, one still open, and the newest, measured with a gap."""
    path = tmp_path / "record.sqlite"
    save(path, start(LONG, record_number="99"), infusion())
    save(path, start(None, kind=SessionKind.DEMO, record_number=None), infusion()[:4], end_ms=None)
    measured = seconds(ENDED, range(18, 20))
    later = STARTED + timedelta(days=1)
    save(path, start(at=later), corrected(infusion()), measured=measured)
    return path


Opened = Callable[[Path], ReviewWindow]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Open a record in the window; all is closed at the end."""
    made: list[tuple[ReviewWindow, Archive]] = []

    def open_(path: Path) -> ReviewWindow:
        archive = Archive(path)
        window = ReviewWindow(archive)
        made.append((window, archive))
        window.resize(1366, 768)
        window.show()
        if not window.nothing:
            qtbot.waitUntil(lambda: window.list.session() is not None)
        return window

    yield open_
    for window, archive in made:
        window.close()
        archive.close()
        window.deleteLater()


def texts(widget: QWidget) -> str:
    """Every label on a widget and what is named for a screen reader."""
    said = [made.text() for made in widget.findChildren(QLabel)]
    return " ".join([*said, *(made.accessibleName() for made in widget.findChildren(QWidget))])


def row(window: ReviewWindow, number: int) -> list[str]:
    """A line of the list."""
    model = window.list.model()
    return [model.index(number, column).data() for column in range(model.columnCount())]


def test_the_list_has_the_newest_first_with_its_figures(opened: Opened, record: Path) -> None:
    """An open session has none yet."""
    window = opened(record)
    assert row(window, 0) == ["21 Nov", "MARTIN R.", "36.0", "168/99", "3", "5", "To review"]
    assert row(window, 1)[1:] == ["Demo, no patient", "–", "–", "–", "–", "Not finished"]
    assert row(window, 2)[1] == LONG


def test_the_newest_session_is_open_at_once(qtbot: QtBot, opened: Opened, record: Path) -> None:
    """Who, when, every entry, and the seal."""
    window = opened(record)
    qtbot.waitUntil(lambda: window.page.seal == UNALTERED, timeout=10_000)
    said = texts(window.page)
    assert "MARTIN R." in said
    assert "born 1985 · 004-1182 · 21 Nov 2026" in said
    assert window.page.entries.model().rowCount() == len(corrected(infusion()))


def test_the_tiles_sum_the_session_up(opened: Opened, record: Path) -> None:
    """A nausea of 6 that was corrected to 3 is no peak."""
    summary = opened(record).page.summary
    assert summary.dose.accessibleName() == "Ketamine 36.0 mg by clock · planned 36.0 mg"
    assert summary.peak.accessibleName() == "Peak systolic 168 +40 at +21 min"
    assert "3/4 · 5/10" in summary.scores.accessibleName()
    assert summary.coverage.accessibleName() == "Coverage 97 % longest gap 2:00"


def test_a_session_in_which_nothing_happened_has_tiles_too(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    """Words in the place of figures."""
    path = tmp_path / "record.sqlite"
    save(path, start(), [], end_ms=MINUTE)
    summary = opened(path).page.summary
    qtbot.waitUntil(lambda: "pump not started" in summary.dose.accessibleName())
    assert "no pressure measured" in summary.peak.accessibleName()
    assert "not asked" in summary.scores.accessibleName()


def test_down_opens_the_next_and_enter_goes_to_its_entries(
    qtbot: QtBot, opened: Opened, record: Path
) -> None:
    """Fifty sessions without a mouse."""
    window = opened(record)
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Demo, no patient" in texts(window.page))
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    QTest.keyClick(window.list, Qt.Key.Key_Return)
    assert LONG in texts(window.page)
    assert window.page.entries.hasFocus()


def test_an_open_session_is_said_to_be_open(qtbot: QtBot, opened: Opened, record: Path) -> None:
    """It is neither unaltered for good nor altered."""
    window = opened(record)
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.page.seal == "Session still open", timeout=10_000)


def test_an_altered_record_is_not_to_be_signed(qtbot: QtBot, opened: Opened, record: Path) -> None:
    """Somebody with SQL made a 3 a 1; the window says so, and where."""
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("DROP TRIGGER observations_changes_nothing")
        connection.execute("UPDATE observations SET score = 1 WHERE session = 3 AND score = 3")
        connection.commit()
    window = opened(record)
    qtbot.waitUntil(lambda: window.page.seal == "Record altered: do not sign", timeout=10_000)
    assert "Altered: entry" in texts(window.page)


def test_a_session_is_shown_before_its_seal_is_checked(
    qtbot: QtBot, opened: Opened, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the check takes, the window goes on."""
    go_on = threading.Event()
    real = seal_check.verdict

    def slow(path: Path, session: int) -> tuple[str, str]:
        go_on.wait(30)
        return real(path, session)

    monkeypatch.setattr(seal_check, "verdict", slow)
    window = opened(record)
    assert window.page.seal == "Checking record…"
    for _ in range(2):
        QTest.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: LONG in texts(window.page))
    assert window.page.seal == "Checking record…"
    go_on.set()
    qtbot.waitUntil(lambda: window.page.seal == UNALTERED, timeout=10_000)


def test_a_verdict_on_another_session_is_not_shown(
    qtbot: QtBot, opened: Opened, record: Path
) -> None:
    """Somebody has moved on while it was checked."""
    window = opened(record)
    qtbot.waitUntil(lambda: window.page.seal == UNALTERED, timeout=10_000)
    window._seal.checked.emit(1, "review.altered", "")
    assert window.page.seal == UNALTERED


def test_the_chart_comes_after_the_first_paint(qtbot: QtBot, opened: Opened, record: Path) -> None:
    """And another session gets another."""
    window = opened(record)
    qtbot.waitUntil(lambda: window.page.chart is not None, timeout=20_000)
    first = window.page.chart
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.page.chart not in (None, first), timeout=20_000)


def test_an_encrypted_record_is_reviewed_like_any_other(
    qtbot: QtBot, opened: Opened, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its list, its newest session, and the verdict of its seal."""
    # Here and nowhere above: without the extra `secure` this test alone is skipped.
    from tests import keyrings

    keyrings.in_memory(monkeypatch)
    secret = record.with_name("secret.sqlite")
    encrypt(record, secret)
    window = opened(secret)
    qtbot.waitUntil(lambda: UNALTERED in texts(window))
    assert row(window, 1) == row(opened(record), 1)


def test_an_empty_record_is_a_sentence(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    """Not an empty frame."""
    path = tmp_path / "record.sqlite"
    Store(path).close()
    window = opened(path)
    qtbot.waitUntil(window.sentence.isVisible)
    assert "No session in this record yet" in window.sentence.text()
    assert not window.list.isVisible()


def test_a_session_that_cannot_be_read_says_why(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    """The others stay readable."""
    path = tmp_path / "record.sqlite"
    save(path, start("Readable"), infusion())
    save(path, start("Not", profile="no = [profile"), infusion())
    window = opened(path)
    assert window.sentence.isVisible()
    assert "This session cannot be shown." in window.sentence.text()
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(window.page.isVisible)


def test_a_long_name_fits_a_small_screen(qtbot: QtBot, opened: Opened, record: Path) -> None:
    """It is shortened; the window is not widened."""
    window = opened(record)
    for _ in range(2):
        QTest.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.page.chart is not None, timeout=20_000)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)


def test_the_first_paint_imports_no_chart(record: Path) -> None:
    """The list is there before numpy is."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from monitor.archive import Archive\n"
        "from ui import theme\n"
        "from ui.review.review_window import ReviewWindow\n"
        "app = QApplication([]); theme.dress(app, theme.LIGHT)\n"
        "window = ReviewWindow(Archive(Path(sys.argv[1]))); window.show(); window.repaint()\n"
        "print({'pyqtgraph', 'numpy', 'sqlite_utils'} & set(sys.modules))\n"
        "window.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(record)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_a_session_that_ended_meanwhile_is_to_be_reviewed(
    qtbot: QtBot, opened: Opened, record: Path
) -> None:
    """The list was read when the window was opened."""
    window = opened(record)
    store = Store(record)
    at = STARTED + timedelta(milliseconds=ENDED)
    store.commit(2, [SessionEnd(t_ms=ENDED, at=at, by="Adeyemi")])
    store.close()
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: row(window, 1)[6] == "Demo")


def test_no_figure_and_no_title_of_the_list_is_cut(opened: Opened, record: Path) -> None:
    """A pressure of three digits over three, and every title in the window's language."""
    sessions = opened(record).list
    figures = QFontMetrics(theme.font(14))
    room = sessions.columnWidth(COLUMNS.index("peak"))
    assert room >= figures.horizontalAdvance("182/101") + 2 * PADDING
    header = sessions.horizontalHeader()
    for place, name in enumerate(COLUMNS):
        wanted = QFontMetrics(header.font()).horizontalAdvance(say(f"review.{name}"))
        assert sessions.columnWidth(place) >= wanted + 16, name

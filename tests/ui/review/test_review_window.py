"""The supervisor's window: its pages, the chosen session, whether its record is unaltered."""

import shutil
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
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.encryption import encrypt
from monitor.events import SessionEnd, SessionKind
from monitor.people import Access, People, Person
from monitor.roles import Role
from monitor.signing import signatures
from monitor.store import Store
from tests.ui.reviewer import Reviewer
from tests.ui.saved_library import Saved, awake, calm, save_library
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
from tests.ui.set_up_people import NOW, PINS, answer, people
from ui import theme
from ui.dialogs.keys_card import KeysCard
from ui.labels import ElidedLabel
from ui.review import seal_check
from ui.review.clinic_view import ClinicView
from ui.review.course_view import CourseView
from ui.review.review_window import ReviewWindow

__all__ = ["people"]

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine Maximilian"
UNALTERED = "Record unaltered ✓"


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


def rows(window: ReviewWindow) -> list[list[str]]:
    """The sessions of the list, without the heads of their groups."""
    return [list(one.cells.values()) for one in window.list.listed]


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
    assert summary.dose.accessibleName() == (
        "Ketamine 36.0 mg by clock · pump not read · 0.5 mg/kg"
    )
    assert summary.peak.accessibleName() == "Peak systolic 168 +40 at +21 min"
    assert "3/4 · 5/10" in summary.scores.accessibleName()
    assert summary.coverage.accessibleName() == ("Coverage 97 % longest gap 2:00")


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
    qtbot.waitUntil(lambda: LONG in texts(window.page))
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    QTest.keyClick(window.list, Qt.Key.Key_Return)
    assert "Demo, no patient" in texts(window.page)
    assert window.page.entries.hasFocus()


def test_an_open_session_is_said_to_be_open(qtbot: QtBot, opened: Opened, record: Path) -> None:
    """It is neither unaltered for good nor altered."""
    window = opened(record)
    window.list.choose(2)
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
    assert rows(window) == rows(opened(record))


def test_an_empty_record_is_a_sentence(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    """Not an empty frame."""
    path = tmp_path / "record.sqlite"
    Store(path).close()
    window = opened(path)
    qtbot.waitUntil(lambda: "No session in this record yet" in window.sentence.text())
    assert window.sentence.isVisible()
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
    assert rows(window)[2][6] == "Not finished"
    window.list.choose(2)
    qtbot.waitUntil(lambda: rows(window)[2][6] == "Demo")


# --- its pages, and who looks ------------------------------------------------------------------


def test_the_other_pages_are_made_when_they_are_wanted(
    qtbot: QtBot, opened: Opened, library_record: Path
) -> None:
    """By key; and a session of a course leads back to it."""
    window = opened(library_record)
    window.activateWindow()
    QTest.keyClick(window.list, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    courses = window.pages.currentWidget()
    assert isinstance(courses, CourseView)
    assert window.header.tabs["courses"].isChecked()
    assert not window.header.report_button.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    clinic = window.pages.currentWidget()
    assert isinstance(clinic, ClinicView)
    courses.opened.emit(3)
    qtbot.waitUntil(lambda: window.list.session() == 3)
    assert window.pages.currentIndex() == 0
    assert window.header.tabs["sessions"].isChecked()


def test_a_key_signs_nothing_that_cannot_be_seen(
    opened: Opened, library_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S on another page is no signature."""
    window = opened(library_record)
    pressed: list[str] = []
    monkeypatch.setattr(window.sign_off, "press", pressed.append)
    window.activateWindow()
    window.show_tab("clinic")
    QTest.keyClick(window, Qt.Key.Key_S)
    assert not window.sign_off.keys.waiting
    assert pressed == []
    window.show_tab("sessions")
    QTest.keyClick(window.list, Qt.Key.Key_S)
    assert window.sign_off.keys.waiting


def test_the_keys_are_told_on_a_card(opened: Opened, library_record: Path) -> None:
    window = opened(library_record)
    window.activateWindow()
    QTest.keyClick(window.list, Qt.Key.Key_F1)
    card = window.findChild(KeysCard)
    assert card is not None
    told = " ".join(made.text() for made in card.findChildren(ElidedLabel))
    assert "Sign and next" in told
    card.close()


def test_what_is_shown_is_exported_and_noted(
    qtbot: QtBot, people: People, library_record: Path, tmp_path: Path
) -> None:
    """By the header's menu, in the name of whoever signed in; a nurse is offered none."""
    record = people._path.with_name("record.sqlite")
    shutil.copy(library_record, record)
    people.save(Person("Ortiz", frozenset({Role.SUPERVISOR})), "7391", NOW, by="Brandt")
    with Archive(record) as archive:
        window = ReviewWindow(archive, lambda _parent, name: str(tmp_path / name))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: window.viewer.asking is not None)
        assert not window.library.isVisible()
        assert "MARTIN" not in texts(window)
        sign_in(qtbot, window, "Haddad", PINS["Haddad"])
        qtbot.waitUntil(lambda: window.out.shown is not None)
        assert not window.header.export_button.isEnabled()
        window.header.who.click()
        sign_in(qtbot, window, "Ortiz", "7391")
        assert window.header.export_button.isEnabled()
        window.header.exports["csv", False].trigger()
        qtbot.waitUntil(lambda: "is written" in window.header.said.text())
        assert (tmp_path / "session-00012.csv").exists()
        window.close()
    told = [(n.person, n.what, n.detail) for n in people.log()]
    assert ("Haddad", Access.VIEWED, "session 12") in told
    assert told[-1] == ("Ortiz", Access.EXPORTED, "session 12 csv")


def sign_in(qtbot: QtBot, window: ReviewWindow, name: str, pin: str) -> None:
    """Choose a name and type its PIN."""
    dialog = window.viewer.asking
    assert dialog is not None
    assert dialog.who is not None
    dialog.who.setCurrentText(name)
    answer(qtbot, dialog, pin)
    qtbot.waitUntil(lambda: window.viewer.person is not None and window.viewer.person.name == name)


def test_who_does_not_sign_in_sees_nobody(
    qtbot: QtBot, people: People, library_record: Path
) -> None:
    """No name, on no page; the way in stays in sight."""
    record = people._path.with_name("record.sqlite")
    shutil.copy(library_record, record)
    with Archive(record) as archive:
        window = ReviewWindow(archive)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: window.viewer.asking is not None)
        assert window.viewer.asking is not None
        window.viewer.asking.reject()
        window.show_tab("courses")
        assert "MARTIN" not in texts(window)
        assert window.header.tabs["sessions"].isChecked()
        assert window.header.who.isVisible()
        window.close()


# --- by keyboard alone --------------------------------------------------------------------------

TEN = range(2, 12)


@pytest.fixture
def ten_to_sign(tmp_path: Path) -> Path:
    """Ten sessions of ward 7, and two of others."""
    told = awake(calm(infusion()))[:20]
    others = [Saved("ELSE A.", "1", 0, told), Saved("ELSE Z.", "2", 99, told)]
    ward = [Saved(f"WARD {number}", f"7-{number}", number, told) for number in TEN]
    save_library(tmp_path / "ten.sqlite", [others[0], *ward, others[1]])
    return tmp_path / "ten.sqlite"


def test_ten_sessions_are_found_read_and_signed_by_keyboard_alone(
    qtbot: QtBot, ten_to_sign: Path
) -> None:
    """A slash, a word, down, Enter to the entries, Esc, S: and on to the next that waits.

    That a returned one meets its nurse at sign-in: tests/ui/start/test_returned_questions.py.
    """
    hand = Reviewer(qtbot, ten_to_sign)
    hand.key(Qt.Key.Key_Slash)
    hand.type("ward")
    hand.key(Qt.Key.Key_Down)
    hand.settle()
    for signed in range(len(TEN)):
        session = hand.list.session()
        assert session is not None
        assert session in TEN
        hand.key(Qt.Key.Key_Return)
        assert hand.page.entries.hasFocus()
        hand.key(Qt.Key.Key_PageDown)
        hand.key(Qt.Key.Key_Escape)
        assert hand.list.hasFocus()
        hand.key(Qt.Key.Key_S)
        if signed == 0:  # a signature needs a name: the keys are where it is typed
            hand.type("Ortiz")
            hand.key(Qt.Key.Key_Return)
            hand.key(Qt.Key.Key_S)
        hand.until_signed(session)
    hand.key(Qt.Key.Key_S)
    assert hand.page.said == "No other session waits for review."
    assert [len(signatures(hand.entries(n))) for n in range(1, 13)] == [0, *[1] * 10, 0]
    hand.close()

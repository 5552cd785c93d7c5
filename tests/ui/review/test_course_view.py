"""The page of courses: patients, what is followed, strips and table as one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from monitor.errors import RecordError
from monitor.listing import SessionRow
from tests.ui import courses as made
from ui import theme
from ui.labels import ElidedLabel
from ui.review.course_view import CourseView
from ui.review.course_words import COLUMNS

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine Maximilian"

Shown = Callable[..., CourseView]


@pytest.fixture(scope="module", autouse=True)
def light(qapp: QApplication) -> None:
    """As at the supervisor's desk."""
    theme.dress(qapp, theme.LIGHT)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """The page over some sessions."""

    def show(rows: list[SessionRow], size: tuple[int, int] = (1366, 716)) -> CourseView:
        by_number = {row.session: row for row in rows}
        view = CourseView(by_number.__getitem__, lambda session: made.entries(session % 100))
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.load([made.visit(row) for row in rows])
        return view

    return show


def two_patients() -> list[SessionRow]:
    """One with four infusions; another with two, the last one here before the first one's last."""
    other = [
        replace(
            row,
            session=100 + row.session,
            patient=LONG,
            record_number="009-7777",
            birth_date=date(1960, 1, 1),
            started_at=row.started_at + timedelta(hours=5),
        )
        for row in made.course(2)
    ]
    return sorted([*made.course(4), *other], key=lambda row: row.started_at)


def said(view: CourseView) -> str:
    """Every label of the page."""
    labels: list[QLabel | ElidedLabel] = [
        *view.findChildren(QLabel),
        *view.findChildren(ElidedLabel),
    ]
    return "\n".join(one.text() for one in labels)


def test_whoever_was_here_last_is_shown_with_the_newest_infusion(shown: Shown) -> None:
    view = shown(two_patients())
    assert [course.patient.name for course in view.patients.courses] == ["MARTIN R.", LONG]
    assert [told.row.session for told in view.course] == [1, 2, 3, 4]
    assert view.chosen == 4
    assert "born 1985 · 004-1182 · 4 sessions · 2 Jun – 12 Jun 2026 · days between: 3, 4, 3" in (
        said(view)
    )


def test_a_patient_is_found_by_a_part_of_the_number(qtbot: QtBot, shown: Shown) -> None:
    view = shown(two_patients())
    QTest.keyClicks(view.patients.search, "7777")
    assert [told.row.session for told in view.course] == [101, 102]
    QTest.keyClick(view.patients.search, Qt.Key.Key_Escape)
    assert len(view.patients.courses) == 2
    assert [told.row.session for told in view.course] == [101, 102], "whoever is shown stays"


def test_a_search_that_finds_nobody_says_so(shown: Shown) -> None:
    view = shown(two_patients())
    QTest.keyClicks(view.patients.search, "nobody")
    assert "No patient matches “nobody”." in said(view)


def test_by_keyboard_one_goes_from_the_search_to_an_open_session(
    qtbot: QtBot, shown: Shown
) -> None:
    """Down into the list, Enter to the infusions, down to the one before, Enter opens it."""
    view = shown(two_patients())
    view.activateWindow()
    view.patients.search.setFocus()
    QTest.keyClick(view.patients.search, Qt.Key.Key_Down)
    QTest.keyClick(view.patients.list, Qt.Key.Key_Return)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert view.chosen == 3
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == [3]


def test_one_infusion_stands_out_everywhere(shown: Shown) -> None:
    """In the dots, the strips and the table."""
    view = shown(made.course(5))
    view.overview.chosen.emit(2)
    assert view.chosen == 2
    assert view.table.course[view.table.currentIndex().row()].place == 2
    assert view.overview.followed["rise"].accessibleName() == "Peak systolic rise +46 mmHg"


def test_a_press_on_a_dot_chooses_the_nearest_infusion(qtbot: QtBot, shown: Shown) -> None:
    view = shown(made.course(5))
    dots = view.overview.followed["nausea"]
    with qtbot.waitSignal(dots.chosen) as chosen:
        QTest.mouseClick(dots, Qt.MouseButton.LeftButton, pos=dots.rect().center())
    assert chosen.args == [3]


def test_the_order_turns_strips_and_table_and_keeps_what_was_chosen(shown: Shown) -> None:
    view = shown(made.course(4))
    view.choose(3)
    assert [one.told.place for one in view.strips.strips] == [4, 3, 2, 1]
    view.order(newest_first=False)
    assert [one.told.place for one in view.strips.strips] == [1, 2, 3, 4]
    assert [told.place for told in view.table.course] == [1, 2, 3, 4]
    assert view.chosen == 3


def test_the_table_is_copied_whole_with_its_titles(shown: Shown) -> None:
    view = shown(made.course(3))
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Number in this record\tDate\tDays since the one before")
    assert [line.count("\t") for line in lines] == [len(COLUMNS) - 1] * 4
    assert lines[2].split("\t")[:4] == ["2", "5 Jun 2026", "3", "36.0"]


def test_no_figure_of_the_table_is_cut(shown: Shown) -> None:
    """At the least size a window has."""
    view = shown([replace(row, patient=LONG) for row in made.course(12)])
    metrics = view.table.fontMetrics()
    for column in range(len(COLUMNS)):
        for n in range(12):
            text = view.table.model().index(n, column).data()
            assert metrics.horizontalAdvance(text) + 16 <= view.table.columnWidth(column)


@pytest.mark.parametrize("size", [(1366, 716), (1600, 948), (1920, 1028)])
def test_the_page_fits_its_window(shown: Shown, size: tuple[int, int]) -> None:
    """A long name and forty infusions make it no larger."""
    view = shown([replace(row, patient=LONG) for row in made.course(40)], size)
    least = view.minimumSizeHint()
    assert (least.width() <= size[0], least.height() <= size[1]) == (True, True)


def test_whose_sessions_are_seen_is_told_for_the_access_log(qtbot: QtBot, shown: Shown) -> None:
    view = shown(two_patients())
    with qtbot.waitSignal(view.viewed) as viewed:
        view.patients.choose(101)
    assert viewed.args == [(101, 102)]


def test_the_course_of_a_session_is_shown_with_that_infusion_chosen(shown: Shown) -> None:
    view = shown(two_patients())
    assert view.show_patient_of(101)
    assert view.chosen == 1
    assert not view.show_patient_of(55)


def test_a_record_without_patients_says_what_will_be_here(shown: Shown) -> None:
    view = shown([])
    assert "No patient's session in this record yet." in said(view)
    assert not view.patients.isVisible()


def test_a_record_that_cannot_be_read_is_said_and_nothing_is_shown(qtbot: QtBot) -> None:
    def broken(session: int) -> SessionRow:
        raise RecordError("record_damaged", path="r.sqlite")

    view = CourseView(broken, made.entries)
    qtbot.addWidget(view)
    view.load([made.visit(row) for row in made.course(2)])
    assert "r.sqlite" in said(view)
    assert view.course == []

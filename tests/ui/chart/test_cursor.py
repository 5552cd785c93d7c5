"""The mark of a chosen moment: where it stands, and when it is not seen."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.infusion_course import at, course, wall
from ui import theme
from ui.chart.cursor import HEAD, Cursor
from ui.chart.paper import Paper


@pytest.fixture
def cursor(qapp: QApplication) -> Cursor:
    """Over ten minutes on a hundred pixels."""
    paper = Paper(course(1).session(), theme.LIGHT, theme.COMPACT, wall)
    paper.time.left_ms, paper.time.right_ms = at(0), at(10)
    paper.time.left_px, paper.time.right_px = 100, 200
    made = Cursor(paper)
    made.place(8, 308)
    return made


def test_no_moment_no_mark(cursor: Cursor) -> None:
    """Until one is chosen."""
    assert not cursor.isVisible()


def test_it_stands_at_its_moment_over_all_lanes(cursor: Cursor) -> None:
    """In one pixel column, a head at its top."""
    cursor.point_out(at(5))
    assert cursor.isVisible()
    assert (cursor.x(), cursor.y()) == (150, 8)
    assert cursor.boundingRect().bottom() == 300
    assert cursor.boundingRect().left() <= -HEAD


def test_it_goes_with_the_stretch_that_is_shown(cursor: Cursor) -> None:
    """And is hidden where its moment is out of sight."""
    cursor.point_out(at(5))
    time = cursor._paper.time
    time.left_ms, time.right_ms = at(4), at(6)
    cursor.place(8, 308)
    assert cursor.x() == 150
    time.left_ms, time.right_ms = at(6), at(8)
    cursor.place(8, 308)
    assert not cursor.isVisible()


def test_it_is_taken_away(cursor: Cursor) -> None:
    """With its moment."""
    cursor.point_out(at(5))
    cursor.point_out(None)
    assert not cursor.isVisible()

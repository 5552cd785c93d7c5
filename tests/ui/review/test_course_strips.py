"""The strips of a course: what is drawn, when it is read, what is said where it cannot be."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.errors import RecordError
from monitor.events import Entry
from tests.ui import courses as made
from tests.ui.conftest import colours, rgb
from ui import theme
from ui.review.course_ink import rows_of
from ui.review.course_strip import LEAST, CourseStrip
from ui.review.course_strips import CourseStrips
from ui.review.course_words import tell

Shown = Callable[..., CourseStrips]


@pytest.fixture(scope="module", autouse=True)
def light(qapp: QApplication) -> None:
    """As at the supervisor's desk."""
    theme.dress(qapp, theme.LIGHT)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Strips on the screen, all of them read."""
    kept: list[CourseStrips] = []

    def show(
        count: int = 1, entries: Callable[[int], Sequence[Entry]] = made.entries
    ) -> CourseStrips:
        strips = CourseStrips(entries)
        qtbot.addWidget(strips)
        strips.resize(1000, 400)
        strips.show()
        with qtbot.waitSignal(strips.settled):
            strips.load(tell(made.course(count)))
        kept.append(strips)
        return strips

    return show


def test_a_strip_stands_there_before_its_readings_do(qtbot: QtBot) -> None:
    """The record is asked after the first paint, one session at a time."""
    asked: list[int] = []

    def entries(session: int) -> Sequence[Entry]:
        asked.append(session)
        return made.entries(session)

    strips = CourseStrips(entries)
    qtbot.addWidget(strips)
    strips.load(tell(made.course(3)))
    assert asked == []
    assert len(strips.strips) == 3
    qtbot.waitUntil(lambda: asked == [1, 2, 3])


def test_everything_has_its_colour(shown: Shown) -> None:
    """Pressures, dissociation, nausea and the pump, and nothing that means an alarm."""
    seen = colours(shown(2).strips[1])
    light = theme.LIGHT
    for ink in (light.pressure, light.dissociation, light.nausea, light.infusion):
        assert rgb(ink) in seen
    for alarm in (light.alarm_high, light.alarm_medium, light.limit):
        assert rgb(alarm) not in seen


def test_a_rated_zero_is_seen_and_nothing_rated_is_not(shown: Shown) -> None:
    """In the fourth session nausea was 0 whenever it was asked."""

    def unasked(session: int) -> list[Entry]:
        return [one for one in made.entries(4) if getattr(one, "scale", "") != "nausea"]

    asked, silent = shown(1, lambda _: made.entries(4)).strips[0], shown(1, unasked).strips[0]
    rows = rows_of(asked.width(), asked.height())
    foot = [int(rows.left), int(rows.nausea[1]) - 4, int(rows.width), 5]
    pixels = [_colours_of(one, foot) for one in (asked, silent)]
    assert [rgb(theme.LIGHT.nausea) in found for found in pixels] == [True, False]


def _colours_of(one: CourseStrip, room: list[int]) -> set[tuple[int, int, int]]:
    image = one.grab().toImage()
    left, top, width, height = room
    places = ((x, y) for x in range(left, left + width) for y in range(top, top + height))
    found = (image.pixelColor(x, min(y, image.height() - 1)) for x, y in places)
    return {(colour.red(), colour.green(), colour.blue()) for colour in found}


def test_a_record_that_cannot_be_read_is_said_in_its_strip(shown: Shown) -> None:
    def broken(session: int) -> Sequence[Entry]:
        if session == 2:
            raise RecordError("record_damaged", path="r.sqlite")
        return made.entries(session)

    strips = shown(3, broken).strips
    assert [bool(one.trouble) for one in strips] == [False, True, False]
    assert [one.strip is not None for one in strips] == [True, False, True]
    strips[1].grab()


def test_a_session_whose_pump_never_started_is_drawn_without_minutes(shown: Shown) -> None:
    (one,) = shown(1, lambda _: []).strips
    assert one.strip is not None
    assert not one.strip.started
    assert rgb(theme.LIGHT.infusion) not in colours(one)


def test_one_stands_out_and_is_brought_into_sight(shown: Shown) -> None:
    strips = shown(12)
    strips.choose(12)
    assert [one.told.place for one in strips.strips if one.chosen] == [12]
    assert not strips.strips[11].visibleRegion().isEmpty()


def test_a_press_chooses_and_two_open(qtbot: QtBot, shown: Shown) -> None:
    strips = shown(2)
    with qtbot.waitSignal(strips.chosen) as chosen:
        QTest.mouseClick(strips.strips[1], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(strips.opened) as opened:
        QTest.mouseDClick(strips.strips[1], Qt.MouseButton.LeftButton)
    assert (chosen.args, opened.args) == ([2], [2])


def test_many_strips_keep_their_height_and_few_are_higher(shown: Shown) -> None:
    assert shown(12).strips[0].height() == LEAST
    assert shown(1).strips[0].height() > LEAST


def test_all_rows_of_a_strip_lie_within_it() -> None:
    """In their order, at the least height and at the greatest."""
    for height in (LEAST, 300):
        rows = rows_of(900, height)
        ends = [*rows.pressure, *rows.bar, *rows.dissociation, *rows.nausea, rows.bottom]
        assert ends == sorted(ends)
        assert ends[0] > 0
        assert ends[-1] <= height

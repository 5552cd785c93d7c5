"""Where a moment and a value lie on paper: the record's own, within half a dot."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from monitor.events import Priority
from monitor.limits import changed
from tests.ui.report.papers import folded, history_of, normal
from tests.ui.saved_sessions import ENDED, MINUTE, PUMP_START
from ui import theme
from ui.report.chart import (
    PRESSURE,
    RATE,
    ROW_MINUTES,
    SPO2,
    Chart,
    chart,
    names,
    rows,
    whole,
)
from ui.report.chart_curves import runs
from ui.report.chart_ink import paint
from ui.report.course import Course, course
from ui.report.told import About, told

RECT = QRectF(140, 300, 1820, 1500)
HALF_A_DOT = 0.5
"""Half a tenth of a millimetre."""
HALF_A_PIXEL = 254 / 96 / 2
"""Of a screen, in the same unit."""


@pytest.fixture(scope="module")
def drawn() -> Course:
    """The course of a normal session with a gap of four minutes."""
    history = history_of(normal())
    session = folded(history)
    return course(history, session, ENDED, told(history, session, About(), ENDED).wall)


@pytest.fixture(scope="module")
def laid(drawn: Course) -> Chart:
    """Its first and only row."""
    (stretch,) = rows(drawn)
    return chart(drawn, stretch, RECT)


def test_a_moment_lies_where_its_share_of_the_row_is(laid: Chart) -> None:
    """Every minute is as wide as the next."""
    field, row_ms = laid.field, ROW_MINUTES[1] * MINUTE
    for t_ms in (0, PUMP_START, ENDED, row_ms):
        expected = field.left() + t_ms / row_ms * field.width()
        assert abs(laid.x_of(t_ms) - expected) < HALF_A_DOT


def test_a_value_lies_where_its_share_of_the_axis_is(laid: Chart) -> None:
    """Higher is higher, and the ends of the axis are the ends of the lane."""
    for name in (PRESSURE, RATE, SPO2):
        lane = laid.lane(name)
        assert lane.axis is not None
        low, high = lane.axis.low, lane.axis.high
        assert abs(laid.y_of(name, low) - lane.rect.bottom()) < HALF_A_DOT
        assert abs(laid.y_of(name, high) - lane.rect.top()) < HALF_A_DOT
        middle = laid.y_of(name, (low + high) / 2)
        assert abs(middle - lane.rect.center().y()) < HALF_A_DOT


def test_every_second_of_the_record_lies_on_the_curve(laid: Chart) -> None:
    """And nothing lies between the two sides of the gap."""
    history, lane = history_of(normal()), laid.lane(RATE)
    assert lane.axis is not None
    drawn = [point for run in runs(laid, lane, laid.course.rate) for point in run]
    extent: dict[int, tuple[float, float]] = {}
    for point in drawn:
        low, high = extent.get(round(point.x()), (math.inf, -math.inf))
        extent[round(point.x())] = (min(low, point.y()), max(high, point.y()))
    column = history.columns[laid.course.rate.vital]
    for t_ms, value in zip(history.t_ms, column, strict=True):
        x, y = laid.x_of(t_ms), lane.y_of(value)
        near = [extent[at] for at in range(round(x) - 3, round(x) + 4) if at in extent]
        assert min(low for low, _ in near) - HALF_A_DOT <= y
        assert y <= max(high for _, high in near) + HALF_A_DOT
    left, right = laid.x_of(20 * MINUTE + 1000), laid.x_of(24 * MINUTE - 1000)
    assert not [point for point in drawn if left < point.x() < right]


def test_the_highest_second_is_drawn_as_high_as_it_was(laid: Chart) -> None:
    """However many seconds share a column."""
    history = history_of(normal())
    highest = max(history.columns[laid.course.rate.vital])
    lane = laid.lane(RATE)
    top = min(point.y() for run in runs(laid, lane, laid.course.rate) for point in run)
    assert abs(top - lane.y_of(highest)) < HALF_A_DOT


def test_a_reading_is_painted_where_it_lies(laid: Chart) -> None:
    """The tips of both marks, in the middle of their lines."""
    image = QImage(2100, 2000, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint(painter, laid)
    painter.end()
    ink = theme.colour(theme.LIGHT.pressure)
    for reading in (mark.reading for mark in laid.course.marks):
        for value in (reading.systolic, reading.diastolic):
            assert value is not None
            x, y = round(laid.x_of(reading.t_ms)), laid.y_of(PRESSURE, value)
            near = range(round(y) - 9, round(y) + 10)
            tip = [at for at in near if _alike(image.pixelColor(x, at), ink)]
            assert abs((min(tip) + max(tip) + 1) / 2 - y) < HALF_A_PIXEL


def _alike(one: QColor, other: QColor) -> bool:
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(a - b) < 30 for a, b in pairs)


def test_a_long_session_has_rows_that_meet(drawn: Course) -> None:
    """What lies on the border is in one of them."""
    long = replace(drawn, end_ms=250 * MINUTE)
    stretches = rows(long)
    assert [end for _, end in stretches[:-1]] == [begin for begin, _ in stretches[1:]]
    assert stretches[-1][1] >= long.end_ms
    charts = [chart(long, s, RECT, last=s is stretches[-1]) for s in stretches]
    for t_ms in (0, 120 * MINUTE, 240 * MINUTE, 250 * MINUTE):
        assert sum(one.shows(t_ms) for one in charts) == 1


def test_the_axis_goes_as_far_as_the_values(drawn: Course) -> None:
    """A pressure off the scale would not be seen at all."""
    (mark, *_) = drawn.marks
    higher = mark._replace(reading=replace(mark.reading, systolic=236))
    surge = chart(replace(drawn, marks=(higher,)), (0, ENDED), RECT)
    assert surge.lane(PRESSURE).rect.top() < surge.y_of(PRESSURE, 236)


def test_the_small_chart_leaves_lanes_to_the_large_one(drawn: Course) -> None:
    """It is looked at for the pressure."""
    assert set(names(drawn, small=True)) < set(names(drawn))
    assert PRESSURE in names(drawn, small=True)
    assert whole(drawn) == (0, ENDED)


def _inked(laid: Chart, x: float, y: float, ink: QColor) -> bool:
    """Whether this colour was painted there, within a few dots."""
    image = QImage(2100, 2000, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint(painter, laid)
    painter.end()
    near = range(round(y) - 6, round(y) + 7)
    return any(_alike(image.pixelColor(round(x), at), ink) for at in near)


def test_a_pressure_in_alarm_has_the_colour_of_its_alarm(drawn: Course) -> None:
    """Its number that is, and no other pressure."""
    mark, other, *_ = drawn.marks
    alarming = mark._replace(number="systolic", priority=Priority.HIGH)
    surge = chart(replace(drawn, marks=(alarming, other)), (0, ENDED), RECT)
    red = theme.colour(theme.LIGHT.alarm_high)
    for cuff, expected in ((mark.reading, True), (other.reading, False)):
        assert cuff.systolic is not None
        place = surge.x_of(cuff.t_ms), surge.y_of(PRESSURE, cuff.systolic)
        assert _inked(surge, *place, red) is expected


def test_a_limit_is_drawn_where_it_was_in_force(drawn: Course) -> None:
    """A patient's own begins when it was set, and the clinic's ends there."""
    clinic = replace(drawn.limits[0], until_ms=ENDED)
    own = replace(clinic, since_ms=40 * MINUTE, limits=changed(clinic.limits, "systolic.high", 185))
    before = replace(clinic, until_ms=40 * MINUTE)
    laid = chart(replace(drawn, limits=(before, own), marks=()), (0, ENDED), RECT)
    ink = theme.colour(theme.LIGHT.limit)
    for value, since, until in ((clinic.limits.systolic[1], 0, 40), (185, 40, 75)):
        y = laid.y_of(PRESSURE, value)
        for minute in (20, 60):
            left = laid.x_of(minute * MINUTE)
            drawn_there = any(_inked(laid, left + dot, y, ink) for dot in range(0, 16, 4))
            assert drawn_there is (since <= minute < until)

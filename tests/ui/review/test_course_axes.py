"""The axes that all strips of a course share."""

from monitor.strip import Pressure, Strip
from tests.ui.courses import course, row, sums
from ui.review.course_axes import FROM_MIN, PRESSURE, TO_MIN, CourseAxes


def test_the_axis_reaches_two_hours_and_is_longer_where_somebody_left_later() -> None:
    axes = CourseAxes()
    axes.begin(course(3))
    assert (axes.right_min, axes.share(FROM_MIN), axes.share(TO_MIN)) == (TO_MIN, 0, 1)
    axes.begin([row(summary=sums(0, left_min=131)), row(summary=None)])
    assert axes.right_min == 150


def test_a_pressure_beyond_the_axis_widens_it_for_all() -> None:
    axes = CourseAxes()
    assert not axes.hold(Strip(started=True, pressures=(Pressure(5, 130, 80),)))
    assert axes.hold(Strip(started=True, pressures=(Pressure(30, 186, 108),)))
    assert (axes.pressure.low, axes.pressure.high) == (PRESSURE.low, 200)


def test_a_pressure_out_of_sight_widens_nothing() -> None:
    axes = CourseAxes()
    assert not axes.hold(Strip(started=True, pressures=(Pressure(TO_MIN + 1, 220, 130),)))


def test_minutes_are_labelled_as_far_apart_as_their_words_need() -> None:
    axes = CourseAxes()
    assert list(axes.minutes(1300, 60))[:3] == [-10, 0, 10]
    assert list(axes.minutes(400, 60)) == [0, 20, 40, 60, 80, 100, 120]
    assert 0 in axes.minutes(100, 60)

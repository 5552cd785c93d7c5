"""A line in pieces: grown value by value it is the line drawn anew, and only its end is touched."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QGraphicsRectItem

from ui.chart.curve import PIECE_PX, Curve, Points, pieces
from ui.chart.time_axis import TimeAxis
from ui.chart.trace import Trace


def axis(seconds: int, px: int) -> TimeAxis:
    """So many seconds over so many pixels, beside a gutter."""
    made = TimeAxis()
    made.left_px, made.right_px = 110.0, 110.0 + px
    made.left_ms, made.right_ms = 3000.0, 3000.0 + 1000 * seconds
    return made


def same(one: Points, other: Points) -> bool:
    """Whether times and values are the same, breaks too."""
    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other, strict=True))


@given(
    measured=st.lists(st.integers(-20, 100), min_size=1, max_size=300),
    seconds=st.sampled_from([30, 200, 290, 1200]),
    px=st.sampled_from([150, 260, 1000]),
)
def test_a_line_that_grew_is_the_line_drawn_anew(
    measured: list[int], seconds: int, px: int
) -> None:
    """Every value before was drawn once; negative ones stand for a second without a value."""
    time, trace, grown = axis(seconds, px), Trace(10_000), list[Points]()
    for second, value in enumerate(measured):
        since_ms = trace.last_ms
        trace.take(1000 * second, None if value < 0 else value)
        first, drawn = pieces(trace, time, since_ms)
        grown[first:] = drawn
    first, anew = pieces(trace, time)
    assert first == 0
    assert len(grown) == len(anew)
    assert all(same(*pair) for pair in zip(grown, anew, strict=True))


@pytest.mark.parametrize("seconds", [200, 4000])
def test_one_more_second_changes_the_last_piece(seconds: int) -> None:
    """At most the one before it too, which goes on to it."""
    time, trace = axis(seconds, 1000), Trace(10_000)
    for second in range(seconds):
        since_ms = trace.last_ms
        trace.take(1000 * second, 80 + second % 7)
    first, drawn = pieces(trace, time, since_ms)
    assert first >= 1000 // PIECE_PX - 2
    assert len(drawn) <= 2


def test_pieces_leave_no_hole_between_them() -> None:
    """Where a run goes on, the next piece begins at the point the one before ended with."""
    time, trace = axis(1000, 1000), Trace(10_000)
    for second in range(1000):
        trace.take(1000 * second, 80 + second % 7)
    _, drawn = pieces(trace, time)
    assert len(drawn) > 8
    for (t_ms, values), (next_ms, next_values) in pairwise(drawn):
        assert (t_ms[-1], values[-1]) == (next_ms[0], next_values[0])


def test_a_slow_device_seen_closely_is_one_line() -> None:
    """There may be pieces without a value between two that belong together."""
    time, trace = axis(60, 3000), Trace(10_000)
    for second in range(0, 60, 7):
        trace.take(1000 * second, 80)
    _, drawn = pieces(trace, time)
    assert any(not len(values) for _, values in drawn)
    ends = [t_ms[-1] for t_ms, values in drawn if len(values)]
    begins = [t_ms[0] for t_ms, values in drawn if len(values)]
    assert ends[:-1] == begins[1:]


def test_what_lies_to_the_right_of_what_is_shown_is_gone(qapp: QApplication) -> None:
    """A window that moved on shows less until more is measured."""
    parent = QGraphicsRectItem()
    curve = Curve(parent, QColor("white"))
    point = np.array([1.0, 2.0]), np.array([5.0, 6.0])
    curve.show(0, [point, point, point])
    assert len(curve.points[0]) == 6
    curve.show(0, [point])
    assert curve.points[0].tolist() == [1.0, 2.0]
    curve.show(0, [])
    assert len(curve.points[0]) == 0

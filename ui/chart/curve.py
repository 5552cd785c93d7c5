"""A vital's line in pieces, so that its newest values do not paint all of it anew.

pyqtgraph draws each piece; what is drawn of a trace is reckoned in ui/chart/trace.py.
"""

from collections.abc import Sequence
from math import ceil, floor, inf

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem

from ui.chart.time_axis import TimeAxis
from ui.chart.trace import Columns, Trace

CURVE_PX = 1.4
PIECE_PX = 100
"""Pixel columns of one piece: what one more value has drawn again."""

Points = tuple[Columns, Columns]


class Curve:
    """The pieces of one line, from the left; each goes on to the first point of the next."""

    def __init__(self, parent: QGraphicsItem, colour: QColor) -> None:
        self._parent = parent
        self._pen = pg.mkPen(colour, width=CURVE_PX)
        self._pieces: list[pg.PlotCurveItem] = []

    def show(self, first: int, pieces: Sequence[Points]) -> None:
        """Show these from the piece `first` on, and nothing to the right of them."""
        for number, (x, y) in enumerate(pieces, first):
            self._piece(number).setData(x, y)
        for piece in self._pieces[first + len(pieces) :]:
            piece.clear()

    def _piece(self, number: int) -> pg.PlotCurveItem:
        while number >= len(self._pieces):
            piece = pg.PlotCurveItem(pen=self._pen, connect="finite", antialias=True)
            # As a path, a pen wider than 1 costs ten times as much as the same line in segments.
            piece.setSegmentedLineMode("on")
            piece.setParentItem(self._parent)
            self._pieces.append(piece)
        return self._pieces[number]

    @property
    def points(self) -> Points:
        """Everything that is drawn, in pixels; where pieces meet, their common point is twice."""
        drawn = [piece.getData() for piece in self._pieces]
        x, y = ([one[axis] for one in drawn if one[0] is not None] for axis in (0, 1))
        return np.concatenate([[], *x]), np.concatenate([[], *y])


def pieces(trace: Trace, time: TimeAxis, since_ms: float = -inf) -> tuple[int, list[Points]]:
    """The number of a piece, and times and values from there on to the trace's end, in sight.

    It is the piece of what was measured at `since_ms`, or the first. They lie on session time.
    """
    each_ms = PIECE_PX * time.ms_per_px
    leftmost = floor(time.left_ms / each_ms)
    first = leftmost if since_ms == -inf else max(leftmost, floor(since_ms / each_ms))
    end_ms = min(time.right_ms, trace.last_ms + 1)
    numbers = range(first, first if end_ms == -inf else ceil(end_ms / each_ms))
    found = [_piece(trace, time, number * each_ms, (number + 1) * each_ms) for number in numbers]
    return first - leftmost, _joined(found)


def _piece(trace: Trace, time: TimeAxis, left_ms: float, right_ms: float) -> Points:
    left_ms, right_ms = max(time.left_ms, left_ms), min(time.right_ms, right_ms)
    return trace.drawn(left_ms, right_ms, (right_ms - left_ms) / time.ms_per_px)


def _joined(found: list[Points]) -> list[Points]:
    """Each piece that was not broken off goes on to the next point, however far that is."""
    made: list[Points] = []
    next_ms, next_value = np.empty(0), np.empty(0)
    for t_ms, values in reversed(found):
        broken = not len(values) or np.isnan(values[-1])
        onward = np.append(t_ms, next_ms), np.append(values, next_value)
        made.append((t_ms, values) if broken else onward)
        if len(values):
            next_ms, next_value = t_ms[:1], values[:1]
    return made[::-1]

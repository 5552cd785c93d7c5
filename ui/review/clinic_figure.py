"""One figure of the clinic: its name, how it is spread, and the number it comes to."""

from collections import Counter
from math import inf

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor.clinic import Figure
from monitor.spread import Bin, Share, Spread, bins
from ui import theme
from ui.chart.lettering import CENTRE, Lettering
from ui.chart.paper import crisp, filled, smooth
from ui.chart.room import Span, touches
from ui.review.clinic_words import base_words, below_words, main_words, sentence, value_words
from ui.words import number, say

PALETTE = theme.LIGHT
LEAST, HIGHEST = 58, 64
"""How high it is at least, and its distribution at most."""

NAME, VALUE = 0.3, 0.24
"""What the words at the left and at the right have of the width."""

SIDE = 14
BAR, LEAST_WIDE = 34, 70
"""How wide a bar is at most, and all of them at least: two bars are no wall."""

MOST_BINS = 48
"""More bars than these would be a blur: each stands for twice as much then."""


class FigureView(QWidget):
    """Quiet on purpose: no figure here is an alarm, and none is anybody's merit."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._figure = figure
        self._name, self._small = Lettering(14, 600), Lettering(12.5)
        self._value = Lettering(18, 700)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LEAST)
        self.setAccessibleName(sentence(figure))
        self.setToolTip(say(f"clinic.figure.{figure.code}.how"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_words(painter)
        told, room = self._figure.told, self._room
        if isinstance(told, Share):
            _paint_share(painter, told, room)
        elif told.n and told.few:
            self._paint_dots(painter, told, room)
        elif told.n:
            self._paint_spread(painter, told, room)
        painter.end()

    @property
    def _room(self) -> QRectF:
        """Where the distribution stands."""
        left, right = self.width() * NAME + SIDE, self.width() * (1 - VALUE) - 2 * SIDE
        height = min(HIGHEST, self.height() - 14)
        return QRectF(left, (self.height() - height) / 2, max(20.0, right - left), height)

    def _paint_words(self, painter: QPainter) -> None:
        ink, dim, figure = theme.colour(PALETTE.ink), theme.colour(PALETTE.dim), self._figure
        above, below = self.height() / 2 - 11, self.height() / 2 + 11
        room = self.width() * NAME - SIDE
        name = self._name.cut(say(f"clinic.figure.{figure.code}"), room)
        self._name.write(painter, name, SIDE, above, ink)
        self._small.write(painter, self._small.cut(base_words(figure), room), SIDE, below, dim)
        left, room = self.width() * (1 - VALUE), self.width() * VALUE - SIDE
        self._value.write(painter, self._value.cut(main_words(figure), room), left, above, ink)
        self._small.write(painter, self._small.cut(below_words(figure), room), left, below, dim)

    # -- a spread --------------------------------------------------------------------------

    def _paint_spread(self, painter: QPainter, spread: Spread, room: QRectF) -> None:
        """Bars, under them the middle half with the median, and where the bars begin and end."""
        step, top = self._figure.step, 100 if self._figure.unit == "%" else inf
        while (spread.values[-1] - spread.values[0]) / step > MOST_BINS:
            step *= 2
        found = bins(spread.values, step, top)
        room.setWidth(min(room.width(), max(LEAST_WIDE, BAR * len(found))))
        ground = room.bottom() - 18
        self._paint_bars(painter, found, room, ground)
        self._paint_middle(painter, spread, found, room, ground)
        self._paint_ends(painter, found, room)

    def _paint_bars(self, painter: QPainter, found: list[Bin], room: QRectF, ground: float) -> None:
        highest = max(one.count for one in found)
        for one in found:
            left, right = (round(_across(value, found, room)) for value in (one.low, one.high))
            high = max(2.0, (ground - room.top()) * one.count / highest) if one.count else 0.0
            bar = QRectF(left, ground - high, max(1, right - left - 1), high)
            painter.fillRect(bar, theme.colour(PALETTE.infusion, 0.38))
        crisp(painter, theme.colour(PALETTE.edge))
        painter.drawLine(round(room.left()), round(ground), round(room.right()), round(ground))

    def _paint_middle(
        self, painter: QPainter, spread: Spread, found: list[Bin], room: QRectF, ground: float
    ) -> None:
        if spread.quartiles is None or spread.median is None:
            return
        shift = 0.5 if self._counts else 0.0
        low, high, middle = (
            _across(value + shift, found, room) for value in (*spread.quartiles, spread.median)
        )
        smooth(painter, theme.colour(PALETTE.primary), 3)
        painter.drawLine(QLineF(low, ground + 5, max(high, low + 2), ground + 5))
        filled(painter, theme.colour(PALETTE.ink))
        painter.drawEllipse(QPointF(middle, ground + 5), 3.6, 3.6)

    @property
    def _counts(self) -> bool:
        """Whether a bar is one whole number, and its mark belongs in the middle of it."""
        return self._figure.step == 1

    def _paint_ends(self, painter: QPainter, found: list[Bin], room: QRectF) -> None:
        low, high = found[0].low, found[-1].high
        left, right, y = room.left(), room.right(), room.bottom() - 2
        if self._counts:
            half = (right - left) / len(found) / 2
            left, right, high = left + half, right - half, high - 1
        for value, x in dict.fromkeys(((low, left), (high, right))):
            self._small.write(painter, number(value), x, y, theme.colour(PALETTE.dim), CENTRE)

    def _paint_dots(self, painter: QPainter, spread: Spread, room: QRectF) -> None:
        """Few values are shown one by one, each with its number as long as that has room."""
        low, high = spread.values[0], spread.values[-1]
        y, taken = room.center().y() - 6, list[Span]()
        crisp(painter, theme.colour(PALETTE.edge))
        painter.drawLine(round(room.left()), round(y), round(room.right()), round(y))
        for value, count in Counter(spread.values).items():
            share = (value - low) / (high - low) if high > low else 0.5
            x, said = room.left() + 14 + share * (room.width() - 28), value_words(value)
            said += f" ×{count}" if count > 1 else ""
            filled(painter, theme.colour(PALETTE.infusion))
            painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
            half = self._small.width(said) / 2
            if not touches((x - half, x + half), taken):
                self._small.write(painter, said, x, y + 18, theme.colour(PALETTE.dim), CENTRE)
                taken.append((x - half, x + half))


def _across(value: float, found: list[Bin], room: QRectF) -> float:
    low, high = found[0].low, found[-1].high
    return room.left() + (value - low) / (high - low) * room.width()


def _paint_share(painter: QPainter, told: Share, room: QRectF) -> None:
    bar = QRectF(room.left(), room.center().y() - 6, room.width(), 12)
    filled(painter, theme.colour(PALETTE.line))
    painter.drawRoundedRect(bar, 3, 3)
    if told.of and told.count:
        filled(painter, theme.colour(PALETTE.infusion, 0.8))
        bar.setWidth(max(3.0, bar.width() * told.count / told.of))
        painter.drawRoundedRect(bar, 3, 3)

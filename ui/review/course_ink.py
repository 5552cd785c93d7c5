"""Where everything lies in a strip of a course, and how its ground and its pressures are drawn.

Rows are laid out here once, so that a place means the same in every strip. Drugs and ratings are
in course_marks.py.
"""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPolygonF

from monitor.strip import Pressure, Strip
from ui import theme
from ui.chart.lettering import RIGHT, Lettering
from ui.chart.paper import crisp, smooth
from ui.chart.room import Span
from ui.review.course_axes import CourseAxes
from ui.words import number, say, signed

PALETTE = theme.LIGHT

GUTTER, MARGIN = 170, 128
"""Left of the pane stand the day and the dose, right of it what its rows are."""

DRUGS, BAR, SCORES, TOP, BOTTOM = 15, 6, 17, 20, 7
"""Heights: words of drugs over the pump's bar, the bar, a row of ratings, air above and below."""

SCORES_SHARE = 0.13
"""A row of ratings grows with its strip, as far as this much of the height."""

REACH, RISE = 4.0, 4.5
"""How far a V reaches to either side, and how high it is."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Where everything lies in a strip of a size, in pixels."""

    left: float
    right: float
    pressure: Span
    drugs_y: float
    bar: Span
    dissociation: Span
    nausea: Span
    bottom: float

    @property
    def width(self) -> float:
        """Of the pane."""
        return self.right - self.left


def rows_of(width: float, height: float) -> Rows:
    """Lay out a strip: ratings and drugs have their heights, the pressure has the rest."""
    foot, scores = height - BOTTOM, max(SCORES, height * SCORES_SHARE)
    nausea = (foot - scores, foot)
    dissociation = (nausea[0] - scores - 2, nausea[0] - 2)
    bar = (dissociation[0] - 3 - BAR, dissociation[0] - 3)
    drugs = bar[0] - DRUGS
    return Rows(
        GUTTER, width - MARGIN, (TOP, drugs), bar[0] - 8, bar, dissociation, nausea, foot + 3
    )


class CourseInk:
    """Draws strips of one course. It keeps nothing of an infusion."""

    def __init__(self, axes: CourseAxes) -> None:
        self.axes = axes
        self.small = Lettering(12)
        self.peak = Lettering(12, 650)
        self.number = Lettering(11.5, 600)

    def x(self, rows: Rows, minute: float) -> float:
        """Where a minute lies."""
        return rows.left + self.axes.share(minute) * rows.width

    def y(self, rows: Rows, mmhg: float) -> float:
        """Where a pressure lies."""
        top, bottom = rows.pressure
        return bottom - self.axes.pressure.share(mmhg) * (bottom - top)

    # -- behind ----------------------------------------------------------------------------

    def paint_grid(self, painter: QPainter, rows: Rows) -> None:
        """Draw the minutes, the pressures with their numbers, and the lines of the ratings."""
        for minute in self.axes.minutes(rows.width, 60):
            x = round(self.x(rows, minute))
            crisp(painter, theme.colour(PALETTE.edge if minute == 0 else PALETTE.line, 0.8))
            painter.drawLine(x, round(rows.pressure[0]), x, round(rows.bottom))
        for mmhg in _shown_pressures(self.axes):
            y = round(self.y(rows, mmhg))
            crisp(painter, theme.colour(PALETTE.line, 0.8))
            painter.drawLine(round(rows.left), y, round(rows.right), y)
            faint = theme.colour(PALETTE.faint)
            self.small.write(painter, number(mmhg), rows.left - 8, y, faint, RIGHT)
        for row in (rows.dissociation, rows.nausea):
            crisp(painter, theme.colour(PALETTE.line))
            painter.drawLine(round(rows.left), round(row[1]), round(rows.right), round(row[1]))

    def paint_shades(self, painter: QPainter, rows: Rows, strip: Strip) -> None:
        """Shade the time of the infusion, and the baseline across the whole pane."""
        if strip.runs:
            left = self.within(rows, self.x(rows, strip.runs[0][0]))
            right = self.within(rows, self.x(rows, strip.runs[-1][1]))
            room = QRectF(left, rows.pressure[0], right - left, rows.bottom - rows.pressure[0])
            painter.fillRect(room, theme.colour(PALETTE.infusion_shade))
        if strip.baseline is not None:
            top, bottom = (self.y(rows, mmhg) for mmhg in strip.baseline)
            band = QRectF(rows.left, top, rows.width, bottom - top)
            painter.fillRect(band, theme.colour(PALETTE.pressure, 0.07))

    def within(self, rows: Rows, x: float) -> float:
        """Keep a place inside the pane."""
        return min(max(x, rows.left), rows.right)

    # -- pressures -------------------------------------------------------------------------

    def paint_pressures(self, painter: QPainter, rows: Rows, strip: Strip) -> None:
        """Draw every reading on the axis, how many come later, and the peak with its minute."""
        for pressure in strip.pressures:
            if self.axes.shows(pressure.minute):
                self._paint_pressure(painter, rows, pressure)
        later = sum(one.minute > self.axes.right_min for one in strip.pressures)
        if later:
            faint, y = theme.colour(PALETTE.faint), rows.pressure[1] - 8
            said = say("courses.later", count=later)
            self.small.write(painter, said, rows.right - 4, y, faint, RIGHT)
        if strip.peak is not None and self.axes.shows(strip.peak.minute):
            self._paint_peak(painter, rows, strip.peak)

    def _paint_pressure(self, painter: QPainter, rows: Rows, one: Pressure) -> None:
        x, high = round(self.x(rows, one.minute)) + 0.5, self.y(rows, one.systolic)
        ink = theme.colour(PALETTE.pressure)
        if one.diastolic is not None:
            low = self.y(rows, one.diastolic)
            smooth(painter, theme.colour(PALETTE.pressure, 0.35), 1.2)
            painter.drawLine(QLineF(x, high, x, low))
            self._paint_tip(painter, x, low, RISE, ink, hollow=not one.sure)
        self._paint_tip(painter, x, high, -RISE, ink, hollow=not one.sure)
        if one.typed:
            smooth(painter, ink, 1.2)
            painter.drawRect(QRectF(x - 2.5, high + 4, 5, 5))

    def _paint_tip(
        self, painter: QPainter, x: float, y: float, rise: float, ink: QColor, *, hollow: bool
    ) -> None:
        corners = [QPointF(x - REACH, y + rise), QPointF(x, y), QPointF(x + REACH, y + rise)]
        smooth(painter, ink, 1.0 if hollow else 1.7)
        if hollow:
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawPolyline(QPolygonF(corners))

    def _paint_peak(self, painter: QPainter, rows: Rows, peak: Pressure) -> None:
        """Over its reading, where there is nothing."""
        said = say("courses.peak_at", value=number(peak.systolic), minute=minute_words(peak.minute))
        width, y = self.peak.width(said), self.y(rows, peak.systolic) - RISE - 9
        left = self.within(rows, self.x(rows, peak.minute) - width / 2)
        self.peak.write(
            painter, said, min(left, rows.right - width), y, theme.colour(PALETTE.pressure)
        )


def minute_words(minute: float) -> str:
    """Whole minutes, as the columns have them: rounded down."""
    return signed(minute // 1)


def _shown_pressures(axes: CourseAxes) -> range:
    low, every = axes.pressure.low, axes.pressure.every or axes.pressure.step
    return range(-(-low // every) * every, axes.pressure.high + 1, every)

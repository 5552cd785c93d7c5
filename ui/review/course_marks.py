"""What is drawn in a strip under its pressures: the pump, drugs, and ratings with their highest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPolygonF

from monitor.scale import scales
from monitor.strip import Given, Scored, Strip
from ui import theme
from ui.chart.lettering import CENTRE, Lettering
from ui.chart.paper import crisp, filled, smooth
from ui.chart.room import Span, fitting
from ui.review.course_ink import BAR, PALETTE, CourseInk, Rows, minute_words
from ui.words import number, say, signed

RATED, VOMIT, TRIANGLE, RING = 7.0, 4.0, 4.5, 3.5
"""How wide the bar of a rating is; how far a cross, a triangle and a ring reach."""

AIR = 4.0


@dataclass(frozen=True, slots=True)
class CourseMarks:
    """Draws into one strip, while it is painted."""

    painter: QPainter
    ink: CourseInk
    rows: Rows

    # -- the drug --------------------------------------------------------------------------

    def paint_drugs(self, strip: Strip, ready: int | None) -> None:
        """Draw the pump's bar or the sprays, over it what else was given, and who was ready."""
        top, x = self.rows.bar[0], self._x
        filled(self.painter, theme.colour(PALETTE.infusion))
        for run in strip.runs:
            left, right = (self.ink.within(self.rows, x(minute)) for minute in run)
            self.painter.drawRoundedRect(QRectF(left, top, max(1.0, right - left), BAR), 2, 2)
        for minute in self._shown(strip.sprays):
            self.painter.drawRoundedRect(QRectF(x(minute) - 3, top - 4, 6, BAR + 4), 2, 2)
        shown = [given for given in strip.given if self.ink.axes.shows(given.minute)]
        taken = [_around(x(given.minute), TRIANGLE) for given in shown]
        if ready is not None and self.ink.axes.shows(ready):
            taken.append(self._paint_ready(ready))
        for given in shown:
            self._paint_given(given, taken)

    def _paint_ready(self, ready: int) -> Span:
        """Draw a tick with its words, and return what they take."""
        x, y, dim = round(self._x(ready)), self.rows.drugs_y, theme.colour(PALETTE.dim)
        crisp(self.painter, dim)
        self.painter.drawLine(x, round(y) - 5, x, round(self.rows.bar[1]))
        said, letters = say("courses.ready_at", minute=signed(ready)), self.ink.small
        width = letters.width(said)
        left = x + AIR if x + AIR + width < self.rows.right else x - AIR - width
        letters.write(self.painter, said, left, y, dim)
        return min(x, left), max(x, left + width)

    def _paint_given(self, given: Given, taken: list[Span]) -> None:
        x, y, ink = self._x(given.minute), self.rows.drugs_y, theme.colour(PALETTE.ink)
        corners = [(x - TRIANGLE, y - 4), (x + TRIANGLE, y - 4), (x, y + 4)]
        filled(self.painter, ink)
        self.painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        dose = "" if given.dose is None else f" {number(given.dose)} {given.unit or ''}"
        said = f"{given.drug}{dose}".strip()
        self._write_beside(self.ink.small, said, x, y, ink, taken)

    # -- ratings ---------------------------------------------------------------------------

    def paint_ratings(self, strip: Strip, recovered: int | None) -> None:
        """Draw bars, the highest with its number and minute, and when dissociation was gone."""
        vomits = [self._x(minute) for minute in self._shown(strip.vomits)]
        crosses = [_around(x, VOMIT) for x in vomits]
        taken = self._paint_scores("dissociation", strip.dissociation, self.rows.dissociation, [])
        self._paint_scores("nausea", strip.nausea, self.rows.nausea, crosses)
        for x in vomits:
            self._paint_vomit(x)
        if recovered is not None and self.ink.axes.shows(recovered):
            self._paint_gone(recovered, taken)

    def _paint_scores(
        self, scale: str, seen: Sequence[Scored], row: Span, taken: list[Span]
    ) -> list[Span]:
        """Draw the answers on a scale, and return all that is taken in their row."""
        colour, highest = theme.colour(getattr(PALETTE, scale)), scales()[scale].highest or 1
        shown = [one for one in seen if self.ink.axes.shows(one.minute)]
        taken = [*taken, *(_around(self._x(one.minute), RATED / 2) for one in shown)]
        for one in shown:
            self._paint_score(one, row, highest, colour)
        top = max(shown, key=lambda one: one.score or 0, default=None)
        if top is not None and top.score:
            at = minute_words(top.minute)
            said = say("courses.score_at", value=number(top.score), minute=at)
            self._write_beside(
                self.ink.number, said, self._x(top.minute), row[0] + 6, colour, taken
            )
        return taken

    def _paint_score(self, one: Scored, row: Span, highest: float, colour: QColor) -> None:
        """A 0 is seen and is nothing; where nobody could be asked stands a dash."""
        x = self._x(one.minute)
        if one.score is None:
            dim = theme.colour(PALETTE.dim)
            self.ink.small.write(self.painter, "–", x, row[1] - 6, dim, CENTRE)
            return
        high = 2 + (row[1] - row[0] - 3) * min(one.score, highest) / highest
        filled(self.painter, colour)
        bar = QRectF(x - RATED / 2, row[1] - high, RATED, high)
        self.painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_vomit(self, x: float) -> None:
        y = self.rows.nausea[1] - 8
        smooth(self.painter, theme.colour(PALETTE.nausea), 1.8)
        self.painter.drawLine(QLineF(x - VOMIT, y - VOMIT, x + VOMIT, y + VOMIT))
        self.painter.drawLine(QLineF(x - VOMIT, y + VOMIT, x + VOMIT, y - VOMIT))

    def _paint_gone(self, recovered: int, taken: list[Span]) -> None:
        x, y = self._x(recovered), self.rows.dissociation[1] - 9
        purple = theme.colour(PALETTE.dissociation)
        smooth(self.painter, purple, 1.6)
        self.painter.drawEllipse(QPointF(x, y), RING, RING)
        said, taken = say("courses.gone_at", minute=signed(recovered)), [*taken, _around(x, RING)]
        self._write_beside(self.ink.number, said, x, y, purple, taken)

    # -- where -----------------------------------------------------------------------------

    def _x(self, minute: float) -> float:
        return self.ink.x(self.rows, minute)

    def _shown(self, minutes: Iterable[float]) -> list[float]:
        return [minute for minute in minutes if self.ink.axes.shows(minute)]

    def _write_beside(
        self, letters: Lettering, said: str, x: float, y: float, colour: QColor, taken: list[Span]
    ) -> None:
        """Write as close to the right of a mark as there is room, or not at all; note the room."""
        width = letters.width(said)
        pane = (self.rows.left, self.rows.right)
        left = fitting(width, x + 2.5 * AIR, pane, taken, width + 6 * AIR)
        if left is not None:
            letters.write(self.painter, said, left, y, colour)
            taken.append((left, left + width))


def _around(x: float, reach: float) -> Span:
    return x - reach, x + reach

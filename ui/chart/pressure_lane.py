"""Pressure the anaesthesia way: V at systolic, caret at diastolic, a line between, a dash: mean.

The value in alarm has the alarm's colour. What is not sure is hollow, what was rejected struck out.
"""

from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from monitor.events import Baseline, CuffReading, CuffSource, CuffStatus, Priority, Verdict
from monitor.limits import in_phase
from monitor.profile import Limits
from monitor.settings import PRESSURE
from ui import theme
from ui.chart.lane import Lane
from ui.chart.outages import recovered
from ui.chart.paper import Paper, smooth
from ui.chart.pressure_marks import PressureMark, pressure_marks
from ui.chart.value_axis import ValueAxis
from ui.chart.word_row import EDGE_PAD, Word, rightmost
from ui.pressure_words import pressures, verdict_words
from ui.words import clock_time, number, say

AXIS = ValueAxis(40, 200, step=40, every=40)
REACH, NARROWEST = 8.5, 4.5
"""How far a V reaches to either side, and nearly how high it is."""
REACH_MS = 65_000
"""It reaches no further than this much time, so that those of four hours stand apart."""
NAMES_PX = 160
"""Names of limits and of the baseline reach no further into the lane."""
RISE = 1.18
"""How high it is, in reaches."""


class Pressures(NamedTuple):
    """What the lane shows: pressures, the times of cuffs that failed, what they compare with.

    readings: those that nobody rejected; marks: all of them, with what stands against each.
    """

    readings: tuple[CuffReading, ...] = ()
    marks: tuple[PressureMark, ...] = ()
    failed: tuple[int, ...] = ()
    baseline: Baseline | None = None
    limits: Limits | None = None
    recovered: frozenset[int] = frozenset()
    names: tuple[Word, ...] = ()
    numbers: tuple[Word, ...] = ()
    band: Word | None = None
    """Words at their places: of the limits, of the last reading, of the baseline's band."""


class PressureLane(Lane):
    """As high as the other lanes leave it."""

    id = "pressure"
    share = 0.0
    ruled = False
    item = PRESSURE

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, say("chart.pressure"), paper.palette.ink)
        self.axis: ValueAxis = AXIS
        self.shown: Pressures = Pressures()
        self._pressures = Pressures()

    def note_entries(self) -> None:
        super().note_entries()
        session = self.paper.session
        marks = pressure_marks(session.entries.values())
        readings = tuple(m.reading for m in marks if m.verdict is not Verdict.REJECTED)
        cuffs = (entry for entry in session.entries.values() if isinstance(entry, CuffReading))
        failed = tuple(cuff.t_ms for cuff in cuffs if cuff.status is not CuffStatus.OK)
        values = [v for r in readings for v in (r.systolic, r.diastolic) if v is not None]
        self.axis = AXIS.covering(min(values, default=AXIS.low), max(values, default=AXIS.high))
        kept = recovered(readings, session.entries.values())
        self._pressures = Pressures(
            readings, marks, failed, session.baseline, session.limits(), kept
        )

    def content(self, t_ms: int) -> Pressures:
        taken = [*self._marks(), *self._now(t_ms)]
        names = self._limit_names(taken)
        numbers = self._numbers(names)
        band = self._band_name([*(word.box for word in (*names, *numbers)), *taken])
        return self._pressures._replace(names=tuple(names), numbers=tuple(numbers), band=band)

    def _now(self, t_ms: int) -> list[QRectF]:
        """The line of now, as long as it may go through the names at the right edge."""
        now_px = self.paper.time.column(t_ms)
        if self.sight[1] - now_px > NAMES_PX or self.paper.session.ended:
            return []
        return [QRectF(now_px, self.rect.top(), 1, self.rect.height())]

    def said(self, t_ms: int) -> str:
        if not self.shown.readings:
            return ""
        last = self.shown.readings[-1]
        at = clock_time(self.paper.wall(last.t_ms))
        said = say("chart.description.pressure", pressure=pressures(last), at=at)
        doubt = verdict_words(self.paper.session, last)
        return say("chart.hover.doubt", pressure=said, doubt=doubt) if doubt else said

    @property
    def due_y(self) -> float:
        return self.down(self.axis.low) + 4

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        self._paint_baseline(painter)
        self._paint_limits(painter)
        for t_ms in self.shown.failed:
            if self.paper.time.shows(t_ms, REACH):
                self._paint_failed(painter, t_ms)
        for mark in self.shown.marks:
            if self.paper.time.shows(mark.reading.t_ms, REACH):
                self._paint_mark(painter, mark)
        self._paint_numbers(painter)

    def _paint_baseline(self, painter: QPainter) -> None:
        if self.shown.baseline is None:
            return
        (top, bottom), (left, right) = self._band(self.shown.baseline), self.sight
        band = QRectF(left, round(top), right - left, round(bottom) - round(top))
        painter.fillRect(band, theme.colour(self.paper.palette.pressure, 0.06))
        if self.shown.band is not None:
            self.shown.band.write(painter, theme.colour(self.paper.palette.dim))

    def _band(self, baseline: Baseline) -> tuple[float, float]:
        """From where to where down the band around a baseline lies."""
        share = self.paper.session.profile.baseline.relative_percent / 100
        return self.down(baseline.systolic * (1 + share)), self.down(
            baseline.systolic * (1 - share)
        )

    def _band_name(self, taken: list[QRectF]) -> Word | None:
        """The band is named in full, in short or not at all: as the rest leaves room."""
        if self._pressures.baseline is None:
            return None
        paper, (top, bottom) = self.paper, self._band(self._pressures.baseline)
        percent = number(paper.session.profile.baseline.relative_percent)
        for code in ("chart.baseline", "chart.baseline.narrow"):
            said = say(code, percent=percent)
            for y in (bottom - 10, top + 10):
                if word := rightmost(said, y, paper.small, self.sight, taken):
                    return word
        return None

    def _paint_limits(self, painter: QPainter) -> None:
        limits, palette = self.paper.session.limits(), self.paper.palette
        self._dot(painter, limits.systolic[1], theme.colour(palette.alarm_medium, 0.6))
        self._dot(painter, limits.diastolic[1], theme.colour(palette.dim, 0.4))
        for name, colour in zip(self.shown.names, (palette.limit, palette.dim), strict=False):
            name.write(painter, theme.colour(colour))

    def _limit_names(self, taken: list[QRectF]) -> list[Word]:
        """What the limits are called: outside of what they hold, free where there is a place."""
        session = self.paper.session
        limits, clinic = session.limits(), in_phase(session.profile.limits, session.phase)
        high, low = limits.systolic[1], limits.diastolic[1]
        systolic = say("chart.limit.systolic", limit=number(high))
        diastolic = say("chart.limit.diastolic", limit=number(low))
        return [
            self._limit_name(_own(said, own), y, taken)
            for said, own, y in (
                (systolic, high != clinic.systolic[1], self.down(high) - 10),
                (diastolic, low != clinic.diastolic[1], self.down(low) + 10),
            )
        ]

    def _limit_name(self, said: str, y: float, taken: list[QRectF]) -> Word:
        """A limit is always named, at the edge where there is no better place."""
        letters, sight = self.paper.small, self.sight
        edge = Word(said, sight[1] - EDGE_PAD - letters.width(said), y, letters)
        return rightmost(said, y, letters, sight, taken) or edge

    def _marks(self) -> list[QRectF]:
        """The room of every reading in sight."""
        time, reach = self.paper.time, self._reach
        found = []
        for reading in (mark.reading for mark in self._pressures.marks):
            if time.shows(reading.t_ms, REACH):
                x, top, bottom = self._ends(reading)
                found.append(QRectF(x - reach, top - RISE * reach, 2 * reach, 0))
                found[-1].setBottom(bottom + RISE * reach)
        return found

    def _dot(self, painter: QPainter, limit: float, colour: QColor) -> None:
        time, y = self.paper.time, round(self.down(limit))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(colour, 2)
        pen.setDashPattern([1, 3])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(round(time.left_px), y, round(time.right_px), y)

    def _paint_mark(self, painter: QPainter, mark: PressureMark) -> None:
        if mark.verdict is Verdict.REJECTED:
            self._paint_rejected(painter, mark.reading)
            return
        reading, alarm = mark.reading, self._alarm_colour(mark.priority)
        usual = theme.colour(self.paper.palette.pressure)
        x, high, low = self._ends(reading)
        smooth(painter, theme.colour(self.paper.palette.pressure, 0.5), 1.5)
        painter.drawLine(QLineF(x, high, x, low))
        if reading.mean is not None:
            dash = theme.colour(self.paper.palette.mean)
            self._paint_mean(painter, x, reading.mean, alarm if mark.number == "mean" else dash)
        unsure = reading.t_ms in self.shown.recovered or mark.verdict is Verdict.SUSPECT
        for name, y, side in (("systolic", high, -1), ("diastolic", low, 1)):
            if name == "diastolic" and reading.diastolic is None:
                continue
            meant = name == mark.number
            hollow = unsure or (meant and not mark.confirmed)
            self._paint_tip(painter, QPointF(x, y), side, alarm if meant else usual, hollow=hollow)
        if reading.source is CuffSource.MANUAL:
            self._paint_typed(painter, x, (high + low) / 2)

    def _alarm_colour(self, priority: Priority) -> QColor:
        palette = self.paper.palette
        high = priority is Priority.HIGH
        return theme.colour(palette.alarm_high if high else palette.alarm_medium)

    def _ends(self, reading: CuffReading) -> tuple[float, float, float]:
        """Across, and from where to where down."""
        ends = [v for v in (reading.systolic, reading.diastolic) if v is not None]
        x = round(self.paper.time.x(reading.t_ms)) + 0.5
        return x, self.down(ends[0]), self.down(ends[-1])

    def _paint_mean(self, painter: QPainter, x: float, mean: float, colour: QColor) -> None:
        smooth(painter, colour, 2)
        y, wide = round(self.down(mean)), 0.7 * self._reach
        painter.drawLine(QLineF(x - wide, y, x + wide, y))

    def _paint_rejected(self, painter: QPainter, reading: CuffReading) -> None:
        """Hollow, grey and struck out; as a cuff that failed where the axis has no such value."""
        given = [v for v in (reading.systolic, reading.diastolic) if v is not None]
        if not all(self.axis.low <= value <= self.axis.high for value in given):
            self._paint_failed(painter, reading.t_ms)
            return
        x, high, low = self._ends(reading)
        dim = theme.colour(self.paper.palette.dim)
        for y, side in ((high, -1), (low, 1)):
            self._paint_tip(painter, QPointF(x, y), side, dim, hollow=True)
        smooth(painter, dim, 1.4)
        wide = 1.3 * self._reach
        for y, side in ((high, -1), (low, 1)):
            middle = y + side * RISE * self._reach / 2
            painter.drawLine(QLineF(x - wide, middle + wide / 2, x + wide, middle - wide / 2))

    @property
    def _reach(self) -> float:
        return min(REACH, max(NARROWEST, REACH_MS / self.paper.time.ms_per_px))

    def _paint_tip(
        self, painter: QPainter, tip: QPointF, side: int, colour: QColor, *, hollow: bool
    ) -> None:
        """Paint two strokes that meet at the value; a hollow one is closed, and not filled."""
        reach = self._reach
        arrow = _arrow(tip.x(), tip.y(), side * RISE * reach, reach)
        if not hollow:
            smooth(painter, colour, 2.2)
            painter.drawPolyline(arrow)
            return
        smooth(painter, colour, 1.4)
        painter.setBrush(theme.colour(self.paper.palette.chart))
        painter.drawPolygon(arrow)

    def _paint_typed(self, painter: QPainter, x: float, y: float) -> None:
        painter.setBrush(theme.colour(self.paper.palette.chart))
        pen = QPen(theme.colour(self.paper.palette.pressure), 1.6)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRectF(x - 4, y - 4, 8, 8))

    def _paint_failed(self, painter: QPainter, t_ms: int) -> None:
        x, y = self.paper.time.x(t_ms), self.down(self.axis.low) - 8
        smooth(painter, theme.colour(self.paper.palette.dim), 1.8)
        painter.drawLine(QLineF(x - 4, y - 4, x + 4, y + 4))
        painter.drawLine(QLineF(x - 4, y + 4, x + 4, y - 4))

    def number_boxes(self) -> list[QRectF]:
        """The room of the last reading's numbers."""
        return [word.box for word in self.shown.numbers]

    def _numbers(self, names: list[Word]) -> list[Word]:
        """The last reading's numbers, right of it, or while it is news left where that is taken."""
        time = self.paper.time
        if not self._pressures.readings or not time.shows(self._pressures.readings[-1].t_ms):
            return []
        made = self._numbers_beside(self._pressures.readings[-1], 1)
        taken = [name.box for name in names]
        outside = any(word.span[1] > self.sight[1] for word in made)
        if outside or any(word.box.intersects(box) for word in made for box in taken):
            if self.paper.session.ended:
                # No longer news: not worth covering the readings before it.
                return []
            made = self._numbers_beside(self._pressures.readings[-1], -1)
        return made

    def _numbers_beside(self, reading: CuffReading, side: int) -> list[Word]:
        letters, x = self.paper.reading, self.paper.time.x(reading.t_ms) + side * 14
        made = []
        for value, up in ((reading.systolic, 3), (reading.diastolic, -2)):
            if value is not None:
                left = x if side > 0 else x - letters.width(number(value))
                made.append(Word(number(value), left, self.down(value) - up, letters))
        return made

    def _paint_numbers(self, painter: QPainter) -> None:
        palette = self.paper.palette
        ink, ground = theme.colour(palette.ink), theme.colour(palette.chart, 0.6)
        for word in self.shown.numbers:
            word.letters.clear(painter, word.said, word.left, word.y, ground)
            word.write(painter, ink)


def _own(said: str, own: bool) -> str:
    """Say of a limit that it is this patient's own."""
    return say("tile.own_limits", limits=said) if own else said


def _arrow(x: float, tip: float, rise: float, reach: float) -> QPolygonF:
    """The corners of a V or a caret, its tip at the value."""
    return QPolygonF(
        [QPointF(x - reach, tip + rise), QPointF(x, tip), QPointF(x + reach, tip + rise)]
    )

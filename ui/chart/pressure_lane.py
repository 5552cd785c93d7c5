"""Pressure the anaesthesia way: V at systolic, caret at diastolic, a line between, a dash: mean."""

from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from monitor.events import Baseline, CuffReading, CuffSource, CuffStatus
from monitor.settings import PRESSURE
from ui import theme
from ui.chart.lane import Lane
from ui.chart.lettering import LEFT, RIGHT
from ui.chart.outages import recovered
from ui.chart.paper import Paper, smooth
from ui.chart.value_axis import ValueAxis
from ui.words import clock_time, number, say

AXIS = ValueAxis(40, 200, step=40, every=40)
REACH, NARROWEST = 8.5, 4.5
"""How far a V reaches to either side, and nearly how high it is."""
REACH_MS = 65_000
"""It reaches no further than this much time, so that those of four hours stand apart."""
RISE = 1.18
"""How high it is, in reaches."""


class Pressures(NamedTuple):
    """What the lane shows: pressures, the times of cuffs that failed, what they compare with."""

    readings: tuple[CuffReading, ...] = ()
    failed: tuple[int, ...] = ()
    baseline: Baseline | None = None
    recovered: frozenset[int] = frozenset()


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
        readings = tuple(session.pressures())
        cuffs = (entry for entry in session.entries.values() if isinstance(entry, CuffReading))
        failed = tuple(cuff.t_ms for cuff in cuffs if cuff.status is not CuffStatus.OK)
        values = [v for r in readings for v in (r.systolic, r.diastolic) if v is not None]
        self.axis = AXIS.covering(min(values, default=AXIS.low), max(values, default=AXIS.high))
        kept = recovered(readings, session.entries.values())
        self._pressures = Pressures(readings, failed, session.baseline, kept)

    def content(self, t_ms: int) -> Pressures:
        return self._pressures

    def said(self, t_ms: int) -> str:
        if not self.shown.readings:
            return ""
        last = self.shown.readings[-1]
        values = "/".join("--" if v is None else number(v) for v in (last.systolic, last.diastolic))
        at = clock_time(self.paper.wall(last.t_ms))
        return say("chart.description.pressure", pressure=values, at=at)

    @property
    def due_y(self) -> float:
        return self.down(self.axis.low) + 4

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        numbers = self._numbers()
        self._paint_baseline(painter, [part.box for part in numbers])
        self._paint_limits(painter)
        for t_ms in self.shown.failed:
            if self.paper.time.shows(t_ms, REACH):
                self._paint_failed(painter, t_ms)
        for reading in self.shown.readings:
            if self.paper.time.shows(reading.t_ms, REACH):
                self._paint_reading(painter, reading)
        self._paint_numbers(painter, numbers)

    def _paint_baseline(self, painter: QPainter, taken: list[QRectF]) -> None:
        """The band, named in full, in short or not at all: as the last reading leaves room."""
        if self.shown.baseline is None:
            return
        paper, systolic = self.paper, self.shown.baseline.systolic
        percent = paper.session.profile.baseline.relative_percent
        top, bottom = (self.down(systolic * (1 + sign * percent / 100)) for sign in (1, -1))
        left, right = paper.time.left_px, paper.time.right_px
        band = QRectF(left, round(top), right - left, round(bottom) - round(top))
        painter.fillRect(band, theme.colour(paper.palette.pressure, 0.06))
        for code in ("chart.baseline", "chart.baseline.narrow"):
            said, at = say(code, percent=number(percent)), (right - 6, bottom - 10)
            if not _touches(paper.small.box(said, *at, RIGHT), taken):
                paper.small.write(painter, said, *at, theme.colour(paper.palette.dim), RIGHT)
                break

    def _paint_limits(self, painter: QPainter) -> None:
        limits, palette = self.paper.session.profile.limits, self.paper.palette
        self._dot(painter, limits.systolic[1], theme.colour(palette.alarm_medium, 0.6))
        self._dot(painter, limits.diastolic[1], theme.colour(palette.dim, 0.4))
        right = self.paper.time.right_px - 6
        for (said, y), colour in zip(
            self._limit_names(), (palette.limit, palette.dim), strict=True
        ):
            self.paper.small.write(painter, said, right, y, theme.colour(colour), RIGHT)

    def _limit_names(self) -> list[tuple[str, float]]:
        """What the limits are called and how far down: outside of what they hold."""
        limits = self.paper.session.profile.limits
        high, low = limits.systolic[1], limits.diastolic[1]
        return [
            (say("chart.limit.systolic", limit=number(high)), self.down(high) - 10),
            (say("chart.limit.diastolic", limit=number(low)), self.down(low) + 10),
        ]

    def _dot(self, painter: QPainter, limit: float, colour: QColor) -> None:
        time, y = self.paper.time, round(self.down(limit))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(colour, 2)
        pen.setDashPattern([1, 3])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(round(time.left_px), y, round(time.right_px), y)

    def _paint_reading(self, painter: QPainter, reading: CuffReading) -> None:
        ends = [v for v in (reading.systolic, reading.diastolic) if v is not None]
        x = round(self.paper.time.x(reading.t_ms)) + 0.5
        high, low = (self.down(value) for value in (ends[0], ends[-1]))
        colour = self.paper.palette.pressure
        smooth(painter, theme.colour(colour, 0.5), 1.5)
        painter.drawLine(QLineF(x, high, x, low))
        if reading.mean is not None:
            smooth(painter, theme.colour(self.paper.palette.mean), 2)
            mean = round(self.down(reading.mean))
            wide = 0.7 * self._reach
            painter.drawLine(QLineF(x - wide, mean, x + wide, mean))
        hollow = reading.t_ms in self.shown.recovered
        self._paint_tip(painter, QPointF(x, high), -1, hollow=hollow)
        if reading.diastolic is not None:
            self._paint_tip(painter, QPointF(x, low), 1, hollow=hollow)
        if reading.source is CuffSource.MANUAL:
            self._paint_typed(painter, x, (high + low) / 2)

    @property
    def _reach(self) -> float:
        return min(REACH, max(NARROWEST, REACH_MS / self.paper.time.ms_per_px))

    def _paint_tip(self, painter: QPainter, tip: QPointF, side: int, *, hollow: bool) -> None:
        """Paint two strokes that meet at the value; a hollow one is closed, and not filled."""
        colour, reach = theme.colour(self.paper.palette.pressure), self._reach
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

    def _numbers(self) -> "list[_Number]":
        """The last reading's numbers, right of it, or left where that room is taken."""
        paper = self.paper
        if not self.shown.readings or not paper.time.shows(self.shown.readings[-1].t_ms):
            return []
        names, right = self._limit_names(), paper.time.right_px
        taken = [paper.small.box(said, right - 6, y, RIGHT) for said, y in names]
        made = self._numbers_beside(self.shown.readings[-1], 1)
        if any(part.box.right() > right or _touches(part.box, taken) for part in made):
            made = self._numbers_beside(self.shown.readings[-1], -1)
        return made

    def _numbers_beside(self, reading: CuffReading, side: int) -> "list[_Number]":
        x = self.paper.time.x(reading.t_ms) + side * 14
        anchor = LEFT if side > 0 else RIGHT
        made = []
        for value, up in ((reading.systolic, 3), (reading.diastolic, -2)):
            if value is not None:
                said, y = number(value), self.down(value) - up
                box = self.paper.reading.box(said, x, y, anchor)
                made.append(_Number(said, x, y, anchor, box))
        return made

    def _paint_numbers(self, painter: QPainter, numbers: "list[_Number]") -> None:
        palette, letters = self.paper.palette, self.paper.reading
        ink, ground = theme.colour(palette.ink), theme.colour(palette.chart, 0.6)
        for said, x, y, anchor, _ in numbers:
            letters.clear(painter, said, x, y, ground, anchor)
            letters.write(painter, said, x, y, ink, anchor)


class _Number(NamedTuple):
    """A number of the last reading, where it is written, and the room it takes."""

    said: str
    x: float
    y: float
    anchor: float
    box: QRectF


def _touches(box: QRectF, others: list[QRectF]) -> bool:
    return any(box.intersects(other) for other in others)


def _arrow(x: float, tip: float, rise: float, reach: float) -> QPolygonF:
    """The corners of a V or a caret, its tip at the value."""
    return QPolygonF(
        [QPointF(x - reach, tip + rise), QPointF(x, tip), QPointF(x + reach, tip + rise)]
    )

"""The alarms of a session and what became of them; and when a device could not be heard.

Full is what was so and grave, in the colour of its priority; an outline is a message, or what is
over and waits for an answer. A triangle is a first breach, a tick an answer.
"""

from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPolygonF

from monitor.episodes import Episode, episodes
from monitor.events import AlarmStep, LinkChange, PowerChange, Priority
from ui import theme
from ui.chart.alarm_bars import NARROWEST, Bar, Mark, bars, marks
from ui.chart.lane import Lane
from ui.chart.outages import Outage, asleep, outages
from ui.chart.paper import Paper, filled, smooth
from ui.words import say

HEIGHT = 14
REACH = 6.5
"""How far a triangle reaches to either side."""
TICK = 3
"""How far a tick stands out above and below a bar."""


class Happened(NamedTuple):
    """What the lane shows, as pixel columns have it; what goes on ends with now's."""

    outages: tuple[Outage, ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()


class AlarmLane(Lane):
    """Outages last from a link's silence or loss until it is heard; of the PC, while it slept."""

    id = "alarms"
    share = 0.46

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, say("chart.alarms"), paper.palette.ink)
        self.above_axis = 7.0
        self.shown: Happened = Happened()
        self._links: list[LinkChange] = []
        self._power: list[PowerChange] = []
        self._episodes: list[Episode] = []

    def note_entries(self) -> None:
        entries = self.paper.session.entries.values()
        self._links = [entry for entry in entries if isinstance(entry, LinkChange)]
        self._power = [entry for entry in entries if isinstance(entry, PowerChange)]
        self._episodes = episodes(entries)

    def content(self, t_ms: int) -> Happened:
        column = self.paper.time.column
        gone = (*outages(self._links, t_ms), *asleep(self._power, t_ms))
        return Happened(gone, bars(self._episodes, column, t_ms), marks(self._episodes, column))

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        medium = theme.colour(self.paper.palette.alarm_medium)
        for start_ms, end_ms in self.shown.outages:
            left, right = (self.paper.time.column(t) for t in (start_ms, end_ms))
            smooth(painter, medium, 1.4)
            painter.drawRect(self._box(left, max(right, left + NARROWEST)))
        for bar in self.shown.bars:
            self._paint_bar(painter, bar)
        for mark in self.shown.marks:
            if mark.step is AlarmStep.UNCONFIRMED:
                self._paint_breach(painter, mark.column + 0.5)
            else:
                self._paint_tick(painter, mark.column + 0.5)

    def _box(self, left: int, right: int) -> QRectF:
        top = round(self.rect.center().y()) - HEIGHT / 2
        return QRectF(left, top, right - left, HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5)

    def _paint_bar(self, painter: QPainter, bar: Bar) -> None:
        colour = self._colour(bar.priority)
        if bar.full:
            filled(painter, colour)
            painter.drawRect(self._box(bar.left, bar.right).adjusted(-0.5, -0.5, 0.5, 0.5))
        else:
            smooth(painter, colour, 1.4)
            painter.drawRect(self._box(bar.left, bar.right))

    def _colour(self, priority: Priority) -> QColor:
        palette = self.paper.palette
        high = priority is Priority.HIGH
        return theme.colour(palette.alarm_high if high else palette.alarm_medium)

    def _paint_breach(self, painter: QPainter, x: float) -> None:
        box = self._box(round(x), round(x))
        smooth(painter, self._colour(Priority.MEDIUM), 1.6)
        painter.setBrush(theme.colour(self.paper.palette.chart))
        foot = box.bottom()
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x - REACH, foot), QPointF(x, box.top() + 1), QPointF(x + REACH, foot)]
            )
        )

    def _paint_tick(self, painter: QPainter, x: float) -> None:
        box = self._box(round(x), round(x))
        smooth(painter, theme.colour(self.paper.palette.chart), 4)
        painter.drawLine(QLineF(x, box.top() - TICK, x, box.bottom() + TICK))
        smooth(painter, theme.colour(self.paper.palette.ink), 1.6)
        painter.drawLine(QLineF(x, box.top() - TICK, x, box.bottom() + TICK))

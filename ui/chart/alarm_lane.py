"""When a device could not be heard, as outlines: alarms proper are not part of this version."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from monitor.events import LinkChange, PowerChange
from ui import theme
from ui.chart.lane import Lane
from ui.chart.outages import Outage, asleep, outages
from ui.chart.paper import Paper, smooth
from ui.words import say

HEIGHT = 14
NARROWEST = 5


class AlarmLane(Lane):
    """Outages of every link, from its silence or loss until it was heard again; the PC's sleep."""

    id = "alarms"
    share = 0.46

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, say("chart.alarms"), paper.palette.ink)
        self.above_axis = 7.0
        self.shown: tuple[Outage, ...] = ()
        self._links: list[LinkChange] = []
        self._power: list[PowerChange] = []

    def note_entries(self) -> None:
        entries = self.paper.session.entries.values()
        self._links = [entry for entry in entries if isinstance(entry, LinkChange)]
        self._power = [entry for entry in entries if isinstance(entry, PowerChange)]

    def content(self, t_ms: int) -> tuple[Outage, ...]:
        """The outages as pixel columns would have them: one that goes on ends with now's."""
        return (*outages(self._links, t_ms), *asleep(self._power, t_ms))

    def paint_content(self, painter: QPainter) -> None:
        smooth(painter, theme.colour(self.paper.palette.alarm_medium), 1.4)
        for start_ms, end_ms in self.shown:
            left, right = (self.paper.time.column(t) for t in (start_ms, end_ms))
            top = round(self.rect.center().y()) - HEIGHT / 2
            width = max(NARROWEST, right - left)
            painter.drawRect(QRectF(left, top, width, HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5))

"""When a device could not be heard, as outlines: alarms proper are not part of this version."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from monitor.events import LinkChange, LinkState
from ui import theme
from ui.chart.lane import Lane
from ui.chart.paper import Paper, smooth
from ui.words import say

HEIGHT = 14
NARROWEST = 5

Outage = tuple[int, int]
_GONE = {LinkState.SILENT, LinkState.LOST}


class AlarmLane(Lane):
    """Outages of every link, from its silence or loss until it was heard again."""

    share = 0.46

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, say("chart.alarms"), paper.palette.ink)
        self.above_axis = 7.0
        self.shown: tuple[Outage, ...] = ()

    def content(self, t_ms: int) -> tuple[Outage, ...]:
        """The outages as pixel columns would have them: one that goes on ends with now's."""
        entries = self.paper.session.entries.values()
        changes = [entry for entry in entries if isinstance(entry, LinkChange)]
        return tuple(outages(changes, t_ms))

    def paint_content(self, painter: QPainter) -> None:
        smooth(painter, theme.colour(self.paper.palette.alarm_medium), 1.4)
        for start_ms, end_ms in self.shown:
            left, right = (self.paper.time.column(t) for t in (start_ms, end_ms))
            top = round(self.rect.center().y()) - HEIGHT / 2
            width = max(NARROWEST, right - left)
            painter.drawRect(QRectF(left, top, width, HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5))


def outages(changes: list[LinkChange], now_ms: int) -> list[Outage]:
    """From when to when a device that had been heard was not."""
    found: list[Outage] = []
    gone: dict[str, int] = {}
    heard: set[str] = set()
    for change in sorted(changes, key=lambda change: (change.t_ms, change.seq or 0)):
        if change.state is LinkState.RECEIVING:
            heard.add(change.device)
            if change.device in gone:
                found.append((gone.pop(change.device), change.t_ms))
        elif change.state in _GONE and change.device in heard:
            gone.setdefault(change.device, change.t_ms)
    return [*found, *((since, now_ms) for since in gone.values())]

"""What lies under the pointer: a line, and a small label with the time and the exact values."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from monitor.alarm_rule import RANK
from monitor.episodes import Episode, episodes
from monitor.events import (
    CuffReading,
    DueAnswer,
    Entry,
    InfusionChange,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    SprayUsed,
)
from ui import theme
from ui.chart.outages import recovered
from ui.chart.paper import Paper, crisp, smooth
from ui.chart.pressure_marks import pressure_marks
from ui.chart.trace_lane import TraceLane
from ui.chart.window import anchor_ms
from ui.describe import describe
from ui.episode_words import episode_words
from ui.pressure_words import pressures, verdict_words
from ui.words import clock_time, number, say, span

NEAR_PX = 10
"""A mark so close to the pointer is meant."""
PAD = 9.0
WIDEST = 420.0
MOST = 5
"""So many entries at one place are told; more would cover the chart."""
TOLD = (
    Observation,
    MedicationGiven,
    SprayUsed,
    InfusionChange,
    ManualVitals,
    DueAnswer,
    Mark,
    Note,
)
"""What has a mark of its own on the chart, pressures aside."""


class Hover(QGraphicsItem):
    """Hidden until the pointer is over the lanes."""

    def __init__(self, paper: Paper, traces: list[TraceLane]) -> None:
        super().__init__()
        self._paper = paper
        self._traces = traces
        self._lines: list[str] = []
        self._rect = QRectF()
        self._label = QRectF()
        self._x = 0
        self.hide()

    def place(self, rect: QRectF) -> None:
        """The lanes lie here."""
        self.prepareGeometryChange()
        self._rect = rect

    def point_at(self, t_ms: int) -> None:
        """Show this moment."""
        self._x = self._paper.time.column(t_ms)
        self._lines = self._lines_at(t_ms)
        letters = self._paper.axis
        width = max(letters.width(line) for line in self._lines) + 2 * PAD
        height = len(self._lines) * (letters.height + 3) + PAD
        left = self._x + 10 if self._x + 10 + width < self._rect.right() else self._x - 10 - width
        self._label = QRectF(round(left), round(self._rect.top()) + 4, round(width), round(height))
        self.show()
        self.update()

    def _lines_at(self, t_ms: int) -> list[str]:
        paper = self._paper
        start_ms = anchor_ms(paper.session)
        at = clock_time(paper.wall(t_ms), seconds=True)
        from_start = "" if start_ms is None else f" · {_signed_span(t_ms - start_ms)}"
        lines = [at + from_start]
        lines += [self._pressure(cuff) for cuff in self._cuffs_near(t_ms)]
        for lane in self._traces:
            value = lane.trace.value_at(t_ms)
            if value is not None:
                lines.append(f"{lane.label.replace(chr(10), ' ')}  {number(value)}")
        told = [self._alarm(one) for one in self._alarms_at(t_ms)[:MOST]]
        told += [self._entry(entry) for entry in self._entries_near(t_ms)[:MOST]]
        return [*lines, *(paper.axis.cut(line, WIDEST) for line in told)]

    @property
    def _near_ms(self) -> float:
        return NEAR_PX * self._paper.time.ms_per_px

    def _entries_near(self, t_ms: int) -> list[Entry]:
        entries = self._paper.session.entries.values()
        near = (e for e in entries if isinstance(e, TOLD) and abs(e.t_ms - t_ms) <= self._near_ms)
        return sorted(near, key=lambda entry: (abs(entry.t_ms - t_ms), entry.seq or 0))

    def _alarms_at(self, t_ms: int) -> list[Episode]:
        """Those that stood then, the gravest first."""
        session, near_ms = self._paper.session, self._near_ms
        at = [
            one
            for one in episodes(session.entries.values())
            if one.began_ms - near_ms
            <= t_ms
            <= (session.now_ms if one.ended_ms is None else one.ended_ms) + near_ms
        ]
        return sorted(at, key=lambda one: (-RANK[one.worst.priority], one.began_ms))

    def _alarm(self, one: Episode) -> str:
        said = episode_words(one, lambda t_ms: clock_time(self._paper.wall(t_ms)))
        since = clock_time(self._paper.wall(one.began_ms))
        return say("chart.hover.alarm", said=said, since=since)

    def _entry(self, entry: Entry) -> str:
        at = clock_time(self._paper.wall(entry.t_ms))
        return say("chart.hover.entry", said=describe(entry), at=at)

    def _cuffs_near(self, t_ms: int) -> list[CuffReading]:
        """The nearest pressure, be it rejected."""
        near_ms = self._near_ms
        measured = (mark.reading for mark in pressure_marks(self._paper.session.entries.values()))
        cuffs = [cuff for cuff in measured if abs(cuff.t_ms - t_ms) <= near_ms]
        return sorted(cuffs, key=lambda cuff: abs(cuff.t_ms - t_ms))[:1]

    def _pressure(self, cuff: CuffReading) -> str:
        mean = "" if cuff.mean is None else f" ({number(cuff.mean)})"
        kept = recovered([cuff], self._paper.session.entries.values())
        said = say(
            "chart.hover.recovered" if kept else "chart.hover.pressure",
            pressure=f"{pressures(cuff)}{mean}",
            at=clock_time(self._paper.wall(cuff.t_ms)),
        )
        doubt = verdict_words(self._paper.session, cuff)
        return say("chart.hover.doubt", pressure=said, doubt=doubt) if doubt else said

    # -- painting --------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        palette, letters = self._paper.palette, self._paper.axis
        crisp(painter, theme.colour(palette.dim, 0.5))
        painter.drawLine(self._x, round(self._rect.top()), self._x, round(self._rect.bottom()))
        smooth(painter, theme.colour(palette.edge))
        painter.setBrush(theme.colour(palette.panel))
        painter.drawRoundedRect(self._label.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        y = self._label.top() + PAD / 2 + letters.height / 2
        for row, line in enumerate(self._lines):
            ink = theme.colour(palette.dim if row == 0 else palette.ink)
            letters.write(painter, line, self._label.left() + PAD, y, ink)
            y += letters.height + 3


def _signed_span(ms: int) -> str:
    return ("+" if ms >= 0 else "−") + span(abs(ms))

"""What lies under the pointer: a line, and a small label with the time and the exact values."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from monitor.events import CuffReading
from ui import theme
from ui.chart.paper import Paper, crisp, smooth
from ui.chart.trace_lane import TraceLane
from ui.words import clock_time, number, say, span

NEAR_PX = 10
"""A cuff so close to the pointer is meant."""
PAD = 9.0


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
        start_ms = paper.session.infusion.started_ms
        at = clock_time(paper.wall(t_ms), seconds=True)
        from_start = "" if start_ms is None else f" · {_signed_span(t_ms - start_ms)}"
        lines = [at + from_start]
        lines += [_pressure(cuff, paper) for cuff in self._cuffs_near(t_ms)]
        for lane in self._traces:
            value = lane.trace.value_at(t_ms)
            if value is not None:
                lines.append(f"{lane.label.replace(chr(10), ' ')}  {number(value)}")
        return lines

    def _cuffs_near(self, t_ms: int) -> list[CuffReading]:
        near_ms = NEAR_PX * self._paper.time.ms_per_px
        cuffs = [c for c in self._paper.session.pressures() if abs(c.t_ms - t_ms) <= near_ms]
        return sorted(cuffs, key=lambda cuff: abs(cuff.t_ms - t_ms))[:1]

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


def _pressure(cuff: CuffReading, paper: Paper) -> str:
    systolic, diastolic = (
        "--" if value is None else number(value) for value in (cuff.systolic, cuff.diastolic)
    )
    mean = "" if cuff.mean is None else f" ({number(cuff.mean)})"
    at = clock_time(paper.wall(cuff.t_ms))
    return say("chart.hover.pressure", pressure=f"{systolic}/{diastolic}{mean}", at=at)

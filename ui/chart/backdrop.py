"""Behind all lanes: the infusion's shade, the future's, and the lines and labels of time."""

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ui import theme
from ui.chart.lettering import CENTRE
from ui.chart.paper import Paper
from ui.chart.time_axis import Tick
from ui.chart.window import anchor_ms

LABEL_PX = 100
"""Labels are at least so far apart."""


class Shades(NamedTuple):
    """Pixel columns: the infusion from..to, and where the future begins and ends."""

    infusion: tuple[int, int] = (0, 0)
    future: tuple[int, int] = (0, 0)


class Backdrop(QGraphicsItem):
    """From the top of the first lane to the labels under the last."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._paper = paper
        self._rect = QRectF()
        self._bottom = 0.0
        self._shades = Shades()
        self._ticks: list[Tick] = []
        self._start_ms: int | None = None

    def place(self, rect: QRectF, bottom: float) -> None:
        """Reach over `rect`; lines end at `bottom`, labels stand below it."""
        self.prepareGeometryChange()
        self._rect, self._bottom = rect, bottom
        self._reckon_ticks()

    def refresh(self, t_ms: int) -> None:
        """Let the future begin at this moment."""
        if anchor_ms(self._paper.session) != self._start_ms:
            self._reckon_ticks()
        shades = self._shades_at(t_ms)
        if shades != self._shades:
            self._update_between(self._shades, shades)
            self._shades = shades

    def _reckon_ticks(self) -> None:
        paper = self._paper
        self._start_ms = anchor_ms(paper.session)
        self._ticks = paper.time.ticks(self._start_ms, paper.wall, LABEL_PX)
        self.update()

    def _shades_at(self, t_ms: int) -> Shades:
        time, session = self._paper.time, self._paper.session
        now, right = time.column(t_ms), round(time.right_px)
        started, stopped = session.infusion.started_ms, session.infusion.stopped_ms
        if started is None:
            return Shades(future=(0, 0) if session.ended else (now, right))
        left = time.column(started)
        if session.ended or stopped is not None:
            end = time.column(t_ms if stopped is None else stopped)
            return Shades((left, end), (0, 0) if session.ended else (now, right))
        ends_ms = session.infusion.ends_ms(t_ms)
        return Shades((left, now), (now, now if ends_ms is None else time.column(ends_ms)))

    def _update_between(self, old: Shades, new: Shades) -> None:
        """Paint again only where a shade's edge has moved over."""
        for before, after in zip(
            (*old.infusion, *old.future), (*new.infusion, *new.future), strict=True
        ):
            if before != after:
                left, right = sorted((before, after))
                self.update(
                    QRectF(left - 1, self._rect.top(), right - left + 2, self._rect.height())
                )

    # -- painting --------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        paper = self._paper
        self._fill(painter, self._shades.infusion, paper.palette.infusion_shade)
        self._fill(painter, self._shades.future, paper.palette.future_shade)
        asked: QRectF = option.exposedRect
        for tick in self._ticks:
            if asked.left() - LABEL_PX <= paper.time.x(tick.t_ms) <= asked.right() + LABEL_PX:
                self._paint_tick(painter, tick)

    def _fill(self, painter: QPainter, between: tuple[int, int], colour: str) -> None:
        time = self._paper.time
        left, right = max(between[0], round(time.left_px)), min(between[1], round(time.right_px))
        if right > left:
            top = self._rect.top()
            painter.fillRect(
                QRectF(left, top, right - left, self._bottom - top), theme.colour(colour)
            )

    def _paint_tick(self, painter: QPainter, tick: Tick) -> None:
        paper, x = self._paper, round(self._paper.time.x(tick.t_ms))
        top = round(self._rect.top())
        line = QRectF(x, top, 1, round(self._bottom) - top)
        painter.fillRect(line, paper.grid if tick.label else paper.faint_grid)
        middle = (self._bottom + self._rect.bottom()) / 2
        dim = theme.colour(paper.palette.dim)
        # The last label keeps inside the widget.
        x = min(x, round(self._rect.right() - paper.axis.width(tick.label) / 2 - 4))
        paper.axis.write(painter, tick.label, x, middle, dim, CENTRE)

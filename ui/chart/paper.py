"""What every part of the chart is drawn on: its session, its colours and letters, its time axis."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from monitor.session import Session
from ui import theme
from ui.chart.lettering import Lettering
from ui.chart.time_axis import TimeAxis

EDGE = 10
"""Between the widget's left edge and the labels in the gutter."""


class Paper:
    """Shared by all parts. Nothing here changes while it is shown, except where `time` lies."""

    def __init__(
        self,
        session: Session,
        palette: theme.Palette,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
    ) -> None:
        self.session = session
        self.palette = palette
        self.sizes = sizes
        self.wall = wall
        self.time = TimeAxis()
        self.label = Lettering(sizes.label, 600)
        self.axis = Lettering(sizes.axis)
        self.small = Lettering(sizes.axis - 0.5)
        self.number = Lettering(sizes.axis, 600)
        self.reading = Lettering(sizes.button, 650)

    @property
    def grid(self) -> QColor:
        """Lines that are there to be looked past."""
        return theme.colour(self.palette.line, 0.55)

    @property
    def faint_grid(self) -> QColor:
        """Lines between those."""
        return theme.colour(self.palette.line, 0.3)


def crisp(painter: QPainter, colour: QColor) -> None:
    """Go on with lines of one whole pixel."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def smooth(painter: QPainter, colour: QColor, width: float = 1.0) -> None:
    """Go on with slanted or round lines."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def filled(painter: QPainter, colour: QColor) -> None:
    """Go on with filled shapes without an outline."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)

"""Where the views of the bedside stand: nothing but places, decided by the sizes of the layout."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.labels import frame, label
from ui.words import say


class Places(NamedTuple):
    """What stands where, from the top down; `beside` are the two tiles that share a line."""

    top: Sequence[QWidget]
    pressure: QWidget
    beside: Sequence[QWidget]
    panel: Sequence[QWidget]
    foot_of_panel: QWidget
    footer: QWidget | None = None


def arrange(places: Places, sizes: theme.Sizes) -> tuple[QWidget, QVBoxLayout]:
    """The whole window's contents, and the place that waits for the chart."""
    whole = QWidget()
    theme.role(whole, "window")
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for view in places.top:
        column.addWidget(view)
    middle, chart = QHBoxLayout(), QVBoxLayout()
    middle.setSpacing(0)
    middle.addLayout(chart, 1)
    middle.addWidget(_panel(places, sizes))
    column.addLayout(middle, 1)
    if places.footer is not None:
        column.addWidget(places.footer)
    column.addWidget(_supplementary(sizes))
    # Nothing is chosen until somebody reaches for the keyboard.
    whole.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return whole, chart


def _panel(places: Places, sizes: theme.Sizes) -> QWidget:
    side = frame("side")
    side.setFixedWidth(sizes.panel)
    column = QVBoxLayout(side)
    column.setContentsMargins(sizes.margin, sizes.gap, sizes.margin, sizes.gap)
    column.setSpacing(sizes.gap)
    column.addWidget(places.pressure)
    line = QHBoxLayout()
    line.setSpacing(sizes.gap)
    for tile in places.beside:
        line.addWidget(tile)
    column.addLayout(line)
    for view in places.panel:
        column.addWidget(view)
    column.addStretch(1)
    column.addWidget(places.foot_of_panel)
    return side


def _supplementary(sizes: theme.Sizes) -> QWidget:
    """The line that never goes."""
    bottom = label(sizes.bottom, 400, "faint", text=say("supplementary"))
    bottom.setAlignment(Qt.AlignmentFlag.AlignCenter)
    bottom.setFixedHeight(sizes.bottom_line)
    return bottom

"""The left cell of the strip: the one part that has a colour, and flashes. It knows no rule."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor.events import Priority
from ui import theme
from ui.flash import Flash

PADDING, EDGE, LEAST = 18, 3, 240
"""Pixels beside its words, of its outline, and of what it keeps in a line that is too full."""


class AlarmCell(QWidget):
    """Full in the colour of its priority, or an outline; flashing, it is by turns both.

    The words can be read in either half.
    """

    def __init__(self, px: float, palette: theme.Palette, flash: Flash) -> None:
        super().__init__()
        self._colours = palette
        self._flash = flash
        self._line = ""
        self._priority = Priority.LOW
        self._filled = self._flashes = self._plain = False
        self.setFont(theme.font(px, 650))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        # It paints all of itself: what lies under it is not painted with every flash.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        flash.toggled.connect(self._turn)

    def text(self) -> str:
        """What it says."""
        return self._line

    def show_line(
        self, line: str, priority: Priority, *, filled: bool, flashes: bool, plain: bool = False
    ) -> None:
        """Say `line` from now on; `plain`: without any colour of an alarm."""
        if line != self._line:
            self._line = line
            self.setToolTip(line)
            self.setAccessibleName(line)
            self.updateGeometry()
        self._flashes = flashes
        self._flash.want(self, priority if flashes else None)
        self._filled, self._priority, self._plain = filled, priority, plain
        self.update()

    def calm(self) -> None:
        """Nothing is wrong any more: do not flash unseen."""
        self._flashes = False
        self._flash.want(self, None)

    def _turn(self) -> None:
        if self._flashes:
            self.update()

    @property
    def lit(self) -> bool:
        """Whether it is full at this moment."""
        return self._filled and (not self._flashes or self._flash.on(self._priority))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._line) + 2 * PADDING
        return QSize(width, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        high = self._priority is Priority.HIGH
        shade = self._colours.alarm_high if high else self._colours.alarm_medium
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(shade if self.lit else self._colours.panel))
        if not self.lit and not self._plain:
            _outline(painter, self.rect(), shade)
        painter.setPen(theme.colour(self._ink(high=high)))
        room = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        shown = painter.fontMetrics().elidedText(
            self._line, Qt.TextElideMode.ElideRight, room.width() + 2
        )
        painter.drawText(room.adjusted(0, 0, 2, 0), theme.ALIGN_LEFT, shown)
        painter.end()

    def _ink(self, *, high: bool) -> str:
        colours = self._colours
        if self._plain:
            return colours.ink
        if self.lit:
            return colours.on_alarm if high else colours.on_alarm_medium
        return colours.alarm_high if high else colours.alarm_text


def _outline(painter: QPainter, rect: QRect, shade: str) -> None:
    """Four bars: a pen would be drawn half outside."""
    for side in (
        QRect(0, 0, rect.width(), EDGE),
        QRect(0, rect.height() - EDGE, rect.width(), EDGE),
        QRect(0, 0, EDGE, rect.height()),
        QRect(rect.width() - EDGE, 0, EDGE, rect.height()),
    ):
        painter.fillRect(side, theme.colour(shade))

"""The small multiples: one strip an infusion, all on one minute axis and one pressure axis."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from monitor.errors import DripwatchError
from monitor.events import Entry
from monitor.strip import strip
from ui import theme
from ui.chart.lettering import CENTRE, Lettering
from ui.labels import frame
from ui.review.course_axes import CourseAxes
from ui.review.course_ink import PALETTE, CourseInk, rows_of
from ui.review.course_strip import EDGE, LEAST, CourseStrip
from ui.review.course_words import Told
from ui.words import complain, say, signed

AXIS = 24
"""How high the minutes stand."""

Entries = Callable[[int], Sequence[Entry]]
"""Gives a session's entries by its number; DripwatchError where they cannot be read."""


class AxisFoot(QWidget):
    """The minutes under all strips, which do not scroll with them."""

    def __init__(self, axes: CourseAxes) -> None:
        super().__init__()
        self._axes = axes
        self._letters = Lettering(12.5)
        self.setFixedHeight(AXIS)
        self.margin = 0
        """What the strips lose to their scroll bar."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rows = rows_of(self.width() - self.margin, LEAST)
        dim = theme.colour(PALETTE.dim)
        for minute in self._axes.minutes(rows.width, 60):
            x = rows.left + self._axes.share(minute) * rows.width
            said = say("chart.start") if minute == 0 else signed(minute)
            self._letters.write(painter, said, x, AXIS / 2, dim, CENTRE)
        self._letters.write(painter, say("courses.minutes"), EDGE, AXIS / 2, dim)
        painter.end()


class CourseStrips(QWidget):
    """All strips of a course, read one after the other so that the window never waits.

    Signals: chosen (the place of an infusion), opened (its session's number).
    """

    chosen = Signal(int)
    opened = Signal(int)
    settled = Signal()

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self.strips: list[CourseStrip] = []
        """In the order they are drawn."""
        self._entries = entries
        self._axes = CourseAxes()
        self._ink = CourseInk(self._axes)
        self._waiting: list[CourseStrip] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._read_next)
        self._foot = AxisFoot(self._axes)
        self._scroll = QScrollArea()
        self._arrange()

    def _arrange(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_axis)
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("courses.strips"))

    # -- what is shown ---------------------------------------------------------------------

    def load(self, course: Iterable[Told]) -> None:
        """Show these infusions in this order, their readings as they come."""
        self._timer.stop()
        shown = list(course)
        self._axes.begin(told.row for told in shown)
        self.strips = [CourseStrip(told, self._ink) for told in shown]
        holder = frame("panel")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in self.strips:
            one.pressed.connect(partial(self.chosen.emit, one.told.place))
            one.opened.connect(partial(self.opened.emit, one.told.row.session))
            one.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            column.addWidget(one, 1)
        column.addStretch(0)
        self._scroll.setWidget(holder)
        self._waiting = list(self.strips)
        self._timer.start()

    def choose(self, place: int) -> None:
        """Let one infusion stand out, and bring it into sight."""
        for one in self.strips:
            one.choose(chosen=one.told.place == place)
            if one.chosen:
                self._scroll.ensureWidgetVisible(one, 0, 12)

    def _read_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            self.settled.emit()
            return
        one = self._waiting.pop(0)
        try:
            read = strip(self._entries(one.told.row.session), one.told.row.ended_ms)
        except DripwatchError as error:
            one.show_strip(None, complain(error))
            return
        one.show_strip(read)
        if self._axes.hold(read):
            for other in self.strips:
                other.update()

    # -- keys and room ---------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_axis()

    def _keep_axis(self) -> None:
        """The minutes stand under the strips whether those have a scroll bar or not."""
        bar = self._scroll.verticalScrollBar()
        self._foot.margin = bar.sizeHint().width() if bar.maximum() else 0
        self._foot.update()

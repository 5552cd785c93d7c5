"""The chart: a session's course at a glance, live or saved. Numbers read off it are exact.

One scene in pixels holds one item per lane over one time axis, so that lanes cannot be out of
line with each other. An item paints itself again only when what it shows has changed.
"""

from collections.abc import Callable
from datetime import datetime

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsScene

from monitor.events import Entry, Event, SessionEnd
from monitor.history import History
from monitor.session import Session
from ui import theme
from ui.chart.backdrop import Backdrop
from ui.chart.cursor import Cursor
from ui.chart.hover import Hover
from ui.chart.lanes import lanes
from ui.chart.moments import Moments
from ui.chart.now_line import Elsewhere, NowLine
from ui.chart.paper import Paper
from ui.chart.pressure_lane import PressureLane
from ui.chart.taps import Taps
from ui.chart.trace_lane import TraceLane
from ui.chart.window import Window, course
from ui.words import say

TOP = 8.0
RIGHT = 20.0
TIME_BAND = 2.4
"""Height of the labels of time, in letters."""
ZOOM_PER_NOTCH = 0.8
PRESSURE_LANES = 2.8
"""The least height of the pressure lane, in lanes; with less room all lanes shrink."""


class ChartView(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Wheel zooms time, dragging pans it, a double click follows the session again.

    Signals:
        moment_hovered(t_ms): the pointer is at this moment; -1 when it left.
        lane_pressed(lane, t_ms): a lane was touched at a moment that has been (nurse.md B7);
            `lane` is `Lane.id`: a scale's id, "pressure", "infusion", "rate", "spo2" or "alarms".
    """

    moment_hovered = Signal(int)
    lane_pressed = Signal(str, int)

    def __init__(
        self,
        session: Session,
        palette: theme.Palette,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
    ) -> None:
        super().__init__(background=theme.colour(palette.chart))
        self.window_of_time = Window()
        self._session = session
        self._paper = Paper(session, palette, sizes, wall)
        self.lanes = lanes(self._paper)
        self._traces = [lane for lane in self.lanes if isinstance(lane, TraceLane)]
        self._backdrop = Backdrop(self._paper)
        self._now_line = NowLine(self._paper)
        self._elsewhere = Elsewhere(self._paper)
        self._cursor = Cursor(self._paper)
        pressures = (lane for lane in self.lanes if isinstance(lane, PressureLane))
        self._moments = Moments(self._paper, next(pressures).number_boxes)
        self._hover = Hover(self._paper, self._traces)
        self._now_ms = 0
        self._now_px: int | None = None
        self._entered = True
        self._pressed_at: QPointF | None = None
        self._dragging = False
        self._taps = Taps(self.lanes, self._paper.time)
        self._taps.tapped.connect(self.lane_pressed)
        self._fill_scene()
        # The window's shortcuts are letters; a chart that took the focus would swallow them.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(say("chart.name"))
        self.setMinimumSize(420, 380)

    def _fill_scene(self) -> None:
        scene: QGraphicsScene = self.scene()
        # A dozen items that cover each other: looking them up costs more than asking all.
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        under = (self._backdrop, self._now_line)
        over = (self._cursor, self._elsewhere, self._hover)
        for item in (*under, *self.lanes, self._moments, *over):
            scene.addItem(item)

    # -- what every view does --------------------------------------------------------------

    def load(self, history: History) -> None:
        """Begin with a saved session."""
        for lane in self._traces:
            lane.load(history)
        self._entered = True
        self._place()

    def show_event(self, event: Event) -> None:
        """Take note of one event; `refresh` paints it."""
        for lane in self._traces:
            lane.take(event)
        if isinstance(event, Entry | SessionEnd):
            self._entered = True

    def refresh(self, t_ms: int) -> None:
        """Paint this moment: what has been entered or measured, and where now is."""
        if self.closed:
            return
        self._now_ms = t_ms
        if self._stretch() != (self._paper.time.left_ms, self._paper.time.right_ms):
            self._place()
        self._elsewhere.setVisible(not self.window_of_time.follows)
        for lane in self._traces:
            lane.draw_new()
        now_px = self._paper.time.column(t_ms)
        if self._entered or now_px != self._now_px:
            self._refresh_items()
        self._now_px, self._entered = now_px, False

    def _refresh_items(self) -> None:
        self._backdrop.refresh(self._now_ms)
        for lane in self.lanes:
            lane.refresh(self._now_ms, entered=self._entered)
        self._now_line.refresh(self._now_ms)
        if self._entered:
            self._moments.note_entries()
        described = self._describe()
        if described != self.accessibleDescription():
            self.setAccessibleDescription(described)

    def _describe(self) -> str:
        """The latest values in words; as old as the picture, a pixel column at most."""
        said = [words for lane in self.lanes if (words := lane.said(self._now_ms))]
        if not said:
            return say("chart.description.empty")
        return say("chart.description", values="; ".join(said))

    # -- places ----------------------------------------------------------------------------

    def _stretch(self) -> tuple[int, int]:
        return self.window_of_time.stretch(self._session, self._now_ms)

    def _place(self) -> None:
        """Give every part its place, for this size and this stretch of time."""
        time, width = self._paper.time, float(self.width())
        time.left_px, time.right_px = float(self._paper.sizes.gutter), width - RIGHT
        time.left_ms, time.right_ms = self._stretch()
        bottom = round(self.height() - TIME_BAND * self._paper.sizes.axis)
        top = TOP
        for lane, height in zip(self.lanes, self._heights(bottom - TOP), strict=True):
            lane.place(QRectF(0, top, width, height))
            top += height
        self._backdrop.place(QRectF(0, TOP, width, self.height() - TOP), bottom)
        self._now_line.place(TOP, bottom)
        self._cursor.place(TOP, bottom)
        self._hover.place(QRectF(time.left_px, TOP, width - time.left_px, bottom - TOP))
        self._moments.place(time.left_px, time.right_px, TOP)
        self._elsewhere.place(time.right_px - 8, TOP + 4)
        self._now_px = None

    def _heights(self, room: float) -> list[float]:
        """Every lane its share; pressure takes what is left, and is the last to give way."""
        shares = sum(lane.share for lane in self.lanes)
        unit = min(self._paper.sizes.lane, room / (shares + PRESSURE_LANES))
        left_over = room - round(unit * shares)
        return [round(unit * lane.share) if lane.share else left_over for lane in self.lanes]

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        # pyqtgraph calls this with None while it is being built, and once more after `close`, which
        # deletes all items.
        if event is not None and not self.closed:
            self._place()
            self.refresh(self._now_ms)

    # -- looking around --------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoom(notches, self._paper.time.t_ms(event.position().x()))
        event.accept()

    def zoom(self, notches: float, about_ms: int | None = None) -> None:
        """Show less time (more, where `notches` is negative) around a moment.

        That is the chosen one or the middle, where none is named.
        """
        time, chosen = self._paper.time, self._cursor.t_ms
        if about_ms is None:
            seen_ms = chosen if chosen is not None and time.shows(chosen) else None
            about_ms = round((time.left_ms + time.right_ms) / 2) if seen_ms is None else seen_ms
        self.window_of_time.zoom(self._stretch(), about_ms, ZOOM_PER_NOTCH**notches)
        self._look_around()

    def show_whole(self) -> None:
        """Go with the session again; with one that has ended, show all of it."""
        self.window_of_time.follow()
        self.refresh(self._now_ms)

    def point_out(self, t_ms: int | None) -> None:
        """Mark the moment that was chosen beside the chart, and bring it into sight."""
        self._cursor.point_out(t_ms)
        time = self._paper.time
        if t_ms is not None and not time.shows(t_ms) and not self.window_of_time.follows:
            middle_ms = round((time.left_ms + time.right_ms) / 2)
            self.window_of_time.pan(self._stretch(), t_ms - middle_ms)
            self._look_around()

    def _look_around(self) -> None:
        """Show what was chosen; of a session that has ended nothing lies beyond its course."""
        if self._session.ended:
            self.window_of_time.keep_within(course(self._session, self._now_ms))
        self.refresh(self._now_ms)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._pressed_at is None:
            self._point_at(x)
            return
        # A finger that trembles while it taps does not mean to leave the present.
        before = self._pressed_at.x()
        if self._dragging or abs(x - before) >= QApplication.startDragDistance():
            self._dragging = True
            self._drag(before - x)
            self._pressed_at = event.position()

    def _drag(self, by_px: float) -> None:
        self._leave()
        self.window_of_time.pan(self._stretch(), round(by_px * self._paper.time.ms_per_px))
        self._look_around()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            if self._pressed_at is not None and not self._dragging:
                # A chart that is elsewhere may be called back by a double click yet.
                follows = self.window_of_time.follows
                self._taps.tap(self._pressed_at, self._now_ms, at_once=follows)
            self._pressed_at, self._dragging = None, False
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._taps.forget()
        self.show_whole()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._leave()

    def _point_at(self, x: float) -> None:
        time = self._paper.time
        if not time.left_px <= x <= time.right_px:
            self._leave()
            return
        self._hover.point_at(time.t_ms(x))
        self.moment_hovered.emit(time.t_ms(x))

    def _leave(self) -> None:
        if self._hover.isVisible():
            self._hover.hide()
            self.moment_hovered.emit(-1)

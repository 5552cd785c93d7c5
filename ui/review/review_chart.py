"""The chart of a saved session, whole or replayed: the bedside's chart in its light dress.

It is filled through the same `load`, `show_event` and `refresh` as at the bedside. A replay has a
session of its own, which applies what was recorded and decides nothing anew.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from monitor.history import History
from monitor.session import Session
from ui import theme
from ui.labels import label
from ui.review.replay_bar import ReplayBar
from ui.review.replaying import Replaying

if TYPE_CHECKING:
    from ui.chart_view import ChartView

LEAST = 340
"""Pixels of height that the lanes need to be told apart."""


class ReviewChart(QFrame):
    """The chart itself is built once everything else is on screen: pyqtgraph takes its time.

    Signals:
        pressed(lane, t_ms): a mark of the chart was pressed, as `ChartView.lane_pressed` says.
        reached(entry): the replay has come to this entry.
    """

    pressed = Signal(str, int)
    reached = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "card")
        self.bar = ReplayBar()
        self.view: ChartView | None = None
        self._said = label(14, 650, "tag-open")
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said.hide()
        self._loaded: tuple[History, Session, int] | None = None
        self._replay: tuple[Replaying, Session] | None = None
        self._shown_ms = 0
        self._chosen_ms: int | None = None
        self._room = QVBoxLayout()
        self._arrange()
        self.bar.moved.connect(self._show_moment)
        self.bar.left.connect(self._show_whole)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        column.addWidget(self._said, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._room, 1)
        column.addWidget(self.bar)

    # -- the whole session -----------------------------------------------------------------

    def load(self, history: History, session: Session, end_ms: int) -> None:
        """Show another session, which ended or was last heard of at `end_ms`."""
        self._loaded = history, session, end_ms
        self._replay = self._chosen_ms = None
        self._said.hide()
        self._remove()
        self.bar.load(self._wall, end_ms, Replaying(history).next_alarm_ms)
        QTimer.singleShot(0, self._show_first)

    def _show_first(self) -> None:
        if self._loaded is not None and self.view is None:
            self._show_whole()

    def _show_whole(self) -> None:
        if self._loaded is None:
            return
        history, session, end_ms = self._loaded
        self._replay = None
        self._said.hide()
        # Not until the last entry: a session that was signed days later did not last for days.
        self._build(session, history, end_ms)

    def _wall(self, t_ms: int) -> datetime:
        assert self._loaded is not None
        start_at = self._loaded[0].start.at
        assert start_at is not None
        return start_at + timedelta(milliseconds=t_ms)

    # -- a replay --------------------------------------------------------------------------

    def _show_moment(self, t_ms: int) -> None:
        """Go on to a later moment as it was lived; to an earlier one by beginning again."""
        if self._replay is None or t_ms < self._shown_ms:
            self._rewind(t_ms)
        self._go_on(t_ms)
        self._shown_ms = t_ms
        self._said.setText(self.bar.said)
        self._said.show()

    def _rewind(self, t_ms: int) -> None:
        assert self._loaded is not None
        history, recorded, _ = self._loaded
        replaying = Replaying(history)
        known = replaying.rewind(t_ms)
        session = Session(recorded.profile, history.start)
        for entry in known.entries:
            session.apply(entry)
        self._replay = replaying, session
        self._build(session, known, t_ms)

    def _go_on(self, t_ms: int) -> None:
        assert self._replay is not None
        assert self.view is not None
        replaying, session = self._replay
        before = replaying.last_entry()
        for event in replaying.until(t_ms):
            session.apply(event)
            self.view.show_event(event)
        self.view.refresh(t_ms)
        last = replaying.last_entry()
        if last is not None and last is not before:
            self.reached.emit(last)

    # -- the view --------------------------------------------------------------------------

    def _build(self, session: Session, history: History, t_ms: int) -> None:
        """Put a chart of this session in the place of the one there is."""
        from ui.chart_view import ChartView

        looked_at = None if self.view is None else self.view.window_of_time
        self._remove()
        sizes = theme.sizes_for(self.window().height())
        view = ChartView(session, theme.LIGHT, sizes, self._wall)
        view.setMinimumSize(LEAST, LEAST)
        view.lane_pressed.connect(self.pressed)
        if looked_at is not None:  # who looks at ten minutes replays those
            view.window_of_time = looked_at
        view.load(history)
        view.refresh(t_ms)
        self._room.addWidget(view)
        self.view = view
        view.point_out(self._chosen_ms)

    def _remove(self) -> None:
        if self.view is not None:
            self._room.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    def point_out(self, t_ms: int | None) -> None:
        """Mark the moment of the line that was chosen in the table; None: of none."""
        self._chosen_ms = t_ms
        if self.view is not None:
            self.view.point_out(t_ms)

    def zoom(self, notches: int) -> None:
        """Show less time, or more."""
        if self.view is not None:
            self.view.zoom(notches)

    def show_all(self) -> None:
        """Show the whole stretch again."""
        if self.view is not None:
            self.view.show_whole()

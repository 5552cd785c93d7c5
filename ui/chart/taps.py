"""What a touch on the chart means: which lane, and which moment that has been (nurse.md B7)."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.chart.lane import Lane
from ui.chart.time_axis import TimeAxis

NEAR_PX = 10
"""A finger that touches so close to a mark, or to now, means it."""


class Taps(QObject):
    """Waits, where that is wanted, until a touch is known not to be half of a double click.

    Signals:
        tapped(lane, t_ms): the id of the lane that was touched, and the moment.
    """

    tapped = Signal(str, int)

    def __init__(self, lanes: Sequence[Lane], time: TimeAxis) -> None:
        super().__init__()
        self._lanes = lanes
        self._time = time
        self._waiting: tuple[str, int] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)

    @property
    def waits(self) -> bool:
        """Whether a touch has not been told yet."""
        return self._timer.isActive()

    def tap(self, at: QPointF, now_ms: int, *, at_once: bool) -> None:
        """Take a touch; one that means no lane or no moment is none."""
        lane = next((lane for lane in self._lanes if _in_height(lane, at.y())), None)
        t_ms = None if lane is None else self.moment(lane, at.x(), now_ms)
        if lane is None or t_ms is None:
            return
        self._waiting = (lane.id, t_ms)
        if at_once:
            self._tell()
        else:
            self._timer.start(QApplication.doubleClickInterval())

    def forget(self) -> None:
        """It was half of a double click."""
        self._timer.stop()
        self._waiting = None

    def moment(self, lane: Lane, x: float, now_ms: int) -> int | None:
        """The moment at `x`: that of an open item a finger's breadth away, never the future's."""
        time = self._time
        near_ms, t_ms = round(NEAR_PX * time.ms_per_px), time.t_ms(x)
        in_sight = time.left_px <= x <= time.right_px + NEAR_PX
        if not in_sight or not 0 <= t_ms <= now_ms + near_ms:
            return None
        near = [due_ms for due_ms in lane.unanswered if abs(due_ms - t_ms) <= near_ms]
        return min(near, key=lambda due_ms: abs(due_ms - t_ms), default=min(t_ms, now_ms))

    def _tell(self) -> None:
        if self._waiting is not None:
            (lane, t_ms), self._waiting = self._waiting, None
            self.tapped.emit(lane, t_ms)


def _in_height(lane: Lane, y: float) -> bool:
    return lane.rect.top() <= y < lane.rect.bottom()

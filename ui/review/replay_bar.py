"""Under the chart of a review: play, how fast, where, the next alarm. It knows no session.

Values that run must not be taken for a patient's: `said` is written over them all the while.
"""

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from ui import theme
from ui.buttons import button, relabel
from ui.combo import Combo
from ui.key_hints import hint
from ui.labels import label
from ui.words import clock_time, number, say

SPEEDS = (1, 2, 5, 10, 30, 60, 120, 300, 600)
USUAL = 60
TICK_MS = 100
HIGH = 28
STEP_MS, PAGE_MS = 10_000, 60_000
"""How far an arrow key and a page key go."""


class ReplayBar(QWidget):
    """At the end it stands still and the whole session is shown.

    now_s: wall time, for tests to set.

    Signals: moved(t_ms): this moment is replayed now; left(): the whole session again.
    """

    moved = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.now_s: Callable[[], float] = time.monotonic
        self._wall: Callable[[int], datetime] | None = None
        self._next_alarm: Callable[[int], int | None] = lambda _t_ms: None
        self.t_ms = self._end_ms = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._before_s = 0.0
        self.play = button(say("play.play"), self.toggle, height=HIGH, px=13)
        self.alarm = button(say("play.next_alarm"), self.jump, height=HIGH, px=13)
        self.whole = button(say("play.leave"), self.leave, height=HIGH, px=13, role="quiet")
        self.speed = _speeds()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._at = label(13, 500, "dim")
        self.speed.currentIndexChanged.connect(self._tell)
        self.slider.valueChanged.connect(self.go_to)
        self._arrange()

    def _arrange(self) -> None:
        hint(self.play, say("key.space"))
        self.slider.setAccessibleName(say("play.position"))
        self.slider.setSingleStep(STEP_MS)
        self.slider.setPageStep(PAGE_MS)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for made in (self.play, self.alarm, self.whole):
            made.setStyleSheet("padding: 0 9px;")
        for part in (self.play, self.speed, self.slider, self._at, self.alarm, self.whole):
            line.addWidget(part, 1 if part is self.slider else 0)

    def load(
        self, wall: Callable[[int], datetime], end_ms: int, next_alarm: Callable[[int], int | None]
    ) -> None:
        """Stand at the end of another session.

        wall: turns session ms into wall time. next_alarm: when one was raised after a moment.
        """
        self._timer.stop()
        self._wall, self._next_alarm = wall, next_alarm
        self.t_ms = self._end_ms = end_ms
        self._show()

    # -- what it is doing ------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._timer.isActive()

    @property
    def replaying(self) -> bool:
        """Whether a moment of the session is shown instead of all of it."""
        return self.t_ms < self._end_ms

    @property
    def said(self) -> str:
        """What is to be written over values that are replayed."""
        if not self.replaying or self._wall is None:
            return ""
        at = clock_time(self._wall(self.t_ms), seconds=True)
        return say("play.said", at=at, times=number(self._times))

    @property
    def _times(self) -> int:
        return SPEEDS[self.speed.currentIndex()]

    # -- what is pressed -------------------------------------------------------------------

    def toggle(self) -> None:
        """Play or pause; at the end from the beginning."""
        if self.playing:
            self._timer.stop()
            self._show()
            return
        self._before_s = self.now_s()
        self._timer.start()
        self.go_to(self.t_ms if self.replaying else 0)

    def tick(self) -> None:
        """Go on by the time that has passed."""
        before_s, self._before_s = self._before_s, self.now_s()
        self.go_to(self.t_ms + round((self._before_s - before_s) * 1000 * self._times))

    def jump(self) -> None:
        """Go to the next alarm that was raised; from the whole session to its first."""
        next_ms = self._alarm_ms()
        if next_ms is not None:
            self.go_to(next_ms)

    def _alarm_ms(self) -> int | None:
        found = self._next_alarm(self.t_ms if self.replaying else -1)
        return None if found is None or found >= self._end_ms else found

    def leave(self) -> None:
        """Show the whole session again."""
        self.go_to(self._end_ms)

    def go_to(self, t_ms: int) -> None:
        """Show this moment; the end is the whole session."""
        before, self.t_ms = self.t_ms, min(max(0, t_ms), self._end_ms)
        if not self.replaying:
            self._timer.stop()
        self._show()
        if self.replaying:
            self.moved.emit(self.t_ms)
        elif before != self.t_ms:
            self.left.emit()

    # -- what it shows ---------------------------------------------------------------------

    def _show(self) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, self._end_ms)
            self.slider.setValue(self.t_ms)
        relabel(self.play, say("play.pause" if self.playing else "play.play"))
        self.play.setEnabled(self._end_ms > 0)
        self.alarm.setEnabled(self._alarm_ms() is not None)
        self.whole.setEnabled(self.replaying)
        wall = self._wall
        self._at.setText("" if wall is None else clock_time(wall(self.t_ms), seconds=True))

    def _tell(self) -> None:
        """Another speed: what is written over the values says so."""
        if self.replaying:
            self.moved.emit(self.t_ms)


def _speeds() -> Combo:
    made = Combo(say("play.speed"), "")
    made.setFont(theme.font(13, 500))
    made.setFixedHeight(HIGH)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setFixedWidth(86)
    made.addItems([say("play.times", times=number(times)) for times in SPEEDS])
    made.setCurrentIndex(SPEEDS.index(USUAL))
    return made

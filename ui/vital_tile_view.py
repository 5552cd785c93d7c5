"""A tile for a live number: rate or saturation, with source, age, trend and change from baseline.

Grey when it has not been heard for a while, `--` when longer: an old value never looks live. Of two
devices that both give it the first in the session's order is shown, as long as it is heard. What is
in alarm has the alarm's colour, as long as there is a number that looks live.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.events import Event
from monitor.history import History
from monitor.limits import in_phase
from monitor.profile import Limits
from monitor.session import Session
from ui import theme
from ui.alarm_words import alarm_words
from ui.flash import Flash
from ui.labels import big_digits, frame, label
from ui.live_vital import UNIT, Heard, LiveVital, Shown
from ui.tile_alarm import QUIET, flashing, look, standing
from ui.words import clock_time, number, say, signed

TREND_MS = 5 * 60_000
_FLAT = {"rate": 3, "spo2": 1}


class VitalTileView(QWidget):
    """`kind` is "rate" (heart rate, else pulse rate) or "spo2"."""

    def __init__(
        self,
        kind: str,
        session: Session,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
        flash: Flash,
    ) -> None:
        super().__init__()
        self._kind = kind
        self._session = session
        self._wall = wall
        self._flash = flash
        self._usual = "faint"
        """The role of the number while it is in no alarm."""
        self._card = frame(QUIET)
        self.live = LiveVital(kind, session)
        self._title = label(sizes.label, 500, "dim")
        self._age = label(sizes.label, 600)
        self._digits = big_digits(theme.digits(sizes.vital_digits), kind)
        self._trend = label(sizes.axis, 400, "dim")
        self._limits = label(sizes.axis, 400, "dim")
        self._arrange(sizes)
        flash.toggled.connect(self._flicker)

    def _arrange(self, sizes: theme.Sizes) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(12, sizes.gap - 2, 12, sizes.gap - 2)
        column.setSpacing(0)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._age)
        bottom.addWidget(self._trend)
        bottom.addStretch(1)
        bottom.addWidget(self._limits)
        self._digits.setFixedHeight(round(sizes.vital_digits * 1.06))
        column.addLayout(top)
        column.addWidget(self._digits)
        column.addLayout(bottom)

    def _say_limits(self) -> str:
        """The limits in force, and whether they are this patient's own."""
        session = self._session
        said = self._words(session.limits())
        clinic = self._words(in_phase(session.profile.limits, session.phase))
        return said if said == clinic else say("tile.own_limits", limits=said)

    def _words(self, limits: Limits) -> str:
        if self._kind == "spo2":
            return f"≥ {number(limits.spo2_low)}"
        return f"{number(limits.rate[0])}–{number(limits.rate[1])}"

    def load(self, history: History) -> None:
        """Take the columns of a saved session."""
        self.live.load(history)

    def show_event(self, event: Event) -> None:
        """Note what was measured or typed."""
        self.live.show_event(event)

    # -- showing ---------------------------------------------------------------------------

    def paint_heard(self, t_ms: int) -> None:
        """Paint a number that has just changed; the window around it follows in its own time."""
        heard = self.live.at(t_ms)
        if heard is not None and number(heard.value) != self._digits.text():
            self.refresh(t_ms)
            self._digits.repaint()

    def refresh(self, t_ms: int) -> None:
        """Show what is known at `t_ms`, and never longer than it may look live."""
        shown = self.live.shown(t_ms)
        self._title.setText(self.live.title(shown.heard))
        self._limits.setText(self._say_limits())
        if shown.heard is None or shown.gone:
            self._say_gone(shown.heard)
        else:
            self._say_known(shown, shown.heard, t_ms)
        if self.live.held(shown, t_ms):
            self._age.setText(say("tile.cuff_running"))
        self._flash.want(self, flashing(standing(self._session, self._kind)))
        self._paint_alarm()
        self.setAccessibleName(self._spoken())

    def _spoken(self) -> str:
        value = f"{self._digits.text()} {UNIT[self._kind]}"
        said = f"{self._title.text()} {value} {self._age.text()}".strip()
        alarm = standing(self._session, self._kind)
        return f"{said}, {alarm_words(alarm, self._session, self._wall)}" if alarm else said

    def _paint_alarm(self) -> None:
        """Border and number in the colour of the alarm; an old number keeps its grey."""
        alarm = standing(self._session, self._kind)
        shown = look(alarm, lit=alarm is None or self._flash.on(alarm.priority))
        theme.role(self._card, shown.card)
        live = self._usual != "faint"
        theme.role(self._digits, shown.digits or self._usual if live else self._usual)

    def _flicker(self) -> None:
        """What flashes is lit, or not any more."""
        if flashing(standing(self._session, self._kind)) is not None:
            self._paint_alarm()

    def _say_gone(self, heard: Heard | None) -> None:
        self._digits.setText("--")
        self._usual = "faint"
        self._age.setText("" if heard else say("tile.none"))
        at = clock_time(self._wall(heard.t_ms)) if heard else ""
        last = say("tile.last_at", value=number(heard.value), at=at) if heard else ""
        self._trend.setText(last)

    def _say_known(self, shown: Shown, heard: Heard, t_ms: int) -> None:
        self._digits.setText(number(heard.value))
        self._usual = self._kind if shown.live else "faint"
        self._age.setText(shown.age_words)
        wild = self.live.implausible(heard)
        self._trend.setText(say("tile.implausible") if wild else self._say_trend(heard, t_ms))

    def _say_trend(self, heard: Heard, t_ms: int) -> str:
        before = self.live.at(t_ms - TREND_MS)
        arrow = self._arrow(heard.value - before.value) if before else ""
        baseline = self._session.baseline
        usual = None if baseline is None else getattr(baseline, self._kind)
        if usual is None:
            return f"{arrow} {signed(heard.value - before.value)}" if before else ""
        change = signed(heard.value - usual)
        return f"{arrow} {say('tile.rate_from_baseline', change=change)}".strip()

    def _arrow(self, change: float) -> str:
        flat = _FLAT[self._kind]
        return "↑" if change > flat else "↓" if change < -flat else "→"

    def digits(self) -> str:
        """The big number."""
        return self._digits.text()

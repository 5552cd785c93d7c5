"""A tile for a live number: rate or saturation, with source, age, trend and change from baseline.

Grey when it has not been heard for a while, `--` when longer: an old value never looks live. Of two
devices that both give it the first in the session's order is shown, as long as it is heard.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.events import Correction, Event, ManualVitals, Reading, Second
from monitor.history import History
from monitor.session import Session
from monitor.vitals import RATE_ORDER, Vital
from ui import theme
from ui.labels import big_digits, frame, label
from ui.words import clock_time, number, say, signed, span

TREND_MS = 5 * 60_000
TYPED = "manual"
_FLAT = {"rate": 3, "spo2": 1}
_UNIT = {"rate": Vital.PULSE_RATE.unit, "spo2": Vital.SPO2.unit}


class Heard(NamedTuple):
    """One value, when it was true, and where it came from.

    `source` is the vital or TYPED, `device` is empty where nobody knows any more; `seq` is the
    number of what a person typed.
    """

    t_ms: int
    value: float
    source: str
    device: str = ""
    seq: int | None = None


class VitalTileView(QWidget):
    """`kind` is "rate" (heart rate, else pulse rate) or "spo2"."""

    def __init__(
        self,
        kind: str,
        session: Session,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
    ) -> None:
        super().__init__()
        self._kind = kind
        self._session = session
        self._wall = wall
        self._heard: list[Heard] = []
        self._given: dict[str, tuple[int, int]] = {}
        """The vital each device gave last, by its place in the order, and when."""
        self._title = label(sizes.label, 500, "dim")
        self._age = label(sizes.label, 600)
        self._digits = big_digits(theme.digits(sizes.vital_digits), kind)
        self._trend = label(sizes.axis, 400, "dim")
        self._limits = label(sizes.axis, 400, "dim", text=self._say_limits())
        self._arrange(sizes)

    def _arrange(self, sizes: theme.Sizes) -> None:
        card = frame("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, sizes.gap, 14, sizes.gap)
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
        limits = self._session.profile.limits
        if self._kind == "spo2":
            return f"≥ {number(limits.spo2_low)}"
        return f"{number(limits.rate[0])}–{number(limits.rate[1])}"

    # -- hearing ---------------------------------------------------------------------------

    @property
    def _vitals(self) -> tuple[Vital, ...]:
        return (Vital.SPO2,) if self._kind == "spo2" else RATE_ORDER

    def load(self, history: History) -> None:
        """Take the columns of a saved session."""
        for index, t_ms in enumerate(history.t_ms):
            for vital in self._vitals:
                value = history.columns[vital][index]
                if value == value:
                    self._hear(Heard(t_ms, value, vital.value))
                    break
        for entry in self._session.entries.values():
            self.show_event(entry)

    def show_event(self, event: Event) -> None:
        """Note what was measured or typed."""
        if isinstance(event, Reading) and event.demo and self._session.of_a_patient:
            return  # made up by the device, and nobody's
        if isinstance(event, Reading | Second):
            self._hear_values(event)
        elif isinstance(event, ManualVitals):
            for vital in self._vitals:
                value = getattr(event, vital.value)
                if value is not None:
                    self._hear(Heard(event.t_ms, value, TYPED, seq=event.seq))
        elif isinstance(event, Correction):
            self._heard = [heard for heard in self._heard if heard.seq != event.of]

    def _hear_values(self, event: Reading | Second) -> None:
        for place, vital in enumerate(self._vitals):
            value = event.values.get(vital)
            if value is not None:
                told = event.device if isinstance(event, Reading) else event.sources.get(vital)
                self._hear_from(place, Heard(event.t_ms, value, vital.value, told or ""))
                return

    def _hear_from(self, place: int, heard: Heard) -> None:
        """Take a value unless a better one is fresh: from the heart itself, or a device before."""
        self._given[heard.device] = place, heard.t_ms
        rank = self._session.sources.place
        better = min(
            (given, rank(device))
            for device, (given, t_ms) in self._given.items()
            if heard.t_ms - t_ms <= self._grey_ms(device)
        )
        if better == (place, rank(heard.device)):
            self._hear(heard)

    def _grey_ms(self, device: str) -> float:
        """No device is called late before it missed two and a half of its turns."""
        grey_s = self._session.profile.stale.grey_s
        return 1000 * max(grey_s, 2.5 * self._session.sources.period_s(device))

    def _blank_ms(self, device: str) -> float:
        """Grey always comes first; of a slow device for one of its turns."""
        grey, blank = self._grey_ms(device), 1000 * self._session.profile.stale.blank_s
        return blank if grey < blank else grey + 1000 * self._session.sources.period_s(device)

    def _hear(self, heard: Heard) -> None:
        index = self._place(heard.t_ms)
        newer = not index or heard.t_ms > self._heard[index - 1].t_ms
        # A device does not tell the past again; a person may.
        if heard.source == TYPED or (newer and index == len(self._heard)):
            self._heard.insert(index, heard)

    def _at(self, t_ms: int) -> Heard | None:
        index = self._place(t_ms)
        return self._heard[index - 1] if index else None

    def _place(self, t_ms: int) -> int:
        return bisect_right(self._heard, t_ms, key=lambda heard: heard.t_ms)

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Show what is known at `t_ms`, and never longer than it may look live."""
        heard = self._at(t_ms)
        age = t_ms - heard.t_ms if heard else 0
        self._title.setText(self._say_title(heard))
        # A typed value was never live: it stays, grey, with its age.
        if heard is None or (age > self._blank_ms(heard.device) and heard.source != TYPED):
            self._say_gone(heard)
        else:
            self._say_known(heard, age, t_ms)
        self._say_held(age, t_ms)
        value = f"{self._digits.text()} {_UNIT[self._kind]}"
        self.setAccessibleName(f"{self._title.text()} {value} {self._age.text()}".strip())

    def _say_title(self, heard: Heard | None) -> str:
        """What is measured and by what; which device too, where there are several."""
        source = heard.source if heard else "none"
        if heard is not None and heard.device and len(self._session.sources.devices) > 1:
            return say(f"tile.from.{source}", device=heard.device)
        if self._kind == "spo2":
            return say("tile.spo2.manual" if source == TYPED else "tile.spo2")
        return say(f"tile.rate.{source}")

    def _say_held(self, age: int, t_ms: int) -> None:
        """Say why it is not measured just now: the cuff on the probe's own arm (nurse.md A9)."""
        if age >= 2000 and self._session.probe_held(t_ms):
            self._age.setText(say("tile.cuff_running"))

    def _say_gone(self, heard: Heard | None) -> None:
        self._digits.setText("--")
        theme.role(self._digits, "faint")
        self._age.setText("" if heard else say("tile.none"))
        at = clock_time(self._wall(heard.t_ms)) if heard else ""
        last = say("tile.last_at", value=number(heard.value), at=at) if heard else ""
        self._trend.setText(last)

    def _say_known(self, heard: Heard, age: int, t_ms: int) -> None:
        live = heard.source != TYPED and age <= self._grey_ms(heard.device)
        self._digits.setText(number(heard.value))
        theme.role(self._digits, self._kind if live else "faint")
        self._age.setText(f"{max(0, age) // 1000} s" if age < 60_000 else span(age))
        self._trend.setText(self._say_trend(heard, t_ms))

    def _say_trend(self, heard: Heard, t_ms: int) -> str:
        before = self._at(t_ms - TREND_MS)
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

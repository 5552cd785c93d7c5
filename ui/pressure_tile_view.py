"""The pressure tile: the last pressure, its time and age, beside baseline and the ones before."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitor.events import CuffReading, Event
from monitor.history import History
from monitor.session import Session
from ui import theme
from ui.labels import big_digits, frame, label
from ui.pressure_words import known, pressures, time_words
from ui.words import clock_time, number, say, signed

INSET, SPACE, EDGES = 14, 8, 4


class PressureTileView(QWidget):
    """Never blank once measured: an old pressure shows its age instead."""

    def __init__(
        self, session: Session, sizes: theme.Sizes, wall: Callable[[int], datetime]
    ) -> None:
        super().__init__()
        self._session = session
        self._wall = wall
        self._title = label(sizes.label, 500, "dim", text=say("tile.pressure"))
        self._age = label(sizes.label, 600)
        # What the card has inside: a reading cut off would be another reading.
        self._room = sizes.panel - 2 * sizes.margin - 2 * INSET - EDGES
        self._digits = big_digits(theme.digits(sizes.pressure_digits, tabular=False), "pressure")
        self._mean = label(sizes.next, 600, "dim")
        self._trend = label(sizes.label, 500)
        self._baseline = label(sizes.label, 400, "dim")
        self._change = label(sizes.label, 650)
        self._before = label(sizes.label, 400, "dim")
        self._arrange(sizes)

    def _arrange(self, sizes: theme.Sizes) -> None:
        card = frame("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(INSET, sizes.gap, INSET, sizes.gap)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._age)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE)
        self._digits.setFixedHeight(round(sizes.pressure_digits * 1.06))
        middle.addWidget(self._digits)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch(1)
        beside.addWidget(self._mean)
        beside.addWidget(self._trend)
        beside.addStretch(1)
        middle.addLayout(beside, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(SPACE)
        for part in (self._baseline, self._change):
            bottom.addWidget(part)
        bottom.addStretch(1)
        bottom.addWidget(self._before)
        for line in (top, middle, bottom):
            column.addLayout(line)

    def load(self, history: History) -> None:
        """Everything comes from the session."""

    def show_event(self, event: Event) -> None:
        """Everything comes from the session."""

    def refresh(self, t_ms: int) -> None:
        """Show the pressure known at `t_ms`, and how old it is by then."""
        found = known(self._session, t_ms)
        if not found:
            self._say_nothing()
            return
        last = found[-1]
        self._age.setText(time_words(last, t_ms, self._wall))
        theme.role(self._digits, "pressure")
        self._digits.setText(pressures(last))
        self._mean.setText(f"({number(last.mean)})" if last.mean is not None else "")
        self._trend.setText(self._say_trend(found))
        self._say_change(last)
        self._say_before(found)
        self.setAccessibleName(f"{self._title.text()} {self._digits.text()}, {self._age.text()}")

    def _say_nothing(self) -> None:
        self._digits.setText("--/--")
        theme.role(self._digits, "faint")
        for part in (self._mean, self._trend, self._change, self._before, self._baseline):
            part.setText("")
        self._age.setText(say("tile.none"))
        self.setAccessibleName(f"{self._title.text()} {self._age.text()}")

    def _say_trend(self, found: list[CuffReading]) -> str:
        if len(found) < 2:
            return ""
        last, before = found[-1], found[-2]
        change = (last.systolic or 0) - (before.systolic or 0)
        arrow = "↑" if change > 2 else "↓" if change < -2 else "→"
        since = say("tile.since", at=clock_time(self._wall(before.t_ms)))
        said = f"{arrow} {signed(change)}"
        beside = self._room - SPACE - self._digits.sizeHint().width()
        if _width(self._trend, f"{said} {since}") <= beside:
            return f"{said} {since}"
        return f"{said}\n{since}" if _width(self._trend, since) <= beside else said

    def _say_before(self, found: list[CuffReading]) -> None:
        """Three before it, or as many as are readable whole."""
        before = [pressures(cuff) for cuff in reversed(found[-4:-1])]
        taken = sum(_width(part, part.text()) + SPACE for part in (self._baseline, self._change))
        while _width(self._before, " · ".join(before)) > self._room - taken:
            before.pop()
        self._before.setText(" · ".join(before))

    def _say_change(self, last: CuffReading) -> None:
        baseline = self._session.baseline
        if baseline is None:
            self._baseline.setText(say("tile.no_baseline"))
            self._change.setText("")
            return
        values = f"{number(baseline.systolic)}/{number(baseline.diastolic)}"
        self._baseline.setText(say("tile.from_baseline", baseline=values))
        systolic = (last.systolic or 0) - baseline.systolic
        diastolic = (last.diastolic or 0) - baseline.diastolic
        self._change.setText(f"{signed(systolic)} / {signed(diastolic)}")

    def digits(self) -> str:
        """The big numbers."""
        return self._digits.text()


def _width(part: QLabel, text: str) -> int:
    return part.fontMetrics().horizontalAdvance(text)

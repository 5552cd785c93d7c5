"""The pressure tile: the last pressure, its time and age, beside baseline and the ones before.

What is in alarm has the alarm's colour; what is doubtful, or waits for its repeat, is hollow; what
is older than the next one may be late is faint; what the device kept through an outage is both.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitor.alarm_states import Alarm
from monitor.events import AlarmStep, CuffReading, Verdict
from monitor.session import Session
from ui import theme
from ui.alarm_words import alarm_words
from ui.digits import Digits
from ui.flash import Flash
from ui.labels import frame, label
from ui.pressure_words import (
    doubt_words,
    is_old,
    judged,
    marked,
    pressures,
    time_words,
    verdict_words,
    was_recovered,
)
from ui.tile_alarm import QUIET, flashing, lit, look, standing
from ui.view import FromSession
from ui.words import clock_time, number, say, signed

INSET, SPACE, EDGES = 14, 8, 4

Judged = tuple[CuffReading, Verdict]


class PressureTileView(FromSession, QWidget):
    """Never blank once measured: an old pressure shows its age instead."""

    def __init__(
        self,
        session: Session,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
        flash: Flash,
    ) -> None:
        super().__init__()
        self._session = session
        self._wall = wall
        self._flash = flash
        self._found: Sequence[Judged] = ()
        self._old = False
        self._kept = False
        self._card = frame(QUIET)
        self._title = label(sizes.label, 500, "dim", text=say("tile.pressure"))
        self._age = label(sizes.label, 600)
        # What the card has inside: a reading cut off would be another reading.
        self._room = sizes.panel - 2 * sizes.margin - 2 * INSET - EDGES
        font = theme.digits(sizes.pressure_digits, tabular=False)
        self._systolic, self._diastolic = Digits(font, "faint"), Digits(font, "faint")
        self._mean = label(sizes.next, 600, "dim")
        self._trend = label(sizes.label, 500)
        self._baseline = label(sizes.label, 400, "dim")
        self._change = label(sizes.label, 650)
        self._before = label(sizes.label, 400, "dim")
        self._arrange(sizes)
        flash.toggled.connect(self._flicker)

    def _arrange(self, sizes: theme.Sizes) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(INSET - 2, sizes.gap - 2, INSET - 2, sizes.gap - 2)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._age)
        bottom = QHBoxLayout()
        bottom.setSpacing(SPACE)
        for part in (self._baseline, self._change):
            bottom.addWidget(part)
        bottom.addStretch(1)
        bottom.addWidget(self._before)
        for line in (top, self._middle(sizes), bottom):
            column.addLayout(line)

    def _middle(self, sizes: theme.Sizes) -> QHBoxLayout:
        digits, beside, middle = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        digits.setSpacing(0)
        for part in (self._systolic, self._diastolic):
            part.setFixedHeight(round(sizes.pressure_digits * 1.06))
            digits.addWidget(part)
        beside.setSpacing(2)
        beside.addStretch(1)
        beside.addWidget(self._mean)
        beside.addWidget(self._trend)
        beside.addStretch(1)
        middle.setSpacing(SPACE)
        middle.addLayout(digits)
        middle.addLayout(beside, 1)
        return middle

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Show the pressure known at `t_ms`, how old it is by then, and what stands against it."""
        self._found = found = judged(self._session, t_ms)
        self._kept = bool(found) and was_recovered(self._session, found[-1][0])
        self._old = self._kept or (bool(found) and is_old(self._session, found[-1][0], t_ms))
        alarm = standing(self._session, "pressure")
        if found:
            self._say_known(found, alarm, t_ms)
        else:
            self._say_nothing()
        self._flash.want(self, flashing(alarm))
        self._paint_alarm(found, alarm)
        self.setAccessibleName(self._spoken(found, alarm))

    def _say_known(self, found: Sequence[Judged], alarm: Alarm | None, t_ms: int) -> None:
        last, verdict = found[-1]
        self._age.setText(time_words(last, t_ms, self._wall, kept=self._kept))
        systolic, _, diastolic = pressures(last).partition("/")
        self._systolic.setText(systolic)
        self._diastolic.setText(f"/{diastolic}")
        self._mean.setText(f"({number(last.mean)})" if last.mean is not None else "")
        if verdict is Verdict.ACCEPTED:
            self._trend.setText(self._say_trend(found, _unconfirmed(alarm)))
            self._say_change(last)
        else:
            # Compared with nothing: nobody knows yet whether it is one.
            self._trend.setText(say(f"tile.{verdict}"))
            self._baseline.setText(doubt_words(self._session, last))
            self._change.setText("")
        self._say_before(found)

    def _say_nothing(self) -> None:
        self._systolic.setText("--")
        self._diastolic.setText("/--")
        for part in (self._mean, self._trend, self._change, self._before, self._baseline):
            part.setText("")
        self._age.setText(say("tile.none"))

    def _spoken(self, found: Sequence[Judged], alarm: Alarm | None) -> str:
        title, age = self._title.text(), self._age.text()
        if not found:
            return f"{title} {age}"
        parts = [f"{title} {self.digits()}", age, verdict_words(self._session, found[-1][0])]
        if alarm is not None:
            parts.append(alarm_words(alarm, self._session, self._wall))
        return ", ".join(part for part in parts if part)

    # -- what stands against it ------------------------------------------------------------

    def _paint_alarm(self, found: Sequence[Judged], alarm: Alarm | None) -> None:
        """Border and numbers in the colour of the alarm; hollow what is not sure."""
        shown = look(alarm, lit=alarm is None or self._flash.on(alarm.priority))
        theme.role(self._card, shown.card)
        verdict = found[-1][1] if found else Verdict.ACCEPTED
        meant = self._lit(found, alarm, shown.digits)
        fresh = found and verdict is not Verdict.REJECTED and not self._old
        usual = "pressure" if fresh else "faint"
        for part, name in ((self._systolic, "systolic"), (self._diastolic, "diastolic")):
            theme.role(part, meant.get(name) or usual)
            unsure = name in meant and _unconfirmed(alarm)
            part.set_hollow(self._kept or verdict is not Verdict.ACCEPTED or unsure)
        theme.role(self._mean, meant.get("mean") or ("faint" if self._old else "dim"))

    def _lit(self, found: Sequence[Judged], alarm: Alarm | None, told: str) -> dict[str, str]:
        """The numbers the alarm is about, by name, with their roles."""
        if not found or found[-1][1] is Verdict.REJECTED:
            return {}
        meant = lit(found[-1][0], alarm, self._session, told)
        # An old number has no colour, as no other old number has; border and strip go on. One that
        # was recovered is as little of now, be it a minute old.
        return dict.fromkeys(meant, "") if self._old else meant

    def _flicker(self) -> None:
        """What flashes is lit, or not any more."""
        alarm = standing(self._session, "pressure")
        if flashing(alarm) is not None:
            self._paint_alarm(self._found, alarm)

    # -- beside and below ------------------------------------------------------------------

    def _say_trend(self, found: Sequence[Judged], unconfirmed: bool) -> str:
        """How it moved since the last one that is sure, and whether it is sure itself."""
        first = [say("tile.unconfirmed")] if unconfirmed else []
        before = next((cuff for cuff, v in found[-2::-1] if v is Verdict.ACCEPTED), None)
        if before is None or self._old:
            return "\n".join(first)
        change = (found[-1][0].systolic or 0) - (before.systolic or 0)
        arrow = "↑" if change > 2 else "↓" if change < -2 else "→"
        since = say("tile.since", at=clock_time(self._wall(before.t_ms)))
        return "\n".join([*first, *self._broken(f"{arrow} {signed(change)}", since)])

    def _broken(self, said: str, since: str) -> list[str]:
        """In one line, in two, or without the time: as there is room beside the digits."""
        digits = self._systolic.sizeHint().width() + self._diastolic.sizeHint().width()
        beside = self._room - SPACE - digits
        if _width(self._trend, f"{said} {since}") <= beside:
            return [f"{said} {since}"]
        return [said, since] if _width(self._trend, since) <= beside else [said]

    def _say_before(self, found: Sequence[Judged]) -> None:
        """Three before it, or as many as are readable whole."""
        usable = [one for one in found[:-1] if one[1] is not Verdict.REJECTED]
        before = [marked(*one) for one in usable[:-4:-1]]
        taken = sum(_width(part, part.text()) + SPACE for part in (self._baseline, self._change))
        while before and _width(self._before, " · ".join(before)) > self._room - taken - SPACE:
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
        return self._systolic.text() + self._diastolic.text()


def _unconfirmed(alarm: Alarm | None) -> bool:
    return alarm is not None and alarm.state is AlarmStep.UNCONFIRMED


def _width(part: QLabel, text: str) -> int:
    return part.fontMetrics().horizontalAdvance(text)

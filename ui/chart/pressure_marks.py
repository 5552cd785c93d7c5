"""What stands against each pressure of the chart: a verdict, an alarm. No painting here."""

from collections.abc import Iterable
from typing import NamedTuple

from monitor.alarm_rule import Key, family
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffReading,
    CuffStatus,
    Entry,
    Judgement,
    Priority,
    Verdict,
)
from monitor.limits import beyond

_PRESSURE = Key("pressure")
_OVER = {AlarmStep.LATCHED, AlarmStep.CLEARED}
_TELLS = {AlarmStep.UNCONFIRMED, AlarmStep.RAISED}


class PressureMark(NamedTuple):
    """One pressure. number: which of its numbers is in alarm, "" for none; as grave as `priority`.

    confirmed: whether the alarm was more than a first breach, then or later.
    """

    reading: CuffReading
    verdict: Verdict = Verdict.ACCEPTED
    number: str = ""
    priority: Priority = Priority.MEDIUM
    confirmed: bool = True


class _Alarm:
    """The alarm of pressure while the entries are gone through, and the readings in it."""

    def __init__(self) -> None:
        self._standing: AlarmChange | None = None
        self._raised = False
        self._in_it: list[int] = []
        self._last: CuffReading | None = None
        self.told: dict[int, AlarmChange] = {}
        self.confirmed: set[int] = set()

    def take_reading(self, cuff: CuffReading) -> None:
        """A reading comes into an alarm that stands; a back-dated one into none."""
        if self._last is not None and cuff.t_ms < self._last.t_ms:
            return
        self._last = cuff
        if self._standing is not None:
            self._mark(self._standing)

    def take_change(self, change: AlarmChange) -> None:
        """The alarm goes on; what tells it is about the last reading."""
        if change.step in _OVER:
            self._standing, self._raised = None, False
            self._in_it.clear()
        elif change.step in _TELLS:
            self._standing = change
            self._raised = self._raised or change.step is AlarmStep.RAISED
            self._mark(change)

    def _mark(self, change: AlarmChange) -> None:
        if self._last is not None and self._last.seq is not None:
            self.told[self._last.seq] = change
            self._in_it.append(self._last.seq)
        if self._raised:
            self.confirmed.update(self._in_it)


def pressure_marks(entries: Iterable[Entry]) -> tuple[PressureMark, ...]:
    """Return every pressure that was measured, rejected ones too, oldest first."""
    alarm, verdicts, readings = _Alarm(), dict[int, Verdict](), list[CuffReading]()
    for entry in sorted(entries, key=lambda entry: entry.seq or 0):
        match entry:
            case CuffReading(status=CuffStatus.OK) if entry.systolic is not None:
                readings.append(entry)
                alarm.take_reading(entry)
            case Judgement():
                verdicts[entry.of] = entry.verdict
            case AlarmChange() if Key(family(entry.rule), entry.subject) == _PRESSURE:
                alarm.take_change(entry)
    readings.sort(key=lambda cuff: (cuff.t_ms, cuff.seq or 0))
    return tuple(_mark(cuff, verdicts, alarm) for cuff in readings)


def _mark(cuff: CuffReading, verdicts: dict[int, Verdict], alarm: _Alarm) -> PressureMark:
    seq = cuff.seq or 0
    mark = PressureMark(cuff, verdicts.get(seq, Verdict.ACCEPTED))
    told = alarm.told.get(seq)
    if told is None or mark.verdict is not Verdict.ACCEPTED:
        return mark
    name = told.rule.partition(".")[0]
    value = getattr(cuff, name, None)
    if value is None or told.threshold is None or not beyond(told.rule, value, told.threshold):
        return mark
    return mark._replace(number=name, priority=told.priority, confirmed=seq in alarm.confirmed)

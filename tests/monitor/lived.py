"""A session as a session thread lives it, alarms and all: for what looks at saved alarms."""

from collections.abc import Iterator
from contextlib import closing
from math import nan
from pathlib import Path

from monitor.events import (
    AlarmChange,
    AlarmStep,
    Baseline,
    Entry,
    Event,
    Phase,
    Second,
    SessionEnd,
    SessionKind,
    SessionStart,
)
from monitor.history import History
from monitor.profile import Profile, shipped
from monitor.store import Store
from monitor.vitals import Vital
from tests.monitor.made import (
    DEVICE,
    NURSE,
    STARTED_AT,
    Bedside,
    link,
    phase,
    result,
)

MINUTE = 60_000

QUIET = (128, 131, 129, 127)
SURGE = (128, 164, 165, 131)
"""Systolic pressures, one each two minutes: the second confirms the first beyond 160."""


class Lived:
    """A session that is over: its start, what was stored of it, its end."""

    def __init__(
        self,
        systolic: tuple[float, ...] = SURGE,
        profile: Profile | None = None,
        *,
        answered: bool = False,
        kind: SessionKind = SessionKind.PATIENT,
        uid: str = "u",
    ) -> None:
        settings = profile or shipped()
        self.start = SessionStart(
            t_ms=0,
            at=STARTED_AT,
            uid=uid,
            kind=kind,
            nurse=NURSE,
            device=DEVICE,
            profile=settings.text,
            rules_version=settings.rules_version,
        )
        self.bedside = Bedside(settings, kind=kind)
        self.bedside.tell(link(100), phase(1000, Phase.BASELINE))
        self.bedside.tell(
            Baseline(t_ms=2000, by=NURSE, systolic=128, diastolic=79, mean=97, rate=76)
        )
        for place, value in enumerate(systolic):
            t_ms = (2 * place + 1) * MINUTE
            self.bedside.tell(result(t_ms, value))
            if answered:
                self._acknowledge(t_ms + MINUTE)
        self.ended_ms = (2 * len(systolic) + 1) * MINUTE
        self.bedside.tick_to(self.ended_ms)

    def _acknowledge(self, t_ms: int) -> None:
        for alarm in self.bedside.session.alarms.standing():
            if alarm.open:
                told = alarm.told
                step = AlarmStep.ACKNOWLEDGED
                answer = AlarmChange(
                    t_ms=t_ms,
                    by=NURSE,
                    rule=told.rule,
                    step=step,
                    priority=told.priority,
                    of=told.seq,
                )
                self.bedside.tell(answer)

    @property
    def stored(self) -> Iterator[Event]:
        """What a record keeps of it: entries, and seconds in which something was measured."""
        for event in self.bedside.stored:
            if isinstance(event, Entry) or (isinstance(event, Second) and event.values):
                yield event

    def history(self) -> History:
        """As the archive gives it."""
        made = History(self.start, ended=True)
        for event in self.stored:
            if isinstance(event, Entry):
                made.entries.append(event)
            elif isinstance(event, Second):
                made.t_ms.append(event.t_ms)
                for vital in Vital:
                    value = event.values.get(vital)
                    made.columns[vital].append(nan if value is None else value)
        return made


def keep(record: Path, *sessions: Lived, left_open: bool = False) -> Path:
    """Write sessions into one record, in this order."""
    with closing(Store(record)) as store:
        for one in sessions:
            number = store.begin(one.start)
            store.commit(number, list(one.stored))
            if not left_open:
                ended = SessionEnd(t_ms=one.ended_ms, at=one.bedside.clock.at(one.ended_ms))
                store.commit(number, [ended])
    return record

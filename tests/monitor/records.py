"""What tests of the record are made of: numbered entries, seconds, and small records on disk."""

import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from monitor.events import (
    Correction,
    CuffReading,
    Entry,
    Event,
    LinkChange,
    LinkState,
    Note,
    Observation,
    Second,
    SessionEnd,
    SessionKind,
    SessionStart,
)
from monitor.schema import migrate
from monitor.store import Store
from monitor.vitals import Values, Vital

STARTED_AT = datetime(2026, 3, 1, 14, 0, tzinfo=UTC)
NURSE = "Adeyemi"

_E = TypeVar("_E", bound=Entry)


def at(t_ms: int) -> datetime:
    """The wall time of a moment of every session here."""
    return STARTED_AT + timedelta(milliseconds=t_ms)


def start(uid: str = "u1", port: str | None = "/dev/ttyUSB0") -> SessionStart:
    """The beginning of a session."""
    return SessionStart(
        t_ms=0,
        at=STARTED_AT,
        uid=uid,
        kind=SessionKind.PATIENT,
        nurse=NURSE,
        patient="Robin Sample",
        weight=70.0,
        port=port,
        profile='name = "clinic"',
    )


def end(t_ms: int) -> SessionEnd:
    """The end of a session."""
    return SessionEnd(t_ms=t_ms, at=at(t_ms), by=NURSE, reason="discharged")


def second(number: int, rate: float | None = 72.0) -> Second:
    """One second; with no rate nothing was measured in it."""
    values: Values = {} if rate is None else {Vital.HEART_RATE: rate, Vital.SPO2: 97.0}
    return Second(t_ms=number * 1000, values=values)


class Numbered:
    """Makes entries that have been taken: numbered from `first` on, with their times."""

    def __init__(self, first: int = 1) -> None:
        self.next_seq = first

    def take(self, kind: type[_E], t_ms: int = 0, **of_it: object) -> _E:
        """Make the next entry."""
        seq, self.next_seq = self.next_seq, self.next_seq + 1
        common = {"t_ms": t_ms, "at": at(t_ms), "entered_at": at(t_ms), "seq": seq}
        return kind(**common, **of_it)  # type: ignore[arg-type]

    def note(self, text: str, t_ms: int = 0) -> Note:
        """Something a person entered."""
        return self.take(Note, t_ms, text=text, by=NURSE)

    def link(self, t_ms: int = 0) -> LinkChange:
        """Something nobody waits for."""
        return self.take(LinkChange, t_ms, device="ge-dinamap", state=LinkState.RECEIVING)

    def cuff(self, t_ms: int, systolic: float = 120.0) -> CuffReading:
        """A pressure."""
        pressures = {"systolic": systolic, "diastolic": 80.0, "mean": 93.0}
        return self.take(CuffReading, t_ms, device="ge-dinamap", **pressures)


def story(seconds: int = 150) -> list[Event]:
    """A small session: vitals with a gap, pressures, observations, one of them corrected."""
    entries = Numbered()
    told: list[Event] = [second(s, 70 + s % 7) for s in range(seconds) if not 70 <= s < 80]
    for t_ms in range(0, seconds * 1000, 30_000):
        told.append(entries.cuff(t_ms, 120 + t_ms / 10_000))
        answers = {"dissociation": t_ms // 30_000}
        seen = {"scale": "dissociation", "version": "1", "answers": answers, "by": NURSE}
        told.append(entries.take(Observation, t_ms, **seen, score=t_ms / 30_000))
    told.append(entries.link(1000))
    told.append(entries.note("feels light; “floating”"))
    told.append(entries.take(Correction, 1000, of=2, replaced_by=4, reason="slip", by=NURSE))
    return told


def write(path: Path, *, ended: int = 1, left_open: int = 0, seconds: int = 150) -> Path:
    """Write a record of so many ended and open sessions, all alike."""
    with closing(Store(path)) as store:
        for number in range(1, ended + left_open + 1):
            session = store.begin(start(f"u{number}"))
            store.commit(session, story(seconds))
            if number <= ended:
                store.commit(session, [end(seconds * 1000)])
    return path


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """Write into a record as somebody does who takes the triggers away and puts them back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)


@contextmanager
def as_nobody() -> Iterator[Path]:
    """Work without root's rights, which know no read-only, in a folder of one's own."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs users as POSIX has them")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        # Python may lie where only root can read: what is imported late has to be here by now.
        migrate(connection)
    before = os.geteuid()
    nobody = before or 65534
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chown(folder, nobody, -1)
        os.seteuid(nobody)
        try:
            yield folder
        finally:
            os.seteuid(before)
            folder.chmod(0o700)


class Answers:
    """Where a writer's answers go; a test waits for the one it needs."""

    def __init__(self) -> None:
        self.all: list[Event] = []
        self._news = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._news:
            self.all.append(event)
            self._news.notify_all()

    def wait_for(self, condition: Callable[[Event], bool]) -> Event:
        """Wait for the first answer of which the condition holds."""
        with self._news:
            assert self._news.wait_for(lambda: any(map(condition, self.all)), 20), self.all
            return next(filter(condition, self.all))

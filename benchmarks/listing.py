"""G12: what lists of ten thousand sessions cost, and opening a long one, beside their SQL."""

import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.figure import MS, Figure, at_most, beside, in_turn, timed
from monitor.archive import Archive
from monitor.clinic import summed_up
from monitor.events import Event, Second
from monitor.patient_course import courses
from monitor.session_filter import Filter, Group
from monitor.store import Store
from monitor.vitals import Vital
from tests.monitor.many import FIRST, write_many
from tests.monitor.records import Numbered, end, start

SESSIONS = 10_000
ROUNDS = 15
FOUR_HOURS_S = 4 * 3600

_LATE = FIRST + timedelta(minutes=100 * SESSIONS * 9 // 10)
_QUESTIONS: dict[str, Callable[[Archive], object]] = {
    "the newest 50": lambda archive: archive.listed(),
    "50 of one nurse": lambda archive: archive.listed(Filter(nurse="Haddad")),
    "50 that need a look": lambda archive: archive.listed(Filter(group=Group.NEEDS_LOOK)),
    "a word in names and notes": lambda archive: archive.listed(
        Filter(text="number 3", since=_LATE)
    ),
    "how many in each group": lambda archive: archive.counts(),
    "the clinic's figures": lambda archive: archive.clinic(),
    "the same, summed up": lambda archive: summed_up(archive.clinic()),
    "every patient's course": lambda archive: courses(archive.visits()),
}


SHORT = "events and rows become Python objects, which costs more than stepping over them"


def figures() -> Iterator[Figure]:
    """Each question beside its SQL alone, then a session of four hours."""
    with tempfile.TemporaryDirectory() as folder:
        with Archive(write_many(Path(folder) / "many.db", SESSIONS)) as archive:
            for name, ask in _QUESTIONS.items():
                yield _asked(archive, name, ask)
            yield _summed(archive)
        with Archive(long_session(Path(folder) / "long.db")) as archive:
            yield _opened(archive)


def _asked(archive: Archive, name: str, ask: Callable[[Archive], object]) -> Figure:
    connection, told = _connection(archive), list[str]()
    connection.set_trace_callback(told.append)
    ask(archive)
    connection.set_trace_callback(None)
    queries = [sql for sql in told if sql.startswith("SELECT")]
    pairs = in_turn(
        lambda: [connection.execute(sql).fetchall() for sql in queries],
        lambda: ask(archive),
        ROUNDS,
    )
    what = f"{name} of {SESSIONS:,} sessions, beside its SQL"
    return beside("G12", what, pairs, MS, 2, SHORT)


def _summed(archive: Archive) -> Figure:
    seconds = statistics.median(timed(archive.clinic) for _ in range(ROUNDS))
    ours = seconds * 1000 / (SESSIONS / 1000)
    return at_most("G12", "all sessions' figures, per 1,000 sessions", ours, 5, "ms")


def _connection(archive: Archive) -> sqlite3.Connection:
    return archive._connection  # noqa: SLF001 - the floor is the same file, as it was opened


def _opened(archive: Archive) -> Figure:
    query = f"SELECT t_ms, {', '.join(Vital)} FROM vitals WHERE session = 1 ORDER BY t_ms"
    pairs = in_turn(
        lambda: _connection(archive).execute(query).fetchall(), lambda: arrays(archive), ROUNDS
    )
    return beside("G12", "four hours opened as arrays, beside fetchall", pairs, MS, 1.5, SHORT)


def arrays(archive: Archive) -> "list[np.ndarray]":
    """A session as the chart takes it."""
    history = archive.history(1)
    columns = history.columns.values()
    return [np.frombuffer(history.t_ms, np.int64), *(np.frombuffer(c) for c in columns)]


def long_session(path: Path) -> Path:
    """Store four hours with a pressure every five minutes."""
    entries = Numbered()
    told: list[Event] = [
        Second(t_ms=1000 * s, values={Vital.HEART_RATE: 70.0 + s % 9, Vital.SPO2: 97.0})
        for s in range(FOUR_HOURS_S)
    ]
    told += [entries.cuff(1000 * s) for s in range(0, FOUR_HOURS_S, 300)]
    with closing(Store(path)) as store:
        store.commit(store.begin(start()), told)
        store.commit(1, [end(1000 * FOUR_HOURS_S)])
    return path

"""What lists of ten thousand sessions cost, and opening a long one, against the SQL of each."""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np

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
OPENED = 100

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


def lines() -> Iterator[str]:
    """Each question beside its SQL alone, then a session of four hours, then memory."""
    with tempfile.TemporaryDirectory() as folder:
        with Archive(write_many(Path(folder) / "many.db", SESSIONS)) as archive:
            for name, ask in _QUESTIONS.items():
                yield _asked(archive, name, ask)
        with Archive(_long_session(Path(folder) / "long.db")) as archive:
            yield _opened(archive)
            yield _memory(archive)


def _asked(archive: Archive, name: str, ask: Callable[[Archive], object]) -> str:
    connection, told = _connection(archive), list[str]()
    connection.set_trace_callback(told.append)
    ask(archive)
    connection.set_trace_callback(None)
    queries = [sql for sql in told if sql.startswith("SELECT")]
    bare, ours = _in_turn(
        lambda: [connection.execute(sql).fetchall() for sql in queries], lambda: ask(archive)
    )
    return _line(f"review: {name} of {SESSIONS:,} sessions", bare, ours)


def _connection(archive: Archive) -> sqlite3.Connection:
    return archive._connection  # noqa: SLF001 - the floor is the same file, as it was opened


def _opened(archive: Archive) -> str:
    query = f"SELECT t_ms, {', '.join(Vital)} FROM vitals WHERE session = 1 ORDER BY t_ms"
    bare, ours = _in_turn(
        lambda: _connection(archive).execute(query).fetchall(), lambda: _arrays(archive)
    )
    return _line("review: four hours opened, as numpy arrays", bare, ours)


def _arrays(archive: Archive) -> "list[np.ndarray]":
    history = archive.history(1)
    columns = history.columns.values()
    return [np.frombuffer(history.t_ms, np.int64), *(np.frombuffer(c) for c in columns)]


def _memory(archive: Archive) -> str:
    before = _resident_bytes()
    for _ in range(OPENED):
        _arrays(archive)
    grown = _resident_bytes() - before
    return f"{f'review: memory after {OPENED} sessions opened':<58} {grown / 1024:8.0f} KiB more"


def _resident_bytes() -> int:
    """Linux tells it; elsewhere nothing grows."""
    status = Path("/proc/self/status")
    text = status.read_text("ascii") if status.exists() else "VmRSS: 0 kB"
    return 1024 * int(text.split("VmRSS:")[1].split()[0])


def _in_turn(floor: Callable[[], object], ours: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of both (s), one of each in turn."""
    rounds = [(_timed(floor), _timed(ours)) for _ in range(ROUNDS)]
    floors, all_of_ours = zip(*rounds, strict=True)
    return statistics.median(floors), statistics.median(all_of_ours)


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def _line(name: str, bare: float, ours: float) -> str:
    return f"{name:<58} {ours * 1000:8.2f} ms = {ours / bare:.2f} x its SQL alone"


def _long_session(path: Path) -> Path:
    """Four hours with a pressure every five minutes."""
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

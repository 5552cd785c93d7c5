"""What somebody with SQL reads of a record: minutes from the pump, corrections applied."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from monitor.events import SessionEnd
from monitor.store import Store
from tests.monitor.extracts import MINUTE, entries
from tests.monitor.records import at, second, start


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("views") / "record.sqlite"
    with closing(Store(path)) as store:
        for uid, told in [("u1", entries()), ("u2", [])]:
            session = store.begin(start(uid))
            seconds = [second(n) for n in range(0, 300, 60)]
            store.commit(session, [*seconds, *told, SessionEnd(t_ms=6 * MINUTE, at=at(6 * MINUTE))])
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def test_seconds_are_minutes_from_the_pumps_start(record: sqlite3.Connection) -> None:
    query = "SELECT minute, spo2 FROM timed_vitals WHERE session = 1 ORDER BY minute"
    assert record.execute(query).fetchall() == [(n, 97) for n in (-2, -1, 0, 1, 2)]


def test_where_nothing_was_given_there_is_no_minute(record: sqlite3.Connection) -> None:
    query = "SELECT DISTINCT minute FROM timed_vitals WHERE session = 2"
    assert record.execute(query).fetchall() == [(None,)]


def test_a_pressure_says_what_became_of_it(record: sqlite3.Connection) -> None:
    query = "SELECT systolic, status, verdict FROM timed_cuffs ORDER BY seq"
    assert record.execute(query).fetchall() == [
        (128, "ok", "accepted"),
        (None, "cuff_loose", "accepted"),
        (290, "ok", "rejected"),
    ]


def test_a_slip_is_not_counted(record: sqlite3.Connection) -> None:
    query = "SELECT minute, scale, score FROM timed_scores"
    assert record.execute(query).fetchall() == [(2, "dissociation", 2)]


def test_one_session_is_found_without_reading_the_others(record: sqlite3.Connection) -> None:
    query = "EXPLAIN QUERY PLAN SELECT * FROM timed_vitals WHERE session = 1"
    plan = [row[3] for row in record.execute(query)]
    assert not [step for step in plan if step.startswith("SCAN vitals")]

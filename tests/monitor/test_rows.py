"""Events become rows and come back unchanged, through the real tables."""

import dataclasses
import math
import sqlite3
import typing
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from types import UnionType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import events
from monitor.events import CuffReading, Entry, Note, Observation, Second, SessionStart
from monitor.rows import (
    FURTHEST_MS,
    LARGEST,
    RECORD_OF,
    YEARS,
    entry_of,
    row_of,
    start_of,
    start_row,
    utc_text,
    vitals_row,
)
from monitor.schema import insert, migrate, rows
from monitor.vitals import Vital
from tests.monitor.records import Numbered, start

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FIRST, LAST = datetime(YEARS[0], 1, 1), datetime(YEARS[-1], 12, 31)  # noqa: DTZ001 - asked for so
TIMES = st.datetimes(FIRST, LAST, timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)
WHOLE = st.integers(-FURTHEST_MS, FURTHEST_MS)
SIMPLE: dict[object, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: WHOLE,
    bool: st.booleans(),
    float: st.floats(-LARGEST, LARGEST),
    datetime: TIMES,
    date: st.dates(),
    dict[str, int | str]: st.dictionaries(TEXT, WHOLE | TEXT),
    tuple[int, ...]: st.lists(WHOLE).map(tuple),
}


def values_of(hint: object) -> st.SearchStrategy[Any]:
    """Anything a field of this type may hold."""
    if isinstance(hint, UnionType):
        return st.one_of([values_of(kind) for kind in typing.get_args(hint)])
    if hint is type(None):
        return st.none()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return SIMPLE[hint]


def whole(kind: type[Any], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any event of a kind."""
    hints = typing.get_type_hints(kind)
    drawn = {field.name: values_of(hints[field.name]) for field in dataclasses.fields(kind)}
    return st.builds(kind, **{**drawn, **fixed})


def taken(kind: type[Entry]) -> st.SearchStrategy[Entry]:
    """Any entry of a kind as the session thread hands it on: with its times and its number."""
    return whole(kind, at=TIMES, entered_at=TIMES, seq=SIMPLE[int])


@pytest.fixture(scope="module")
def record() -> sqlite3.Connection:
    """A record in memory whose rows belong to no session."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def test_every_kind_of_entry_has_a_table() -> None:
    """An entry class somebody adds and forgets here would have nowhere to go."""
    kinds = {kind for kind in vars(events).values() if isinstance(kind, type)}
    entries = {kind for kind in kinds if issubclass(kind, Entry) and kind is not Entry}
    assert set(RECORD_OF) == entries
    assert len({name.table for name in RECORD_OF.values()}) == len(RECORD_OF)


@pytest.mark.parametrize("kind", RECORD_OF, ids=lambda kind: kind.__name__)
def test_an_entry_comes_back_as_it_was(kind: type[Entry], record: sqlite3.Connection) -> None:
    """Whatever an entry holds, the record gives back the same entry."""
    table = RECORD_OF[kind].table

    @given(taken(kind))
    def comes_back(entry: Entry) -> None:
        record.execute("BEGIN")
        insert(record, table, {"session": 1, **row_of(entry)})
        (row,) = rows(record, f"SELECT * FROM {table}")
        record.execute("ROLLBACK")
        assert entry_of(table, row) == entry

    comes_back()


@given(whole(SessionStart, t_ms=st.just(0), at=TIMES))
def test_a_start_comes_back_as_it_was(told: SessionStart) -> None:
    """A resumed session knows everything about who it is."""
    assert start_of({"session": 3, "ended_at": None, **start_row(told)}) == told


def test_times_are_utc_text_with_milliseconds() -> None:
    """The same moment is the same text, wherever the clinic is."""
    moment = datetime(2026, 3, 1, 9, 30, 0, 123456, timezone(timedelta(hours=-5)))
    assert utc_text(moment) == "2026-03-01T14:30:00.123Z"


def test_what_is_no_number_and_no_text_cannot_keep_an_entry_from_the_disk() -> None:
    """NaN and infinity are not measured; half a character becomes a question mark."""
    entries = Numbered()
    for systolic in (math.nan, math.inf, -math.inf):
        cuff = entries.take(CuffReading, device="d", systolic=systolic)
        assert row_of(cuff)["systolic"] is None
    assert row_of(entries.take(Note, text="so \ud83d odd"))["text"] == "so ? odd"


def test_a_number_that_could_not_be_read_back_is_not_written() -> None:
    """The writer keeps such an entry as the text of a stand-in; a session must stay readable."""
    with pytest.raises(ValueError, match="no number"):
        row_of(Numbered().take(CuffReading, device="d", systolic=1e300))


def test_a_second_in_which_no_device_spoke_makes_no_row() -> None:
    """But one in which it tried and could not makes a row of NULLs: the probe was off."""
    assert vitals_row(Second(t_ms=0)) is None
    assert vitals_row(Second(t_ms=0, values={Vital.SPO2: None})) == {"t_ms": 0, "spo2": None}
    assert vitals_row(Second(t_ms=0, values={Vital.SPO2: None, Vital.HEART_RATE: 70})) == {
        "t_ms": 0,
        "spo2": None,
        "heart_rate": 70,
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *[("answers", told) for told in ("[1, 2]", "null", "7", '{"nausea": {"a": 1}}')],
        *[("answers", f'{{"nausea": {told}}}') for told in ("1e999", "true", "[]", "null", 10**40)],
        *[("t_ms", value) for value in (FURTHEST_MS + 1, -FURTHEST_MS - 1, 2**63 - 1)],
        *[
            ("at", value)
            for value in ("2026-03-01T14:00", "9999-12-31T23:59Z", "1026-03-01T14:00Z")
        ],
        *[("score", value) for value in (math.inf, -math.inf, 1e300)],
    ],
)
def test_a_value_out_of_all_bounds_is_no_entry(column: str, value: object) -> None:
    """So nothing that reads entries has to ask whether it can reckon with them."""
    seen = Numbered().take(Observation, scale="nausea", version="1", answers={"nausea": 1})
    row = row_of(seen)
    assert entry_of("observations", row) == seen
    with pytest.raises((ValueError, TypeError)):
        entry_of("observations", {**row, column: value})


def test_a_column_of_a_newer_record_is_left_alone() -> None:
    """So that a program one version behind fails on the version, not on a name."""
    assert start_of({**start_row(start()), "floor": 3}) == start()

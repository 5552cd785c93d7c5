"""What people type into a search is found in any capitals, and is never a pattern or SQL."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.session_filter import EVERYTHING, Filter, pattern


def found(text: str, among: str) -> bool:
    """Whether SQLite finds one in the other."""
    with closing(sqlite3.connect(":memory:")) as connection:
        return bool(connection.execute("SELECT ? GLOB ?", (among, pattern(text))).fetchone()[0])


@pytest.mark.parametrize("text", ["östlund", "ÖSTLUND", "stlu", " r.  ö ", "große"])
def test_capitals_do_not_matter(text: str) -> None:
    """Not those beyond ASCII either; nor do the blanks around it."""
    assert found(text, "Dr. Östlund-Große")


@pytest.mark.parametrize("text", ["*", "?", "[a-z]", "^", "%", "_", "' OR 1 --", "]", "a-c"])
def test_what_is_typed_is_never_a_pattern(text: str) -> None:
    """It finds itself and nothing else."""
    assert not found(text, "abc")
    assert found(text, f"ab {text} c")


def test_a_time_is_compared_as_the_record_writes_it() -> None:
    """Whatever its zone; without one, all are between the bounds."""
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    assert Filter(since=noon).since_text == "2026-03-01T10:00:00.000Z"
    now = Filter(since=datetime.now(UTC)).since_text
    assert EVERYTHING.since_text < now < EVERYTHING.until_text


def test_there_is_a_value_for_each_blank() -> None:
    """Whatever is asked together."""
    for which in (EVERYTHING, Filter(text="x", nurse="y", among=(1, 2)), Filter(among=())):
        where, values = which.sql()
        assert where.count("?") == len(values)

"""Amounts and times of day are read in one way only, or refused at their field."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from monitor.entry_check import read_amount, read_moment
from monitor.errors import EntryError


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A room whose clock goes back at the end of October, on the 25th in 2026."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def wall(hour: int, minute: int, second: int = 0, day: int = 5, month: int = 3) -> datetime:
    """A moment of the room's clock."""
    naive = datetime(2026, month, day, hour, minute, second)  # noqa: DTZ001 - made aware here
    return naive.astimezone()


def read(text: str, now: datetime, began: datetime) -> str:
    """Read a time of day and say it as day and time of the room."""
    return read_moment(text, now, began).astimezone().strftime("%d. %H:%M:%S")


# --- amounts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", 4),
        ("0.5", 0.5),
        ("0,5", 0.5),
        (" 12.25 ", 12.25),
        (",5", 0.5),
        ("1,25", 1.25),
        ("0,125", 0.125),
    ],
)
def test_an_amount_is_a_plain_number(text: str, value: float) -> None:
    """With a point or a comma."""
    assert read_amount(text, "dose", 0.1, 100) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_missing"),
        ("  ", "amount_missing"),
        ("four", "not_a_number"),
        ("-4", "not_a_number"),
        ("1e3", "not_a_number"),
        ("4 mg", "not_a_number"),
        ("0", "zero"),
        ("0.00", "zero"),
        ("1,000", "read_two_ways"),
        ("25,000", "read_two_ways"),
        ("101", "typed_out_of_range"),
        ("0.05", "typed_out_of_range"),
    ],
)
def test_what_is_no_amount_is_refused_at_its_field(text: str, code: str) -> None:
    """And never guessed."""
    with pytest.raises(EntryError) as caught:
        read_amount(text, "dose", 0.1, 100)
    assert (caught.value.code, caught.value.values["field"]) == (code, "dose")


def test_nothing_is_an_amount_where_it_may_be() -> None:
    """A pump that delivered nothing."""
    assert read_amount("0", "amount", 0, 100) == 0
    assert read_amount("0,0", "amount", 0, 100) == 0


# --- times of day --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["14:23", "1423", "14.23", "14 23", " 14:23 "])
def test_a_time_is_hours_and_minutes(text: str) -> None:
    """However the hand separates them."""
    assert read(text, wall(14, 31, 5), wall(14, 0)) == "05. 14:23:00"


def test_a_time_of_one_digit_is_a_morning_hour() -> None:
    """9:05 and 905 are five past nine."""
    for text in ("9:05", "905", "0905"):
        assert read(text, wall(9, 30), wall(9, 0)) == "05. 09:05:00"


def test_this_very_minute_is_its_beginning() -> None:
    """And so never in the future."""
    assert read("14:31", wall(14, 31, 5), wall(14, 0)) == "05. 14:31:00"


def test_the_minute_of_the_start_is_the_start() -> None:
    """The session began at 14:00:30, and somebody types 14:00."""
    assert read("14:00", wall(14, 31), wall(14, 0, 30)) == "05. 14:00:30"


def test_after_midnight_a_late_hour_was_yesterday() -> None:
    """Five past midnight, and it was at two minutes before."""
    began, now = wall(23, 30), wall(0, 5, day=6)
    assert read("23:58", now, began) == "05. 23:58:00"
    assert read("0:02", now, began) == "06. 00:02:00"


def test_of_an_hour_that_comes_twice_it_was_the_later_one_that_is_past(berlin: None) -> None:
    """On the night the clocks go back, half past two is half past two twice."""
    began = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)  # 1:30 in summer time
    second = datetime(2026, 10, 25, 1, 45, tzinfo=UTC)  # 2:45, for the second time
    assert read_moment("2:30", second, began) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    first = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 2:45, for the first time
    assert read_moment("2:30", first, began) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "now", "began"),
    [
        ("14:32", wall(14, 31), wall(14, 0)),
        ("13:58", wall(14, 31), wall(14, 0)),
        ("23:40", wall(0, 10, day=6), wall(23, 50)),
        ("0:20", wall(0, 10, day=6), wall(23, 50)),
    ],
)
def test_neither_the_future_nor_before_the_start(text: str, now: datetime, began: datetime) -> None:
    """The sentence says between which two times it must lie."""
    with pytest.raises(EntryError) as caught:
        read_moment(text, now, began)
    assert caught.value.code == "not_in_session"
    assert caught.value.values["began"] == began.astimezone().strftime("%H:%M")
    assert caught.value.values["now"] == now.astimezone().strftime("%H:%M")


@pytest.mark.parametrize("text", ["24:00", "12:60", "noon", "14", "14:3", "-1:00", "14:23:05"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    """In whatever way."""
    with pytest.raises(EntryError) as caught:
        read_moment(text, wall(14, 31), wall(14, 0))
    assert caught.value.code == "no_such_time"


def test_no_time_is_asked_for() -> None:
    """The field was chosen and left empty."""
    with pytest.raises(EntryError) as caught:
        read_moment(" ", wall(14, 31), wall(14, 31) - timedelta(minutes=5))
    assert caught.value.code == "time_missing"

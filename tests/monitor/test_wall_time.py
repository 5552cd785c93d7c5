"""When a session began by the wall clock, which somebody may have set since."""

from dataclasses import replace
from datetime import timedelta

from monitor.events import ClockStep, Entry
from monitor.history import History
from monitor.wall_time import began_at
from tests.monitor.records import STARTED_AT, start

NOW = STARTED_AT + timedelta(hours=3)


def test_a_session_began_when_it_says() -> None:
    """As long as nobody touches the clock."""
    assert began_at(History(start()), NOW) == STARTED_AT


def test_every_step_of_the_clock_moves_it() -> None:
    """Forth by an hour, back by a minute."""
    steps: list[Entry] = [ClockStep(t_ms=5, step_ms=3_600_000), ClockStep(t_ms=9, step_ms=-60_000)]
    assert began_at(History(start(), steps), NOW) == STARTED_AT + timedelta(minutes=59)


def test_one_without_a_time_begins_now() -> None:
    """Nothing else is known of it."""
    assert began_at(History(replace(start(), at=None)), NOW) == NOW

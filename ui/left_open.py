"""How long a session was left open, when it goes on, and how that is said. No Qt here.

Its clock never stood still; but a computer's clock that is wrong by years would put what follows
where nobody finds it again, so a gap that cannot be true is refused.
"""

from datetime import date, datetime, timedelta

from monitor.clock import utc_now
from monitor.errors import RecordError
from monitor.history import History
from monitor.wall_time import began_at
from ui.words import clock_time, complain, say, short_date

LONGEST_GAP = timedelta(days=365)
"""What was forgotten for months can still be ended; rows of 400 days on could not be read back."""

BACKWARD = timedelta(minutes=5)
"""A clock that is corrected while nobody records goes back by less than that."""


def resumes_at(history: History, speed: float = 1.0) -> int:
    """Return the session time at which an open session goes on, in ms, behind all it holds.

    RecordError: this computer's clock is so far from the last entry that one of them is wrong. An
    accelerated session (speed above 1) may be any time ahead of the wall clock.
    """
    now = utc_now()
    now_ms = round((now - began_at(history, now)) / timedelta(milliseconds=1))
    gap = timedelta(milliseconds=now_ms - history.last_ms)
    if gap > LONGEST_GAP or (speed == 1 and gap < -BACKWARD):
        raise RecordError("clock_far_off", now=_dated(now), last=_dated(now - gap))
    return max(now_ms, history.last_ms + 1)


def cannot_go_on(history: History) -> str:
    """Return why a session cannot go on by this computer's clock; empty where it can."""
    try:
        resumes_at(history)
    except RecordError as error:
        return complain(error)
    return ""


def say_open(history: History) -> str:
    """Say which session was left open, whose, and since when nothing is known of it."""
    now, patient = utc_now(), history.start.patient
    return say(
        "start.open.of" if patient else "start.open.session",
        began=_seen_from(now, history.start.at or now),
        since=_seen_from(now, _last(history, now)),
        now=clock_time(now),
        patient=patient,
    )


def say_resumed(number: int, history: History) -> str:
    """Say that this session of the record goes on: since when it was open, and when it was left."""
    now = utc_now()
    began, last = history.start.at or now, _last(history, now)
    return say("record.resumed", session=number, began=_dated(began), last=_dated(last))


def _last(history: History, now: datetime) -> datetime:
    """When something was last known, by the wall clock as it is now set."""
    return began_at(history, now) + timedelta(milliseconds=history.last_ms)


def _seen_from(now: datetime, at: datetime) -> str:
    """The time of day, with its date where that is not today's."""
    return clock_time(at) if _day(at) == _day(now) else _dated(at)


def _dated(at: datetime) -> str:
    return f"{short_date(_day(at))} {clock_time(at)}"


def _day(at: datetime) -> date:
    return at.astimezone().date()

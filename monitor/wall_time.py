"""When a session began, by a wall clock that may have been moved during it."""

from datetime import datetime, timedelta

from monitor.events import ClockStep
from monitor.history import History


def began_at(history: History, now: datetime) -> datetime:
    """Return the wall time of t_ms = 0 by the clock as it is now set: each `ClockStep` moves it.

    now: the time of a start that has none.
    """
    steps_ms = sum(entry.step_ms for entry in history.entries if isinstance(entry, ClockStep))
    return (history.start.at or now) + timedelta(milliseconds=steps_ms)

"""Times of a session as a person writes them: clock, day where it is another, lateness. No Qt."""

from collections.abc import Callable
from datetime import datetime, timedelta

from monitor.course import MS_PER_MIN, origin_ms
from monitor.events import Entry
from monitor.session import Session
from ui.words import clock_time, say


class WrittenTimes:
    """Says session ms as the room's clock; `wall` turns them into aware wall time."""

    def __init__(self, session: Session, wall: Callable[[int], datetime]) -> None:
        self._session = session
        self._wall = wall
        self._late = timedelta(minutes=session.profile.schedule.late_min)

    def clock(self, t_ms: int) -> str:
        """The time of day."""
        return clock_time(self._wall(t_ms))

    def day(self, t_ms: int) -> str:
        """The date in the room."""
        return self._wall(t_ms).astimezone().date().isoformat()

    def at(self, t_ms: int) -> str:
        """The time of day, with its date where that is not the first day's."""
        clock, day = self.clock(t_ms), self.day(t_ms)
        return clock if day == self.day(0) else f"{day} {clock}"

    def minute(self, t_ms: int) -> str:
        """Whole minutes from the pump's start, "+21 min"; nothing before there is one."""
        origin = origin_ms(self._session)
        if origin is None:
            return ""
        minute = (t_ms - origin) // MS_PER_MIN
        return f"{'+' if minute >= 0 else '−'}{abs(minute)} min"

    def at_minute(self, t_ms: int) -> str:
        """Both: "14:31, +21 min"."""
        minute = self.minute(t_ms)
        return f"{self.at(t_ms)}, {minute}" if minute else self.at(t_ms)

    def late(self, entry: Entry) -> str:
        """Say that a person entered it late, and when; nothing where it came in time."""
        entered_at = entry.entered_at
        fact_at = self._wall(entry.t_ms) if entry.at is None else entry.at
        if entry.by is None or entered_at is None or entered_at - fact_at <= self._late:
            return ""
        return " " + say("chart_note.late", at=clock_time(entered_at))

"""Follows the open session of a record that another process writes, by reading it and no more.

No thread and no timer: whoever follows asks once a second. Nothing is written, checkpointed or
held, so whoever records never waits for somebody who only looks on.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from monitor import profile
from monitor.archive import Archive
from monitor.clock import Clock, utc_now
from monitor.errors import RecordError
from monitor.events import ClockStep, Entry, Event, Second, SessionEnd
from monitor.history import History
from monitor.record_lock import Holder, holder
from monitor.session import Session
from monitor.wall_time import began_at

_LOOKS, _PAUSE_S = 5, 0.05
"""Who only asks for the holder, or signs, holds the record for less than so many looks."""

Asked = Callable[[Path], Holder | None]


def held_by(record: Path, ask: Asked = holder, pause_s: float = _PAUSE_S) -> Holder | None:
    """Return who writes a record; None for nobody, or for a hold that is over in a moment."""
    found = ask(record)
    for _ in range(_LOOKS - 1):
        if found is None:
            break
        time.sleep(pause_s)
        found = ask(record)
    return found


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: who holds the record, and what is to be shown.

    history: a session begins to be followed, and this is all of it; None else. events: what came to
    the one that is followed, entries first.
    """

    holder: Holder | None
    history: History | None = None
    events: list[Event] = field(default_factory=list)


class Following:
    """Follows one session after the other; for one thread, whose connection it keeps."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self._archive: Archive | None = None
        self._session: int | None = None
        self._seq, self._t_ms = 0, -1

    def look(self) -> Look:
        """Return what is new since the last look; RecordError where the record cannot be read."""
        who = holder(self._record)
        try:
            if self._archive is None:
                self._archive = Archive(self._record)
            if self._session is None:
                return Look(who, history=self._begin(self._archive))
            return Look(who, events=self._go_on(self._archive, self._session))
        except RecordError:
            # What can be read next may be another file of that name, with another patient in it.
            self.close()
            raise

    def _begin(self, archive: Archive) -> History | None:
        number = archive.open_session()
        if number is None:
            return None
        history = archive.history(number)
        self._seq, self._t_ms = history.last_seq, history.t_ms[-1] if history.t_ms else -1
        self._session = None if history.ended else number
        return history

    def _go_on(self, archive: Archive, session: int) -> list[Event]:
        events = archive.since(session, self._seq, self._t_ms)
        for event in events:
            match event:
                case Entry():
                    self._seq = event.seq or self._seq
                case Second():
                    self._t_ms = event.t_ms
                case SessionEnd():
                    self._session = None
        return events

    def close(self) -> None:
        """Let go of the file; the next look begins anew."""
        archive, self._archive, self._session = self._archive, None, None
        if archive is not None:
            archive.close()


def folded(history: History) -> Session:
    """Return a session as its record has it; unlike a resumed one it still hears its devices."""
    session = Session(profile.parse(history.start.profile), history.start)
    for entry in history.entries:
        session.apply(entry)
    session.now_ms = max(session.now_ms, history.last_ms)
    session.ended = history.ended
    return session


class FollowedClock(Clock):
    """The session time of another process of this computer.

    It begins by the wall clock, as a resumed session does, and goes on by the one that runs through
    suspend, whatever the record tells or fails to tell. What is newer in the record moves it on: an
    accelerated session is ahead of the wall. So a value is never taken for younger than it is by
    more than the record is behind.
    """

    def __init__(self, history: History, utc: Callable[[], datetime] = utc_now) -> None:
        began = began_at(history, utc())
        gone_ms = round((utc() - began) / timedelta(milliseconds=1))
        super().__init__(start_ms=max(gone_ms, history.last_ms), started_at=began)

    def take(self, event: Event) -> None:
        """Learn from the record what time it is there."""
        if isinstance(event, ClockStep):
            self._started_at += timedelta(milliseconds=event.step_ms)
        with self._lock:
            self._t = max(self._advance(), known_until(event))


def known_until(event: Event) -> int:
    """Return the session time up to which an event tells something: a second, to its end."""
    return event.t_ms + 1000 if isinstance(event, Second) else event.t_ms

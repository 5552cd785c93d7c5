"""What went by itself: what a link missed, and automatic cuffs that were turned off. No widget."""

from collections.abc import Callable
from datetime import datetime

from monitor.events import CuffRequest, CuffWish, Event, LinkChange, LinkState
from monitor.session import Session
from ui.words import clock_time, say

BACK_SHOWN_MS = 120_000


class LinkPast:
    """Follows a session's links until they are heard again, and who turns automatic cuffs off."""

    def __init__(self, session: Session, wall: Callable[[int], datetime]) -> None:
        self._session = session
        self._wall = wall
        self._armed = False
        self._was_armed = False
        self._gone_ms: int | None = None
        self._back: tuple[int, int] | None = None

    def take(self, event: Event) -> None:
        """Note a link that went, and whatever disarmed but a person who wanted it so."""
        if isinstance(event, LinkChange):
            self._note_link(event)
        armed = self._session.cuffs.armed_min is not None
        if armed or _turns_off(event):
            self._was_armed = False
        elif self._armed:
            self._was_armed = True
        self._armed = armed

    def _note_link(self, change: LinkChange) -> None:
        if change.state in {LinkState.LOST, LinkState.SILENT}:
            self._gone_ms = change.t_ms if self._gone_ms is None else self._gone_ms
        elif change.state is LinkState.RECEIVING and self._gone_ms is not None:
            self._back, self._gone_ms = (self._gone_ms, change.t_ms), None

    def words(self, t_ms: int) -> list[str]:
        """For two minutes what was missed; until a person acts, that automatic cuffs are off."""
        parts = []
        if self._back is not None and 0 <= t_ms - self._back[1] < BACK_SHOWN_MS:
            since, until = (clock_time(self._wall(at)) for at in self._back)
            parts.append(say("monitor_back", since=since, until=until))
        if self._was_armed and not self._session.ended and self._pressure_is_due():
            parts.append(say("strip.automatic_off"))
        return parts

    def _pressure_is_due(self) -> bool:
        """Whether it is by the clock in this phase: else nobody misses the automatic cuffs."""
        return self._session.pressure_interval_ms() is not None


def _turns_off(event: Event) -> bool:
    """Whether a person says that no automatic cuff is wanted."""
    if not isinstance(event, CuffRequest) or event.by is None:
        return False
    return event.wish is CuffWish.INTERVAL and event.interval_min is None

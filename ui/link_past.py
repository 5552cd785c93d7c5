"""What a link that went has left behind: what was missed, and what it turned off. No widget."""

from collections.abc import Callable
from datetime import datetime

from monitor.events import CuffRequest, CuffWish, Event, LinkChange, LinkState
from monitor.session import Session
from ui.words import clock_time, say

BACK_SHOWN_MS = 120_000


class LinkPast:
    """Follows a session's links from the first silence until they are heard again."""

    def __init__(self, session: Session, wall: Callable[[int], datetime]) -> None:
        self._session = session
        self._wall = wall
        self._armed = False
        self._was_armed = False
        self._gone_ms: int | None = None
        self._back: tuple[int, int] | None = None

    def take(self, event: Event) -> None:
        """Note a link that went, and what was armed until then."""
        if isinstance(event, CuffRequest) and event.wish is CuffWish.INTERVAL and event.by:
            self._was_armed = False
        elif isinstance(event, LinkChange):
            self._note_link(event)

    def _note_link(self, change: LinkChange) -> None:
        self._was_armed = self._was_armed or (self._armed and self._disarmed())
        if change.state in {LinkState.LOST, LinkState.SILENT}:
            self._gone_ms = change.t_ms if self._gone_ms is None else self._gone_ms
        elif change.state is LinkState.RECEIVING and self._gone_ms is not None:
            self._back, self._gone_ms = (self._gone_ms, change.t_ms), None

    def _disarmed(self) -> bool:
        return self._session.cuffs.armed_min is None

    def look(self) -> None:
        """Note whether automatic cuffs are armed, as long as the link is there."""
        self._armed = not self._disarmed()

    def words(self, t_ms: int) -> list[str]:
        """For two minutes what was missed; until a person acts, that automatic cuffs are off."""
        parts = []
        if self._back is not None and 0 <= t_ms - self._back[1] < BACK_SHOWN_MS:
            since, until = (clock_time(self._wall(at)) for at in self._back)
            parts.append(say("monitor_back", since=since, until=until))
        if self._was_armed and not self._session.ended:
            parts.append(say("strip.automatic_off"))
        return parts

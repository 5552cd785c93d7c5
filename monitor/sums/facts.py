"""A session that is over, folded once for all that is summed up of it. No sum is made here."""

from typing import Any, TypeVar

from monitor import profile
from monitor.course import origin_ms
from monitor.errors import ProfileError
from monitor.events import Entry
from monitor.history import History
from monitor.profile import Profile
from monitor.session import Session
from monitor.standing import still_standing

MS_PER_MIN = 60_000

Sums = dict[str, Any]
"""Fields of a `Summary` by their names; a test holds that each is filled in one place."""

_E = TypeVar("_E", bound=Entry)


class Facts:
    """What the sums are made from.

    entries: those that still stand, in the order they were true. profile: None where the settings
    that were saved with the session cannot be read, and nothing that needs them is told.
    origin_ms: what minutes count from, the pump's first start or the first spray; None without.
    """

    def __init__(self, history: History, end_ms: int) -> None:
        self.history = history
        self.end_ms = end_ms
        self.entries = still_standing(history.entries)
        self.profile = _readable(history.start.profile)
        self.session = Session(self.profile or profile.shipped(), history.start)
        self.session.load(history)
        self.origin_ms = origin_ms(self.session)

    def of(self, kind: type[_E]) -> list[_E]:
        """Return the entries of a kind, oldest first."""
        return [entry for entry in self.entries if isinstance(entry, kind)]

    def of_the_drug(self, t_ms: int) -> bool:
        """Whether a moment may show what the drug does: since it began, if it did."""
        return self.origin_ms is None or t_ms >= self.origin_ms

    def minute(self, t_ms: int | None) -> int | None:
        """Return whole minutes since the origin, negative before it; None without either."""
        if t_ms is None or self.origin_ms is None:
            return None
        return (t_ms - self.origin_ms) // MS_PER_MIN


def _readable(text: str) -> Profile | None:
    try:
        return profile.parse(text)
    except ProfileError:
        return None

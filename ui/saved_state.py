"""What is on disk, as the writer says it: the one place the screen asks before it says *saved*."""

import time
from collections import deque
from collections.abc import Callable

from monitor.events import Entry, Event, Saved, SaveFailed

PATIENCE_S = 3.0
"""An entry that the disk has not answered for so long is said to be not saved."""


class SavedState:
    """Follows entries and the writer's answers, in wall time: that is what disks are slow in."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self.saved_seq = 0
        self.digest = ""
        """Of the record as it was on disk last: what somebody who signs signs."""
        self._failed_ms: int | None = None
        self._pending: deque[tuple[int, int, float]] = deque()

    def take(self, event: Event) -> None:
        """Note an entry, or what the writer says of earlier ones."""
        if isinstance(event, Entry) and event.seq is not None:
            self._pending.append((event.seq, event.t_ms, self._now_s()))
        elif isinstance(event, SaveFailed) and self._failed_ms is None:
            self._failed_ms = event.t_ms
        elif isinstance(event, Saved):
            self._failed_ms = None
            self.saved_seq = max(self.saved_seq, event.up_to_seq)
            self.digest = event.digest or self.digest
            while self._pending and self._pending[0][0] <= self.saved_seq:
                self._pending.popleft()

    @property
    def all_saved(self) -> bool:
        """Whether every entry taken is on disk."""
        return not self._pending and self._failed_ms is None

    @property
    def not_saved_since(self) -> int | None:
        """The session time since when nothing could be stored; None while all is well."""
        oldest = self._pending[0] if self._pending else None
        slow = oldest is not None and self._now_s() - oldest[2] > PATIENCE_S
        candidates = [self._failed_ms] if self._failed_ms is not None else []
        if slow and oldest is not None:
            candidates.append(oldest[1])
        return min(candidates, default=None)

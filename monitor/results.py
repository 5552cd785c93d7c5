"""Which cuff results are no news: a device tells its last one again, or one nobody saw measured."""

from monitor.events import (
    CUFF_RUNS,
    CuffChange,
    CuffReading,
    CuffSource,
    CuffStep,
    LinkChange,
    LinkState,
)

SAME_CUFF_MS = 5000
"""Two results of one device with equal values this close together are one inflation."""

ON_CONNECT_MS = 10_000
"""A result told this soon after a device was heard again was on its screen before."""


class Results:
    """Every result of every device in a session, those too that were withdrawn since."""

    def __init__(self) -> None:
        self._known: list[CuffReading] = []
        self._heard_ms: dict[str, int] = {}
        self._unseen: dict[str, tuple[int, int]] = {}
        """By device from when to when it was last away, and what it showed on its return."""
        self._inflating: set[str] = set()
        """Those that showed an inflation since they are heard, and no end of it yet."""

    def apply_link(self, change: LinkChange, away_since_ms: int | None) -> None:
        """Note since when a device is heard; `away_since_ms` where it returns, else None."""
        if change.state is not LinkState.RECEIVING:
            return
        self._heard_ms[change.device] = change.t_ms
        if away_since_ms is not None:
            self._unseen[change.device] = away_since_ms, change.t_ms + ON_CONNECT_MS
            self._inflating.discard(change.device)

    def apply_change(self, change: CuffChange) -> None:
        """Note an inflation the device itself shows: a command explains no result yet."""
        if change.step is CuffStep.INFLATING:
            self._inflating.add(change.device)
        elif change.step not in CUFF_RUNS:
            self._inflating.discard(change.device)

    def apply_reading(self, cuff: CuffReading) -> None:
        """Remember a device's result: it is that of the inflation it showed, and of no other."""
        if cuff.source is CuffSource.DEVICE:
            self._known.append(cuff)
            self._inflating.discard(cuff.device)

    def is_of_unknown_age(self, cuff: CuffReading) -> bool:
        """Whether nobody saw it measured, nor knows when and on whom.

        A device that tells no age shows its last one as soon as it is heard, for the first time or
        again; no cuff is done so quickly, unless the device shows that one is under way.
        """
        unseen = self._unseen.get(cuff.device)
        if cuff.seconds_ago is not None or unseen is None or cuff.device in self._inflating:
            return False
        return unseen[0] <= cuff.t_ms <= unseen[1]

    def knows(self, cuff: CuffReading) -> bool:
        """Whether this is one that was taken before."""
        return any(self._same(cuff, known) for known in self._known)

    def _same(self, cuff: CuffReading, known: CuffReading) -> bool:
        if cuff.device != known.device or _values(cuff) != _values(known):
            return False
        return abs(cuff.t_ms - known.t_ms) <= SAME_CUFF_MS or self._was_on_screen(cuff)

    def _was_on_screen(self, cuff: CuffReading) -> bool:
        """A device that tells no age shows an old result as if it were new when it comes back."""
        heard_ms = self._heard_ms.get(cuff.device)
        if cuff.seconds_ago is not None or heard_ms is None:
            return False
        return abs(cuff.t_ms - heard_ms) <= ON_CONNECT_MS


def _values(cuff: CuffReading) -> tuple[object, ...]:
    return cuff.systolic, cuff.diastolic, cuff.mean, cuff.status

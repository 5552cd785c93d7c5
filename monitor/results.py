"""Which cuff results are known already: a device tells its last one again and again."""

from monitor.events import CuffReading, CuffSource, LinkChange, LinkState

SAME_CUFF_MS = 5000
"""Two results of one device with equal values this close together are one inflation."""

ON_CONNECT_MS = 10_000
"""A result told this soon after a device was heard again was on its screen before."""


class Results:
    """Every result of every device in a session, those too that were withdrawn since."""

    def __init__(self) -> None:
        self._known: list[CuffReading] = []
        self._heard_ms: dict[str, int] = {}
        self._first_heard_ms: dict[str, int] = {}

    def apply_link(self, change: LinkChange) -> None:
        """Note since when a device is heard."""
        if change.state is LinkState.RECEIVING:
            self._heard_ms[change.device] = change.t_ms
            self._first_heard_ms.setdefault(change.device, change.t_ms)

    def apply_reading(self, cuff: CuffReading) -> None:
        """Remember a device's result."""
        if cuff.source is CuffSource.DEVICE:
            self._known.append(cuff)

    def is_from_before(self, cuff: CuffReading) -> bool:
        """Whether it was measured before the session, on whom nobody knows.

        A device that tells no age shows it as soon as it is heard; no cuff is done so quickly.
        """
        first_ms = self._first_heard_ms.get(cuff.device)
        if cuff.seconds_ago is not None or first_ms is None:
            return cuff.t_ms < 0
        return cuff.t_ms < 0 or 0 <= cuff.t_ms - first_ms <= ON_CONNECT_MS

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

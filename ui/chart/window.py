"""Which stretch of time the chart shows: it follows the session until somebody looks elsewhere."""

from monitor.events import SprayUsed
from monitor.session import Session
from ui.chart.time_axis import MINUTE_MS

Stretch = tuple[int, int]

BEFORE_MS = 10 * MINUTE_MS
AFTER_START_MS = 45 * MINUTE_MS
BASELINE_MS = 30 * MINUTE_MS
# The window moves in steps: moving it draws everything anew.
BASELINE_STEP_MS = BASELINE_MS // 60
STEP_MS = 5 * MINUTE_MS
SHORTEST_MS, LONGEST_MS = MINUTE_MS, 24 * 60 * MINUTE_MS


def anchor_ms(session: Session) -> int | None:
    """What minutes are counted from: the pump's first start, else the first spray."""
    if session.infusion.started_ms is not None:
        return session.infusion.started_ms
    return min((spray.t_ms for spray in session.of(SprayUsed)), default=None)


def course(session: Session, t_ms: int) -> Stretch:
    """The stretch that belongs to this moment of the session."""
    start_ms = anchor_ms(session)
    if session.ended:
        first_ms = 0 if start_ms is None else min(0, start_ms - BEFORE_MS)
        # The labels at the right edge need a tenth to themselves.
        return first_ms, first_ms + max(_stepped((t_ms - first_ms) * 10 // 9, MINUTE_MS), STEP_MS)
    if start_ms is None:
        passed_ms = max(0, t_ms - BEFORE_MS)
        left_ms = passed_ms - passed_ms % BASELINE_STEP_MS
        return left_ms, left_ms + BASELINE_MS
    ahead_ms = _planned_end(session, t_ms) if _under_way(session) else t_ms + BEFORE_MS
    right_ms = max(start_ms + AFTER_START_MS, start_ms + _stepped(ahead_ms - start_ms, STEP_MS))
    return start_ms - BEFORE_MS, right_ms


def _under_way(session: Session) -> bool:
    return session.infusion.started_ms is not None and session.infusion.stopped_ms is None


def _planned_end(session: Session, t_ms: int) -> int:
    ends_ms = session.infusion.ends_ms(t_ms)
    return (t_ms if ends_ms is None else ends_ms) + STEP_MS


def _stepped(t_ms: int, step_ms: int) -> int:
    return -(-t_ms // step_ms) * step_ms


class Window:
    """What is in sight: the session's own course, or what a person chose."""

    def __init__(self) -> None:
        self._chosen: Stretch | None = None

    @property
    def follows(self) -> bool:
        """Whether the chart goes with the session."""
        return self._chosen is None

    def stretch(self, session: Session, t_ms: int) -> Stretch:
        """From when to when the chart shows."""
        return self._chosen or course(session, t_ms)

    def zoom(self, shown: Stretch, about_ms: int, factor: float) -> None:
        """Show `factor` times as much, `about_ms` staying where it is."""
        left, right = shown
        factor = min(max(factor, SHORTEST_MS / (right - left)), LONGEST_MS / (right - left))
        begin = about_ms - round((about_ms - left) * factor)
        self._chosen = (begin, begin + round((right - left) * factor))

    def pan(self, shown: Stretch, by_ms: int) -> None:
        """Show what lies `by_ms` later."""
        self._chosen = (shown[0] + by_ms, shown[1] + by_ms)

    def keep_within(self, bounds: Stretch) -> None:
        """Show nothing beyond a stretch, and all of it rather than more."""
        if self._chosen is None:
            return
        length, whole = self._chosen[1] - self._chosen[0], bounds[1] - bounds[0]
        if length >= whole:
            self._chosen = None
            return
        left = min(max(self._chosen[0], bounds[0]), bounds[1] - length)
        self._chosen = (left, left + length)

    def follow(self) -> None:
        """Go with the session again."""
        self._chosen = None

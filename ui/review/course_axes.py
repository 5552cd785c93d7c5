"""The one minute axis and the one pressure axis that all strips of a course share. No painting."""

from collections.abc import Iterable, Sequence

from monitor.listing import SessionRow
from monitor.strip import Strip
from ui.chart.value_axis import ValueAxis

FROM_MIN, TO_MIN, EVERY_MIN = -10, 120, 10
LONGER_BY_MIN = 30
"""A course in which somebody left later has a longer axis, by whole steps of this."""

PRESSURE = ValueAxis(60, 160, step=20, every=40)


class CourseAxes:
    """Minutes from the start across, mmHg up; they change for all strips together."""

    def __init__(self) -> None:
        self.right_min = TO_MIN
        self.pressure = PRESSURE

    def begin(self, rows: Iterable[SessionRow]) -> None:
        """Reach as far as the columns of a course tell."""
        ends = [TO_MIN, *(end for row in rows for end in _ends(row))]
        self.right_min = -(-int(max(ends)) // LONGER_BY_MIN) * LONGER_BY_MIN
        self.pressure = PRESSURE

    def hold(self, strip: Strip) -> bool:
        """Make room for the pressures of a strip; tell whether that changed anything."""
        shown = [p for p in strip.pressures if FROM_MIN <= p.minute <= self.right_min]
        highs = [p.systolic for p in shown]
        values = [*highs, *(p.diastolic for p in shown if p.diastolic is not None)]
        if not values:
            return False
        before = self.pressure
        self.pressure = before.covering(min(values), max(values))
        return self.pressure != before

    def share(self, minute: float) -> float:
        """How far across a minute lies: 0 at the left end, 1 at the right."""
        return (minute - FROM_MIN) / (self.right_min - FROM_MIN)

    def shows(self, minute: float) -> bool:
        """Whether a minute is on the axis."""
        return FROM_MIN <= minute <= self.right_min

    def minutes(self, room_px: float, least_px: float) -> Sequence[int]:
        """Which minutes get a label in a pane so wide, each at least so far from the next."""
        px = room_px / (self.right_min - FROM_MIN)
        every = next((e for e in (10, 20, 30, 60, 120) if e * px >= least_px), 240)
        first = -(-FROM_MIN // every) * every
        return range(first, self.right_min + 1, every)


def _ends(row: SessionRow) -> list[float]:
    sums = row.summary
    known = (sums.left_min, sums.ready_min, sums.infusion_min) if sums else ()
    return [end for end in known if end is not None]

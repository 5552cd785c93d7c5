"""Where everything lies on a chart on paper: a moment across, a value up. Nothing is painted here.

A chart is one stretch of time; a long session is several of them under each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from ui.chart.time_axis import MINUTE_MS, TimeAxis
from ui.chart.value_axis import ValueAxis
from ui.report.course import Course, Curve

ROW_MINUTES = (60, 90, 120)
"""How long a row of the chart may be; a longer session has several of the longest."""
LABELS = 230.0
"""Left of the lanes."""
NAMES = 165.0
"""Right of them, for what limits are called."""
FOOT = 78.0
"""Below the lanes, for the times."""
AIR = 8.0
HEADROOM = 8.0
"""mmHg over the highest pressure, for its numbers."""

PRESSURE, RATE, SPO2, INFUSION, ALARMS = "pressure", "rate", "spo2", "infusion", "alarms"
BIG = {PRESSURE: 9.0, RATE: 3.4, SPO2: 2.4}
"""How high these are beside a row of words or bars, which is 1."""
ROW_HIGH = 62.0
IN_SMALL = {"dissociation"}
"""Of the ratings only these are in the small chart; all are in the large one."""
AXES = {
    PRESSURE: ValueAxis(40, 200, step=20, every=40),
    RATE: ValueAxis(40, 120, step=20),
    SPO2: ValueAxis(85, 100, step=5),
}


@dataclass(frozen=True, slots=True)
class Lane:
    """A strip across the chart; `axis` where values lie up and down in it."""

    name: str
    rect: QRectF
    axis: ValueAxis | None = None

    def y_of(self, value: float) -> float:
        """Where a value lies, in tenths of a millimetre from the top."""
        assert self.axis is not None
        return self.rect.bottom() - self.axis.share(value) * self.rect.height()


@dataclass(frozen=True, slots=True)
class Chart:
    """One row: from when to when, on which rectangle, with which lanes from the top down."""

    course: Course
    time: TimeAxis
    lanes: tuple[Lane, ...]
    last: bool = True
    small: bool = False

    def x_of(self, t_ms: float) -> float:
        """Where a moment lies across the page."""
        return self.time.x(t_ms)

    def y_of(self, lane: str, value: float) -> float:
        """Where a value of a lane lies down the page."""
        return self.lane(lane).y_of(value)

    def lane(self, name: str) -> Lane:
        """The lane of this name; KeyError: there is none."""
        found = {lane.name: lane for lane in self.lanes}
        return found[name]

    @property
    def field(self) -> QRectF:
        """All lanes together, without the labels."""
        first, last = self.lanes[0].rect, self.lanes[-1].rect
        return QRectF(first.topLeft(), last.bottomRight())

    def shows(self, t_ms: float) -> bool:
        """Whether a moment lies in this row; the end of a row belongs to the next one."""
        left, right = self.time.left_ms, self.time.right_ms
        return left <= t_ms < right or (self.last and t_ms == right)


def chart(
    course: Course,
    stretch: tuple[int, int],
    rect: QRectF,
    *,
    last: bool = True,
    small: bool = False,
) -> Chart:
    """Lay out one row on `rect`; a small one leaves most lanes to the large one."""
    time = TimeAxis()
    time.left_ms, time.right_ms = map(float, stretch)
    time.left_px, time.right_px = rect.left() + LABELS, rect.right() - NAMES
    lanes = tuple(_placed(course, rect, small=small))
    return Chart(course, time, lanes, last, small)


def rows(course: Course) -> list[tuple[int, int]]:
    """Return the stretch of each row: one that fits, or as many of the longest as it takes."""
    fits = (row for row in ROW_MINUTES if row * MINUTE_MS >= course.end_ms)
    long_ms = next(fits, ROW_MINUTES[-1]) * MINUTE_MS
    count = max(1, -(-course.end_ms // long_ms))
    return [(n * long_ms, (n + 1) * long_ms) for n in range(count)]


def whole(course: Course) -> tuple[int, int]:
    """Return the stretch of all of it, for the small chart."""
    return 0, max(course.end_ms, 10 * MINUTE_MS)


def names(course: Course, *, small: bool = False) -> list[str]:
    """Return the lanes there are, from the top down; one for which nothing is known stays."""
    ratings = [rated.scale for rated in course.rated]
    if small:
        return [PRESSURE, INFUSION, *(name for name in ratings if name in IN_SMALL)]
    return [PRESSURE, RATE, SPO2, INFUSION, *ratings, ALARMS]


def _placed(course: Course, rect: QRectF, *, small: bool) -> Iterator[Lane]:
    there = names(course, small=small)
    fixed = sum(ROW_HIGH for name in there if name not in BIG)
    room = rect.height() - FOOT - fixed - AIR * (len(there) - 1)
    share = room / sum(BIG[name] for name in there if name in BIG)
    top = rect.top()
    for name in there:
        high = BIG[name] * share if name in BIG else ROW_HIGH
        box = QRectF(rect.left() + LABELS, top, rect.width() - LABELS - NAMES, high)
        yield Lane(name, box, _axis(course, name))
        top += high + AIR


def _axis(course: Course, name: str) -> ValueAxis | None:
    if name == PRESSURE:
        read = [mark.reading for mark in course.marks]
        values = [v for r in read for v in (r.systolic, r.diastolic) if v is not None]
    elif name in {RATE, SPO2}:
        values = list(_values(course.rate if name == RATE else course.spo2))
    else:
        return None
    axis = AXES[name]
    above = HEADROOM if name == PRESSURE else 0
    return axis.covering(min(values), max(values) + above) if values else axis


def _values(curve: Curve) -> Iterator[float]:
    yield from (sample.value for sample in curve.typed)
    drawn = curve.trace.drawn(float("-inf"), float("inf"), 10**9)[1]
    yield from (float(value) for value in drawn if value == value)

"""A touch means a lane and a moment that has been, or nothing."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from tests.ui.infusion_course import at, course, wall
from ui import theme
from ui.chart.lanes import lanes
from ui.chart.paper import Paper
from ui.chart.taps import NEAR_PX, Taps

NOW_MS, HEIGHT = at(48), 50
PX = 60_000 / 10
"""Ten pixels a minute."""


class Touched:
    """The lanes below each other, from the pump's start on; what was told."""

    def __init__(self) -> None:
        paper = Paper(course(48).session(), theme.DARK, theme.FULL, wall)
        paper.time.left_px, paper.time.right_px = 100.0, 1000.0
        paper.time.left_ms, paper.time.right_ms = at(0), at(90)
        found = lanes(paper)
        for place, lane in enumerate(found):
            lane.place(QRectF(0, place * HEIGHT, 1000, HEIGHT))
            lane.refresh(NOW_MS)
        self.rows = [lane.id for lane in found]
        self.taps = Taps(found, paper.time)
        self.told: list[tuple[str, int]] = []
        self.taps.tapped.connect(lambda lane, t_ms: self.told.append((lane, t_ms)))

    def touch(self, row: str, minute: float, off_px: float = 0, *, at_once: bool = True) -> None:
        """Touch a lane at a minute of the infusion, so many pixels to the right of it."""
        x = 100 + minute * 10 + off_px
        y = self.rows.index(row) * HEIGHT + HEIGHT / 2
        self.taps.tap(QPointF(x, y), NOW_MS, at_once=at_once)


@pytest.fixture
def touched(qapp: QApplication) -> Touched:
    """Shown at +48, dissociation due at +40 and open."""
    return Touched()


def test_a_touch_is_told_with_its_lane_and_moment(touched: Touched) -> None:
    """Where nothing else is near it is the moment itself."""
    touched.touch("nausea", 20)
    assert touched.told == [("nausea", at(20))]


def test_near_an_open_item_it_is_that_one(touched: Touched) -> None:
    """A finger's breadth, and no more; in its own lane only."""
    touched.touch("dissociation", 40, off_px=NEAR_PX - 1)
    touched.touch("dissociation", 40, off_px=NEAR_PX + 1)
    touched.touch("alarms", 40, off_px=5)
    assert touched.told[0] == ("dissociation", at(40))
    assert touched.told[1] == ("dissociation", round(at(40) + (NEAR_PX + 1) * PX))
    assert touched.told[2] == ("alarms", round(at(40) + 5 * PX))


def test_the_future_is_never_meant(touched: Touched) -> None:
    """A little beyond now is now; further there is nothing yet, nor in the gutter."""
    touched.touch("nausea", 48, off_px=NEAR_PX - 1)
    touched.touch("nausea", 60)
    touched.touch("nausea", -5)
    assert touched.told == [("nausea", NOW_MS)]


def test_one_that_waits_is_told_or_forgotten(touched: Touched) -> None:
    """Until it is known not to be half of a double click."""
    touched.touch("nausea", 20, at_once=False)
    assert (touched.taps.waits, touched.told) == (True, [])
    touched.taps.forget()
    touched.taps._tell()
    assert (touched.taps.waits, touched.told) == (False, [])

"""A triangle stands on a curve where it raised an alarm."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from monitor.events import AlarmChange, AlarmStep, Priority
from monitor.vitals import RATE_ORDER, Vital
from tests.ui.infusion_course import at, course, wall
from ui import theme
from ui.chart.lanes import RATE, SPO2
from ui.chart.paper import Paper
from ui.chart.trace_lane import Raised, TraceLane

P = theme.DARK


def change(rule: str, step: AlarmStep, value: float) -> AlarmChange:
    """An alarm at minute 10."""
    return AlarmChange(t_ms=at(10), rule=rule, step=step, priority=Priority.HIGH, value=value)


@pytest.fixture
def paper(qapp: QApplication) -> Paper:
    """A saturation fell too low; it was answered; the rate was too high."""
    told = [
        change("spo2.low", AlarmStep.RAISED, 86),
        change("spo2.low", AlarmStep.ACKNOWLEDGED, 86),
        change("rate.high", AlarmStep.RAISED, 141),
    ]
    made = Paper(course(20, extra=told).session(), P, theme.FULL, wall)
    made.time.left_px, made.time.right_px = 100, 850
    made.time.left_ms, made.time.right_ms = at(-10), at(40)
    return made


def test_each_lane_marks_where_its_own_alarm_was_raised(paper: Paper) -> None:
    """Once, at the value, in the colour of its priority."""
    lane = TraceLane(paper, (Vital.SPO2,), P.spo2, SPO2)
    lane.place(QRectF(0, 0, 900, 100))
    lane.refresh(at(20))
    assert lane.shown.raised == (Raised(at(10), 86, Priority.HIGH),)
    image = QImage(900, 100, QImage.Format.Format_RGB32)
    image.fill(theme.colour(P.chart))
    painter = QPainter(image)
    lane.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    x, y = round(paper.time.x(at(10))), round(lane.down(86))
    assert image.pixelColor(x, y).name() == P.alarm_high


def test_the_axis_has_a_place_for_the_value_that_alarmed(paper: Paper) -> None:
    """Nothing is drawn at the edge instead."""
    lane = TraceLane(paper, RATE_ORDER, P.rate, RATE)
    lane.place(QRectF(0, 0, 900, 100))
    lane.refresh(at(20))
    lane.place(QRectF(0, 0, 900, 100))
    assert lane.shown.raised == (Raised(at(10), 141, Priority.HIGH),)
    assert lane.axis is not None
    assert lane.axis.high >= 141

"""Alarms are full in the colour of their priority; what is technically wrong is an outline."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from monitor.events import AlarmChange, AlarmStep, Entry, PowerChange, PowerStep, Priority
from tests.ui.infusion_course import LAST_LINK_LOSS, at, course, wall
from ui import theme
from ui.chart.alarm_lane import AlarmLane
from ui.chart.paper import Paper

LEFT, WIDTH, HEIGHT = 100, 900, 40
NOW = 30.0


def lane(qapp: QApplication, *extra: Entry, now: float = NOW) -> AlarmLane:
    """The lane of a session until now, a minute every fifteen pixels from minute -10 on."""
    paper = Paper(course(now, extra=extra).session(), theme.DARK, theme.FULL, wall)
    paper.time.left_px, paper.time.right_px = LEFT, LEFT + 15 * 50
    paper.time.left_ms, paper.time.right_ms = at(-10), at(40)
    made = AlarmLane(paper)
    made.place(QRectF(0, 0, WIDTH, HEIGHT))
    made.refresh(at(now))
    return made


def colour(shown: AlarmLane, minute: float, y: int) -> str:
    """What is painted at a minute, `y` pixels below the middle."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(theme.colour(theme.DARK.chart))
    painter = QPainter(image)
    shown.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return image.pixelColor(shown.paper.time.column(at(minute)), HEIGHT // 2 + y).name()


def change(minute: float, step: AlarmStep, priority: Priority = Priority.MEDIUM) -> AlarmChange:
    """A step of the alarm of pressure."""
    return AlarmChange(t_ms=at(minute), rule="systolic.high", step=step, priority=priority)


def test_a_lost_link_and_a_sleeping_computer_are_outlined(qapp: QApplication) -> None:
    """One that goes on ends with now."""
    slept = [
        PowerChange(t_ms=at(10), step=PowerStep.SUSPENDED),
        PowerChange(t_ms=at(12), step=PowerStep.RESUMED),
    ]
    shown = lane(qapp, *slept, now=34.2)
    assert set(shown.shown.outages) == {(at(10), at(12)), (at(LAST_LINK_LOSS) + 800, at(34.2))}
    assert colour(shown, 11, 0) == theme.DARK.chart
    assert colour(shown, 11, -7) == theme.DARK.alarm_medium


@pytest.mark.parametrize(
    ("priority", "inside"),
    [
        (Priority.HIGH, theme.DARK.alarm_high),
        (Priority.MEDIUM, theme.DARK.alarm_medium),
        (Priority.LOW, theme.DARK.chart),
    ],
)
def test_an_alarm_is_full_in_its_colour_and_a_message_an_outline(
    qapp: QApplication, priority: Priority, inside: str
) -> None:
    """From when it was raised until it was cleared, and not beyond."""
    told = [change(10, AlarmStep.RAISED, priority), change(14, AlarmStep.CLEARED, priority)]
    shown = lane(qapp, *told)
    assert colour(shown, 12, 0) == inside
    edge = theme.DARK.alarm_high if priority is Priority.HIGH else theme.DARK.alarm_medium
    assert colour(shown, 12, -7) == edge
    assert colour(shown, 9, 0) == colour(shown, 15, 0) == theme.DARK.chart


def test_a_first_breach_is_a_hollow_triangle(qapp: QApplication) -> None:
    """Its foot is wider than its tip; nothing of it is full."""
    shown = lane(qapp, change(10, AlarmStep.UNCONFIRMED))
    assert colour(shown, 10, 0) == theme.DARK.chart
    assert colour(shown, 10, 6) == theme.DARK.alarm_medium
    assert colour(shown, 12, 0) == theme.DARK.chart


def test_an_answer_is_a_tick_on_the_bar(qapp: QApplication) -> None:
    """It stands out above and below."""
    told = [change(10, AlarmStep.RAISED), change(12, AlarmStep.ACKNOWLEDGED)]
    shown = lane(qapp, *told)
    assert colour(shown, 12, 0) == colour(shown, 12, 8) == theme.DARK.ink
    assert colour(shown, 13, 0) == theme.DARK.alarm_medium


def test_what_is_over_and_unanswered_is_an_outline(qapp: QApplication) -> None:
    """Until somebody answers."""
    told = [change(10, AlarmStep.RAISED), change(14, AlarmStep.LATCHED)]
    shown = lane(qapp, *told)
    assert colour(shown, 12, 0) == theme.DARK.alarm_medium
    assert colour(shown, 20, 0) == theme.DARK.chart
    assert colour(shown, 20, -7) == theme.DARK.alarm_medium


def test_a_quiet_lane_is_painted_once(qapp: QApplication) -> None:
    """Time alone changes nothing in it; an alarm that goes on grows with now."""
    quiet = lane(qapp)
    before = quiet.shown
    quiet.refresh(at(NOW + 1), entered=False)
    assert quiet.shown == before
    busy = lane(qapp, change(29, AlarmStep.RAISED))
    before = busy.shown
    busy.refresh(at(NOW + 1), entered=False)
    assert busy.shown != before

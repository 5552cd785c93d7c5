"""A pressure has the colour of the alarm it raised, and is hollow where it is not sure: painted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from monitor.events import (
    AlarmChange,
    AlarmStep,
    Entry,
    Judgement,
    LimitChange,
    Priority,
    Verdict,
)
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, at, cuff, wall
from ui import theme
from ui.chart.paper import Paper
from ui.chart.pressure_lane import PressureLane

LEFT, WIDTH, HEIGHT = 100, 900, 420
P = theme.DARK


def lane(qapp: QApplication, *entries: Entry) -> PressureLane:
    """The lane of these entries, a minute every fifteen pixels from minute -10 on."""
    session = Session(shipped(), START)
    for seq, entry in enumerate(entries, start=1):
        session.apply(replace(entry, seq=seq))
    paper = Paper(session, P, theme.FULL, wall)
    paper.time.left_px, paper.time.right_px = LEFT, LEFT + 15 * 50
    paper.time.left_ms, paper.time.right_ms = at(-10), at(40)
    made = PressureLane(paper)
    made.place(QRectF(0, 0, WIDTH, HEIGHT))
    made.refresh(at(30))
    return made


def around(made: PressureLane, minute: float, value: float, *, above: bool) -> set[str]:
    """Every colour in the room of a tip: at its value and as far as it reaches."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(theme.colour(P.chart))
    painter = QPainter(image)
    made.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    x, y = round(made.paper.time.x(at(minute))), round(made.down(value))
    rows = range(y - 9, y) if above else range(y, y + 9)
    found = (image.pixelColor(x + dx, row) for dx in range(-9, 10) for row in rows)
    return {one.name() for one in found}


def inside(made: PressureLane, minute: float, value: float) -> str:
    """What is painted within a V, left of its line: the chart, where it is hollow."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(theme.colour(P.future_shade))
    painter = QPainter(image)
    made.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    x, y = round(made.paper.time.x(at(minute))), round(made.down(value))
    return image.pixelColor(x - 2, y - 7).name()


def alarm(
    minute: float, step: AlarmStep, priority: Priority = Priority.MEDIUM, threshold: float = 160
) -> AlarmChange:
    """A step of the alarm of the systolic pressure."""
    return AlarmChange(
        t_ms=at(minute), rule="systolic.high", step=step, priority=priority, threshold=threshold
    )


def test_a_first_breach_is_a_hollow_v_in_the_alarms_colour(qapp: QApplication) -> None:
    """Its diastolic is as ever."""
    made = lane(qapp, cuff(20, 171, 92), alarm(20, AlarmStep.UNCONFIRMED))
    assert P.alarm_medium in around(made, 20, 171, above=True)
    assert inside(made, 20, 171) == P.chart
    below = around(made, 20, 92, above=False)
    assert P.pressure in below
    assert P.alarm_medium not in below


@pytest.mark.parametrize(
    ("priority", "threshold", "colour"),
    [(Priority.MEDIUM, 160, P.alarm_medium), (Priority.HIGH, 180, P.alarm_high)],
)
def test_a_confirmed_breach_is_open_in_the_colour_of_its_priority(
    qapp: QApplication, priority: Priority, threshold: float, colour: str
) -> None:
    """Two strokes, as any pressure has."""
    made = lane(qapp, cuff(20, 189, 92), alarm(20, AlarmStep.RAISED, priority, threshold))
    assert colour in around(made, 20, 189, above=True)
    assert inside(made, 20, 189) == P.future_shade


def test_a_pressure_in_no_alarm_has_no_colour_of_one(qapp: QApplication) -> None:
    """Before it and after it."""
    made = lane(
        qapp, cuff(10, 141, 83), cuff(20, 171, 92), alarm(20, AlarmStep.RAISED), cuff(25, 141, 80)
    )
    for minute in (10, 25):
        assert around(made, minute, 141, above=True) & {P.alarm_medium, P.alarm_high} == set()


def test_a_doubtful_pressure_is_hollow(qapp: QApplication) -> None:
    """Until a person accepts it."""
    doubt = Judgement(t_ms=at(20), of=1, verdict=Verdict.SUSPECT, rule="jump")
    well = Judgement(t_ms=at(21), of=1, by="Haddad", verdict=Verdict.ACCEPTED)
    assert inside(lane(qapp, cuff(20, 175, 90), doubt), 20, 175) == P.chart
    assert inside(lane(qapp, cuff(20, 175, 90), doubt, well), 20, 175) == P.future_shade


def test_a_rejected_pressure_is_grey_and_in_no_axis(qapp: QApplication) -> None:
    """It is kept, it is not the last one, and the lane does not grow for it."""
    rejected = Judgement(t_ms=at(20), of=2, by="Haddad", verdict=Verdict.REJECTED)
    entries = (cuff(10, 141, 83), cuff(20, 171, 92), rejected)
    seen = around(lane(qapp, *entries), 20, 171, above=True)
    assert P.pressure not in seen
    assert P.dim in seen
    wild = lane(qapp, cuff(10, 141, 83), cuff(20, 269, 12), rejected)
    assert (wild.axis.low, wild.axis.high) == (40, 200)
    assert P.dim in around(wild, 20, 40, above=True)
    assert [word.said for word in wild._numbers([])] == ["141", "83"]


def test_the_limits_are_the_patients_own(qapp: QApplication) -> None:
    """And say so; the other one is the clinic's."""
    made = lane(qapp, LimitChange(t_ms=0, by="Haddad", rule="systolic.high", value=172))
    assert [word.said for word in made.shown.names] == ["own SYS 172", "DIA 100"]


def test_a_screen_reader_hears_what_speaks_against_the_last_pressure(qapp: QApplication) -> None:
    """Beside its value and time."""
    doubt = Judgement(t_ms=at(20), of=1, verdict=Verdict.SUSPECT, rule="jump")
    made = lane(qapp, cuff(20, 175, 90), doubt)
    assert made.said(at(21)).endswith(", doubtful: far from the one before")

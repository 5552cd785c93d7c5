"""What is due has its dot: hollow ahead and while open, struck through once missed; or says why."""

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from monitor.events import DueAnswer, DueReply, Event
from tests.ui.infusion_course import at, course, wall
from ui import theme
from ui.chart.lane import DUE_RADIUS, Lane
from ui.chart.paper import Paper

WIDTH, HEIGHT, GUTTER = 1000, 60, 100
ASLEEP = DueAnswer(t_ms=at(41), item="dissociation", due_ms=at(40), reply=DueReply.ASLEEP)


class EmptyLane(Lane):
    """Only what every lane has; `updates` counts its paintings asked for."""

    item = "dissociation"

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, "Dissociation\nlabel below", paper.palette.dim)
        self.updates = 0

    def content(self, t_ms: int) -> object:
        return None

    def paint_content(self, painter: QPainter) -> None:
        pass

    def update(self, *_: object) -> None:
        self.updates += 1


def lane(minute: float, *more: Event) -> EmptyLane:
    """The lane at a minute of the infusion, an hour and a half across."""
    paper = Paper(course(48, extra=more).session(), theme.DARK, theme.FULL, wall)
    paper.time.left_px, paper.time.right_px = float(GUTTER), float(WIDTH)
    paper.time.left_ms, paper.time.right_ms = at(0), at(90)
    made = EmptyLane(paper)
    made.place(QRectF(0, 0, WIDTH, HEIGHT))
    made.refresh(at(minute))
    return made


def drawn(made: Lane) -> QImage:
    """Paint it."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.DARK.chart))
    painter = QPainter(image)
    made.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return image


def is_ink(image: QImage, at_px: QPoint) -> bool:
    """Whether something was painted there."""
    return image.pixel(at_px) != QColor(theme.DARK.chart).rgb()


def middle(made: Lane, minute: float) -> QPoint:
    """The middle of the dot of a minute."""
    return QPoint(round(made.paper.time.x(at(minute))), round(made.due_y))


@pytest.mark.parametrize(
    ("minute", "struck"), [(38, False), (41, False), (60, False), (60.1, True), (80, True)]
)
def test_a_dot_is_struck_only_once_its_window_has_closed(
    qapp: QApplication, minute: float, struck: bool
) -> None:
    """Due at 40 with 20 minutes' grace: until then it is open, and only open."""
    made = lane(minute)
    image, centre = drawn(made), middle(made, 40)
    assert is_ink(image, centre + QPoint(round(DUE_RADIUS), 0))
    assert is_ink(image, centre) is struck


def test_what_is_ahead_and_what_is_open_have_their_room(qapp: QApplication) -> None:
    """Words of the lane keep off all of them."""
    made = lane(41)
    assert (made.due, made.unanswered, made.missed) == ((at(70),), (at(40),), ())
    rooms = [round((left + right) / 2) for left, right in made.dots()]
    assert rooms == [middle(made, 40).x(), middle(made, 70).x()]


def test_an_answer_takes_the_place_of_the_dot(qapp: QApplication) -> None:
    """It says why, where it was due."""
    made = lane(50, ASLEEP)
    assert made.unanswered == ()
    assert made.replies == ((at(40), "asleep"),)
    image, centre = drawn(made), middle(made, 40)
    beside = (centre + QPoint(dx, dy) for dx in range(-15, 16) for dy in range(-5, 6))
    assert any(is_ink(image, place) for place in beside)


def test_it_is_painted_anew_only_when_it_looks_different(qapp: QApplication) -> None:
    """A second later nothing has changed; when something becomes open, or missed, it has."""
    made = lane(39)
    steps = []
    for minute in (39.1, 40.1, 40.2, 60.1, 60.2):
        made.updates = 0
        made.refresh(at(minute), entered=False)
        steps.append(made.updates)
    assert steps == [0, 1, 0, 1, 0]


def test_what_is_out_of_sight_takes_no_room(qapp: QApplication) -> None:
    """A dot is seen whole or not at all."""
    made = lane(41)
    made.paper.time.left_ms, made.paper.time.right_ms = at(41), at(69)
    assert made.dots() == []

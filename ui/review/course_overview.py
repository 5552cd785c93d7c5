"""What is followed across the infusions of a course: a line of dots for each, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from monitor.scale import scales
from ui import theme
from ui.chart.lettering import RIGHT, Lettering
from ui.chart.paper import crisp, filled, smooth
from ui.labels import frame
from ui.review.course_words import DAYS, FOLLOWED, Told, change_words, followed
from ui.words import number, say

PALETTE = theme.LIGHT
HEIGHT, LOW_HEIGHT = 116, 96
HEAD, FOOT, SIDE, SCALE = 52, 10, 12, 36
"""Room for the words over the dots, air under and beside them, and for the numbers of the scale."""

DOT, CHOSEN_DOT = 2.6, 4.6

COLOURS = {
    "dose": PALETTE.infusion,
    "rise": PALETTE.pressure,
    "dissociation": PALETTE.dissociation,
    "recovered": PALETTE.dissociation,
    "nausea": PALETTE.nausea,
    "days": PALETTE.dim,
}


class Followed(QWidget):
    """One measure: its value at the chosen infusion, and all of them as dots.

    The scale begins at 0 or below, so that a small change looks small. A value that is missing
    breaks the line.

    Signals: chosen (the place of an infusion).
    """

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._course: Sequence[Told] = ()
        self._place = 0
        self._title, self._value = Lettering(12.5, 500), Lettering(17, 700)
        self._change, self._scale = Lettering(12.5), Lettering(11.5)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(90)

    def load(self, course: Sequence[Told]) -> None:
        """Follow these infusions, the oldest first."""
        self._course = course
        self._tell()

    def choose(self, place: int) -> None:
        """Say the value of this infusion."""
        self._place = place
        self._tell()

    def _tell(self) -> None:
        told = self._told
        said = "" if told is None else followed(self._name, told.values[self._name])
        self.setAccessibleName(f"{say(f'courses.followed.{self._name}')} {said}")
        self.update()

    @property
    def _told(self) -> Told | None:
        return next((told for told in self._course if told.place == self._place), None)

    # -- where things lie ------------------------------------------------------------------

    @property
    def _room(self) -> QRectF:
        height = max(8, self.height() - HEAD - FOOT)
        return QRectF(SCALE, HEAD, max(10, self.width() - SCALE - SIDE), height)

    def _x(self, place: int) -> float:
        """Dots of one infusion alone stand in the middle."""
        room, last = self._room, len(self._course) - 1
        return room.center().x() if not last else room.left() + (place - 1) / last * room.width()

    def _y(self, value: float, ends: tuple[float, float]) -> float:
        room, (low, high) = self._room, ends
        return room.bottom() - (value - low) / (high - low) * room.height()

    def _ends(self, known: Sequence[float]) -> tuple[float, float]:
        """From 0 or below, as far as the scale goes, or where it has no end, the values."""
        scale = scales().get(self._name)
        top = (scale.highest if scale else None) or 0.0
        low, high = min([0.0, *known]), max([top, *known])
        return (low, high) if high > low else (low, low + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        nearest = min(self._course, key=lambda told: abs(self._x(told.place) - x), default=None)
        if nearest is not None:
            self.chosen.emit(nearest.place)

    # -- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_words(painter)
        values = [told.values[self._name] for told in self._course]
        known = [value for value in values if value is not None]
        if known:
            self._paint_dots(painter, self._ends(known))
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        ink, dim = theme.colour(PALETTE.ink), theme.colour(PALETTE.dim)
        room = self.width() - 2 * SIDE
        title = self._title.cut(say(f"courses.followed.{self._name}"), room)
        self._title.write(painter, title, SIDE, 15, dim)
        told = self._told
        if told is None:
            return
        value = followed(self._name, told.values[self._name])
        self._value.write(painter, value, SIDE, 35, ink)
        left = SIDE + self._value.width(value) + 7
        rest = self.width() - left - 6
        words = change_words(self._name, told)
        change = next((said for said in words if self._change.width(said) <= rest), "")
        self._change.write(painter, change, left, 36, dim)

    def _paint_dots(self, painter: QPainter, ends: tuple[float, float]) -> None:
        colour = theme.colour(COLOURS[self._name])
        self._paint_scale(painter, ends)
        before: QPointF | None = None
        places = []
        for told in self._course:
            value = told.values[self._name]
            here = None if value is None else QPointF(self._x(told.place), self._y(value, ends))
            if here is None and not (self._name == DAYS and told.place == 1):
                self._paint_missing(painter, told.place)
            if here is not None:
                places.append((told.place, here))
            if here is not None and before is not None:
                smooth(painter, theme.colour(COLOURS[self._name], 0.45), 1.3)
                painter.drawLine(before, here)
            before = here
        for place, here in places:
            self._paint_dot(painter, here, colour, chosen=place == self._place)

    def _paint_scale(self, painter: QPainter, ends: tuple[float, float]) -> None:
        room, faint = self._room, theme.colour(PALETTE.faint)
        for value in dict.fromkeys((0.0, ends[1])):
            y = round(self._y(value, ends))
            crisp(painter, theme.colour(PALETTE.line))
            painter.drawLine(round(room.left()), y, round(room.right()), y)
            said = number(round(value, 1))
            self._scale.write(painter, said, room.left() - 6, y, faint, RIGHT)
        if self._place:
            across = round(self._x(self._place))
            crisp(painter, theme.colour(PALETTE.edge))
            painter.drawLine(across, round(room.top()) - 2, across, round(room.bottom()) + 4)

    def _paint_missing(self, painter: QPainter, place: int) -> None:
        """A ring on the ground: there was an infusion, and nothing of this is known."""
        smooth(painter, theme.colour(PALETTE.faint), 1)
        painter.setBrush(theme.colour(PALETTE.card))
        painter.drawEllipse(QPointF(self._x(place), self._room.bottom() + 5), 2, 2)

    def _paint_dot(self, painter: QPainter, here: QPointF, colour: QColor, *, chosen: bool) -> None:
        if chosen:
            filled(painter, theme.colour(PALETTE.card))
            painter.drawEllipse(here, CHOSEN_DOT + 1.5, CHOSEN_DOT + 1.5)
        filled(painter, colour)
        size = CHOSEN_DOT if chosen else DOT
        painter.drawEllipse(here, size, size)


class CourseOverview(QWidget):
    """One card per measure. Signals: chosen (the place of an infusion)."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.followed = {name: Followed(name) for name in FOLLOWED}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for one in self.followed.values():
            card = frame("card")
            inside = QHBoxLayout(card)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(one)
            line.addWidget(card, 1)
            one.chosen.connect(self.chosen)
            one.setCursor(Qt.CursorShape.PointingHandCursor)
        self.stand(low=False)

    def stand(self, *, low: bool) -> None:
        """Take less height where the window is low."""
        for one in self.followed.values():
            one.setFixedHeight(LOW_HEIGHT if low else HEIGHT)

    def load(self, course: Sequence[Told]) -> None:
        """Follow these infusions, the oldest first."""
        for one in self.followed.values():
            one.load(course)

    def choose(self, place: int) -> None:
        """Say what was at this infusion."""
        for one in self.followed.values():
            one.choose(place)

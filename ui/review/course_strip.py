"""One infusion of a course as a strip: who stands out, and where each part of it is painted."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.strip import Strip
from ui import theme
from ui.chart.lettering import CENTRE, Lettering
from ui.chart.paper import crisp
from ui.review.course_ink import GUTTER, MARGIN, PALETTE, CourseInk, Rows, rows_of
from ui.review.course_marks import CourseMarks
from ui.review.course_words import Told, number_or_not
from ui.words import number, say, signed

LEAST, MOST = 136, 300
"""How high a strip is: few infusions have the room of many."""

EDGE = 14
"""Between the left edge and what is written there."""


class CourseStrip(QWidget):
    """One infusion. What its columns tell stands at once, its readings once they are there.

    Signals: pressed, opened (it was pressed twice).
    """

    pressed = Signal()
    opened = Signal()

    def __init__(self, told: Told, ink: CourseInk) -> None:
        super().__init__()
        self.told = told
        self.strip: Strip | None = None
        self.trouble = ""
        """Why its readings cannot be shown."""
        self._ink = ink
        self._chosen = self._over = False
        self._day, self._text = Lettering(14, 600), Lettering(12.5)
        self._value = Lettering(14, 650)
        self.setMinimumHeight(LEAST)
        self.setMaximumHeight(MOST)
        self.setAccessibleName(told.sentence)
        self.setToolTip(say("courses.open_hint"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_strip(self, shown: Strip | None, trouble: str = "") -> None:
        """Draw what was read; None: it cannot be, and why."""
        self.strip, self.trouble = shown, trouble
        self.update()

    def choose(self, *, chosen: bool) -> None:
        """Stand out, or no more."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    @property
    def chosen(self) -> bool:
        """Whether it stands out."""
        return self._chosen

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    # -- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rows = rows_of(self.width(), self.height())
        self._paint_ground(painter)
        self._paint_left(painter)
        if self.strip is not None and self.strip.started:
            self._ink.paint_shades(painter, rows, self.strip)
        self._ink.paint_grid(painter, rows)
        self._paint_course(painter, rows)
        self._paint_right(painter, rows)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        if self._chosen or self._over:
            painter.fillRect(self.rect(), theme.colour(PALETTE.future_shade))
        if self._chosen:
            painter.fillRect(QRectF(0, 0, 4, self.height()), theme.colour(PALETTE.primary))
        crisp(painter, theme.colour(PALETTE.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _paint_left(self, painter: QPainter) -> None:
        told, room = self.told, GUTTER - EDGE - 34
        ink, dim = theme.colour(PALETTE.ink), theme.colour(PALETTE.dim)
        self._day.write(painter, self._day.cut(told.day, room), EDGE, 20, ink)
        place = say("courses.place", place=told.place, interval=told.interval)
        lines = [place, *told.dose.split(" · ")]
        if told.row.ended_at is None:
            lines.append(say("review.not_finished"))
        for n, line in enumerate(lines):
            self._text.write(painter, self._text.cut(line, room), EDGE, 40 + 18 * n, dim)

    def _paint_course(self, painter: QPainter, rows: Rows) -> None:
        if self.strip is None or not self.strip.started:
            waits = say("courses.not_started" if self.strip else "courses.reading")
            dim, middle = theme.colour(PALETTE.dim), (rows.left + rows.right) / 2
            said = self._text.cut(self.trouble or waits, rows.width - 20)
            self._text.clear(painter, said, middle, 30, theme.colour(PALETTE.card), CENTRE)
            self._text.write(painter, said, middle, 30, dim, CENTRE)
            return
        sums, marks = self.told.sums, CourseMarks(painter, self._ink, rows)
        marks.paint_ratings(self.strip, sums.recovered_min)
        marks.paint_drugs(self.strip, sums.ready_min)
        self._ink.paint_pressures(painter, rows, self.strip)

    def _paint_right(self, painter: QPainter, rows: Rows) -> None:
        """Name each row, with the highest of it."""
        sums, left, room = self.told.sums, rows.right + 12, MARGIN - 18
        rise, before = self.told.values["rise"], sums.baseline_systolic
        pressure = theme.colour(PALETTE.pressure)
        self._value.write(painter, self.told.pressure, left, rows.pressure[0] + 12, pressure)
        if rise is not None and before is not None:
            said = say("courses.rise", rise=signed(rise), before=number(before))
            dim = theme.colour(PALETTE.dim)
            self._text.write(painter, self._text.cut(said, room), left, rows.pressure[0] + 31, dim)
        for name, row, value, ink in (
            ("dissociation", rows.dissociation, sums.peak_dissociation, PALETTE.dissociation),
            ("nausea", rows.nausea, sums.peak_nausea, PALETTE.nausea),
        ):
            said = say(f"courses.row.{name}", value=number_or_not(value))
            y = (row[0] + row[1]) / 2 + 1
            self._text.write(painter, self._text.cut(said, room), left, y, theme.colour(ink))

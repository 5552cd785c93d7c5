"""The courses: on the left everybody who was infused here, on the right all infusions of one.

It reads no record: it is given the rows of the sessions, and how to get a session's entries.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from monitor.errors import DripwatchError
from monitor.listing import SessionRow, Visit
from monitor.patient_course import PatientCourse, courses
from ui import theme
from ui.labels import ElidedLabel, label
from ui.review.course_legend import CourseLegend
from ui.review.course_overview import CourseOverview
from ui.review.course_patients import Patients
from ui.review.course_strips import CourseStrips, Entries
from ui.review.course_table import CourseTable
from ui.review.course_words import Told, interval_words, tell
from ui.words import complain, say, short_date

LEFT, LOW_LEFT = 300, 250
ROOMY = 860
"""Pixels of height from which nothing has to be low."""

TABLE_ROWS = {True: 6, False: 3}
"""How many rows of the table are seen at most, where there is room and where there is not."""


class CourseView(QWidget):
    """One tab of the review.

    row, entries: give a session's row and its entries by its number, as Archive.row and
    Archive.entries do; rows of the patient that is chosen, entries after the first paint, of one
    session at a time. A DripwatchError of theirs is said where the session would be.

    Signals:
        opened(session): the supervisor wants to see this session whole.
        viewed(sessions): the sessions of a patient, a tuple of numbers, are on the screen now.
        settled(): all strips of the patient are drawn.
    """

    opened = Signal(int)
    viewed = Signal(object)
    settled = Signal()

    def __init__(self, row: Callable[[int], SessionRow], entries: Entries) -> None:
        super().__init__()
        self._row = row
        self.patients = Patients()
        self.overview = CourseOverview()
        self.strips = CourseStrips(entries)
        self.table = CourseTable()
        self.course: list[Told] = []
        """The infusions of the patient that is shown, the oldest first."""
        self._name, self._facts = ElidedLabel(19, 700), ElidedLabel(14, 400, dim=True)
        self._right, self._nobody = QStackedWidget(), label(16, 500, "dim")
        self._order = {True: _order("courses.newest"), False: _order("courses.oldest")}
        self._newest_first = True
        self._roomy = True
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._nobody.setText(say("courses.nobody"))
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nobody.setWordWrap(True)
        self._nobody.setMargin(40)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._header())
        column.addWidget(self.overview)
        column.addLayout(self._over_strips())
        column.addWidget(self.strips, 1)
        column.addWidget(self.table)
        self._right.addWidget(self._nobody)
        self._right.addWidget(page)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 12, 14, 10)
        line.setSpacing(14)
        line.addWidget(self.patients)
        line.addWidget(self._right, 1)

    def _header(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(self._name)
        column.addWidget(self._facts)
        return column

    def _over_strips(self) -> QHBoxLayout:
        """What the marks mean, and in which order the infusions stand."""
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(CourseLegend(), 1)
        group = QButtonGroup(self)
        for newest_first, button in self._order.items():
            group.addButton(button)
            line.addWidget(button)
            line.addSpacing(4)
            button.setChecked(newest_first)
            button.clicked.connect(lambda _=False, first=newest_first: self.order(first))
        return line

    def _connect(self) -> None:
        self.patients.chosen.connect(self._show)
        self.patients.entered.connect(self.table.setFocus)
        for part in (self.overview, self.strips, self.table):
            part.chosen.connect(self.choose)
        self.table.opened.connect(self.opened)
        self.strips.opened.connect(self.opened)
        self.strips.settled.connect(self.settled)
        self.strips.setFocusProxy(self.table)
        self.setFocusProxy(self.patients.list)

    # -- what is shown ---------------------------------------------------------------------

    def load(self, visits: Iterable[Visit]) -> None:
        """Show the patients of these sessions, as Archive.visits gives them."""
        found = courses(visits)
        self._right.setCurrentIndex(1 if found else 0)
        self.patients.setVisible(bool(found))
        self.patients.load(found)

    def show_patient_of(self, session: int) -> bool:
        """Show the course a session belongs to, that infusion chosen; False: it is in none."""
        if not self.patients.choose(session):
            return False
        self.choose(next(told.place for told in self.course if told.row.session == session))
        return True

    def _show(self, course: PatientCourse) -> None:
        try:
            self.course = tell([self._row(visit.session) for visit in course.visits])
            facts = " · ".join(_facts(course, self.course))
        except DripwatchError as error:
            self.course, facts = [], complain(error)
        self._name.set_text(course.patient.name)
        self._facts.set_text(facts)
        self.overview.load(self.course)
        self._show_in_order()
        self.choose(len(self.course))
        self.viewed.emit(tuple(told.row.session for told in self.course))

    def order(self, newest_first: bool) -> None:
        """Let the newest infusion stand above, or the oldest."""
        if newest_first != self._newest_first:
            self._newest_first = newest_first
            self._order[newest_first].setChecked(True)
            self._show_in_order(chosen=self.chosen)

    def _show_in_order(self, chosen: int = 0) -> None:
        shown = self.course[::-1] if self._newest_first else self.course
        self.strips.load(shown)
        self.table.load(shown)
        self._give_table_room()
        if chosen:
            self.choose(chosen)

    def choose(self, place: int) -> None:
        """Let one infusion stand out everywhere."""
        self.overview.choose(place)
        self.strips.choose(place)
        self.table.choose(place)

    @property
    def chosen(self) -> int:
        """The place of the infusion that stands out; 0 where none does."""
        return next((one.told.place for one in self.strips.strips if one.chosen), 0)

    # -- room ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._roomy = self.height() >= ROOMY
        self.patients.setFixedWidth(LEFT if self.width() >= 1500 else LOW_LEFT)
        self.overview.stand(low=not self._roomy)
        self.table.stand(low=not self._roomy)
        self._give_table_room()

    def _give_table_room(self) -> None:
        self.table.setFixedHeight(self.table.rows_height(TABLE_ROWS[self._roomy]))


def _order(code: str) -> QPushButton:
    made = QPushButton(say(code))
    made.setCheckable(True)
    made.setFont(theme.font(13, 550))
    made.setFixedHeight(30)
    theme.role(made, "choice")
    return made


def _facts(course: PatientCourse, told: list[Told]) -> list[str]:
    patient, count = course.patient, len(told)
    first, last = (one.row.started_at.astimezone() for one in (told[0], told[-1]))
    days = short_date(last)
    if count > 1:
        days = f"{short_date(first, year=first.year != last.year)} – {days}"
    parts = [
        say("born", year=patient.birth_date.year) if patient.birth_date else "",
        patient.record_number or "",
        say("courses.count_one" if count == 1 else "courses.count", count=count),
        days,
        interval_words(told),
    ]
    return [part for part in parts if part]

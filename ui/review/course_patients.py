"""Who was infused here: patients with how many sessions each, found by name or record number."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from monitor.last_time import plain
from monitor.patient_course import PatientCourse
from ui import theme
from ui.labels import label
from ui.words import say, short_date

ROW = 54
SETTLE_MS = 120
"""Running through the list with a held key opens only where it stops."""

_Index = QModelIndex | QPersistentModelIndex


class PatientsModel(QAbstractListModel):
    """Patients, as Qt asks for them; those that a search leaves."""

    def __init__(self, courses: list[PatientCourse]) -> None:
        super().__init__()
        self._sought = [(_sought(course), course) for course in courses]
        self.courses = courses

    def search(self, text: str) -> None:
        """Leave those whose name or record number has every word of `text` in it."""
        words = plain(text).split()
        self.beginResetModel()
        self.courses = [c for sought, c in self._sought if all(word in sought for word in words)]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.courses)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        course = self.courses[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return course.patient.name
        if role == Qt.ItemDataRole.UserRole:
            return _below(course)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{course.patient.name}\n{_below(course)}"
        return None


def _sought(course: PatientCourse) -> str:
    return plain(f"{course.patient.name} {course.patient.record_number or ''}")


def _below(course: PatientCourse) -> str:
    count, record_number = len(course.visits), course.patient.record_number
    last = short_date(course.visits[-1].started_at.astimezone())
    parts = [
        say("courses.count_one" if count == 1 else "courses.count", count=count),
        say("courses.last", day=last),
        f"…{record_number[-4:]}" if record_number else "",
    ]
    return " · ".join(filter(None, parts))


class PatientDelegate(QStyledItemDelegate):
    """Paints a patient: the name, and quietly under it how many sessions and when the last was."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        room = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, theme.colour(theme.LIGHT.infusion_shade))
        painter.setPen(theme.colour(theme.LIGHT.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        inside = room.adjusted(12, 0, -10, 0)
        _write(painter, inside, str(index.data()), 14, 600, theme.LIGHT.ink, -4)
        below = str(index.data(Qt.ItemDataRole.UserRole))
        _write(painter, inside, below, 12.5, 400, theme.LIGHT.dim, 16)
        painter.restore()


def _write(
    painter: QPainter, room: QRect, text: str, px: float, weight: int, ink: str, down: int
) -> None:
    font = theme.font(px, weight)
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room.left(), room.center().y() + down, shown)


class SearchEdit(QLineEdit):
    """Signals: downward (on into the list)."""

    downward = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.downward.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Patients(QWidget):
    """A search field over a list.

    Signals: chosen (the PatientCourse), entered (Enter was pressed on it).
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchEdit()
        self.list = QListView()
        self._none = label(14, 400, "dim")
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._tell)
        self._shown: PatientCourse | None = None
        self._arrange()
        self.search.textChanged.connect(self._search)
        self.search.downward.connect(self.list.setFocus)
        self.list.activated.connect(lambda _: self.entered.emit())

    def _arrange(self) -> None:
        self.search.setFont(theme.font(14))
        self.search.setFixedHeight(36)
        self.search.setPlaceholderText(say("courses.search"))
        self.search.setAccessibleName(say("courses.search"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(say("courses.patients"))
        self.list.setItemDelegate(PatientDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none.setWordWrap(True)
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)

    def load(self, courses: list[PatientCourse]) -> None:
        """Show these patients, the first of them chosen."""
        model = PatientsModel(courses)
        model.setParent(self)
        self._shown = None
        self.list.setModel(model)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._settle.start())
        model.search(self.search.text())
        self._choose_first()

    def choose(self, session: int) -> bool:
        """Go to the patient whom a session was of; False: it was of nobody here."""
        self.search.clear()
        for row, course in enumerate(self.courses):
            if any(one.session == session for one in course.visits):
                self.list.setCurrentIndex(self.list.model().index(row, 0))
                self._tell()
                return True
        return False

    @property
    def courses(self) -> list[PatientCourse]:
        """Those that are shown."""
        model = self.list.model()
        return model.courses if isinstance(model, PatientsModel) else []

    def _search(self, text: str) -> None:
        model = self.list.model()
        if isinstance(model, PatientsModel):
            model.search(text)
            self._none.setText(say("courses.none_found", text=text.strip()))
            self._none.setVisible(not model.courses)
            self._choose_first()

    def _choose_first(self) -> None:
        if self.courses:
            kept = self._shown in self.courses
            row = self.courses.index(self._shown) if kept and self._shown else 0
            self.list.setCurrentIndex(self.list.model().index(row, 0))
            self._settle.stop()
            self._tell()

    def _tell(self) -> None:
        """Tell who is chosen; not twice of one patient."""
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.courses) and self.courses[row] is not self._shown:
            self._shown = self.courses[row]
            self.chosen.emit(self._shown)

"""A course as a table: the figures of the strips, to read in order and to copy."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QTableView

from ui import theme
from ui.review.course_words import COLUMNS, Told
from ui.review.entries_table import dress_table
from ui.words import say

ROW, LOW_ROW = 30, 26
AROUND = 20
"""Pixels beside a title."""

_Index = QModelIndex | QPersistentModelIndex


class CourseModel(QAbstractTableModel):
    """The infusions, as Qt asks for them."""

    def __init__(self, course: Sequence[Told]) -> None:
        super().__init__()
        self.course = list(course)
        self._cells = [told.cells for told in course]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.course)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells[index.row()][COLUMNS[index.column()]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return say(f"courses.column.{COLUMNS[section]}.whole")
        is_text = role == Qt.ItemDataRole.DisplayRole
        return say(f"courses.column.{COLUMNS[section]}") if is_text else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    return theme.ALIGN_LEFT if COLUMNS[column] == "day" else theme.ALIGN_RIGHT


class CourseTable(QTableView):
    """Up and down choose an infusion, Enter opens it, Ctrl+C copies the whole table.

    Signals: chosen (the place of an infusion), opened (its session's number).
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        dress_table(self, say("courses.table"))
        self.setFont(theme.font(13.5))
        self._widths: list[int] = []
        # Where even that is too little, it is moved sideways: no figure is cut.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.doubleClicked.connect(lambda _: self._open())
        self.stand(low=False)

    def stand(self, *, low: bool) -> None:
        """Make rows lower where the window is low."""
        self.verticalHeader().setDefaultSectionSize(LOW_ROW if low else ROW)

    def load(self, course: Sequence[Told]) -> None:
        """Show these infusions in this order."""
        model = CourseModel(course)
        model.setParent(self)
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self._widths = self._wanted()
        self._lay_out()

    def _wanted(self) -> list[int]:
        """How wide each column has to be for its title and all it says."""
        title, text = QFontMetrics(theme.font(13, 600)), QFontMetrics(self.font())
        cells = [told.cells for told in self.course]
        titles = (title.horizontalAdvance(say(f"courses.column.{name}")) for name in COLUMNS)
        return [
            max([least, *(text.horizontalAdvance(one[name]) for one in cells)]) + AROUND
            for name, least in zip(COLUMNS, titles, strict=True)
        ]

    def _lay_out(self) -> None:
        """Whatever room is left, every column has a part of it."""
        left = self.viewport().width() - sum(self._widths)
        more = max(0, left) // len(COLUMNS)
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width + more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @property
    def course(self) -> list[Told]:
        """The infusions in the order they are shown."""
        model = self.model()
        return model.course if isinstance(model, CourseModel) else []

    def choose(self, place: int) -> None:
        """Select an infusion by its place in the course."""
        row = next((n for n, told in enumerate(self.course) if told.place == place), None)
        if row is not None and row != self.currentIndex().row():
            self.selectRow(row)

    def rows_height(self, most: int) -> int:
        """How high it is with all its rows, or with `most` of them."""
        rows = min(most, len(self.course)) * self.verticalHeader().defaultSectionSize()
        return self.horizontalHeader().sizeHint().height() + rows + 4

    @property
    def as_text(self) -> str:
        """The table with its titles, a tab between two cells."""
        head = "\t".join(say(f"courses.column.{name}.whole") for name in COLUMNS)
        lines = ("\t".join(told.cells[name] for name in COLUMNS) for told in self.course)
        return "\n".join([head, *lines])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.course[current.row()].place)

    def _open(self) -> None:
        row = self.currentIndex().row()
        if row >= 0:
            self.opened.emit(self.course[row].row.session)

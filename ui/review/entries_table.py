"""The table of a review: every entry of a session, what is chosen of it and what was looked at."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from monitor.events import Entry
from monitor.history import History
from monitor.session import Session
from ui import theme
from ui.review.entry_delegate import TAGS_ROLE, EntryDelegate
from ui.review.entry_lines import FILTERS, Line, lines, nearest
from ui.review.looked_at import LookedAt, Unseen
from ui.words import say

ROW, LOW_ROW = 30, 25
COLUMNS = ("time", "from_start", "entry", "by")
WIDTHS = {"from_start": 86, "by": 116}
"""In pixels; a time is as wide as it is written, an entry has the rest."""
SETTLE_MS = 400
"""A line that stood still in sight for so long was looked at; one that ran past was not."""

_Index = QModelIndex | QPersistentModelIndex
_TELLS = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}


class EntriesModel(QAbstractTableModel):
    """The lines, as Qt asks for them."""

    def __init__(self, shown: list[Line]) -> None:
        super().__init__()
        self.lines = shown

    def show(self, shown: list[Line]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = shown
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        line, column = self.lines[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role in _TELLS:
            return line.said if column == "entry" else line.cells[index.column()]
        if role == TAGS_ROLE and column == "entry":
            return line.tags
        if role == Qt.ItemDataRole.FontRole and line.gone:
            font = theme.font(14)
            font.setStrikeOut(column == "entry")
            return font
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return theme.ALIGN_LEFT
        is_text = role == Qt.ItemDataRole.DisplayRole
        return say(f"entries.{COLUMNS[section]}") if is_text else None


class EntriesTable(QTableView):
    """It scrolls, it does not edit.

    Signals:
        chosen_at(t_ms): the line of this moment was chosen; None: no line is any more.
        looked(): more lines were looked at, or others are shown.
    """

    chosen_at = Signal(object)
    looked = Signal()

    def __init__(self) -> None:
        super().__init__()
        dress_table(self, say("entries.title"))
        self.setFont(theme.font(14))
        self.setItemDelegate(EntryDelegate(self))
        self.stand(low=False)
        self.every: list[Line] = []
        """All lines, whichever are shown."""
        self.filter = "all"
        self._looked_at = LookedAt()
        self._model = EntriesModel([])
        self._model.setParent(self)
        self.setModel(self._model)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self.verticalScrollBar().valueChanged.connect(self._settle.start)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        fitted, stretched = COLUMNS.index("time"), COLUMNS.index("entry")
        header = self.horizontalHeader()
        header.setSectionResizeMode(fitted, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        for name, width in WIDTHS.items():
            self.setColumnWidth(COLUMNS.index(name), width)

    def stand(self, *, low: bool) -> None:
        """Where the window is low its height is the rows': times and names need no titles."""
        self.horizontalHeader().setHidden(low)
        self.verticalHeader().setDefaultSectionSize(LOW_ROW if low else ROW)

    # -- what is shown ---------------------------------------------------------------------

    def load(self, history: History, session: Session) -> None:
        """Show the entries of a session; of the same one again, from where it was."""
        same = self._looked_at.open(history.start.uid)
        if not same:
            self.setCurrentIndex(QModelIndex())
        kept = self.chosen()
        self.every = lines(history, session.infusion)
        self.show_only(self.filter if same else "all")
        if not same:
            self.scrollToTop()
        elif kept is not None:
            self.choose(kept)

    def show_only(self, name: str) -> None:
        """Leave the lines of one filter; what was chosen stays so if it is among them."""
        kept = self.chosen()
        self.filter = name
        self._model.show([line for line in self.every if FILTERS[name](line)])
        if kept is not None and kept in self._model.lines:
            self.choose(kept)
        else:
            self.chosen_at.emit(None)
        self._settle.start()
        self.looked.emit()

    def chosen(self) -> Line | None:
        """The line that is selected."""
        row = self.currentIndex().row()
        return self._model.lines[row] if row >= 0 else None

    def choose(self, line: Line) -> None:
        """Select a line and scroll to it; where a filter hides it, all are shown again."""
        shown = self._row(line)
        if shown is None:
            self.show_only("all")
            shown = self._row(line)
        if shown is not None:
            self.selectRow(shown)

    def scroll_near(self, entry: Entry) -> None:
        """Bring the line of an entry into sight, if it is shown; nothing is chosen by that."""
        rows = (n for n, line in enumerate(self._model.lines) if line.entry.seq == entry.seq)
        row = next(rows, None)
        if row is not None:
            self.scrollTo(self._model.index(row, 0))

    def _row(self, line: Line) -> int | None:
        same = (n for n, one in enumerate(self._model.lines) if one.entry == line.entry)
        return next(same, None)

    def choose_near(self, lane: str, t_ms: int) -> None:
        """Choose what is drawn in a lane of the chart next to a moment."""
        found = nearest(self.every, lane, t_ms)
        if found is not None:
            self.choose(found)

    def _tell_chosen(self) -> None:
        line = self.chosen()
        if line is not None:
            self._note([line])
            self.chosen_at.emit(line.entry.t_ms)

    # -- what was looked at ----------------------------------------------------------------

    @property
    def unseen(self) -> Unseen:
        """What of the session was not looked at."""
        return self._looked_at.unseen(self.every)

    def look(self) -> None:
        """Note the lines that are in sight now."""
        if self.isVisible():
            self._note(list(self._in_sight()))

    def _note(self, seen: list[Line]) -> None:
        if self._looked_at.note(seen):
            self.looked.emit()

    def _in_sight(self) -> Iterator[Line]:
        """Lines of which at least the middle is seen."""
        height = self.viewport().height()
        for row, line in enumerate(self._model.lines):
            middle = self.rowViewportPosition(row) + self.rowHeight(row) // 2
            if 0 <= middle < height:
                yield line

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()


def dress_table(table: QTableView, name: str) -> None:
    """Give a table whole rows, no grid, one quiet header."""
    table.setAccessibleName(name)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setFont(theme.font(13, 600))
    header.setHighlightSections(False)
    header.setSectionsClickable(False)

"""The saved sessions in their groups. Up and down open them, Enter goes on to the entries.

What is open stays open while the list is read again: a search moves rows, not the reader.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from monitor.session_filter import Filter, Group
from ui import theme
from ui.review.entries_table import dress_table
from ui.review.listed import COLUMNS, Listed
from ui.review.session_row_delegate import SessionRowDelegate, height_of, paint_second_line
from ui.review.sessions_model import ORDER, TO_SIGN, Head, Place, SessionsModel, Source
from ui.words import say

SETTLE_MS = 120
"""Running through the list with a held key opens only where it stops."""

LEAST = {"started": 96, "dose": 60, "peak": 76, "dissociation": 50, "nausea": 50, "status": 60}
"""Pixels of a column for what stands in it; `patient` has the rest."""

AROUND, AROUND_TAG = 16, 26
"""Pixels beside a title, and beside the words of a tag."""

ROOMY = 600
"""Pixels of width from which each row has its tag; in less a name has the room, and the head of its
group says the same."""

_PATIENT = COLUMNS.index("patient")


def widths(lines: Sequence[Listed]) -> dict[str, int]:
    """Return how wide each column is, in pixels: its title fits in any language, and its day."""
    title, text = QFontMetrics(theme.font(13, 600)), QFontMetrics(theme.font(14))
    wanted = {name: title.horizontalAdvance(say(f"review.{name}")) + AROUND for name in LEAST}
    days = (text.horizontalAdvance(one.cells["started"]) + AROUND for one in lines)
    wanted["started"] = max(wanted["started"], *days, 0)
    tag = QFontMetrics(theme.font(13, 500))
    said = (tag.horizontalAdvance(one.cells["status"]) + AROUND_TAG for one in lines)
    wanted["status"] = max(wanted["status"], *said, 0)
    return {name: max(least, wanted[name]) for name, least in LEAST.items()}


class SessionList(QTableView):
    """The left half of the review.

    Signals: opened (a session's number), entered_session (Enter was pressed on it).
    """

    opened = Signal(int)
    entered_session = Signal()

    def __init__(self, source: Source, place_of: Callable[[int], Place | None]) -> None:
        super().__init__()
        dress_table(self, say("review.list"))
        self.setItemDelegate(SessionRowDelegate())
        self.sessions = SessionsModel(source, place_of)
        self.sessions.setParent(self)
        self.setModel(self.sessions)
        header = self.horizontalHeader()
        header.setSectionResizeMode(_PATIENT, QHeaderView.ResizeMode.Stretch)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.open)
        self._chosen: int | None = None
        self._opened: int | None = None
        self._onward: list[int] = []
        """What waits after the chosen session, as it was before the list was read again."""
        self.sessions.rowsInserted.connect(lambda _parent, first, _last: self._lay_out(first))
        self.selectionModel().currentRowChanged.connect(self._choose)

    # -- what is shown ---------------------------------------------------------------------

    def load(self, which: Filter, groups: Sequence[Group] = ORDER) -> None:
        """Show what a filter leaves of these groups. RecordError: all stays as it was."""
        self._onward = self._waiting()
        self.sessions.load(which, groups)
        self._lay_out(0)
        row = None if self._chosen is None else self.sessions.row_of(self._chosen)
        if row is not None:
            self._show_chosen(row)

    def _lay_out(self, first: int) -> None:
        """Give the rows from `first` on their heights, and groups their whole width."""
        if first == 0:
            self.clearSpans()
            for name, width in widths(self.listed).items():
                self.setColumnWidth(COLUMNS.index(name), width)
        for row, line in enumerate(self.sessions.lines[first:], start=first):
            self.setRowHeight(row, height_of(line))
            if isinstance(line, Head):
                self.setSpan(row, 0, 1, len(COLUMNS))

    @property
    def listed(self) -> list[Listed]:
        """Every session that was read, as it is shown."""
        return [one for one in self.sessions.lines if isinstance(one, Listed)]

    def is_old(self, listed: Listed) -> bool:
        """Whether a session is shown as it stood before."""
        row = self.sessions.row_of(listed.session)
        shown = None if row is None else self.sessions.listed_at(row)
        if shown is None:
            return False
        return (shown.told.group, shown.status) != (listed.told.group, listed.status)

    # -- choosing --------------------------------------------------------------------------

    def session(self) -> int | None:
        """The number of the session that is chosen."""
        return self._chosen

    def choose(self, session: int) -> bool:
        """Open a session of the list; False: it is not shown."""
        self.sessions.read_until(lambda one: one.session == session, in_groups=ORDER)
        row = self.sessions.row_of(session)
        if row is not None:
            self._show_chosen(row)
            self.open()
        return row is not None

    def run_to(self, row: int) -> None:
        """Choose a row that was read, and open it once nobody runs on."""
        self._show_chosen(row)
        self._settle.start()

    def forget(self) -> None:
        """No session is chosen any more."""
        self._settle.stop()
        self._chosen = self._opened = None
        self.setCurrentIndex(QModelIndex())

    def go_to_next(self) -> bool:
        """Open the next one that waits for review, from here down and then from the top."""
        self.sessions.read_until(self._waits_elsewhere, in_groups=TO_SIGN)
        waits = {one.session for one in self.listed if self._waits_elsewhere(one)}
        onward = [*self._onward, *self._waiting()]
        found = next((session for session in onward if session in waits), None)
        return found is not None and self.choose(found)

    def _waits_elsewhere(self, one: Listed) -> bool:
        return one.waits and one.session != self._chosen

    def _waiting(self) -> list[int]:
        """What waits of what was read, from the chosen session down and then from the top."""
        place = None if self._chosen is None else self.sessions.row_of(self._chosen)
        lines = self.sessions.lines
        turned = [*lines[(place or 0) :], *lines[: (place or 0)]]
        return [one.session for one in turned if isinstance(one, Listed) and one.waits]

    def _choose(self, current: QModelIndex) -> None:
        listed = self.sessions.listed_at(current.row())
        if listed is not None and listed.session != self._chosen:
            self._chosen = listed.session
            self._onward = []
            self._settle.start()

    def _show_chosen(self, row: int) -> None:
        self.selectRow(row)
        head = row > 0 and isinstance(self.sessions.lines[row - 1], Head)
        self.scrollTo(self.sessions.index(row - 1 if head else row, 0))
        self.scrollTo(self.sessions.index(row, 0))

    def open(self) -> None:
        """Open what is chosen, without waiting whether somebody runs on."""
        self._settle.stop()
        if self._chosen is not None and self._chosen != self._opened:
            self._opened = self._chosen
            self.opened.emit(self._chosen)

    # -- keys and paint --------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
            self.entered_session.emit()
            return
        super().keyPressEvent(event)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Never stop at the head of a group."""
        found = super().moveCursor(action, modifiers)
        if found.isValid() and self.sessions.listed_at(found.row()) is None:
            up = found.row() < self.currentIndex().row() and found.row() > 0
            return self.sessions.index(found.row() + (-1 if up else 1), 0)
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(COLUMNS.index("status"), self.width() < ROOMY)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The second line runs from the patient to the end of the row, over all its cells."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for row in self._rows_in_sight():
            listed = self.sessions.listed_at(row)
            if listed is not None and listed.second_line:
                paint_second_line(painter, self._from_patient(row), listed.second_line)
        painter.end()

    def _rows_in_sight(self) -> range:
        last = self.rowAt(self.viewport().height() - 1)
        end = len(self.sessions.lines) if last < 0 else last + 1
        return range(max(0, self.rowAt(0)), end)

    def _from_patient(self, row: int) -> QRect:
        left = self.columnViewportPosition(_PATIENT)
        top, width = self.rowViewportPosition(row), self.viewport().width()
        return QRect(left, top, width - left, self.rowHeight(row))

"""The saved sessions, newest first. Up and down open them, Enter goes on to the entries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from monitor.events import SessionKind
from monitor.summary import Summary
from ui import theme
from ui.review.entries_table import dress_table
from ui.review.session_row_delegate import BELOW_ROLE, SessionRowDelegate
from ui.words import clock_time, number, say, short_date

ROW = 54
SETTLE_MS = 120
"""Running through the list with a held key opens only where it stops."""

COLUMNS = ("started", "patient", "dose", "peak", "dissociation", "nausea", "status")
WIDTHS = {
    "started": 72,
    "dose": 72,
    "peak": 72,
    "dissociation": 62,
    "nausea": 64,
    "status": 80,
}
RIGHT = {"dose", "peak", "dissociation", "nausea"}

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A session as the list shows it."""

    session: int
    started_at: datetime
    kind: SessionKind
    patient: str | None
    record_number: str | None
    ended: bool
    summary: Summary | None

    @property
    def cells(self) -> dict[str, str]:
        """What each column says."""
        facts = self.summary or Summary()
        peak = (facts.peak_systolic, facts.peak_diastolic)
        return {
            "started": day(self.started_at),
            "patient": self.patient or say("nobody"),
            "dose": "–" if facts.dose_mg is None else f"{facts.dose_mg:.1f}",
            "peak": "–" if None in peak else "/".join(_or_dash(value) for value in peak),
            "dissociation": _or_dash(facts.peak_dissociation),
            "nausea": _or_dash(facts.peak_nausea),
            "status": say(self.status),
        }

    @property
    def status(self) -> str:
        """Whether it goes on, and whom it was about where that was no patient."""
        if not self.ended:
            return "review.open"
        return "review.ended" if self.kind is SessionKind.PATIENT else f"review.{self.kind}"

    @property
    def below(self) -> dict[str, str]:
        """What stands quietly under it: the time, the end of the record number."""
        number_ = self.record_number
        return {
            "started": clock_time(self.started_at),
            "patient": f"…{number_[-4:]}" if number_ else "",
        }


def day(at: datetime) -> str:
    """The day; of another year with the year."""
    local = at.astimezone()
    this_year = local.year == datetime.now().astimezone().year
    return short_date(local, year=not this_year)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else number(value)


class SessionsModel(QAbstractTableModel):
    """The sessions, as Qt asks for them."""

    def __init__(self, sessions: list[Listed]) -> None:
        super().__init__()
        self.sessions = sessions
        self._cells = [session.cells for session in sessions]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.sessions)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        column = COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells[index.row()][column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return theme.ALIGN_RIGHT if column in RIGHT else theme.ALIGN_LEFT
        if role == BELOW_ROLE:
            return self.sessions[index.row()].below.get(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return theme.ALIGN_RIGHT if COLUMNS[section] in RIGHT else theme.ALIGN_LEFT
        is_text = role == Qt.ItemDataRole.DisplayRole
        return say(f"review.{COLUMNS[section]}") if is_text else None


class SessionList(QTableView):
    """The left half of the review.

    Signals: opened (a session's number), entered (Enter was pressed on it).
    """

    opened = Signal(int)
    entered_session = Signal()

    def __init__(self) -> None:
        super().__init__()
        dress_table(self, say("review.list"))
        self.setFont(theme.font(14))
        self.setItemDelegate(SessionRowDelegate(two_lines=(0, 1), tag=COLUMNS.index("status")))
        self.verticalHeader().setDefaultSectionSize(ROW)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._open)
        self._last: int | None = None

    def load(self, sessions: list[Listed]) -> None:
        """Show these sessions and open the first."""
        model = SessionsModel(sessions)
        model.setParent(self)
        self.setModel(model)
        header = self.horizontalHeader()
        header.setSectionResizeMode(COLUMNS.index("patient"), QHeaderView.ResizeMode.Stretch)
        for name, width in WIDTHS.items():
            self.setColumnWidth(COLUMNS.index(name), width)
        self.selectionModel().currentRowChanged.connect(self._settle.start)
        if sessions:
            self.selectRow(0)
            self._open()

    def session(self) -> int | None:
        """The number of the session that is selected."""
        model, row = self.model(), self.currentIndex().row()
        return (
            model.sessions[row].session if isinstance(model, SessionsModel) and row >= 0 else None
        )

    def _open(self) -> None:
        self._settle.stop()
        session = self.session()
        if session is not None and session != self._last:
            self._last = session
            self.opened.emit(session)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            self.entered_session.emit()
            return
        super().keyPressEvent(event)

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
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from monitor.events import SessionKind
from monitor.signing import Standing
from monitor.summary import Summary
from ui import theme
from ui.review.entries_table import dress_table
from ui.review.session_row_delegate import BELOW_ROLE, WAITS_ROLE, SessionRowDelegate
from ui.words import clock_time, decimal, number, say, short_date

ROW = 54
SETTLE_MS = 120
"""Running through the list with a held key opens only where it stops."""

COLUMNS = ("started", "patient", "dose", "peak", "dissociation", "nausea", "status")
LEAST = {"started": 56, "dose": 60, "peak": 78, "dissociation": 50, "nausea": 50, "status": 99}
"""Pixels of a column for what stands in it; `patient` has the rest."""

AROUND = 16
"""Pixels beside a title."""

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
    standing: Standing
    summary: Summary | None
    question: str = ""
    """What waits for an answer of the nurse; empty where nothing does."""

    @property
    def cells(self) -> dict[str, str]:
        """What each column says."""
        facts = self.summary or Summary()
        peak = (facts.peak_systolic, facts.peak_diastolic)
        return {
            "started": day(self.started_at),
            "patient": self.patient or say("nobody"),
            "dose": "–" if facts.dose_mg is None else decimal(facts.dose_mg),
            "peak": "–" if None in peak else "/".join(_or_dash(value) for value in peak),
            "dissociation": _or_dash(facts.peak_dissociation),
            "nausea": _or_dash(facts.peak_nausea),
            "status": say(self.status),
        }

    @property
    def status(self) -> str:
        """Where it stands, and whom it was about where that was no patient."""
        of_nobody = self.standing is not Standing.NOT_FINISHED and not self.of_a_patient
        return f"review.{self.kind if of_nobody else self.standing}"

    @property
    def of_a_patient(self) -> bool:
        """Whether anybody signs it."""
        return self.kind is SessionKind.PATIENT

    @property
    def waits(self) -> bool:
        """Whether it is to be reviewed."""
        return self.of_a_patient and self.standing is Standing.TO_REVIEW

    @property
    def below(self) -> dict[str, str]:
        """What stands quietly under it: the time, the end of the record number, a question."""
        number_ = self.record_number
        asked = say("sign.asked", words=self.question) if self.question else ""
        about = (f"…{number_[-4:]}" if number_ else "", asked)
        return {
            "started": clock_time(self.started_at),
            "patient": " · ".join(part for part in about if part),
        }


def day(at: datetime) -> str:
    """The day; of another year with the year."""
    local = at.astimezone()
    this_year = local.year == datetime.now().astimezone().year
    return short_date(local, year=not this_year)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else number(value)


def widths(sessions: list[Listed]) -> dict[str, int]:
    """Return how wide each column is, in pixels: its title fits in any language, and its day."""
    title, bold = QFontMetrics(theme.font(13, 600)), QFontMetrics(theme.font(14, 600))
    wanted = {name: title.horizontalAdvance(say(f"review.{name}")) + AROUND for name in LEAST}
    days = (bold.horizontalAdvance(one.cells["started"]) + AROUND for one in sessions)
    wanted["started"] = max(wanted["started"], *days, 0)
    return {name: max(least, wanted[name]) for name, least in LEAST.items()}


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
        if role == WAITS_ROLE:
            listed = self.sessions[index.row()]
            return listed.waits or listed.standing is Standing.RETURNED
        return None

    def replace(self, row: int, listed: Listed) -> None:
        """Show a session as it stands now."""
        self.sessions[row] = listed
        self._cells[row] = listed.cells
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

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
        for name, width in widths(sessions).items():
            self.setColumnWidth(COLUMNS.index(name), width)
        self.selectionModel().currentRowChanged.connect(self._settle.start)
        if sessions:
            self.selectRow(0)
            self._open()

    def session(self) -> int | None:
        """The number of the session that is selected."""
        listed, row = self.listed, self.currentIndex().row()
        return listed[row].session if row >= 0 else None

    @property
    def listed(self) -> list[Listed]:
        """Every session, as it is shown."""
        model = self.model()
        return model.sessions if isinstance(model, SessionsModel) else []

    def chosen(self) -> Listed | None:
        """The session that is selected, as it is shown."""
        row = self.currentIndex().row()
        return self.listed[row] if row >= 0 else None

    def refresh(self, listed: Listed) -> None:
        """Show one session as it stands now."""
        model = self.model()
        for row, known in enumerate(self.listed):
            if known.session == listed.session and isinstance(model, SessionsModel):
                model.replace(row, listed)

    def go_to_next(self) -> bool:
        """Open the next one that waits for review, from here down and then from the top."""
        row, listed = self.currentIndex().row(), self.listed
        onward = [*range(row + 1, len(listed)), *range(row)]
        found = next((one for one in onward if listed[one].waits), None)
        if found is not None:
            self.selectRow(found)
            self._open()
        return found is not None

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

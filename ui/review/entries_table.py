"""Every entry of a session as a line: when, how far from the pump's start, what, by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from monitor.events import Correction, Entry, Judgement, Signature
from monitor.history import History
from monitor.infusion import Infusion
from monitor.session import Session
from ui import theme
from ui.author_words import named
from ui.describe import describe
from ui.pressure_words import judgement_words
from ui.review.session_row_delegate import RowDelegate
from ui.words import WORDS, clock_time, say, short_date, span

ROW = 30
COLUMNS = ("time", "from_start", "entry", "by")
WIDTHS = {"time": 112, "from_start": 86, "by": 120}
LONG_AFTER_MS = 12 * 3_600_000
"""What was added so much later is dated instead of counted from the start."""


_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. `gone`: what it says was corrected or withdrawn later."""

    cells: tuple[str, str, str, str]
    gone: bool
    entry: Entry


def lines(history: History, infusion: Infusion) -> list[Line]:
    """Return every entry in the order it was true, corrections with the old and the new value."""
    by_seq = {entry.seq: entry for entry in history.entries if entry.seq is not None}
    slips = [entry for entry in history.entries if isinstance(entry, Correction)]
    gone = {slip.of for slip in slips}
    before: dict[int | None, Correction] = {
        slip.replaced_by: slip for slip in slips if slip.replaced_by is not None
    }
    in_order = sorted(named(history.entries), key=lambda entry: (entry.t_ms, entry.seq or 0))
    return [
        Line(
            cells=(
                when(entry, history.start.at),
                "" if isinstance(entry, Signature) else from_start(entry.t_ms, infusion.started_ms),
                sentence(entry, by_seq, before.get(entry.seq)),
                author(entry),
            ),
            gone=entry.seq in gone,
            entry=entry,
        )
        for entry in in_order
    ]


def when(entry: Entry, began: datetime | None) -> str:
    """Say the time of day; with its date where that is not the day on which the session began."""
    at, first = entry.at, began or entry.at
    if at is None or first is None or at.astimezone().date() == first.astimezone().date():
        return clock_time(at, seconds=True)
    return say("entries.day", day=short_date(at.astimezone(), year=False), at=clock_time(at))


def from_start(t_ms: int, started_ms: int | None) -> str:
    """Say how far from the pump's start something was; nothing where it never did."""
    away = 0 if started_ms is None else t_ms - started_ms
    if started_ms is None or abs(away) > LONG_AFTER_MS:
        return ""
    return ("+" if away >= 0 else "−") + span(abs(away))


def sentence(entry: Entry, by_seq: dict[int, Entry], slip: Correction | None = None) -> str:
    """Say what an entry says; of a correction both values, of a verdict what it is about.

    slip: the correction that put this entry in the place of another.
    """
    if isinstance(entry, Judgement) and entry.of in by_seq:
        verdict = judgement_words(entry)
        return say("said.judged_cuff", cuff=describe(by_seq[entry.of]), verdict=verdict)
    if isinstance(entry, Signature) and entry.comment:
        return say("entries.signed", signed=describe(entry), words=reason_words(entry.comment))
    if slip is not None and slip.of in by_seq:
        old, reason = describe(by_seq[slip.of]), reason_words(slip.reason)
        return say("entries.instead", new=describe(entry), old=old, reason=reason)
    if not isinstance(entry, Correction) or entry.of not in by_seq:
        return describe(entry)
    old, reason = describe(by_seq[entry.of]), reason_words(entry.reason)
    new = by_seq.get(entry.replaced_by) if entry.replaced_by is not None else None
    if new is None:
        return say("entries.withdrawn", old=old, reason=reason)
    return say("entries.corrected", old=old, new=describe(new), reason=reason)


def reason_words(reason: str) -> str:
    """Say a reason that has a code, and leave what a person typed."""
    return say(f"reason.{reason}") if f"reason.{reason}" in WORDS else reason


def author(entry: Entry) -> str:
    """Say who did or entered it: a person, a device, or Dripwatch."""
    device: str | None = getattr(entry, "device", None)
    return entry.by or device or say("entries.dripwatch")


class EntriesModel(QAbstractTableModel):
    """The lines, as Qt asks for them."""

    def __init__(self, shown: list[Line]) -> None:
        super().__init__()
        self.lines = shown

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.FontRole and line.gone:
            font = theme.font(14)
            font.setStrikeOut(index.column() == COLUMNS.index("entry"))
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
    """The table of a review; it scrolls, it does not edit."""

    def __init__(self) -> None:
        super().__init__()
        dress_table(self, say("entries.title"))
        self.setFont(theme.font(14))
        self.setItemDelegate(RowDelegate(self))
        self.verticalHeader().setDefaultSectionSize(ROW)

    def load(self, history: History, session: Session) -> None:
        """Show the entries of a session."""
        before = self.model()
        self.setModel(EntriesModel(lines(history, session.infusion)))
        self.model().setParent(self)
        if before is not None:
            before.deleteLater()
        stretched = COLUMNS.index("entry")
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        for name, width in WIDTHS.items():
            self.setColumnWidth(COLUMNS.index(name), width)

    def chosen(self) -> Line | None:
        """The line that is selected."""
        model, row = self.model(), self.currentIndex().row()
        return model.lines[row] if isinstance(model, EntriesModel) and row >= 0 else None


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

"""The sessions of a list in their groups, read from the record a stretch at a time. It paints none.

What a search leaves is counted at once; rows are read as far as somebody scrolls.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from monitor.errors import DripwatchError
from monitor.listing import ListedSession
from monitor.session_filter import EVERYTHING, Filter, Group
from ui import theme
from ui.review.listed import COLUMNS, Listed
from ui.words import complain, say

STRETCH = 100
"""Rows read at once: more than a screen, and done before a hand notices."""

ORDER = (
    Group.NEEDS_LOOK,
    Group.CLEAN,
    Group.RETURNED,
    Group.NOT_FINISHED,
    Group.SIGNED,
    Group.PRACTICE,
)
"""From the top: what waits for the reviewer, what waits for somebody else, what is done."""

TO_SIGN = (Group.NEEDS_LOOK, Group.CLEAN)

RIGHT = {"dose", "peak", "dissociation", "nausea"}
LINE_ROLE = Qt.ItemDataRole.UserRole
"""The `Listed` or the `Head` of a row."""

ABOUT_ROLE = Qt.ItemDataRole.UserRole + 1
"""What stands quietly beside the name, one thing after the other."""

Place = tuple[int, int]
"""Number n of so many sessions of one patient in this record."""

_Index = QModelIndex | QPersistentModelIndex
_TELLS = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}


class Source(Protocol):
    """Where sessions are read from; every call may raise RecordError. An Archive is one."""

    def listed(
        self, which: Filter = EVERYTHING, *, limit: int = 50, offset: int = 0
    ) -> list[ListedSession]:
        """Return sessions, the one that began last first."""

    def counts(self, which: Filter = EVERYTHING) -> dict[Group, int]:
        """Return how many sessions there are in each group."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a group."""

    group: Group
    count: int


Line = Head | Listed


class SessionsModel(QAbstractTableModel):
    """place_of: which session of the patient's it is, by its number; asked when a row is painted.

    Signals: failed(sentence): the record could not be read on.
    """

    failed = Signal(str)

    def __init__(self, source: Source, place_of: Callable[[int], Place | None]) -> None:
        super().__init__()
        self._source = source
        self._place_of = place_of
        self._places: dict[int, Place | None] = {}
        self._filter = EVERYTHING
        self._groups: list[Group] = []
        self._offset = 0
        self.lines: list[Line] = []
        self.counts = dict.fromkeys(Group, 0)
        """Of what the search leaves, in every group, whichever are shown."""

    # -- reading ---------------------------------------------------------------------------

    def load(self, which: Filter, groups: Sequence[Group] = ORDER) -> None:
        """Count what a filter leaves and show these groups of it. RecordError: nothing changes."""
        kept = self._filter, self.counts, self._groups, self._offset
        try:
            self._filter, self.counts = which, self._source.counts(which)
            self._groups, self._offset = [one for one in groups if self.counts[one]], 0
            lines = self._stretch()
        except DripwatchError:
            self._filter, self.counts, self._groups, self._offset = kept
            raise
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def _stretch(self) -> list[Line]:
        """Read on from where reading stopped, across groups."""
        found: list[Line] = []
        while self._groups and len(found) < STRETCH:
            group, count = self._groups[0], self.counts[self._groups[0]]
            which = replace(self._filter, group=group)
            read = self._source.listed(which, limit=STRETCH, offset=self._offset)
            if read and self._offset == 0:
                found.append(Head(group, count))
            found += map(Listed, read)
            self._offset += len(read)
            if len(read) < STRETCH or self._offset >= count:
                self._groups, self._offset = self._groups[1:], 0
        return found

    def canFetchMore(self, parent: _Index) -> bool:  # noqa: N802 - Qt's name
        return not parent.isValid() and bool(self._groups)

    def fetchMore(self, parent: _Index) -> None:  # noqa: N802 - Qt's name
        try:
            more = self._stretch()
        except DripwatchError as error:
            self._groups = []
            self.failed.emit(complain(error))
            return
        self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(more) - 1)
        self.lines += more
        self.endInsertRows()

    def read_until(self, wanted: Callable[[Listed], bool], *, in_groups: Sequence[Group]) -> None:
        """Read on until a row is wanted, and no further than these groups."""
        begun = 0
        while not any(isinstance(one, Listed) and wanted(one) for one in self.lines[begun:]):
            if not self._groups or self._groups[0] not in in_groups:
                return
            begun = len(self.lines)
            self.fetchMore(QModelIndex())

    # -- what is there ---------------------------------------------------------------------

    def row_of(self, session: int) -> int | None:
        """The row of a session; None where it is not shown, or not read yet."""
        rows = (n for n, one in enumerate(self.lines) if _is(one, session))
        return next(rows, None)

    def listed_at(self, row: int) -> Listed | None:
        """The session of a row; None for the head of a group."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Listed) else None

    def about(self, listed: Listed) -> list[str]:
        """What stands quietly beside a name."""
        return listed.about(self._place(listed))

    def _place(self, listed: Listed) -> Place | None:
        number = listed.session
        if number not in self._places:
            self._places[number] = self._place_of(number) if listed.of_a_patient else None
        return self._places[number]

    # -- as Qt asks for it -----------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        line, column = self.lines[index.row()], COLUMNS[index.column()]
        if role == LINE_ROLE:
            return line
        if isinstance(line, Head):
            return head_words(line) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[column]
        if role == ABOUT_ROLE:
            return self.about(line)
        if role in _TELLS:
            return line.tip(self._place(line))
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


def head_words(head: Head) -> str:
    """ "Needs a look 3"."""
    return f"{say(f'review.group.{head.group}')} {head.count}"


def _is(line: Line, session: int) -> bool:
    return isinstance(line, Listed) and line.session == session

"""The one field for scans and for looking somebody up, and the list that drops from it.

A scan means a record number and nothing else. It reads no record: whom it offers, it is told.
"""

import time
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui import theme
from ui.burst import MODIFIERS, Burst
from ui.words import date_words, say

if TYPE_CHECKING:  # its module reads records, for which the first paint does not wait
    from monitor.last_time import RecentPatient

LINE, LINES, SPACE = 50, 8, 3
WIDEST = 430
"""One patient of the list, how many are seen, what is between them, its width; not grown yet."""

GIVEN = Qt.ItemDataRole.UserRole


class ScanEdit(QLineEdit):
    """Knows whether what stands in it came faster than a hand types.

    now_s: wall time in s, for tests to set.

    Signals: entered (Enter was pressed), wanted (it was touched), left, moved (by +1 or -1).
    """

    entered = Signal()
    wanted = Signal()
    left = Signal()
    moved = Signal(int)

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.now_s = now_s
        self.scanned = False
        self._burst = Burst()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in MODIFIERS:
            close = self._burst.scanned(event, self.now_s())
            if self._acts(Qt.Key(event.key())):
                return
            # The first key of a scan is like a hand's; all the others tell.
            self.scanned = close and (self.scanned or len(self.text()) == 1)
        super().keyPressEvent(event)

    def _acts(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.wanted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class FindPatient(QWidget):
    """Its list lies over whatever is below, in the window `over`.

    Signals:
        picked(found): a RecentPatient was meant.
        new(number): this record number is a new patient's.
    """

    picked = Signal(object)
    new = Signal(str)

    def __init__(self, over: QWidget, sizes: theme.Sizes = theme.START) -> None:
        super().__init__()
        self._line, self._widest = (theme.grown(px, sizes) for px in (LINE, WIDEST))
        self._known: Sequence[RecentPatient] = ()
        self._over = over
        self.edit = ScanEdit()
        self.list = QListWidget(over)
        self._arrange(sizes)
        self.edit.textChanged.connect(self._offer)
        self.edit.wanted.connect(self._offer)
        self.edit.entered.connect(self._enter)
        self.edit.left.connect(self.list.hide)
        self.edit.moved.connect(self._move)
        self.list.itemClicked.connect(self._choose)
        over.installEventFilter(self)

    def _arrange(self, sizes: theme.Sizes) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.edit)
        self.edit.setFont(theme.font(sizes.text - 1, 500))
        self.edit.setFixedHeight(sizes.row)
        self.edit.setMaxLength(120)
        self.edit.setPlaceholderText(say("start.find"))
        self.edit.setAccessibleName(say("start.find"))
        self.setMaximumWidth(self._widest)
        self.setFocusProxy(self.edit)
        self.list.setFont(theme.font(sizes.text - 1, 500))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(say("start.find.list"))
        self.list.setSpacing(SPACE)
        self.list.hide()

    def show_known(self, known: "Sequence[RecentPatient]") -> None:
        """Offer these, the last one first."""
        self._known = known
        if self.list.isVisible():
            self._offer()

    # -- the list --------------------------------------------------------------------------

    def _offer(self) -> None:
        """Show those who match; to somebody who typed, also that nobody does."""
        wanted = self.edit.text().strip()
        self.list.clear()
        for found in self._known:
            if matches(found, wanted):
                self._add(said(found), found)
        if wanted and not self.list.count() and not self.edit.scanned:
            self._add(say("start.find.nobody"), None).setFlags(Qt.ItemFlag.NoItemFlags)
        self._drop()

    def _add(self, text: str, given: "RecentPatient | str | None") -> QListWidgetItem:
        item = QListWidgetItem(text, self.list)
        item.setData(GIVEN, given)
        item.setToolTip(text)
        item.setSizeHint(QSize(0, self._line))
        return item

    def _drop(self) -> None:
        """Lay the list below the field."""
        shown = self.list.count() > 0 and self.edit.isVisible()
        if shown:
            below = self.edit.mapTo(self._over, QPoint(0, self.edit.height() + 4))
            height = min(self.list.count(), LINES) * (self._line + 2 * SPACE) + 4
            self.list.setGeometry(below.x(), below.y(), max(self.width(), self._widest), height)
            self.list.raise_()
        self.list.setVisible(shown)

    def _move(self, step: int) -> None:
        if self.list.isHidden():
            self._offer()
        row = self.list.currentRow() + step
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))

    # -- what is meant ---------------------------------------------------------------------

    def _enter(self) -> None:
        """A scan is a record number, whole; a hand may mean the only one left, or one chosen."""
        text = self.edit.text().strip()
        number = [found for found in self._known if is_number(found, text)]
        if self.list.currentItem() is not None:
            self._choose(self.list.currentItem())
        elif len(number) == 1:
            self._pick(number[0])
        elif self.edit.scanned and not number:
            self._say_unknown(text)
        elif text and self.list.count() == 1:
            self._choose(self.list.item(0))

    def _say_unknown(self, number: str) -> None:
        """Nobody has this number: it may be a new patient's, if a hand says so."""
        self.list.clear()
        if number:
            self._add(say("start.find.unknown", number=number), number)
        self.edit.selectAll()  # the next scan takes its place
        self._drop()

    def _choose(self, item: QListWidgetItem) -> None:
        given = item.data(GIVEN)
        if isinstance(given, str):
            self._close()
            self.new.emit(given)
        elif given is not None:
            self._pick(given)

    def _pick(self, found: "RecentPatient") -> None:
        self._close()
        self.picked.emit(found)

    def _close(self) -> None:
        self.edit.clear()
        self.edit.scanned = False
        self.list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.list.hide()
        return False


def matches(found: "RecentPatient", wanted: str) -> bool:
    """Whether every word of `wanted` begins a name, the record number or the birth date."""
    who = found.patient
    born = who.birth_date.isoformat() if who.birth_date else ""
    begins = [*_letters(who.name), (who.record_number or "").casefold(), born]
    return all(any(part.startswith(word) for part in begins) for word in _letters(wanted))


def _letters(text: str) -> list[str]:
    """The words of a text without capitals, commas and accents, as people type who look."""
    parts = unicodedata.normalize("NFKD", text.replace(",", " "))
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold().split()


def is_number(found: "RecentPatient", text: str) -> bool:
    """Whether this is the patient's record number, all of it."""
    number = found.patient.record_number or ""
    return bool(text) and number.strip().casefold() == text.casefold()


def said(found: "RecentPatient") -> str:
    """Two lines: the name; birth date and number, by which two of one name are told apart."""
    who = found.patient
    parts = [
        say("start.find.born", day=who.birth_date.isoformat()) if who.birth_date else "",
        who.record_number or "",
        say("start.find.last", day=date_words(found.last_session.astimezone().date())),
    ]
    return "\n".join((who.name, " · ".join(part for part in parts if part)))

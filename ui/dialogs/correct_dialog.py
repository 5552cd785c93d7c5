"""Corrects what was entered earlier in this session: which entry, then what it should say and why.

It enters nothing. What can be amended of an entry is review's to know, for both do the same.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from monitor.clock import Clock
from monitor.errors import EntryError
from monitor.events import Entry
from monitor.session import Session
from ui import theme
from ui.buttons import button
from ui.describe import describe
from ui.dialogs.small_dialog import SmallDialog
from ui.labels import label
from ui.review.amend_dialog import AmendDialog
from ui.review.amended import TIME
from ui.undo_view import UNDOABLE
from ui.words import clock_time, say

WIDTH, SCROLL_BAR, PADDING = 620, 10, 44
LINES_IN_SIGHT = 6


def correctable(session: Session) -> list[Entry]:
    """Return what a person entered and every pressure that counts, the latest first."""
    entered = [e for e in session.entries.values() if isinstance(e, UNDOABLE) and e.by]
    measured = [cuff for cuff in session.pressures() if cuff.by is None]
    return sorted([*entered, *measured], key=lambda e: (e.t_ms, e.seq or 0), reverse=True)


class CorrectDialog(SmallDialog):
    """A list to choose from; a long one scrolls.

    Signals: chosen(entry): this one is wrong.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, sizes: theme.Sizes, entries: Sequence[Entry]) -> None:
        super().__init__(parent, sizes, say("correct.title"))
        self.lines = [self._line(entry) for entry in entries]
        if self.lines:
            self.body.addWidget(self._list())
        else:
            self.body.addWidget(label(sizes.button, 500, "dim", text=say("correct.none")))
        self._problem.hide()
        self.enter.hide()
        self.setFixedWidth(WIDTH)

    def _line(self, entry: Entry) -> QPushButton:
        by = entry.by or say("correct.device")
        said = say("correct.entry", at=clock_time(entry.at), what=describe(entry), by=by)
        said = " ".join(said.split())
        room = WIDTH - PADDING - 40
        metrics = QFontMetrics(theme.font(self.sizes.button, 500))
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room)
        made = button(
            shown.replace("&", "&&"),
            partial(self._choose, entry),
            height=self.sizes.row,
            px=self.sizes.button,
            role="line",
        )
        made.setToolTip(said)
        made.setAccessibleName(said)
        return made

    def _list(self) -> QScrollArea:
        sizes = self.sizes
        paper = QWidget()
        theme.role(paper, "window")
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, SCROLL_BAR, 0)
        column.setSpacing(sizes.gap)
        for line in self.lines:
            column.addWidget(line)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(paper)
        lines = min(LINES_IN_SIGHT, len(self.lines))
        area.setFixedHeight(lines * (sizes.row + sizes.gap) - sizes.gap)
        return area

    def first(self) -> QWidget:
        """The latest: it is the likeliest to be wrong."""
        return self.lines[0] if self.lines else self.cancel

    def _choose(self, entry: Entry) -> None:
        self.reject()
        self.chosen.emit(entry)


class CorrectionDialog(AmendDialog):
    """The amendment of an entry while its session runs: nothing was true after now."""

    def __init__(self, parent: QWidget, sizes: theme.Sizes, entry: Entry, clock: Clock) -> None:
        super().__init__(parent, sizes, entry)
        self._clock = clock

    def enter_it(self) -> None:
        """Keep what was entered, unless its time is outside the session so far."""
        super().enter_it()
        assert self.amendment is not None
        new, now_ms = self.amendment.instead, self._clock.now_ms()
        if new is not None and not 0 <= new.t_ms <= now_ms:
            began, now = (self._at(t_ms) for t_ms in (0, now_ms))
            text = self.typed[TIME].text()
            raise EntryError("not_in_session", field=TIME, text=text, began=began, now=now)

    def _at(self, t_ms: int) -> str:
        at: datetime = self._clock.at(t_ms)
        return clock_time(at)

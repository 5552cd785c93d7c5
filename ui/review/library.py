"""The left half of the review: the filters over the list, and what it says where nothing matches.

It asks what it was given for sessions, on the spot: ten thousand are counted and the first of them
listed in a twentieth of a second.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from monitor.errors import DripwatchError
from ui.buttons import button
from ui.labels import label
from ui.review.library_bar import LibraryBar
from ui.review.session_list import SessionList
from ui.review.sessions_model import Place, Source
from ui.words import complain, say


class Record(Source, Protocol):
    """What the library asks of an Archive; every call may raise RecordError."""

    def nurses(self) -> list[str]:
        """Return who began sessions."""


class Library(QWidget):
    """`list` and `bar` are its parts; `load` reads the record for the first time.

    Signals: emptied(sentence): no session is open any more; why, where it is not said here.
    """

    emptied = Signal(str)

    def __init__(
        self, record: Record, place_of: Callable[[int], Place | None], today: date | None = None
    ) -> None:
        super().__init__()
        self._record = record
        self.bar = LibraryBar(today or datetime.now().astimezone().date())
        self.list = SessionList(record, place_of)
        self.clear = button(say("review.clear"), self.bar.clear, height=36, px=14)
        self._stack = QStackedWidget()
        self._arrange()
        self.bar.changed.connect(self.search)
        self.bar.search.downward.connect(self._go_down)
        self.bar.search.left.connect(self.list.setFocus)
        self.list.sessions.failed.connect(self.emptied)

    def _arrange(self) -> None:
        nothing = QWidget()
        middle = QVBoxLayout(nothing)
        middle.addStretch(1)
        middle.addWidget(label(15, 500, text=say("review.no_match")), 0, _CENTRE)
        middle.addSpacing(8)
        middle.addWidget(self.clear, 0, _CENTRE)
        middle.addStretch(2)
        self._stack.addWidget(self.list)
        self._stack.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 0, 12)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    def _go_down(self) -> None:
        self.bar.hurry()
        self.list.open()
        self.list.setFocus() if self.list.listed else self.clear.setFocus()

    def load(self) -> None:
        """Read who began sessions, and show them all, the first one opened."""
        try:
            names = self._record.nurses()
        except DripwatchError as error:
            self.emptied.emit(complain(error))
            return
        self.bar.show_nurses(names)
        self.search()
        self.list.open()

    def search(self) -> None:
        """Show what is wanted now; what is open stays so while it is shown, else the first is."""
        if not self._read():
            return
        session, shown = self.list.session(), self.list.sessions
        if session is None or shown.row_of(session) is None:
            self._choose_first()

    def reload(self) -> None:
        """Read the same again: a session has changed, and whoever reads it stays there."""
        self._read()

    def show_session(self, session: int) -> None:
        """Open a session, whatever was searched for before."""
        if not self.list.choose(session):
            self.bar.clear()
            self.list.choose(session)

    def _read(self) -> bool:
        try:
            self.list.load(self.bar.filter, self.bar.shown)
        except DripwatchError as error:
            self.list.forget()
            self.emptied.emit(complain(error))
            return False
        self.bar.show_counts(self.list.sessions.counts)
        self._stack.setCurrentIndex(0 if self.list.sessions.lines else 1)
        return True

    def _choose_first(self) -> None:
        """Not at once: whoever still types opens nothing on the way."""
        if self.list.listed:
            self.list.run_to(1)  # the head of its group is above
        else:
            self.list.forget()
            self.emptied.emit("")  # it is said where the list would be


_CENTRE = Qt.AlignmentFlag.AlignHCenter

"""What was missed of one item at the end: one row, however often; the slots fold out one by one.

It answers nothing itself: which slots were meant, and the reason given, it tells.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.due import DueItem
from monitor.events import DueReply
from ui import theme
from ui.end.end_row import EndRow
from ui.end.end_words import Wall, missed_words, slot_words
from ui.words import say

REPLIES = (
    DueReply.ASLEEP,
    DueReply.DECLINED,
    DueReply.CANNOT_ANSWER,
    DueReply.NOT_NEEDED,
)
"""Reasons to tap; any other is typed and is "not done"."""

ADD, NOT_DONE, EACH = "end.add", "end.not_done", "end.each"


class EndMissedView(QWidget):
    """The slots of one item, follow-ups of one drug apart; a single one is a row of its own.

    rows: the row of each slot, by the session ms it was due at.

    Signals:
        add(item, due_ms): it is to be entered after all, as of then.
        answered(items, code, words): the DueItems meant, a DueReply or nothing, and the words.
    """

    add = Signal(str, object)
    answered = Signal(object, str, str)

    def __init__(self, first: DueItem, sizes: theme.Sizes, wall: Wall) -> None:
        super().__init__()
        self._sizes = sizes
        self._wall = wall
        self._items: list[DueItem] = []
        self.rows: dict[int, EndRow] = {}
        self.head = EndRow(missed_words(first), sizes)
        add_reasons(self.head, self._answer_all)
        self.head.add_button(EACH, self._toggle).setCheckable(True)
        self._slots = QVBoxLayout()
        self._slots.setSpacing(sizes.gap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        column.addWidget(self.head)
        column.addLayout(self._slots)

    # -- showing ---------------------------------------------------------------------------

    def show_items(self, items: Sequence[DueItem]) -> None:
        """Show these slots of the item, at least one; what is typed at them stays."""
        self._items = list(items)
        here = {item.due_ms for item in items}
        for due_ms in [due_ms for due_ms in self.rows if due_ms not in here]:
            self._take_away(due_ms)
        for item in items:
            if item.due_ms not in self.rows:
                self.rows[item.due_ms] = self._row(item)
                self._slots.addWidget(self.rows[item.due_ms])
        times = [item.due_ms for item in items]
        self.head.show_title(slot_words(items[0], times, self._wall))
        self._show_parts()

    def _take_away(self, due_ms: int) -> None:
        row = self.rows.pop(due_ms)
        had_keys = row.has_keys()
        row.hide()
        row.deleteLater()
        if had_keys:
            next(iter(self.rows.values()), self.head).setFocus()

    def _row(self, item: DueItem) -> EndRow:
        row = EndRow(slot_words(item, [item.due_ms], self._wall), self._sizes)
        row.add_button(ADD, lambda: self.add.emit(item.item, item.due_ms))
        add_reasons(row, partial(self._answer, item))
        return row

    def _show_parts(self) -> None:
        several = len(self._items) > 1
        self.head.setVisible(several)
        for row in self.rows.values():
            row.setVisible(not several or self.opened)
        in_from_left = 2 * self._sizes.margin if several else 0
        self._slots.setContentsMargins(in_from_left, 0, 0, 0)

    @property
    def opened(self) -> bool:
        """Whether its slots are answered one by one."""
        return self.head.buttons[EACH].isChecked()

    def _toggle(self) -> None:
        self.head.fold_in()
        self._show_parts()

    # -- answering -------------------------------------------------------------------------

    def _answer(self, item: DueItem, code: str, words: str) -> None:
        self.answered.emit([item], code, words)

    def _answer_all(self, code: str, words: str) -> None:
        self.answered.emit(list(self._items), code, words)

    def has_keys(self) -> bool:
        """Whether something in it has the keys."""
        return self.head.has_keys() or any(row.has_keys() for row in self.rows.values())

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [stop for row in (self.head, *self.rows.values()) for stop in row.stops()]

    def where(self) -> QWidget:
        """Where it is answered first."""
        return self.head if len(self._items) > 1 else next(iter(self.rows.values()))


def add_reasons(row: EndRow, given: Callable[[str, str], None]) -> None:
    """Let a row fold out the reasons why something was not done; `given` as `ReasonLine.given`."""
    reasons = {str(reply): say(f"due.reply.{reply}") for reply in REPLIES}
    row.add_fold(NOT_DONE, "end.why_not", "enter", reasons, given)

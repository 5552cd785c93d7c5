"""Section 1 of the end page: moments marked and items missed, each to add or to give a reason."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.due import DueItem
from monitor.events import DueReply, Mark
from monitor.marks import open_marks
from monitor.session import Session
from ui import theme
from ui.end.end_row import EndRow
from ui.end.end_words import Wall
from ui.entering import Entering
from ui.labels import label
from ui.words import clock_time, say

REPLIES = (
    DueReply.ASLEEP,
    DueReply.DECLINED,
    DueReply.CANNOT_ANSWER,
    DueReply.NOT_NEEDED,
)
"""Reasons to tap; any other is typed and is "not done"."""

MANY = 2
"""Missed items from which one reason may be given for all of them."""

MARK_REASONS = ("end.mark.slip", "end.mark.forgotten")

Key = tuple[str, int, str]
"""What a row is about: the item, its moment (of a mark its number), the drug it follows up."""


class EndOpenView(QWidget):
    """One row for each; a row goes once it is answered, and what stands in the others stays.

    Signals:
        add(item, due_ms): what was missed is to be entered after all, as of then.
    """

    add = Signal(str, object)

    def __init__(
        self, session: Session, entering: Entering, sizes: theme.Sizes, wall: Wall
    ) -> None:
        super().__init__()
        self._session = session
        self._entering = entering
        self._sizes = sizes
        self._wall = wall
        self.rows: dict[Key, EndRow] = {}
        self._nothing = label(sizes.button, 500, "dim", text=say("end.none_open"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.gap)
        self._column.addWidget(self._nothing)
        self.all = EndRow(say("end.all_missed"), sizes)
        self._add_reasons(self.all, self._answer_all)
        self._column.addWidget(self.all)

    def refresh(self, t_ms: int) -> None:
        """Add what has become open, and take away what is answered."""
        marks = {("mark", m.seq or 0, ""): m for m in open_marks(self._session.entries.values())}
        items = self._session.schedule.open_items(t_ms)
        missed = {(item.item, item.due_ms, item.after or ""): item for item in items}
        for key in [key for key in self.rows if key not in marks and key not in missed]:
            self._take_away(key)
        for key, mark in marks.items():
            if key not in self.rows:
                self._place(key, self._mark_row(mark))
        for key, item in missed.items():
            if key not in self.rows:
                self._place(key, self._missed_row(item))
        self._nothing.setVisible(not self.rows)
        self.all.setVisible(len(missed) >= MANY)

    def _place(self, key: Key, row: EndRow) -> None:
        self.rows[key] = row
        # Marks come first: what is described at once is not forgotten.
        marks = sum(key[0] == "mark" for key in self.rows)
        place = marks if key[0] == "mark" else self._column.count()
        self._column.insertWidget(place, row)

    def _take_away(self, key: Key) -> None:
        row = self.rows.pop(key)
        had_keys = any(child.hasFocus() for child in row.findChildren(QWidget))
        row.hide()
        row.deleteLater()
        if had_keys and self.rows:
            next(iter(self.rows.values())).setFocus()

    # -- one row ---------------------------------------------------------------------------

    def _mark_row(self, mark: Mark) -> EndRow:
        at = clock_time(self._wall(mark.t_ms), seconds=True)
        row = EndRow(say("end.mark", at=at), self._sizes)
        row.add_fold("end.describe", "end.what_was_it", "enter", {}, partial(self._note, mark))
        reasons = {code: say(code) for code in MARK_REASONS}
        row.add_fold(
            "end.not_described", "end.why_not", "enter", reasons, partial(self._give_up, mark)
        )
        return row

    def _note(self, mark: Mark, _code: str, words: str) -> None:
        self._entering.note(words, of=mark.seq, at_ms=mark.t_ms)

    def _give_up(self, mark: Mark, _code: str, words: str) -> None:
        self._note(mark, "", say("end.mark.left", reason=words))

    def _missed_row(self, item: DueItem) -> EndRow:
        name = say(f"item.{item.item}")
        if item.after:
            name = say("due.after", item=name, drug=item.after)
        at = clock_time(self._wall(item.due_ms))
        row = EndRow(say("end.missed", item=name, at=at), self._sizes)
        row.add_button("end.add", lambda: self.add.emit(item.item, item.due_ms))
        self._add_reasons(row, partial(self._answer, item))
        return row

    def _add_reasons(self, row: EndRow, given: Callable[[str, str], None]) -> None:
        reasons = {str(reply): say(f"due.reply.{reply}") for reply in REPLIES}
        row.add_fold("end.not_done", "end.why_not", "enter", reasons, given)

    def _answer_all(self, code: str, words: str) -> None:
        for item in self._session.schedule.open_items(self._entering.now_ms()):
            self._answer(item, code, words)

    def _answer(self, item: DueItem, code: str, words: str) -> None:
        reply = DueReply(code) if code else DueReply.NOT_DONE
        self._entering.answer_due(item.item, item.due_ms, reply, "" if code else words)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as the rows stand."""
        marks = [row for key, row in self.rows.items() if key[0] == "mark"]
        missed = [row for key, row in self.rows.items() if key[0] != "mark"]
        return [stop for row in (*marks, self.all, *missed) for stop in row.stops()]

    def where(self, code: str) -> QWidget:
        """The first row of marks, or of missed items."""
        wanted = [row for key, row in self.rows.items() if (key[0] == "mark") == (code == "marks")]
        return wanted[0] if wanted else self

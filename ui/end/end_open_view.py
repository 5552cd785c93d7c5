"""Section 1 of the end page: moments marked and items missed, each to add or to give a reason."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.due import DueItem
from monitor.events import DueReply, Mark
from monitor.marks import open_marks
from monitor.session import Session
from ui import theme
from ui.end.end_missed_view import EndMissedView, add_reasons
from ui.end.end_row import EndRow
from ui.end.end_words import Wall
from ui.entering import Entering
from ui.labels import label
from ui.words import clock_time, say

MANY = 2
"""Items that were missed, from which one reason may be given for all of them."""

MARK_REASONS = ("end.mark.slip", "end.mark.forgotten")

Missed = tuple[str, str]
"""An item, and the drug it follows up, if any."""


class EndOpenView(QWidget):
    """A row for each mark, one for each item that was missed, however often it was.

    A row goes once it is answered, and what stands in the others stays. The record gets an answer
    for each slot that was missed, whether they were answered together or one by one.

    marks: the row of each mark, by its number. missed: what was missed, by item and drug.

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
        self.marks: dict[int, EndRow] = {}
        self.missed: dict[Missed, EndMissedView] = {}
        self._nothing = label(sizes.button, 500, "dim", text=say("end.none_open"))
        self.all = EndRow(say("end.all_missed"), sizes)
        add_reasons(self.all, self._answer_all)
        self._marks, self._missed = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        column.addWidget(self._nothing)
        # Marks come first: what is described at once is not forgotten.
        column.addLayout(self._marks)
        column.addWidget(self.all)
        column.addLayout(self._missed)
        for part in (self._marks, self._missed):
            part.setSpacing(sizes.gap)

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Add what has become open, and take away what is answered."""
        marks = {mark.seq or 0: mark for mark in open_marks(self._session.entries.values())}
        missed = _by_item(self._session.schedule.open_items(t_ms))
        self._take_away(
            [self.marks.pop(key) for key in [*self.marks] if key not in marks]
            + [self.missed.pop(key) for key in [*self.missed] if key not in missed]
        )
        for seq, mark in marks.items():
            if seq not in self.marks:
                self.marks[seq] = self._mark_row(mark)
                _add(self._marks, self.marks[seq])
        for key, items in missed.items():
            if key not in self.missed:
                self.missed[key] = self._missed_view(items[0])
                _add(self._missed, self.missed[key])
            self.missed[key].show_items(items)
        self._nothing.setVisible(not marks and not missed)
        self.all.setVisible(len(missed) >= MANY)

    def _take_away(self, gone: Sequence[EndRow | EndMissedView]) -> None:
        had_keys = any(part.has_keys() for part in gone)
        for part in gone:
            part.hide()
            part.deleteLater()
        if had_keys and (self.marks or self.missed):
            self.where("marks" if self.marks else "missed").setFocus()

    def _mark_row(self, mark: Mark) -> EndRow:
        at = clock_time(self._wall(mark.t_ms), seconds=True)
        row = EndRow(say("end.mark", at=at), self._sizes)
        row.add_fold("end.describe", "end.what_was_it", "enter", {}, partial(self._note, mark))
        reasons = {code: say(code) for code in MARK_REASONS}
        row.add_fold(
            "end.not_described", "end.why_not", "enter", reasons, partial(self._give_up, mark)
        )
        return row

    def _missed_view(self, first: DueItem) -> EndMissedView:
        made = EndMissedView(first, self._sizes, self._wall)
        made.add.connect(self.add)
        made.answered.connect(self._answer)
        return made

    # -- answering -------------------------------------------------------------------------

    def _note(self, mark: Mark, _code: str, words: str) -> None:
        self._entering.note(words, of=mark.seq, at_ms=mark.t_ms)

    def _give_up(self, mark: Mark, _code: str, words: str) -> None:
        self._note(mark, "", say("end.mark.left", reason=words))

    def _answer_all(self, code: str, words: str) -> None:
        items = self._session.schedule.open_items(self._entering.now_ms())
        self._answer(items, code, words)

    def _answer(self, items: Iterable[DueItem], code: str, words: str) -> None:
        reply = DueReply(code) if code else DueReply.NOT_DONE
        for item in items:
            self._entering.answer_due(item.item, item.due_ms, reply, "" if code else words)

    # -- keys ------------------------------------------------------------------------------

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as the rows stand."""
        parts: list[EndRow | EndMissedView] = [*self.marks.values(), self.all]
        return [stop for part in [*parts, *self.missed.values()] for stop in part.stops()]

    def where(self, code: str) -> QWidget:
        """The first row of marks, or of missed items."""
        if code == "marks":
            return next(iter(self.marks.values()), self)
        first = next(iter(self.missed.values()), None)
        return first.where() if first else self


def _add(column: QVBoxLayout, part: QWidget) -> None:
    column.addWidget(part)
    # Qt shows what joins a window in sight an event later, and it is painted without its height.
    part.show()


def _by_item(items: Iterable[DueItem]) -> dict[Missed, list[DueItem]]:
    """Slots of one item together; the item missed first comes first."""
    found: dict[Missed, list[DueItem]] = {}
    for item in sorted(items, key=lambda item: item.due_ms):
        found.setdefault((item.item, item.after or ""), []).append(item)
    return found

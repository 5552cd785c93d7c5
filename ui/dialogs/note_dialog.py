"""Free words about a moment: a note, or what a mark was about (nurse.md B8)."""

from math import ceil

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QWidget

from monitor.clock import Clock
from monitor.errors import EntryError
from monitor.events import Mark
from monitor.marks import open_marks
from monitor.session import Session
from ui import theme
from ui.dialogs.one_of import OneOf
from ui.dialogs.small_dialog import SmallDialog, is_entered
from ui.dialogs.when_row import WhenRow
from ui.labels import label
from ui.words import clock_time, say

WIDTH, TEXT_HEIGHT = 620, 110
LONGEST = 1000
MARKS_PER_LINE, LINES_IN_SIGHT = 3, 3


class NoteDialog(SmallDialog):
    """A text and its time; an open mark that is chosen gives its time to the note.

    of: the seq of the mark to describe from the start, or None.

    Signals:
        entered(text, of, at_ms): a person entered it; `of` is the mark's seq or None.
    """

    entered = Signal(str, object, object)

    def __init__(
        self,
        session: Session,
        clock: Clock,
        parent: QWidget,
        sizes: theme.Sizes,
        of: int | None = None,
    ) -> None:
        super().__init__(parent, sizes, say("note.title"))
        self.of: int | None = None
        self._marks = _named(open_marks(session.entries.values()))
        self.marks = OneOf(self._marks, sizes, about=say("note.marks"), per_line=MARKS_PER_LINE)
        self.text = QPlainTextEdit()
        self.when = WhenRow(clock, sizes, session.profile.schedule.late_min)
        self._fill_body()
        self.fields.update(note=self.text, when=self.when.edit)
        self.marks.changed.connect(self._choose)
        self.text.textChanged.connect(self._shorten)
        self.when.changed.connect(self.forgive)
        self.setFixedWidth(WIDTH)
        self._begin_with(of)

    # -- building --------------------------------------------------------------------------

    def _fill_body(self) -> None:
        sizes = self.sizes
        if self._marks:
            self.body.addWidget(label(sizes.label, 500, "dim", text=say("note.marks")))
            self.body.addWidget(self._list())
        self.text.setFont(theme.font(sizes.button + 1, 500))
        self.text.setFixedHeight(TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("note.text"))
        self.text.setPlaceholderText(say("note.text"))
        self.body.addWidget(self.text)
        self.body.addWidget(label(sizes.label, 400, "faint", text=say("note.keys")))
        line = QHBoxLayout()
        line.setSpacing(sizes.gap)
        named = label(sizes.button, 500, "dim", text=say("when"))
        named.setFixedHeight(sizes.row)
        line.addWidget(named, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.when, 1)
        self.body.addLayout(line)

    def _list(self) -> QWidget:
        sizes = self.sizes
        theme.role(self.marks, "window")
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(self.marks)
        lines = min(LINES_IN_SIGHT, ceil(len(self._marks) / MARKS_PER_LINE))
        area.setFixedHeight(lines * (sizes.row + sizes.gap) - sizes.gap)
        return area

    # -- choosing --------------------------------------------------------------------------

    def _begin_with(self, of: int | None) -> None:
        chosen = next((text for text, mark in self._marks.items() if mark.seq == of), None)
        if of is not None and chosen is not None:
            self.marks.choose(chosen)
            self._choose()

    def _choose(self) -> None:
        """A mark's note is true when the mark was made."""
        mark = self._marks.get(self.marks.chosen or "")
        self.of = mark.seq if mark else None
        self.title.setText(self.marks.chosen if mark and self.marks.chosen else say("note.title"))
        if mark:
            self.when.choose_ms(mark.t_ms)
        else:
            self.when.choose_now()
        self.text.setFocus()

    def _shorten(self) -> None:
        self.forgive()
        text = self.text.toPlainText()
        if len(text) > LONGEST:
            self.text.setPlainText(text[:LONGEST])
            self.text.moveCursor(QTextCursor.MoveOperation.End)

    # -- entering --------------------------------------------------------------------------

    def enter_it(self) -> None:
        """Tell the words."""
        text = self.text.toPlainText().strip()
        if not text:
            raise EntryError("note_missing", field="note")
        self.entered.emit(text, self.of, self.when.at_ms())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter enters; with Shift it begins a new line."""
        if super().eventFilter(watched, event):
            return True
        if watched is not self.text or not is_entered(event):
            return False
        self.accept()
        return True


def _named(marks: list[Mark]) -> dict[str, Mark]:
    """Each mark by what it is called; of two in one second the later one is called (2)."""
    named: dict[str, Mark] = {}
    for mark in marks:
        said = say("note.of", at=clock_time(mark.at, seconds=True))
        same = sum(other.startswith(said) for other in named)
        named[f"{said} ({same + 1})" if same else said] = mark
    return named

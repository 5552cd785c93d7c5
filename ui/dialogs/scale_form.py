"""The form that draws any scale from its data: every item, a running tally, never a false total."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from textwrap import shorten

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.scale import Answer, Answers, Scale
from ui import theme
from ui.buttons import button, relabel
from ui.dialogs.item_row import ItemRow
from ui.labels import frame, label
from ui.scale_words import item_words, mark_words, tally_words
from ui.words import say

WIDTH = 820
"""Of the rows, in pixels at 96 dpi."""

MARGIN = 20
SCROLL_BAR = 10
ABOVE_AND_BELOW = 60
"""What stays to be seen of the window behind."""

LONGEST_NAMED = 60
"""Characters of a question where it is named in a line."""

SCANNED_S = 0.040
"""Keys closer than this come from a barcode scanner, not from a hand (nurse.md A7)."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScaleForm(QDialog):
    """One scale to be answered; the window behind goes on.

    Signals:
        rated(scale, answers): a person saved it; `answers` maps item id to answer and lacks the
            items that were not answered.
    """

    rated = Signal(object, object)

    def __init__(
        self,
        parent: QWidget | None,
        sizes: theme.Sizes,
        scale: Scale,
        answers: Answers | None = None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.scale = scale
        self._sizes = sizes
        self._now_s = now_s
        self._problem = ""
        self._key_s = float("-inf")
        self._undo_key: Callable[[], None] | None = None
        self.setWindowTitle(scale.title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows: dict[str, ItemRow] = {}
        self._arrange()
        self._fill(answers or {})
        self._tell()

    # -- building --------------------------------------------------------------------------

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._body(), 1)
        column.addWidget(self._foot())
        self.setFixedWidth(WIDTH + 2 * MARGIN)

    def _head(self) -> QWidget:
        head, sizes = QWidget(), self._sizes
        column = QVBoxLayout(head)
        column.setContentsMargins(MARGIN, 16, MARGIN, 10)
        column.setSpacing(4)
        title = label(sizes.next, 650, text=self.scale.title)
        title.setWordWrap(True)
        column.addWidget(title)
        said = [say(f"form.rater.{self.scale.rater}"), self.scale.how]
        about = label(sizes.label, 400, "dim", text=" · ".join(part for part in said if part))
        about.setWordWrap(True)
        column.addWidget(about)
        return head

    def _body(self) -> QWidget:
        self._paper = QWidget()
        theme.role(self._paper, "window")
        column = QVBoxLayout(self._paper)
        column.setContentsMargins(MARGIN, 2, MARGIN, self._sizes.gap)
        column.setSpacing(self._sizes.gap)
        for row in self._rows():
            column.addWidget(row)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._paper)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._scroll

    def _rows(self) -> list[ItemRow]:
        items = self.scale.items
        for place, item in enumerate(items, start=1):
            title = item_words(self.scale, item)
            shown = title if len(items) > 1 else item.title
            row = ItemRow(item, shown, self._sizes, WIDTH, self._now_s)
            row.setAccessibleName(say("form.item", title=title, place=place, of=len(items)))
            row.changed.connect(self._tell)
            row.entered.connect(partial(self._reveal, row))
            row.installEventFilter(self)
            self.rows[item.id] = row
        return list(self.rows.values())

    def _foot(self) -> QWidget:
        foot, sizes = frame("footer"), self._sizes
        self._said = label(sizes.axis)
        self.save = button(say("form.save"), self.accept, height=sizes.row + 4, role="primary")
        self.cancel = button(say("cancel"), self.reject, height=sizes.row + 4)
        self.save.setMinimumWidth(160)
        for made in (self.cancel, self.save):
            made.installEventFilter(self)
        line = QHBoxLayout()
        line.setSpacing(sizes.gap)
        line.addLayout(self._tally(), 1)
        line.addWidget(self.cancel)
        line.addWidget(self.save)
        column = QVBoxLayout(foot)
        column.setContentsMargins(MARGIN, 10, MARGIN, 12)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._said)
        return foot

    def _tally(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        self.tally = label(self._sizes.next, 650)
        column.addWidget(self.tally)
        if mark := mark_words(self.scale):
            column.addWidget(label(self._sizes.label, 500, "dim", text=mark))
        return column

    def _fill(self, answers: Mapping[str, Answer]) -> None:
        for name, row in self.rows.items():
            if row.item.allows(answers.get(name)):
                row.choose(answers[name])

    # -- showing ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its rows want, and never higher than the window it belongs to."""
        super().showEvent(event)
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        rows = self._paper.sizeHint()
        # Questions that take more than one line; -1 where none of them may.
        rows.setHeight(max(rows.height(), self._paper.heightForWidth(self.width())))
        height = min(around + rows.height(), self._room() - ABOVE_AND_BELOW)
        if height < around + rows.height():
            # The scroll bar stands in the margin, so that every form has rows of one width.
            self._paper.setContentsMargins(0, 0, -SCROLL_BAR, 0)
        self.resize(self.width(), height)
        next(iter(self.rows.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _room(self) -> int:
        parent = self.parentWidget()
        on_screen = self.screen().availableGeometry().height()
        return min(on_screen, parent.window().height()) if parent else on_screen

    def _tell(self) -> None:
        done, whole = self.scale.answered(self.answers())
        self.tally.setText(tally_words(self.scale, self.answers()))
        complete = self.scale.separate or done == whole
        relabel(self.save, say("form.save" if complete else "form.save_part", n=done, of=whole))
        self.save.setEnabled(done > 0)
        self._complain("")

    def _reveal(self, row: ItemRow) -> None:
        self._scroll.ensureWidgetVisible(row, 0, self._sizes.gap)

    # -- answering -------------------------------------------------------------------------

    def answers(self) -> dict[str, Answer]:
        """What was answered so far, by item."""
        return {name: row.answer for name, row in self.rows.items() if row.answer is not None}

    def accept(self) -> None:
        """Save what was answered; a whole item may be missing, and the button says so."""
        if self.answers():
            self.rated.emit(self.scale, self.answers())
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves what is whole, and else leads to what is missing; a button presses itself."""
        if Qt.Key(event.key()) not in ENTER:
            super().keyPressEvent(event)
        elif not self.answers():
            self._complain(say("form.empty"))
        elif self.scale.separate or not self.scale.missing(self.answers()):
            self.accept()
        else:
            self._lead_to_missing()

    def _lead_to_missing(self) -> None:
        item = self.scale.missing(self.answers())[0]
        said = shorten(item_words(self.scale, item), LONGEST_NAMED, placeholder="…")
        self._complain(say("form.missing", item=said, save=self.save.text()))
        self.rows[item.id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _complain(self, sentence: str) -> None:
        # In the place of the hint, so that nothing moves under a finger.
        self._problem = sentence
        theme.role(self._said, "wrong" if sentence else "faint")
        self._said.setText(sentence or say("form.keys"))

    def problem(self) -> str:
        """What stands in the way of saving; empty while nothing does."""
        return self._problem

    # -- scanners --------------------------------------------------------------------------

    def eventFilter(self, typed_at: QObject, event: QEvent) -> bool:
        """Swallow what a barcode scanner types, its first digit and its Enter too."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        now = self._now_s()
        scanned = now - self._key_s < SCANNED_S and not event.isAutoRepeat()
        self._key_s = now
        if scanned and self._undo_key is not None:
            self._undo_key()
        self._undo_key = None if scanned else self._before(typed_at)
        return scanned

    def _before(self, typed_at: QObject) -> Callable[[], None] | None:
        """Return what brings back the answer that a key is about to change."""
        return partial(typed_at.choose, typed_at.answer) if isinstance(typed_at, ItemRow) else None

"""The checks before a session, on one screen by exception; "Not asked" is an honest answer.

Those that have a place of their own on the start screen, wristband and second checker, are not
here. It decides nothing: what is missing and what stops the start it tells.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from monitor.events import Check, CheckAnswer
from monitor.settings import PrepSettings
from ui import theme
from ui.buttons import button
from ui.dialogs.one_of import OneOf
from ui.labels import label
from ui.start.start_sheet import Missing
from ui.words import say

ELSEWHERE = ("identity", "pump")
"""Hard stops with a place of their own: "Matches" at the wristband, the second checker's name."""


class CheckRow(QWidget):
    """One question and its three answers; pressing the chosen one takes it back.

    Signals: changed.
    """

    changed = Signal()

    def __init__(self, item: str, sizes: theme.Sizes, *, hard: bool) -> None:
        super().__init__()
        self.item, self.hard = item, hard
        self.words = say(f"check.{item}")
        self._codes = {say(f"check.answer.{answer}"): answer for answer in CheckAnswer}
        self.answers = OneOf(self._codes, sizes, about=self.words)
        for made in self.answers.buttons.values():
            made.setMinimumWidth(sizes.row + sizes.gap)
        self.setFocusProxy(self.answers)
        self.choose(CheckAnswer.NOT_ASKED)
        self.answers.changed.connect(self._change)
        question = label(sizes.label, 600 if hard else 500, text=self.words)
        question.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(question, 1)
        line.addWidget(self.answers)

    @property
    def answer(self) -> CheckAnswer:
        """What was answered."""
        return self._codes[self.answers.chosen or say("check.answer.not_asked")]

    def choose(self, answer: CheckAnswer) -> None:
        """Show an answer as given."""
        self.answers.choose(say(f"check.answer.{answer}"))

    def press(self, answer: CheckAnswer) -> QPushButton:
        """The button of an answer."""
        return self.answers.buttons[say(f"check.answer.{answer}")]

    def _change(self) -> None:
        if self.answers.chosen is None:
            self.choose(CheckAnswer.NOT_ASKED)
        self.changed.emit()


class ChecksForm(QFrame):
    """Lies over the third column while it is open: `lie_in` says where.

    Signals: changed, closed (it wants to be put away).
    """

    changed = Signal()
    closed = Signal()

    def __init__(self, prep: PrepSettings, sizes: theme.Sizes = theme.START) -> None:
        super().__init__()
        self._sizes = sizes
        theme.role(self, "card-overdue")
        self._prep = prep
        self.rows: list[CheckRow] = []
        self.rest = _small("checks.rest", self._answer_rest, sizes)
        self.done = _small("checks.done", self.closed.emit, sizes)
        self._stop = label(sizes.label, 600, "wrong")
        self._stop.setWordWrap(True)
        self._lines = QVBoxLayout()
        self._arrange()
        self.show_prep(prep)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        gap = self._sizes.gap
        column.setContentsMargins(self._sizes.margin, gap + 2, 2 * gap, gap + 2)
        column.setSpacing(gap)
        head = QHBoxLayout()
        head.addWidget(label(self._sizes.heading, 650, text=say("checks.title")), 1)
        head.setSpacing(gap)
        head.addWidget(self.rest)
        head.addWidget(self.done)
        column.addLayout(head)
        self._lines.setSpacing(gap)
        column.addLayout(self._lines)
        column.addWidget(self._stop)
        column.addStretch(1)

    def show_prep(self, prep: PrepSettings) -> None:
        """Ask another profile's checks; what was answered stays answered."""
        before = {row.item: row.answer for row in self.rows}
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self._prep = prep
        items = dict.fromkeys((*prep.hard_stops, *prep.checks))
        self.rows = [
            CheckRow(item, self._sizes, hard=item in prep.hard_stops)
            for item in items
            if item not in ELSEWHERE
        ]
        for row in self.rows:
            row.choose(before.get(row.item, CheckAnswer.NOT_ASKED))
            row.changed.connect(self._change)
            self._lines.addWidget(row)
        self._change()

    def lie_in(self, room: QRect) -> None:
        """Lie at the right and the bottom of it, as high as they need; it is what may be covered.

        They are a little wider than the third column is on a small screen.
        """
        width = min(self._sizes.panel, room.width())
        height = min(self.sizeHint().height(), room.height())
        self.setGeometry(room.right() - width + 1, room.bottom() - height + 1, width, height)

    def forget(self) -> None:
        """Ask everything anew: it was another patient who was asked."""
        for row in self.rows:
            row.choose(CheckAnswer.NOT_ASKED)
        self._change()

    def _change(self) -> None:
        said = self.stops()
        self._stop.setText(said)
        self._stop.setVisible(bool(said))
        self.changed.emit()

    def _answer_rest(self) -> None:
        """Yes to all that was not answered; a hard stop is answered by itself."""
        for row in self.rows:
            if row.answer is CheckAnswer.NOT_ASKED and not row.hard:
                row.choose(CheckAnswer.YES)
        self._change()

    # -- what it tells ---------------------------------------------------------------------

    def count(self) -> tuple[int, int]:
        """How many of how many were asked."""
        asked = [row for row in self.rows if row.answer is not CheckAnswer.NOT_ASKED]
        return len(asked), len(self.rows)

    def stops(self) -> str:
        """Why no session may begin: a hard stop that was answered No; empty where none was."""
        refused = [row for row in self.rows if row.hard and row.answer is CheckAnswer.NO]
        return say("checks.stop", what=refused[0].words) if refused else ""

    def missing(self) -> list[Missing]:
        """Hard stops without a Yes."""
        return [
            Missing(say(f"check.{row.item}.short"), row)
            for row in self.rows
            if row.hard and row.answer is not CheckAnswer.YES
        ]

    def checks(self, second_checker: str) -> tuple[Check, ...]:
        """What the record is told, in the order of the profile, once nothing is missing."""
        answers = {row.item: row.answer for row in self.rows}
        answers |= dict.fromkeys(ELSEWHERE, CheckAnswer.YES)
        asked = dict.fromkeys((*self._prep.hard_stops, *self._prep.checks))
        return tuple(
            Check(
                t_ms=0,
                item=item,
                answer=answers[item],
                detail=second_checker if item == "pump" else None,
            )
            for item in asked
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _small(code: str, clicked: Callable[[], None], sizes: theme.Sizes) -> QPushButton:
    made = button(say(code), clicked, height=sizes.row, px=sizes.button)
    made.setAutoDefault(True)
    return made

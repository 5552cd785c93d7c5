"""One question of a scale with its answers as buttons; one stop for Tab, digits answer it."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QPushButton

from monitor.scale import Answer, Item
from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.scale_words import answer_words
from ui.words import say

SAME_PRESS_S = 2.0
"""A second press within this time is the same one (nurse.md B3); a later one takes it back."""

ONE_NUMBER_S = 1.0
"""Digits closer than this are one number."""

LEAST_WIDTH = 52
AROUND_TEXT = 22


def typed(before: str, key: str, answers: Sequence[Answer]) -> tuple[str, int | None]:
    """Return the digits typed so far and the number they are, if it is an answer.

    A digit that cannot continue what was typed begins anew: after "7" of 0 to 10 a "3" is a 3.
    """
    texts = {str(answer): answer for answer in answers if isinstance(answer, int)}
    for digits in (before + key, key):
        if any(text.startswith(digits) for text in texts):
            return digits, texts.get(digits)
    return "", None


class ItemRow(QFrame):
    """The buttons of one item. At most one is chosen, and none until a person does.

    Signals: changed (another answer, or none), entered (the keys go here now).
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        item: Item,
        title: str,
        sizes: theme.Sizes,
        width: int,
        now_s: Callable[[], float],
    ) -> None:
        super().__init__()
        self.item = item
        self.answer: Answer | None = None
        self._digits = ""
        self._now_s = now_s
        self._digit_s = self._press_s = float("-inf")
        self.buttons = {a: self._button(a, title, sizes) for a in item.answers}
        self._arrange(title, sizes, width)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(say("form.not_answered"))
        theme.role(self, "item")

    # -- building --------------------------------------------------------------------------

    def _button(self, answer: Answer, title: str, sizes: theme.Sizes) -> QPushButton:
        said = answer_words(self.item, answer)
        made = button(
            said, lambda: self._press(answer), height=sizes.row, px=sizes.button, role="answer"
        )
        made.setCheckable(True)
        made.setAutoDefault(False)
        # The row is the stop for the keys; its arrows go from answer to answer.
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(f"{title} {said}".strip())
        return made

    def _arrange(self, title: str, sizes: theme.Sizes, width: int) -> None:
        inside = width - 2 * sizes.margin
        wanted = self._wanted_width(sizes)
        count = len(self.buttons)
        asking = QFontMetrics(theme.font(sizes.button, 550)).horizontalAdvance(title)
        beside = asking + sizes.margin + count * (wanted + sizes.gap) <= inside
        line = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom, self
        )
        line.setContentsMargins(sizes.margin, 8, sizes.margin, 8)
        line.setSpacing(sizes.gap)
        if title:
            asked = label(sizes.button, 550, text=title)
            asked.setWordWrap(not beside)
            line.addWidget(asked, 1)
        fitting = max(1, (inside + sizes.gap) // (wanted + sizes.gap))
        grid = self._grid(sizes, ceil(count / ceil(count / fitting)))
        for made in self.buttons.values():
            made.setMinimumWidth(wanted)
        line.addLayout(grid)

    def _wanted_width(self, sizes: theme.Sizes) -> int:
        letters = QFontMetrics(theme.font(sizes.button, 500))
        widths = (letters.horizontalAdvance(made.text()) for made in self.buttons.values())
        return max(LEAST_WIDTH, AROUND_TEXT + max(widths))

    def _grid(self, sizes: theme.Sizes, per_line: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(sizes.gap)
        for index, made in enumerate(self.buttons.values()):
            grid.addWidget(made, *divmod(index, per_line))
        for place in range(per_line):
            grid.setColumnStretch(place, 1)
        return grid

    # -- answering -------------------------------------------------------------------------

    def choose(self, answer: Answer | None) -> None:
        """Show an answer as the chosen one; None for none."""
        for other, made in self.buttons.items():
            made.setChecked(other == answer)
        said = say("form.not_answered") if answer is None else answer_words(self.item, answer)
        self.setAccessibleDescription(said)
        if answer != self.answer:
            self.answer = answer
            self.changed.emit()

    def _press(self, answer: Answer) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        now = self._now_s()
        takes_back = answer == self.answer and now - self._press_s >= SAME_PRESS_S
        self._press_s = now
        self.choose(None if takes_back else answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by digits or arrows, clear, or go to the next question."""
        key, text = Qt.Key(event.key()), event.text()
        if text and text in "-0123456789":
            self._type(text)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(None)
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _type(self, key: str) -> None:
        now = self._now_s()
        before = self._digits if now - self._digit_s < ONE_NUMBER_S else ""
        self._digit_s = now
        self._digits, number = typed(before, key, self.item.answers)
        if number is not None:
            self.choose(number)

    def _step(self, by: int) -> None:
        answers = self.item.answers
        if self.answer is None:
            self.choose(answers[0 if by > 0 else -1])
            return
        place = answers.index(self.answer) + by
        self.choose(answers[min(max(place, 0), len(answers) - 1)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys go here."""
        super().focusInEvent(event)
        theme.role(self, "item-here")
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed here is finished."""
        super().focusOutEvent(event)
        self._digits = ""
        theme.role(self, "item")

"""One row of buttons for a scale of one item: one touch is one observation.

A tapped button is filled for ten seconds, then outlined with its value and time beside the title:
a last entry never looks live. Scales that stand `beside` this one have their buttons at its end.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from monitor.events import Event, Observation
from monitor.history import History
from monitor.scale import Answer, Scale, scales
from monitor.session import Session
from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.scale_words import answer_words
from ui.words import clock_time, say

LIT_MS = 10_000
PER_LINE = 7
PADDING = 20
"""What a button needs beside its words, in pixels at 96 dpi."""


class Choice(NamedTuple):
    """One button: whose answers it stands for, several where they are folded into one."""

    scale: Scale
    item: str
    answers: tuple[Answer, ...]
    text: str
    whole: str
    """What a screen reader says, and the tool tip where the text is cut short."""


def choices(scale: Scale) -> list[Choice]:
    """Return the buttons of a row in their order, with all of their words."""
    item = scale.items[0]
    single = [a for a in item.answers if a not in item.folded]
    found = [
        Choice(scale, item.id, (answer,), *(2 * (answer_words(item, answer),))) for answer in single
    ]
    if item.folded:
        place = sum(isinstance(answer, int) for answer in single)
        fold = Choice(scale, item.id, item.folded, item.folded_as, item.folded_as)
        found.insert(place, fold)
    return found + [
        Choice(other, event.id, (event.low,), *(2 * (event.title.split(",")[0],)))
        for other in scales().values()
        if other.beside == scale.id
        for event in other.items
    ]


class ScoreRowView(QWidget):
    """The buttons of one scale, from its data alone.

    Signals:
        tapped(scale, answers): a person chose; `answers` maps an item to its answer.
    """

    tapped = Signal(object, object)

    def __init__(
        self,
        scale: Scale,
        session: Session,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
    ) -> None:
        super().__init__()
        self.scale = scale
        self._item = scale.items[0]
        self._session = session
        self._wall = wall
        self._choices = choices(scale)
        self.buttons: dict[Answer, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._last = label(sizes.label, 600)
        column.addLayout(self._title_line(sizes))
        column.addLayout(self._grid(sizes))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(scale.title)

    def _title_line(self, sizes: theme.Sizes) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(sizes.label, 500, "dim", text=self.scale.title))
        line.addWidget(label(sizes.label - 1, 400, "faint", text=self.scale.shortcut or ""))
        line.addStretch(1)
        line.addWidget(self._last)
        return line

    def _grid(self, sizes: theme.Sizes) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(sizes.gap)
        texts = _fitting(self._choices, sizes)
        per_line = min(len(texts), PER_LINE)
        for index, (choice, text) in enumerate(zip(self._choices, texts, strict=True)):
            made = self._button(choice, text, sizes)
            line, place = divmod(index, per_line)
            grid.addWidget(made, line, place)
        for place in range(per_line):
            # Buttons with words are as wide as their words want; numbers are all alike.
            widths = [_width(text, sizes) for text in texts[place::per_line]]
            grid.setColumnStretch(place, max(widths) if len(texts) <= PER_LINE else 1)
        return grid

    def _button(self, choice: Choice, text: str, sizes: theme.Sizes) -> QPushButton:
        px = sizes.button if _fits_alone(text, sizes) else sizes.label - 1
        made = button(text, self._tap(choice), height=sizes.row, px=px, role="value")
        made.setAccessibleName(f"{choice.scale.title.split(',')[0]} {choice.whole}")
        made.setToolTip(choice.whole if choice.whole != text else "")
        if len(choice.answers) > 1:
            made.setMenu(self._folded(choice))
        key = choice.answers[0] if choice.scale is self.scale else choice.item
        self.buttons[key] = made
        return made

    def _folded(self, choice: Choice) -> QMenu:
        menu = QMenu(self)
        for answer in choice.answers:
            action = menu.addAction(answer_words(self._item, answer))
            action.triggered.connect(lambda _=False, answer=answer: self.answer(answer))
        return menu

    def _tap(self, choice: Choice) -> Callable[[], None]:
        if len(choice.answers) > 1:
            return _nothing
        given = {choice.item: choice.answers[0]}
        return lambda: self.tapped.emit(choice.scale, given)

    def answer(self, answer: Answer) -> None:
        """Give one answer of the row's own scale, as a button or a menu does."""
        self.tapped.emit(self.scale, {self._item.id: answer})

    def load(self, history: History) -> None:
        """Everything comes from the session."""

    def show_event(self, event: Event) -> None:
        """Everything comes from the session."""

    def refresh(self, t_ms: int) -> None:
        """Light the last answer as long as it is fresh."""
        for choice, made in zip(self._choices, self.buttons.values(), strict=True):
            made.setEnabled(not self._session.ended)
            theme.role(made, self._role(choice, t_ms))
        last = self._last_of(self.scale, self._item.id)
        self._last.setText(self._say_last(last))

    def _last_of(self, scale: Scale, item: str) -> Observation | None:
        known = [o for o in self._session.observations(scale.id) if item in o.answers]
        return known[-1] if known else None

    def _role(self, choice: Choice, t_ms: int) -> str:
        last = self._last_of(choice.scale, choice.item)
        if last is None or last.answers[choice.item] not in choice.answers:
            return "value"
        age = t_ms - last.t_ms
        if choice.scale is not self.scale:
            # An event: it happened, and is not how things are.
            return self._tint("lit") if age < LIT_MS else "value"
        if age > self.scale.fresh_min * 60_000:
            return "old"
        return self._tint("lit" if age < LIT_MS else "last")

    def _tint(self, how: str) -> str:
        """Purple is dissociation's alone; a scale without a colour of its own has nausea's."""
        own = self.scale.id in {"dissociation", "sedation"}
        return f"{how}-{self.scale.id if own else 'nausea'}"

    def _say_last(self, last: Observation | None) -> str:
        if last is None:
            return ""
        answer = last.answers[self._item.id]
        value = say(f"entry.{answer}") if isinstance(answer, str) else str(answer)
        return say("entry.last", value=value, at=clock_time(self._wall(last.t_ms)))


def _nothing() -> None:
    """A folded button opens its menu by itself."""


def _width(text: str, sizes: theme.Sizes) -> int:
    metrics = QFontMetrics(theme.font(sizes.button, 500))
    return max(metrics.horizontalAdvance(word) for word in text.split("\n")) + PADDING


def _cell(sizes: theme.Sizes, of: int) -> float:
    inside = sizes.panel - 2 * sizes.margin - 2
    return (inside - (of - 1) * sizes.gap) / of


def _fits_alone(text: str, sizes: theme.Sizes) -> bool:
    return "\n" not in text and _width(text, sizes) <= max(_cell(sizes, PER_LINE), 0) + 60


def _fitting(all_choices: list[Choice], sizes: theme.Sizes) -> list[str]:
    """Say every button whole where the line has the room, else each number without its name.

    The first keeps its name, so that everybody sees which end is up.
    """
    texts = [choice.text for choice in all_choices]
    one_line = len(texts) <= PER_LINE
    room = sizes.panel - 2 * sizes.margin - 2 - (len(texts) - 1) * sizes.gap
    if one_line and sum(_width(text, sizes) for text in texts) > room:
        texts = [texts[0], *(_short(choice) for choice in all_choices[1:])]
    cell = _cell(sizes, min(len(texts), PER_LINE))
    return [
        text if one_line or _width(text, sizes) <= cell else text.replace(" ", "\n")
        for text in texts
    ]


def _short(choice: Choice) -> str:
    numbered = choice.text[:1].isdigit() or choice.text[:1] == "≤"
    return choice.text.split(" ", maxsplit=1)[0] if numbered else choice.text



"""One row of buttons for a scale of one item: one touch is one observation.

A tapped button is filled for ten seconds, then outlined with its value and time beside the title:
a last entry never looks live. Scales that stand `beside` this one have their buttons at its end.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from monitor.events import Observation
from monitor.scale import Answer, Item, Scale
from monitor.session import Session
from ui import theme
from ui.buttons import button
from ui.key_hints import hint, tip
from ui.labels import label
from ui.scale_words import answer_words, spoken_scales
from ui.view import FromSession
from ui.words import clock_time, say

LIT_MS = 10_000
PER_LINE = 7
GLOVE = 44
"""Pixels: no button is narrower."""
LEAST_AIR, WANTED_AIR = 10, 13
"""Between the words of a button and its frame, both sides together."""


class Choice(NamedTuple):
    """One button: whose answers it stands for, several where they are folded into one."""

    scale: Scale
    item: str
    answers: tuple[Answer, ...]
    text: str
    whole: str
    """What a screen reader says, and the tool tip where the text is cut short."""
    brief: str = ""
    """The same in two short lines, where the row has no room for the whole."""


def choices(scale: Scale) -> list[Choice]:
    """Return the buttons of a row in their order, with all of their words."""
    item = scale.items[0]
    single = [a for a in item.answers if a not in item.folded]
    found = [_choice(scale, item, answer) for answer in single]
    if item.folded:
        place = sum(isinstance(answer, int) for answer in single)
        # Two words are wider than the button, so the first stands beside the number.
        whole = f"≤{item.folded[0]} {item.brief.get(item.folded[0], '')}".strip()
        brief = "\n".join(whole.rsplit(" ", 1))
        fold = Choice(scale, item.id, item.folded, item.folded_as, item.folded_as, brief)
        found.insert(place, fold)
    return found + [
        Choice(other, event.id, (event.low,), *(2 * (event.title.split(",")[0],)))
        for other in spoken_scales().values()
        if other.beside == scale.id
        for event in other.items
    ]


def _choice(scale: Scale, item: Item, answer: Answer) -> Choice:
    whole = answer_words(item, answer)
    if isinstance(answer, str):
        return Choice(scale, item.id, (answer,), whole, whole, whole.replace(" ", "\n", 1))
    name = item.brief.get(answer, item.anchors.get(answer, ""))
    return Choice(scale, item.id, (answer,), whole, whole, f"{answer}\n{name}".strip())


class ScoreRowView(FromSession, QWidget):
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
        self._last = label(sizes.label, 600)
        self._crowded_px = sizes.label
        self._beside = sizes.title_width
        self._arrange(sizes)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(scale.title)

    def _arrange(self, sizes: theme.Sizes) -> None:
        """The title above the buttons, or beside them where height is dear."""
        whole = QHBoxLayout(self) if sizes.title_width else QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.gap if sizes.title_width else 4)
        titled = self._title_beside if sizes.title_width else self._title_above
        whole.addLayout(titled(sizes))
        whole.addLayout(self._lines(sizes), 1)

    def _title_above(self, sizes: theme.Sizes) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(sizes.label, 500, "dim", text=self.scale.title))
        line.addWidget(label(sizes.label - 1, 400, "faint", text=self.scale.shortcut or ""))
        line.addStretch(1)
        line.addWidget(self._last)
        return line

    def _title_beside(self, sizes: theme.Sizes) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        title = label(sizes.label, 500, "dim", text=self.scale.title.split(",")[0])
        title.setFixedWidth(sizes.title_width)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(self._last)
        column.addStretch(1)
        return column

    def _lines(self, sizes: theme.Sizes) -> QVBoxLayout:
        """As many lines as it takes; numbers stand below numbers, words share what is left."""
        texts = _fitting(self._choices, sizes)
        self._crowded_px = _crowded_px(texts, sizes)
        lines = QVBoxLayout()
        lines.setSpacing(sizes.gap)
        for start in range(0, len(texts), PER_LINE):
            line = QHBoxLayout()
            line.setSpacing(sizes.gap)
            part = slice(start, start + PER_LINE)
            shares = _shares(texts[part], sizes, one_line=len(texts) <= PER_LINE)
            for choice, text, share in zip(self._choices[part], texts[part], shares, strict=True):
                line.addWidget(self._button(choice, text, sizes), share)
            lines.addLayout(line)
        return lines

    def _button(self, choice: Choice, text: str, sizes: theme.Sizes) -> QPushButton:
        crowded = "\n" in text or (len(self._choices) > PER_LINE and not text.isdigit())
        px = self._crowded_px if crowded else sizes.button
        made = button(text, self._tap(choice), height=sizes.row, px=px, role="value")
        made.setMinimumWidth(GLOVE)
        made.setAccessibleName(f"{choice.scale.title.split(',')[0]} {choice.whole}")
        tip(made, choice.whole if choice.whole != text else "")
        if choice.scale is self.scale and (keys := self._keys(choice)):
            hint(made, keys)
        if len(choice.answers) > 1:
            made.setMenu(self._folded(choice))
        key = choice.answers[0] if choice.scale is self.scale else choice.item
        self.buttons[key] = made
        return made

    def _keys(self, choice: Choice) -> str:
        """The keys that give this answer: the row's, then a digit."""
        row, digits = self.scale.shortcut, [a for a in choice.answers if a in range(10)]
        if not row or not digits:
            return ""
        return say("key.of_row", row=row, answer=" / ".join(map(str, digits)))

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

    def refresh(self, t_ms: int) -> None:
        """Light the last answer as long as it is fresh."""
        seen = self._session.latest_observations()
        for choice, made in zip(self._choices, self.buttons.values(), strict=True):
            made.setEnabled(not self._session.ended)
            last = seen.get((choice.scale.id, choice.item))
            theme.role(made, self._role(choice, last, t_ms))
        self._last.setText(self._say_last(seen.get((self.scale.id, self._item.id))))

    def _role(self, choice: Choice, last: Observation | None, t_ms: int) -> str:
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
        at = clock_time(self._wall(last.t_ms))
        said = say("entry.last", value=value, at=at)
        # Wider, it would push the buttons; the outlined one tells the answer.
        width = self._last.fontMetrics().horizontalAdvance(said)
        return at if 0 < self._beside < width else said


def _nothing() -> None:
    """A folded button opens its menu by itself."""


def _width(text: str, sizes: theme.Sizes) -> int:
    metrics = QFontMetrics(theme.font(sizes.button, 500))
    return max(metrics.horizontalAdvance(word) for word in text.split("\n")) + sizes.around_words


def _least_width(text: str, sizes: theme.Sizes, air: int = LEAST_AIR) -> int:
    """What words of a crowded line need to be read, with a little air."""
    metrics = QFontMetrics(theme.font(sizes.label, 500))
    return max(metrics.horizontalAdvance(word) for word in text.split("\n")) + air


def _crowded_px(texts: list[str], sizes: theme.Sizes) -> int:
    """The letters of a crowded row: a little smaller where its words would touch their frames."""
    widths = [GLOVE if text.isdigit() else _least_width(text, sizes) for text in texts]
    if len(texts) > PER_LINE:
        last = widths[-(len(texts) % PER_LINE or PER_LINE) :]
        fits = sum(last) <= _room(sizes, len(last))
    else:
        fits = max(widths) <= _room(sizes, len(texts)) / len(texts)
    return sizes.label if fits else sizes.label - 1


def _room(sizes: theme.Sizes, count: int) -> float:
    """Pixels for `count` buttons of one line."""
    beside = sizes.title_width + sizes.gap if sizes.title_width else 0
    return sizes.panel - 2 * sizes.margin - 2 - beside - (count - 1) * sizes.gap


def _shares(texts: list[str], sizes: theme.Sizes, *, one_line: bool) -> list[int]:
    """How much of a line each button gets; those of two short lines are all alike."""
    widths = [_width(text, sizes) for text in texts]
    numbers = [text.isdigit() for text in texts]
    if all(numbers) or (one_line and any("\n" in text for text in texts)):
        return [1] * len(texts)
    if one_line:
        return widths
    widths = [_least_width(text, sizes, WANTED_AIR) for text in texts]
    words = sum(width for width, is_number in zip(widths, numbers, strict=True) if not is_number)
    room = _room(sizes, len(texts))
    # Numbers stand below numbers, unless the words beside them would touch their frames.
    cell = min(_room(sizes, PER_LINE) / PER_LINE, max(GLOVE, (room - words) / sum(numbers)))
    left = room - cell * sum(numbers)
    return [
        round(cell if is_number else left * width / words)
        for width, is_number in zip(widths, numbers, strict=True)
    ]


def _fitting(all_choices: list[Choice], sizes: theme.Sizes) -> list[str]:
    """Say every button in one line where the row has the room, else in two short ones."""
    texts = [choice.text for choice in all_choices]
    if len(texts) > PER_LINE:
        return [text.replace(" ", "\n") for text in texts]
    if sum(_width(text, sizes) for text in texts) > _room(sizes, len(texts)):
        return [choice.brief or choice.text for choice in all_choices]
    return texts

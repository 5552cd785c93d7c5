"""One row of buttons for a scale of one item: one touch is one observation.

A tapped button is filled for ten seconds, then outlined with its value and time beside the title:
a last entry never looks live.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from monitor.events import Event, Observation
from monitor.history import History
from monitor.scale import Scale
from monitor.session import Session
from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.words import clock_time, say

LIT_MS = 10_000
PER_LINE = 7
GREY_MS = 30 * 60_000


class ScoreRowView(QWidget):
    """The buttons of one scale, from its data alone.

    Signals:
        tapped(scale, answer): a person chose an answer (int or the name of an extra one).
    """

    tapped = Signal(object, object)

    def __init__(
        self,
        scale: Scale,
        key: str,
        session: Session,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
    ) -> None:
        super().__init__()
        self.scale = scale
        self._item = scale.items[0]
        self._session = session
        self._wall = wall
        self.buttons: dict[int | str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._last = label(sizes.label, 600)
        column.addLayout(self._title_line(key, sizes))
        column.addLayout(self._grid(sizes))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _title_line(self, key: str, sizes: theme.Sizes) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(sizes.label, 500, "dim", text=self.scale.title))
        line.addWidget(label(sizes.label - 1, 400, "faint", text=key))
        line.addStretch(1)
        line.addWidget(self._last)
        return line

    def _grid(self, sizes: theme.Sizes) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(sizes.gap)
        answers: list[int | str] = [*range(self._item.low, self._item.high + 1), *self._item.extra]
        per_line = len(answers) if len(answers) <= PER_LINE else PER_LINE
        for index, answer in enumerate(answers):
            made = button(
                self._text(answer),
                self._tap(answer),
                height=sizes.row,
                px=sizes.button,
                role="value",
            )
            made.setAccessibleName(f"{self.scale.title} {self._text(answer)}")
            self.buttons[answer] = made
            line, place = divmod(index, per_line)
            width = per_line - place if isinstance(answer, str) else 1
            grid.addWidget(made, line, place, 1, width)
        for place in range(per_line):
            grid.setColumnStretch(place, self._share(answers[place], sizes))
        return grid

    def _share(self, answer: int | str, sizes: theme.Sizes) -> int:
        """Buttons with words are as wide as their words want; numbers are all alike."""
        if not self._item.anchors:
            return 1
        font = theme.font(sizes.button, 500)
        return QFontMetrics(font).horizontalAdvance(self._text(answer)) + 24

    def _text(self, answer: int | str) -> str:
        if isinstance(answer, str):
            return say(f"entry.{answer}")
        anchor = self._item.anchors.get(answer)
        return f"{answer} {anchor}" if anchor else str(answer)

    def _tap(self, answer: int | str) -> Callable[[], None]:
        return lambda: self.tapped.emit(self.scale, answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit, while the row has the focus; 10 is reached with Tab and Space."""
        text = event.text()
        if text.isdigit() and int(text) in self.buttons:
            self.buttons[int(text)].click()
        else:
            super().keyPressEvent(event)

    def load(self, history: History) -> None:
        """Everything comes from the session."""

    def show_event(self, event: Event) -> None:
        """Everything comes from the session."""

    def refresh(self, t_ms: int) -> None:
        """Light the last answer as long as it is fresh."""
        known = self._session.observations(self.scale.id)
        last = known[-1] if known else None
        answer = None if last is None else last.answers.get(self._item.id)
        for value, made in self.buttons.items():
            made.setEnabled(not self._session.ended)
            theme.role(made, self._role(last, t_ms) if value == answer else "value")
        self._last.setText(self._say_last(last, answer))

    def _role(self, last: Observation | None, t_ms: int) -> str:
        age = 0 if last is None else t_ms - last.t_ms
        if age > GREY_MS:
            return "old"
        return f"lit-{self.scale.id}" if age < LIT_MS else f"last-{self.scale.id}"

    def _say_last(self, last: Observation | None, answer: int | str | None) -> str:
        if last is None or answer is None:
            return ""
        value = say(f"entry.{answer}") if isinstance(answer, str) else str(answer)
        return say("entry.last", value=value, at=clock_time(self._wall(last.t_ms)))

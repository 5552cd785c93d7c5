"""The strip of who only looks on: the alarms as the record has them, and no button.

Where nothing newer is known it says as of when, and never that there are none.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from monitor.session import Session
from ui import theme
from ui.alarm_cell import AlarmCell
from ui.flash import Flash
from ui.labels import ElidedLabel, frame
from ui.saved_state import SavedState
from ui.strip_line import BETWEEN, line
from ui.strip_news import news
from ui.strip_quiet import quiet_words
from ui.strip_view import TURN_MS
from ui.view import FromSession
from ui.words import clock_time, say


class AlarmLine(FromSession, QWidget):
    """A cell at the left, words beside it. `as_of`: the moment of the last news, where that is old.

    What is read was stored, so nothing here is ever "not saved".
    """

    def __init__(
        self,
        session: Session,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
        palette: theme.Palette,
        flash: Flash,
    ) -> None:
        super().__init__()
        self._session = session
        self._wall = wall
        self._saved = SavedState()
        self._t_ms = 0
        self.as_of: int | None = None
        self._cell = AlarmCell(sizes.label + 1, palette, flash)
        self._cell.setFixedHeight(sizes.strip - 1)
        self._words = ElidedLabel(sizes.label + 1, 400, dim=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._arrange(sizes)

    def _arrange(self, sizes: theme.Sizes) -> None:
        surface = frame("strip")
        surface.setFixedHeight(sizes.strip)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)
        self._line = QHBoxLayout(surface)
        self._line.setSpacing(sizes.margin + 6)
        self._line.addWidget(self._cell)
        self._line.addWidget(self._words, 1)
        self._margin = sizes.margin + 6

    def refresh(self, t_ms: int) -> None:
        """Say the worst thing that is so, else what is next."""
        self._t_ms = t_ms
        told = news(self._session, self._saved, self._wall, t_ms)
        self._cell.setVisible(bool(told))
        self._line.setContentsMargins(0 if told else self._margin, 0, self._margin, 0)
        parts = [] if self.as_of is None else [self._say_as_of(self.as_of)]
        if told:
            worst = told[0]
            self._cell.show_line(
                worst.line,
                worst.priority,
                filled=worst.filled,
                flashes=worst.flashes,
                plain=worst.plain,
            )
            parts.append(line(told, self._session, t_ms // TURN_MS, self._fits).words)
        else:
            self._cell.calm()
            parts += quiet_words(self._session, t_ms) if self.as_of is None else []
        self._words.set_text(BETWEEN.join(part for part in parts if part))

    def _say_as_of(self, t_ms: int) -> str:
        return say("watch.as_of", at=clock_time(self._wall(t_ms)))

    def _fits(self, words: str) -> bool:
        room = self.width() - self._cell.sizeHint().width() - self._line.spacing() - self._margin
        return self._words.fontMetrics().horizontalAdvance(words) <= room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh(self._t_ms)

    def text(self) -> str:
        """Everything it says."""
        cell = "" if self._cell.isHidden() else self._cell.text()
        return BETWEEN.join(part for part in (cell, self._words.text()) if part)

"""The bar where the finger is: what was just entered, whether it is saved, Undo, then Correct."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.confirmed import unconfirmed
from monitor.events import (
    Baseline,
    Check,
    Correction,
    CuffReading,
    DueAnswer,
    Entry,
    Event,
    InfusionChange,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    PersonChange,
    PumpStep,
)
from monitor.session import Session
from ui import theme
from ui.announce import announce
from ui.author_words import author_words
from ui.buttons import button, relabel
from ui.describe import describe
from ui.labels import ElidedLabel, frame, label
from ui.saved_state import SavedState
from ui.view import FromSession
from ui.words import clock_time, inside, say

UNDO_MS = 10_000
UNDOABLE = (
    *(Observation, InfusionChange, Baseline, CuffReading, ManualVitals),
    *(MedicationGiven, Mark, Note, DueAnswer, Check),
)
"""What a person can take back, and correct later."""

_PUMP = {PumpStep.STARTED, PumpStep.PAUSED, PumpStep.RESUMED, PumpStep.STOPPED}


class UndoView(FromSession, QWidget):
    """Shows the last thing a person entered.

    Signals:
        undo(seq): the entry is to be withdrawn.
        correct(entry): it is to be corrected, for a reason.
    """

    undo = Signal(int)
    correct = Signal(object)

    def __init__(
        self,
        session: Session,
        saved: SavedState,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
        kinds: tuple[type[Entry], ...],
    ) -> None:
        super().__init__()
        self._session = session
        self._saved = saved
        self._wall = wall
        self._kinds = kinds
        self._undoes = False
        self._entry: Entry | None = None
        self._unconfirmed = False
        self._taken_ms = 0
        self._remark = ""
        self._bar = frame("bar")
        self.setFixedHeight(sizes.row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._bar)
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(14, 2, 6, 2)
        self._words = ElidedLabel(sizes.label, 500)
        self._about = ElidedLabel(sizes.label - 1, 450)
        self._on_disk = label(sizes.label - 1, 650)
        self.button = button("", self._press, height=sizes.row - 10, px=sizes.label)
        line.addLayout(self._lines(), 1)
        line.addWidget(self.button)

    def _lines(self) -> QVBoxLayout:
        """What was entered, and below it the rest: "not saved yet" must never be cut off."""
        lines, second = QVBoxLayout(), QHBoxLayout()
        lines.setSpacing(0)
        second.setSpacing(8)
        second.addWidget(self._about)
        second.addWidget(self._on_disk)
        second.addStretch(1)
        lines.addWidget(self._words)
        lines.addLayout(second)
        return lines

    def show_event(self, event: Event) -> None:
        """Note the last entry by a person."""
        if isinstance(event, Correction) and self._entry and event.of == self._entry.seq:
            self._entry = None
        elif isinstance(event, self._kinds) and event.by is not None:
            self._entry, self._remark = event, ""
            announce(self, describe(event))
            self._judge(event)
        elif isinstance(event, PersonChange) and self._entry is not None:
            self._judge(self._entry)

    def _judge(self, entry: Entry) -> None:
        """Whether the person whose name it bears has stood for it with a PIN."""
        self._unconfirmed = entry.seq in unconfirmed(self._session.entries.values())

    def say(self, words: str) -> None:
        """Say something that is no entry, in the place of the last one."""
        self._entry = None
        self._remark = words

    def show_entered(self, t_ms: int) -> None:
        """The last entry was taken at `t_ms`: Undo counts from there."""
        self._taken_ms = t_ms

    def _press(self) -> None:
        """What the button says."""
        entry = self._entry
        if entry is None or entry.seq is None:
            return
        if self._undoes:
            self.undo.emit(entry.seq)
        else:
            self.correct.emit(entry)

    def refresh(self, t_ms: int) -> None:
        """Count Undo down; the words stay until the next entry, and can be corrected."""
        entry = self._entry
        self._bar.setVisible(entry is not None or bool(self._remark))
        if entry is None:
            self._words.set_text(self._remark)
            self._about.set_text("")
            self._on_disk.setText("")
            self.button.hide()
            return
        self._say(entry)
        left = (UNDO_MS - (t_ms - self._taken_ms) + 999) // 1000
        self._undoes = left > 0
        self.button.setVisible(not self._session.ended)
        relabel(self.button, say("entry.undo", left=left) if left > 0 else say("entry.correct"))

    def _say(self, entry: Entry) -> None:
        at = clock_time(self._wall(entry.t_ms), seconds=True)
        what, about = (
            describe(entry),
            say("entry.about", at=at, by=author_words(entry, self._unconfirmed)),
        )
        if isinstance(entry, InfusionChange) and entry.step in _PUMP:
            minute = clock_time(self._wall(entry.t_ms))
            what = say("pump.recorded", at=minute, what=inside(what))
            about = say("pump.not_controlled")
        self._words.set_text(what)
        self._about.set_text(about)
        on_disk = (entry.seq or 0) <= self._saved.saved_seq
        self._on_disk.setText(say("saved") if on_disk else say("not_saved"))

    def text(self) -> str:
        """Everything it says."""
        return f"{self._words.text()} · {self._about.text()} · {self._on_disk.text()}"

"""What was entered last, in words: time, what, by whom. What a note says is for the review."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.events import (
    Baseline,
    CuffReading,
    Entry,
    HandOver,
    InfusionChange,
    LimitChange,
    ManualVitals,
    Mark,
    MedicationGiven,
    Observation,
    PhaseChange,
    SprayUsed,
)
from monitor.session import Session
from ui import theme
from ui.describe import describe
from ui.labels import ElidedLabel, frame, label
from ui.view import FromSession
from ui.words import clock_time, say

LINES = 12

SHOWN = (
    *(Observation, InfusionChange, MedicationGiven, SprayUsed, CuffReading, ManualVitals),
    *(Baseline, PhaseChange, LimitChange, Mark, HandOver),
)
"""What somebody who looks on wants to know; the rest is in the review."""


class LatestView(FromSession, QWidget):
    """A card of so many lines, the newest first; what was corrected away is not there."""

    def __init__(
        self, session: Session, sizes: theme.Sizes, wall: Callable[[int], datetime]
    ) -> None:
        super().__init__()
        self._session = session
        self._wall = wall
        card = frame("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._column = QVBoxLayout(card)
        self._column.setContentsMargins(12, sizes.gap, 12, sizes.gap)
        self._column.setSpacing(sizes.gap // 2)
        self._column.addWidget(label(sizes.label, 500, "dim", text=say("watch.latest")))
        self._times = [label(sizes.label, 400, "dim") for _ in range(LINES)]
        self._said = [ElidedLabel(sizes.label, 500) for _ in range(LINES)]
        self._arrange(sizes)

    def _arrange(self, sizes: theme.Sizes) -> None:
        for time, said in zip(self._times, self._said, strict=True):
            time.setFixedWidth(time.fontMetrics().horizontalAdvance("00:00") + sizes.margin)
            line = QHBoxLayout()
            line.setSpacing(0)
            line.addWidget(time)
            line.addWidget(said, 1)
            self._column.addLayout(line)

    def refresh(self, t_ms: int) -> None:
        """Show the latest, whenever they were true."""
        found = [e for e in self._session.entries.values() if isinstance(e, SHOWN)]
        latest: list[Entry | None] = [*sorted(found, key=_order, reverse=True)[:LINES]]
        latest += [None] * (LINES - len(latest))
        for entry, time, said in zip(latest, self._times, self._said, strict=True):
            time.setText(clock_time(self._wall(entry.t_ms)) if entry else "")
            said.set_text(_words(entry) if entry else "")
        if not found:
            self._said[0].set_text(say("watch.nothing_entered"))

    def text(self) -> str:
        """Every line, the newest first."""
        lines = zip(self._times, self._said, strict=True)
        return "\n".join(f"{time.text()} {said.text()}".strip() for time, said in lines).strip()


def _order(entry: Entry) -> int:
    return entry.seq or 0


def _words(entry: Entry) -> str:
    return f"{describe(entry)} · {entry.by}" if entry.by else describe(entry)

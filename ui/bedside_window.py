"""The bedside window: arranges the views, hands them events, turns touches into entries.

It decides nothing: entries go into the one inbox, and what comes back is shown. It keeps a
`Session` of its own, fed by the same events in the same order as the session thread's.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from monitor.clock import Clock
from monitor.events import (
    Baseline,
    Correction,
    CuffReading,
    CuffRequest,
    CuffWish,
    Entry,
    Event,
    InfusionChange,
    ManualVitals,
    Observation,
    ProbeChange,
    PumpStep,
    SessionEnd,
)
from monitor.history import History
from monitor.infusion import dose
from monitor.scale import Scale, scales
from monitor.session import Session
from ui import theme
from ui.ask_dialog import AskDialog
from ui.cuff_view import CuffView
from ui.header_view import HeaderView
from ui.labels import frame, label
from ui.next_view import NextView
from ui.pressure_tile_view import PressureTileView
from ui.pump_view import PumpView
from ui.saved_state import SavedState
from ui.score_row_view import ScoreRowView
from ui.strip_view import StripView
from ui.throttle import Throttle
from ui.type_vitals_dialog import TypeVitalsDialog, typed_entries
from ui.undo_view import UndoView
from ui.view import View
from ui.vital_tile_view import VitalTileView
from ui.words import say

if TYPE_CHECKING:
    from ui.chart_view import ChartView

REDRAW_MS = 33
UNDOABLE = (Observation, InfusionChange, Baseline, CuffReading, ManualVitals)


@dataclass(frozen=True, slots=True)
class Bedside:
    """What the window needs to know of the world: who is there, what time it is, whom to tell."""

    nurse: str
    clock: Clock
    post: Callable[[Event], None]


class BedsideWindow(QMainWindow):
    """One session, live.

    Signals:
        first_painted: the numbers are on the screen; what is slow may be imported now.
        closed(ended): the window is gone; `ended` is whether the session is.
    """

    first_painted = Signal()
    closed = Signal(bool)

    def __init__(
        self, session: Session, bedside: Bedside, palette: theme.Palette, sizes: theme.Sizes
    ) -> None:
        super().__init__()
        self.session = session
        self.paints = 0
        self._bedside = bedside
        self._palette = palette
        self._sizes = sizes
        self._saved = SavedState()
        self._painted = False
        self._leaving = False
        self._bug_said = False
        self._asking: AskDialog | None = None
        self._typing: TypeVitalsDialog | None = None
        self._until_chart: list[Event] = []
        self._history = History(start=session.start)
        self._refreshed_ms = 0
        self._redraw = Throttle(self, REDRAW_MS, self.refresh)
        self._build()
        self._arrange()
        self._connect()
        # What is hidden just now must not make the window taller than its screen.
        self._show_moment()
        self.setWindowTitle(say("app"))
        theme.role(self, "window")
        self._ticking = QTimer(self)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start(1000)

    # -- building --------------------------------------------------------------------------

    def _build(self) -> None:
        session, sizes, wall = self.session, self._sizes, self._bedside.clock.at
        self.header = HeaderView(session, self._saved, sizes, wall)
        self.strip = StripView(session, self._saved, sizes, wall)
        self.pressure = PressureTileView(session, sizes, wall)
        self.rate = VitalTileView("rate", session, sizes, wall)
        self.spo2 = VitalTileView("spo2", session, sizes, wall)
        self.next = NextView(session, sizes)
        self.cuff = CuffView(session, sizes, wall)
        known = scales()
        self.rows = [
            ScoreRowView(known[name], name[0].upper(), session, sizes, wall)
            for name in session.profile.scales
        ]
        self.undo = UndoView(session, self._saved, sizes, wall, UNDOABLE)
        self.pump = PumpView(session, sizes)
        self.chart: ChartView | None = None
        self.views: list[View] = [
            self.header,
            self.strip,
            self.pressure,
            self.rate,
            self.spo2,
            self.next,
            self.cuff,
            *self.rows,
            self.undo,
            self.pump,
        ]

    def _arrange(self) -> None:
        whole = QWidget()
        theme.role(whole, "window")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.strip)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._chart_place = QVBoxLayout()
        middle.addLayout(self._chart_place, 1)
        middle.addWidget(self._side())
        column.addLayout(middle, 1)
        column.addWidget(self.pump)
        bottom = label(self._sizes.bottom, 400, "faint", text=say("supplementary"))
        bottom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bottom.setFixedHeight(self._sizes.bottom + 8)
        column.addWidget(bottom)
        self.setCentralWidget(whole)
        # Nothing is chosen until somebody reaches for the keyboard.
        whole.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole.setFocus()

    def _side(self) -> QWidget:
        sizes = self._sizes
        side = frame("side")
        side.setFixedWidth(sizes.panel)
        column = QVBoxLayout(side)
        column.setContentsMargins(sizes.margin, sizes.gap, sizes.margin, sizes.gap)
        column.setSpacing(sizes.gap)
        vitals = QHBoxLayout()
        vitals.setSpacing(sizes.gap)
        vitals.addWidget(self.rate)
        vitals.addWidget(self.spo2)
        column.addWidget(self.pressure)
        column.addLayout(vitals)
        for view in (self.next, self.cuff, *self.rows):
            column.addWidget(view)
        column.addStretch(1)
        column.addWidget(self.undo)
        return side

    def _connect(self) -> None:
        self.strip.type_vitals.connect(self.type_vitals)
        self.pump.type_vitals.connect(self.type_vitals)
        self.cuff.type_pressure.connect(self.type_vitals)
        self.cuff.wished.connect(self.ask_cuff)
        self.cuff.probe_moved.connect(self.say_probe)
        self.next.accept_baseline.connect(self.accept_baseline)
        self.pump.moved.connect(self.record_pump)
        self.pump.end_session.connect(self.ask_to_end)
        self.undo.undo.connect(self.withdraw)
        QShortcut(QKeySequence("M"), self, self.cuff.press)
        for row in self.rows:
            row.tapped.connect(self.observe)
            QShortcut(QKeySequence(row.scale.id[0].upper()), self, row.setFocus)

    # -- showing ---------------------------------------------------------------------------

    def load(self, history: History) -> None:
        """Begin where a record ends."""
        self._history = history
        for view in self.views:
            view.load(history)

    def add_chart(self) -> None:
        """Import and place the chart: after the first paint, for it takes most of a second."""
        from ui.chart_view import ChartView

        chart = ChartView(self.session, self._palette, self._sizes, self._bedside.clock.at)
        chart.load(self._history)
        for event in self._until_chart:
            chart.show_event(event)
        self._until_chart.clear()
        self._chart_place.addWidget(chart)
        self.chart = chart
        self.views.append(chart)
        self._redraw.request()

    def show_event(self, event: Event) -> None:
        """Apply and show one event, in the order they were taken."""
        self.session.apply(event)
        self._saved.take(event)
        if isinstance(event, Entry) and isinstance(event, UNDOABLE) and event.by is not None:
            self.undo.show_entered(self._bedside.clock.now_ms())
        for view in self.views:
            view.show_event(event)
        if self.chart is None:
            self._until_chart.append(event)
        self._redraw.request()

    def refresh(self) -> None:
        """Paint this moment."""
        self._show_moment()
        self.paints += 1

    def _show_moment(self) -> None:
        self._refreshed_ms = self._now()
        for view in self.views:
            view.refresh(self._refreshed_ms)

    def _tick(self) -> None:
        """Ages go on even when nothing arrives, so that nothing old can look live."""
        if self._bedside.clock.now_ms() - self._refreshed_ms >= 1000:
            self._redraw.request()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    # -- entering --------------------------------------------------------------------------

    def _post(self, entry: Entry) -> None:
        self._bedside.post(replace(entry, by=self._bedside.nurse))

    def _now(self) -> int:
        return self._bedside.clock.now_ms()

    def observe(self, scale: Scale, answer: int | str) -> None:
        """One touch, one observation."""
        answers = {scale.items[0].id: answer}
        self._post(
            Observation(
                t_ms=self._now(),
                scale=scale.id,
                version=scale.version,
                answers=answers,
                score=scale.score(answers),
            )
        )

    def record_pump(self, step: PumpStep, reason: str | None) -> None:
        """Somebody did this at the pump."""
        rate = None
        plan = self.session.infusion.plan
        if step is PumpStep.STARTED and plan is not None:
            rate = dose(plan).mg_per_h
        elif step is PumpStep.RESUMED:
            rate = self.session.infusion.mg_per_h
        self._post(InfusionChange(t_ms=self._now(), step=step, mg_per_h=rate, reason=reason))

    def ask_cuff(self, wish: CuffWish, interval_min: float | None) -> None:
        """Ask for a cuff, a stop, a skip, an interval."""
        self._post(CuffRequest(t_ms=self._now(), wish=wish, interval_min=interval_min))

    def say_probe(self, on_cuff_arm: bool) -> None:
        """Somebody says on which arm the SpO2 probe is."""
        self._post(ProbeChange(t_ms=self._now(), on_cuff_arm=on_cuff_arm))

    def accept_baseline(self) -> None:
        """Accept what NEXT proposes."""
        proposed = self.session.proposed_baseline(self._now())
        if proposed is not None:
            self._post(proposed)

    def withdraw(self, seq: int) -> None:
        """Undo: the entry stays in the record, corrected."""
        self._post(Correction(t_ms=self._now(), of=seq, reason="undone"))

    def type_vitals(self) -> TypeVitalsDialog:
        """Show the keypad; never twice, and never in the way of the window (Stop cuff!)."""
        if self._typing is None:
            self._typing = dialog = TypeVitalsDialog(self, self._sizes)
            dialog.accepted.connect(lambda: self._enter_typed(dialog))
            dialog.finished.connect(self._stop_typing)
        self._typing.show()
        self._typing.activateWindow()
        return self._typing

    def _stop_typing(self) -> None:
        self._typing = None

    def _enter_typed(self, dialog: TypeVitalsDialog) -> None:
        for entry in typed_entries(dialog.numbers(), self._now(), self._bedside.nurse):
            self._post(entry)

    @property
    def all_saved(self) -> bool:
        """Whether every entry shown is on disk."""
        return self._saved.all_saved

    # -- leaving ---------------------------------------------------------------------------

    def ask_to_end(self) -> None:
        """End after a question that says what it means."""
        choices = {"cancel": self._stop_asking, "end.yes": self.end_session}
        self._ask(say("end.confirm"), choices)

    def end_session(self) -> None:
        """End now."""
        self._bedside.post(SessionEnd(t_ms=self._now(), by=self._bedside.nurse))
        self._stop_asking()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.ended or self._leaving:
            self.closed.emit(self.session.ended)
            super().closeEvent(event)
            return
        event.ignore()
        choices = {
            "close.keep": self._stop_asking,
            "close.end": self.ask_to_end,
            "close.leave": self.leave,
        }
        self._ask(say("close.running"), choices)

    def leave(self) -> None:
        """Close and leave the session open, to be resumed."""
        self._leaving = True
        self.close()

    def say_bug(self) -> None:
        """Say once that something of ours went wrong, and that recording goes on."""
        if not self._bug_said:
            self._bug_said = True
            self._ask(say("bug"), {"ok": self._stop_asking})

    def _ask(self, question: str, choices: dict[str, Callable[[], None]]) -> None:
        self._stop_asking()
        self._asking = AskDialog(self, self._sizes, question, choices)
        self._asking.show()

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.close()
            self._asking = None

    @property
    def asking(self) -> AskDialog | None:
        """The question that is open."""
        return self._asking

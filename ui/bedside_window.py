"""The bedside window: arranges the views, hands them events, turns touches into entries.

It decides nothing: entries go into the one inbox (entering.py), and what comes back is shown. It
keeps a `Session` of its own, fed by the same events in the same order as the session thread's.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from monitor.baseline import Clash, own_limit
from monitor.course import Course
from monitor.events import (
    Baseline,
    Check,
    CheckAnswer,
    CuffReading,
    DueAnswer,
    DueReply,
    Entry,
    Event,
    HandOver,
    InfusionChange,
    LimitChange,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    PersonChange,
    PumpStep,
)
from monitor.history import History
from monitor.session import PUMP_FINISHED, Session
from monitor.settings import PRESSURE, Medication
from ui import theme
from ui.bedside_dialogs import BedsideDialogs
from ui.chart_note import chart_note
from ui.cuff_view import CuffView
from ui.dialogs.ask_dialog import AskDialog
from ui.dialogs.type_vitals_dialog import TypeVitalsDialog
from ui.end.end_page import EndPage
from ui.entering import Bedside, Entering
from ui.footer_view import FooterView
from ui.glance_view import GlanceView
from ui.hand_keys import HandKeys, pressed_or
from ui.header_view import HeaderView
from ui.idle_lock import IdleLock
from ui.labels import frame, label
from ui.next_view import NextView
from ui.pressure_tile_view import PressureTileView
from ui.saved_state import SavedState
from ui.scale_words import spoken_scales
from ui.score_row_view import ScoreRowView
from ui.signs_view import SignsView
from ui.strip_view import StripView
from ui.throttle import Throttle
from ui.undo_view import UndoView
from ui.view import View
from ui.vital_tile_view import VitalTileView
from ui.words import number, say

if TYPE_CHECKING:
    from ui.chart_view import ChartView

REDRAW_MS = 33
OTHER_KEYS = ("M", "X", "Space", "T", "C", "G", "?")
"""The keys that belong to no row, in the order of their card."""
UNDOABLE = (
    *(Observation, InfusionChange, Baseline, CuffReading, ManualVitals),
    *(MedicationGiven, Mark, Note, DueAnswer, Check),
)
MORE = (
    *("note", "copy_note", "type_vitals", "rates"),
    *("pump_started", "rate_changed", "flushed", "volume_read", "waste"),
    *("people", "hand_over", "glance", "keys", "end_session"),
)
"""What is behind More, in its order."""


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
        self.entering = Entering(session, bedside)
        self._clock = bedside.clock
        self.dialogs = BedsideDialogs(
            self, session, self.entering, bedside.clock, sizes, self._said_keys
        )
        self._palette = palette
        self._sizes = sizes
        self._saved = SavedState()
        self._painted = False
        self._leaving = False
        self._bug_said = False
        self._asking: AskDialog | None = None
        self._until_chart: list[Event] = []
        self._history = History(start=session.start)
        self._refreshed_ms = 0
        self._redraw = Throttle(self, REDRAW_MS, self.refresh)
        self._build()
        self._arrange()
        self._connect()
        self.course = Course()
        self.idle = IdleLock(self)
        self.idle.hidden.connect(self.header.hide_identity)
        self.header.identity_wanted.connect(self.idle.show)
        self.header.person_wanted.connect(self.dialogs.people)
        self.header.say_person(self.entering.author)
        # What is hidden just now must not make the window taller than its screen.
        self._show_moment()
        self.setWindowTitle(say("app"))
        theme.role(self, "window")
        self._ticking = QTimer(self)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start(1000)

    # -- building --------------------------------------------------------------------------

    def _build(self) -> None:
        session, sizes, wall = self.session, self._sizes, self._clock.at
        self.header = HeaderView(session, self._saved, sizes, wall)
        self.strip = StripView(session, self._saved, sizes, wall)
        self.pressure = PressureTileView(session, sizes, wall)
        self.rate = VitalTileView("rate", session, sizes, wall)
        self.spo2 = VitalTileView("spo2", session, sizes, wall)
        self.next = NextView(session, sizes)
        self.cuff = CuffView(session, sizes, wall)
        known = spoken_scales()
        self.rows = [
            ScoreRowView(known[name], session, sizes, wall)
            for name in session.profile.scales
            if len(known[name].items) == 1
        ]
        self._rows = {row.scale.id: row for row in self.rows}
        self.signs = SignsView(session, sizes, wall)
        self.undo = UndoView(session, self._saved, sizes, wall, UNDOABLE)
        roomy = sizes.row_of_signs
        self.footer = FooterView(session, sizes, wall, MORE, signs=not roomy)
        self.signs.setVisible(roomy)
        self.pump = self.footer.pump
        self.chart: ChartView | None = None
        trouble = self.strip.trouble
        self.ending = EndPage(self, session, self.entering, sizes, wall)
        self.glance = GlanceView(self, session, self.rate.live, self.spo2.live, trouble, wall)
        self.views: list[View] = [
            self.header,
            self.strip,
            self.pressure,
            self.rate,
            self.spo2,
            self.next,
            self.cuff,
            *self.rows,
            self.signs,
            self.undo,
            self.footer,
            self.glance,
            self.ending,
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
        column.addWidget(self.footer)
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
        signs = [self.signs] if sizes.row_of_signs else []
        for view in (self.next, self.cuff, *self.rows, *signs):
            column.addWidget(view)
        column.addStretch(1)
        column.addWidget(self.undo)
        return side

    def _connect(self) -> None:
        entering = self.entering
        self.strip.type_vitals.connect(self.dialogs.open["type_vitals"])
        self.cuff.type_pressure.connect(self.dialogs.open["type_vitals"])
        self.cuff.wished.connect(entering.ask_cuff)
        self.cuff.probe_moved.connect(entering.say_probe)
        self.next.accept_baseline.connect(entering.accept_baseline)
        self.next.wanted.connect(self.do)
        self.next.replied.connect(entering.answer_due)
        self.pump.moved.connect(entering.move_pump)
        self.pump.finished_earlier.connect(self.dialogs.finished_earlier)
        self.pump.still_running.connect(self._go_on)
        self.undo.undo.connect(entering.withdraw)
        self.footer.given.connect(self._give)
        self.footer.wanted.connect(self.want)
        self.ending.note_wanted.connect(self.copy_note)
        self.ending.pressure_wanted.connect(
            lambda standing: self.dialogs.type_vitals(standing=standing)
        )
        self.ending.rate_wanted.connect(lambda scale: self.dialogs.form(spoken_scales()[scale]))
        self.ending.add_wanted.connect(self.dialogs.catch_up)
        if self.footer.spray is not None:
            self.footer.spray.used.connect(entering.use_spray)
        self.signs.tapped.connect(entering.observe)
        self.signs.more.connect(self.dialogs.open["signs"])
        for row in self.rows:
            row.tapped.connect(entering.observe)
        self._wants: dict[str, Callable[[], object]] = {
            **self.dialogs.open,
            "mark": entering.mark,
            "copy_note": self.copy_note,
            "glance": self.glance.toggle,
            "pump_started": lambda: entering.move_pump(PumpStep.STARTED),
            "flushed": lambda: entering.move_pump(PumpStep.FLUSHED),
            "end_session": self.show_end_page,
        }
        self.hand = HandKeys(self)
        for key, does in self._keys():
            self.hand.add(key, does)
        for digit in range(10):
            self.hand.add(str(digit), partial(self._answer, digit))

    def _answer(self, digit: int) -> None:
        """A digit answers the row that was chosen by its key."""
        row = next((row for row in self.rows if row.hasFocus()), None)
        if row is not None and digit in row.scale.items[0].numbers:
            row.answer(digit)

    def _keys(self) -> list[tuple[str, Callable[[], object]]]:
        """Every key and what it does; a digit then answers the row that was chosen."""
        rows = [(row.scale.shortcut, row.setFocus) for row in self.rows if row.scale.shortcut]
        return [
            ("M", self.cuff.press),
            *rows,
            ("X", self.dialogs.open["signs"]),
            ("Space", pressed_or(self.entering.mark)),
            ("T", self.dialogs.open["type_vitals"]),
            ("C", self.copy_note),
            ("G", self.glance.toggle),
            ("?", self.dialogs.open["keys"]),
        ]

    def _said_keys(self) -> list[tuple[str, str]]:
        """Each key with what it does, for the card."""
        rows = [(row.scale.shortcut or "", row.scale.title) for row in self.rows]
        others = [(key, say(f"key.{key}")) for key in OTHER_KEYS]
        return [*others[:1], *rows, ("0–9", say("key.digits")), *others[1:]]

    def _go_on(self) -> None:
        """The pump still runs: asked again in five minutes."""
        self.entering.answer_due(PUMP_FINISHED, self._now(), DueReply.NOT_DONE, "still_running")

    # -- showing ---------------------------------------------------------------------------

    def load(self, history: History) -> None:
        """Begin where a record ends."""
        self._history = history
        self.course.load(history)
        for view in self.views:
            view.load(history)

    def add_chart(self) -> None:
        """Import and place the chart: after the first paint, for it takes most of a second."""
        from ui.chart_view import ChartView

        chart = ChartView(self.session, self._palette, self._sizes, self._clock.at)
        chart.lane_pressed.connect(self.dialogs.late)
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
        self.course.take(event)
        self._saved.take(event)
        if isinstance(event, Entry) and isinstance(event, UNDOABLE) and event.by is not None:
            self.undo.show_entered(self._clock.now_ms())
        for view in self.views:
            view.show_event(event)
        if self.chart is None:
            self._until_chart.append(event)
        if isinstance(event, Baseline | LimitChange):
            self._ask_clashes()
        elif isinstance(event, PersonChange | HandOver):
            self.dialogs.refresh_people()
        self._redraw.request()

    def refresh(self) -> None:
        """Paint this moment."""
        self.header.say_person(self.entering.author)
        self._show_moment()
        self.paints += 1

    def _show_moment(self) -> None:
        self._refreshed_ms = self._now()
        for view in self.views:
            view.refresh(self._refreshed_ms)

    def _tick(self) -> None:
        """Ages go on even when nothing arrives, so that nothing old can look live."""
        if self._clock.now_ms() - self._refreshed_ms >= 1000:
            self._redraw.request()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    # -- entering --------------------------------------------------------------------------

    def want(self, code: str) -> None:
        """Do what a button of the footer, or a line of its menu, asks for."""
        self._wants[code]()

    def row(self, scale: str) -> ScoreRowView:
        """The row of a scale; KeyError where it has none."""
        return self._rows[scale]

    def do(self, item: str) -> None:
        """Go where what is due is done: a look is done by saying so."""
        row = self._rows.get(item)
        if item == PRESSURE:
            self.cuff.press()
        elif row is not None:
            row.setFocus()
        elif item in spoken_scales():
            self.dialogs.form(spoken_scales()[item])
        else:
            self.entering.check(item, CheckAnswer.YES)

    def copy_note(self) -> None:
        """Put the plain-text note for the chart on the clipboard (nurse.md B10)."""
        note = chart_note(self.session, self._now(), self._clock.at, self.course)
        QApplication.clipboard().setText(note)
        self.undo.say(say("copy_note.done"))

    def _ask_clashes(self) -> None:
        """A patient who is beyond a limit at rest may have one of his own (nurse.md C3)."""
        clash = next(iter(self.session.clashes()), None)
        if clash is None or self.session.ended:
            return
        offered = own_limit(clash)
        name, _, end = clash.rule.partition(".")
        question = say(
            f"clash.{end}",
            what=say(f"clash.what.{name}"),
            value=number(clash.value),
            limit=number(clash.limit),
        )
        choices: dict[str, Callable[[], object]] = {
            "clash.keep": self._stop_asking,
            "clash.set": partial(self._set_limit, clash),
        }
        self._ask(question, choices, limit=number(clash.limit), offered=number(offered))

    def _set_limit(self, clash: Clash) -> None:
        self._stop_asking()
        self.entering.set_limit(clash.rule, own_limit(clash), clash.limit, "baseline")

    def type_vitals(self) -> TypeVitalsDialog:
        """Show the keypad."""
        dialog = self.dialogs.type_vitals()
        assert isinstance(dialog, TypeVitalsDialog)
        return dialog

    def _give(self, usual: Medication) -> None:
        """One press where the clinic's list has a dose; else the dose is typed."""
        if usual.dose is None:
            self.dialogs.medication(usual)
            return
        self.entering.give(
            MedicationGiven(
                t_ms=self._now(),
                drug=usual.drug,
                dose=usual.dose,
                unit=usual.unit,
                route=usual.route or None,
            )
        )

    def _now(self) -> int:
        return self.entering.now_ms()

    @property
    def all_saved(self) -> bool:
        """Whether every entry shown is on disk."""
        return self._saved.all_saved

    # -- leaving ---------------------------------------------------------------------------

    def show_end_page(self) -> EndPage:
        """Show the page on which a session ends."""
        self._stop_asking()
        self.ending.show()
        self.ending.activateWindow()
        return self.ending

    def end_session(self) -> None:
        """End now, whatever is open."""
        self.entering.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.ended or self._leaving:
            self.closed.emit(self.session.ended)
            super().closeEvent(event)
            return
        event.ignore()
        choices = {
            "close.keep": self._stop_asking,
            "close.end": self.show_end_page,
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

    def _ask(
        self, question: str, choices: Mapping[str, Callable[[], object]], **words: object
    ) -> None:
        self._stop_asking()
        self._asking = AskDialog(self, self._sizes, question, choices, **words)
        self._asking.show()

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.close()
            self._asking = None

    @property
    def asking(self) -> AskDialog | None:
        """The question that is open."""
        return self._asking

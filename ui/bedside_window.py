"""The bedside window: arranges the views, hands them events, turns touches into entries.

It decides nothing: entries go into the one inbox (entering.py), and what comes back is shown. It
keeps a `Session` of its own, fed by the same events in the same order as the session thread's.
What a hand can ask for is in bedside_actions.py, where things stand in bedside_layout.py, and which
signal reaches whom in bedside_wiring.py.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from monitor.course import Course
from monitor.events import (
    Baseline,
    CheckAnswer,
    Entry,
    Event,
    HandOver,
    PersonChange,
    Reading,
)
from monitor.history import History
from monitor.people import Access
from monitor.session import Session
from monitor.settings import PRESSURE
from ui import theme
from ui.bedside_actions import BY_CODE, card
from ui.bedside_dialogs import BedsideDialogs
from ui.bedside_layout import Places, arrange
from ui.bedside_questions import BedsideQuestions
from ui.bedside_wiring import bind, connect, connect_end
from ui.chart_note import chart_note
from ui.cuff_view import CuffView
from ui.dialogs.type_vitals_dialog import BREATHING, TypeVitalsDialog
from ui.entering import Bedside, Entering
from ui.flash import Flash
from ui.footer_view import FooterView
from ui.glance_view import GlanceView
from ui.hand_keys import HandKeys
from ui.header_view import HeaderView
from ui.idle_lock import IdleLock
from ui.next_view import NextView
from ui.people.lock_cover import LockCover
from ui.people.presence import Presence
from ui.pressure_tile_view import PressureTileView
from ui.saved_state import SavedState
from ui.scale_words import spoken_scales
from ui.score_row_view import ScoreRowView
from ui.signs_view import SignsView
from ui.strip_view import StripView
from ui.throttle import Throttle
from ui.undo_view import UNDOABLE, UndoView
from ui.view import View
from ui.vital_tile_view import VitalTileView
from ui.words import say

if TYPE_CHECKING:
    from ui.chart_view import ChartView
    from ui.end.end_page import EndPage

REDRAW_MS = 33


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
            self, session, self.entering, bedside.clock, sizes, lambda: card(self.rows)
        )
        self.questions = BedsideQuestions(self, session, self.entering, sizes)
        self._palette = palette
        self._sizes = sizes
        self._saved = SavedState()
        self._painted = False
        self._leaving = False
        self._until_chart: list[Event] = []
        self._ending: EndPage | None = None
        self._history = History(start=session.start)
        self._refreshed_ms = 0
        self._redraw = Throttle(self, REDRAW_MS, self.refresh)
        self._build()
        self._arrange()
        self.hand = HandKeys(self)
        self.idle = IdleLock(self)
        self.presence = Presence(self, bedside.people, sizes)
        self.cover = self._lock_cover()
        connect(self)
        bind(self)
        self.course = Course()
        self._say_person()
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
        self.flash = flash = Flash(self)
        self.header = HeaderView(session, self._saved, sizes, wall)
        self.strip = StripView(session, self._saved, sizes, wall, self._palette, flash)
        self.pressure = PressureTileView(session, sizes, wall, flash)
        self.rate = VitalTileView("rate", session, sizes, wall, flash)
        self.spo2 = VitalTileView("spo2", session, sizes, wall, flash)
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
        self.footer = FooterView(session, sizes, wall, signs=not roomy)
        self.signs.setVisible(roomy)
        self.pump = self.footer.pump
        self.chart: ChartView | None = None
        trouble, clock = self.strip.trouble, self._clock
        self.glance = GlanceView(self, session, self.rate.live, self.spo2.live, trouble, clock)
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
        ]

    def _arrange(self) -> None:
        signs = [self.signs] if self._sizes.row_of_signs else []
        places = Places(
            top=(self.header, self.strip),
            pressure=self.pressure,
            beside=(self.rate, self.spo2),
            panel=(self.next, self.cuff, *self.rows, *signs),
            foot_of_panel=self.undo,
            footer=self.footer,
        )
        whole, self._chart_place = arrange(places, self._sizes)
        self.setCentralWidget(whole)
        whole.setFocus()

    def _lock_cover(self) -> LockCover:
        """Over the entries; the cuff's Stop stays, as the numbers do."""
        covered = (*self.rows, self.signs, self.undo)
        greyed = (self.next, self.footer)
        return LockCover(covered, greyed, self._sizes, self.presence.show_identity)

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
        chart.lane_pressed.connect(self.presence.unlocked(self.dialogs.late))
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
        if isinstance(event, Reading):
            for tile in (self.rate, self.spo2):
                tile.paint_heard(self._now())
        if self.chart is None:
            self._until_chart.append(event)
        if isinstance(event, Baseline):
            self.questions.ask_clashes()
        elif isinstance(event, PersonChange | HandOver):
            self.dialogs.refresh_people()
        self._redraw.request()

    def refresh(self) -> None:
        """Paint this moment."""
        self._say_person()
        self._show_moment()
        self.paints += 1

    def _say_person(self) -> None:
        self.header.say_person(self.entering.author, emergency=self.presence.emergency)

    def _show_moment(self) -> None:
        self._refreshed_ms = self._now()
        for view in self.views:
            view.refresh(self._refreshed_ms)
        if self._ending is not None and self._ending.isVisible():
            self._ending.refresh(self._refreshed_ms)

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
        BY_CODE[code].act(self)

    def row(self, scale: str) -> ScoreRowView:
        """The row of a scale; KeyError where it has none."""
        return self._rows[scale]

    def do(self, item: str) -> None:
        """Go where what is due is done: a rate is typed, a look is done by saying so."""
        row = self._rows.get(item)
        if item == PRESSURE:
            self.cuff.press()
        elif row is not None:
            row.setFocus()
        elif item in spoken_scales():
            self.dialogs.form(spoken_scales()[item])
        elif item == BREATHING:
            self.type_vitals().fields[BREATHING].setFocus()
        else:
            self.entering.check(item, CheckAnswer.YES)

    def copy_note(self) -> None:
        """Put the plain-text note for the chart on the clipboard (nurse.md B10)."""
        note = chart_note(self.session, self._now(), self._clock.at, self.course)
        QApplication.clipboard().setText(note)
        self.presence.gate.note(self.entering.author, Access.EXPORTED)
        self.undo.say(say("copy_note.done"))

    def lock(self) -> None:
        """Cover the entries until a PIN (nurse.md B1)."""
        self.presence.lock()

    def put_away(self) -> None:
        """Close whatever is being asked or entered."""
        self.dialogs.close()
        self.questions.stop()
        self.presence.gate.stop()
        if self._ending is not None:
            self._ending.hide()

    def type_vitals(self) -> TypeVitalsDialog:
        """Show the keypad."""
        dialog = self.dialogs.type_vitals()
        assert isinstance(dialog, TypeVitalsDialog)
        return dialog

    def _now(self) -> int:
        return self.entering.now_ms()

    @property
    def all_saved(self) -> bool:
        """Whether every entry shown is on disk."""
        return self._saved.all_saved

    # -- leaving ---------------------------------------------------------------------------

    @property
    def ending(self) -> "EndPage":
        """The page on which the session ends, made when it is first wanted.

        It is as much work as all the rest of the window, which need not wait for it.
        """
        if self._ending is None:
            from ui.end.end_page import EndPage

            self._ending = EndPage(
                self, self.session, self.entering, self._saved, self._sizes, self._clock.at
            )
            connect_end(self, self._ending)
        return self._ending

    def show_end_page(self) -> "EndPage":
        """Show the page on which a session ends."""
        self.questions.stop()
        self.ending.show()
        self.ending.activateWindow()
        return self.ending

    def end_session(self) -> None:
        """End now, whatever is open."""
        self.entering.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.ended or self._leaving:
            self.put_away()
            self.closed.emit(self.session.ended)
            super().closeEvent(event)
            return
        event.ignore()
        if self.presence.locked:
            self.presence.show_identity()
            return
        self.questions.ask_closing(self.show_end_page, self.leave)

    def leave(self) -> None:
        """Close and leave the session open, to be resumed."""
        self._leaving = True
        self.close()

    def say_bug(self) -> None:
        """Say once that something of ours went wrong, and that recording goes on."""
        self.questions.say_bug()

"""The end page: everything a session still owes before it ends, on one page that fills itself in.

It decides nothing: monitor/discharge.py and monitor/ending.py say what is open, and every answer is
an entry at once, so that leaving the page for later loses nothing. The window behind it goes on.
"""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.discharge import criteria, given
from monitor.ending import Open, still_open
from monitor.session import Session
from ui import theme
from ui.dialogs.small_dialog import TITLE_BAR, place_beside_panel
from ui.end.end_chips import chips, section_of, split
from ui.end.end_criteria_view import EndCriteriaView
from ui.end.end_leaving_view import EndLeavingView, EndUnexpectedView
from ui.end.end_open_view import EndOpenView
from ui.end.end_pump_view import EndPumpView
from ui.end.end_row import end_button
from ui.end.end_words import (
    Wall,
    blocks_words,
    cuff_words,
    summary_words,
    value_words,
    when_words,
)
from ui.entering import Entering
from ui.labels import frame, label
from ui.saved_state import SavedState
from ui.scan_guard import ScanGuard
from ui.start.needed_view import Chips
from ui.start.start_sheet import Missing
from ui.view import FromSession
from ui.words import say

WIDEST, MARGIN = 980, 16
"""The page, and what it leaves free at its sides, in pixels at 96 dpi."""

COMPLETE = "complete"
"""What a PIN is asked for here, where people have one."""


class EndPage(FromSession, QWidget):
    """A window of its own over the chart; `refresh` once a second and after each event.

    wall: session ms -> the time on the wall.

    Signals:
        note_wanted: the chart note is to be copied.
        pressure_wanted(standing): a pressure is to be typed, the patient standing or not.
        rate_wanted(scale): a scale, by its id, is to be rated as of now.
        add_wanted(item, due_ms): a missed item is to be entered after all, as of then.
        later: the page was left; the session stays open, "Not finished".
        ended: the session was ended here.
    """

    note_wanted = Signal()
    pressure_wanted = Signal(bool)
    rate_wanted = Signal(str)
    add_wanted = Signal(str, object)
    later = Signal()
    ended = Signal()

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        entering: Entering,
        saved: SavedState,
        sizes: theme.Sizes,
        wall: Wall,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self._session = session
        self._entering = entering
        self._saved = saved
        self._sizes = sizes
        self._wall = wall
        self._window = parent
        self._placed = False
        self._missing: list[Missing] = []
        self.setWindowTitle(say("end.title"))
        self.setAccessibleName(say("end.title"))
        theme.role(self, "window")
        self._build()
        self._arrange()
        self._connect()
        self.guard = ScanGuard(self)

    # -- building --------------------------------------------------------------------------

    def _build(self) -> None:
        session, entering, sizes, wall = self._session, self._entering, self._sizes, self._wall
        measured, handed = split(session.profile.discharge.criteria)
        self.open = EndOpenView(session, entering, sizes, wall)
        self.pump = EndPumpView(session, entering, sizes)
        self.measured = EndCriteriaView(session, entering, sizes, wall, measured)
        self.handed = EndCriteriaView(session, entering, sizes, wall, handed)
        self.leaving = EndLeavingView(session, entering, sizes, wall)
        self.unexpected = EndUnexpectedView(session, entering, sizes, wall)
        self.nothing_given = end_button(say("end.nothing_given"), self._accept_all, sizes)
        self.final = label(sizes.button, 500)
        self.final.setWordWrap(True)
        self.summary = label(sizes.button, 500)
        self.summary.setWordWrap(True)
        self.signs = label(sizes.label, 500, "dim")
        self.signs.setWordWrap(True)
        self.copy_note = end_button(say("footer.copy_note"), self.note_wanted.emit, sizes)
        self.reason = label(sizes.label, 500, "dim")
        self.reason.setWordWrap(True)
        self.chips = Chips(sizes)
        self.leave = end_button(say("end.later"), self._leave, sizes)
        self.end = end_button(say("end.yes"), self._end, sizes, role="primary")
        self.end.setMinimumWidth(140)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body(), 1)
        column.addWidget(self._foot())

    def _body(self) -> QScrollArea:
        self._paper = QWidget()
        theme.role(self._paper, "window")
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(MARGIN, 10, MARGIN, 12)
        self._column.setSpacing(self._sizes.gap)
        intranasal = self._session.profile.route == "intranasal"
        sections: list[tuple[str, tuple[QWidget, ...]]] = [
            ("end.section.open", (self.open,)),
            *([] if intranasal else [("end.section.pump", (self.pump,))]),
            ("end.section.criteria", (self.nothing_given, self.measured)),
            ("end.section.handed", (self.final, self.handed)),
            ("end.section.leaving", (self.leaving,)),
            ("end.section.unexpected", (self.unexpected,)),
            ("end.section.summary", (self.summary, self.copy_note, self.signs)),
        ]
        for place, (code, parts) in enumerate(sections, start=1):
            self._section(f"{place}  {say(code)}", parts)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._paper)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._scroll

    def _section(self, title: str, parts: tuple[QWidget, ...]) -> None:
        self._column.addSpacing(self._sizes.gap)
        self._column.addWidget(label(self._sizes.heading, 650, text=title))
        for part in parts:
            left = isinstance(part, QPushButton)
            where = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag(0)
            self._column.addWidget(part, 0, where)

    def _foot(self) -> QWidget:
        foot = frame("footer")
        line = QHBoxLayout()
        line.setSpacing(self._sizes.gap)
        line.addWidget(self.reason, 1)
        line.addWidget(self.leave)
        line.addWidget(self.end)
        column = QVBoxLayout(foot)
        column.setContentsMargins(MARGIN, 8, MARGIN, 10)
        column.setSpacing(self._sizes.gap)
        column.addWidget(self.chips)
        column.addLayout(line)
        return foot

    def _connect(self) -> None:
        self.open.add.connect(self.add_wanted)
        for view in (self.measured, self.handed):
            view.type_pressure.connect(self.pressure_wanted)
            view.rate.connect(self.rate_wanted)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_keys)

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Show what is known at `t_ms`, and what is still open; what is being typed stays."""
        standing = criteria(self._session, t_ms)
        self.open.refresh(t_ms)
        self.pump.refresh(t_ms)
        for view in (self.measured, self.handed):
            view.show_standing(standing, t_ms)
        self.leaving.show_standing(standing, t_ms)
        self.unexpected.refresh(t_ms)
        self.final.setText(self._final_words(t_ms))
        self.summary.setText(summary_words(self._session, t_ms, self._wall))
        self.signs.setText(say("end.signs", by=self._entering.author))
        unsettled = any(not one.settled for one in standing)
        self.nothing_given.setVisible(unsettled and not given(self._session))
        self._show_open(still_open(self._session, t_ms))

    def _final_words(self, t_ms: int) -> str:
        pressures = self._session.pressures()
        if not pressures:
            return say("end.final.none")
        last = pressures[-1]
        cuff = cuff_words(self._session, last)
        return say("end.final", cuff=cuff, when=when_words(last.t_ms, t_ms, self._wall))

    def _show_open(self, still: list[Open]) -> None:
        ended = self._session.ended
        self.reason.setText(say("end.is_ended") if ended else blocks_words(still))
        self.end.setEnabled(not still and not ended)
        missing = [Missing(words, self._where(one)) for words, one in chips(still)]
        self.end.setAccessibleDescription(self.reason.text())
        if missing != self._missing:
            self._missing = missing
            self.chips.show_missing(missing)
            self._order_keys()

    def _order_keys(self) -> None:
        """Let Tab go down the page and then along its foot."""
        stops = [
            *self.open.stops(),
            *self.pump.stops(),
            self.nothing_given,
            *self.measured.stops(),
            *self.handed.stops(),
            *self.leaving.stops(),
            *self.unexpected.stops(),
            self.copy_note,
            *self.chips.buttons,
            self.chips.more,
            self.leave,
            self.end,
        ]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _where(self, one: Open) -> QWidget:
        """Where it is answered."""
        if one.criterion is not None:
            view = self.handed if section_of(one) == "handed" else self.measured
            return view.where(one.criterion)
        if one.code in {"marks", "missed"}:
            return self.open.where(one.code)
        if one.code in {"ready", "left"}:
            return self.leaving.where(one.code)
        return self.unexpected.row if one.code == "unexpected" else self.pump.where(one.code)

    def showEvent(self, event: QShowEvent) -> None:
        """Over the chart: neither strip, cuff's buttons nor the last line are ever under it."""
        super().showEvent(event)
        self.refresh(self._entering.now_ms())
        if self._placed:
            return
        self._placed = True
        window, sizes = self._window.window(), self._sizes
        around = sizes.header + sizes.strip + TITLE_BAR + sizes.bottom_line
        self.resize(
            max(self.minimumSizeHint().width(), min(WIDEST, window.width() - sizes.panel)),
            window.height() - around,
        )
        place_beside_panel(self, window, sizes)
        # Only once it is laid out is it known where that is.
        QTimer.singleShot(0, self, self._lead_to_first)

    def _lead_to_first(self) -> None:
        first = self._missing[0].where if self._missing else self.end
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_keys(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the keys into sight, by Tab or by a chip."""
        if now is not None and self._paper.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, 4 * self._sizes.gap)

    # -- entering --------------------------------------------------------------------------

    def _accept_all(self) -> None:
        """A session that was called off: one touch, and each criterion has its reason."""
        why = say("end.reason.nothing_given")
        for one in criteria(self._session, self._entering.now_ms()):
            if not one.settled:
                self._entering.criterion(one.criterion, one.met, value_words(one) or None, why)

    @property
    def _may_end(self) -> bool:
        return not self._session.ended and not still_open(self._session, self._entering.now_ms())

    def _end(self) -> None:
        if self._may_end:
            self._entering.sign(COMPLETE, self._entering.author, self._sign)

    def _sign(self, by: str) -> None:
        """Sign it as performed and recorded, then end: once it is known who does."""
        if not self._may_end:  # a PIN takes its time, and vitals go on
            return
        self._entering.complete(by, self._saved.digest)
        self._entering.end()
        self.hide()
        self.ended.emit()

    def _leave(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave it for later: what was said is in the record, what was typed stays in its field."""
        super().closeEvent(event)
        if not self._session.ended:
            self.later.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it for later; nothing here answers to Enter but what has the keys."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

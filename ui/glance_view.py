"""The glance view: pressure, rate, saturation, what is left and what is next, read from the door.

It knows no name, and no number here looks more alive than on its tile: it asks the same questions.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.clock import Clock
from monitor.events import AlarmStep, Priority, Verdict
from monitor.session import Session
from ui import theme
from ui.due_words import when
from ui.fitted_label import FittedLabel
from ui.glance_tile import LINE_SHARE, GlanceTile
from ui.live_vital import UNIT, LiveVital, Shown
from ui.pressure_words import age_words, is_old, judged, pressures, was_recovered
from ui.session_clock import left_words, phase_words
from ui.strip_news import News
from ui.tile_alarm import standing
from ui.view import FromSession
from ui.words import clock_time, number, say

Trouble = Callable[[], Sequence[News]]

PRESSURE_SHARE, VITAL_SHARE, SMALL_SHARE = 0.27, 0.215, 0.026
"""Heights of letters as parts of the window's, as `LINE_SHARE` is."""


def _cell(news: News | None) -> str:
    """The role of the line of an alarm; it is steady here: what flashes is below it."""
    if news is not None and news.plain:
        return "cell-plain"
    if news is None or not news.filled:
        return "cell-outline"
    return "cell-high" if news.priority is Priority.HIGH else "cell-technical"


class GlanceView(FromSession, QWidget):
    """Covers the window it is given. `rate` and `spo2` are those of the tiles; `trouble` is the
    strip's: what is so, the worst first. What asks for a hand is told here and answered there.

    Signals:
        left: it went away again.
    """

    left = Signal()

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        rate: LiveVital,
        spo2: LiveVital,
        trouble: Trouble,
        clock: Clock,
    ) -> None:
        super().__init__(parent)
        self._covered = parent
        self._session = session
        self._trouble = trouble
        self._clock, self._wall = clock, clock.at
        self._live = {"rate": rate, "spo2": spo2}
        self.pressure = GlanceTile(PRESSURE_SHARE, "pressure")
        self.vitals = {kind: GlanceTile(VITAL_SHARE, kind) for kind in self._live}
        self.trouble_label = FittedLabel(650, "cell-technical")
        self.time_left, self.next = FittedLabel(650), FittedLabel(650)
        self._foot = FittedLabel(400, "faint")
        self._foot.show_text(f"{say('supplementary')}  {say('glance.leave')}")
        self._foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._arrange()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.role(self, "window")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        parent.installEventFilter(self)

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.trouble_label)
        self._column = column = QVBoxLayout()
        outer.addLayout(column, 1)
        column.addWidget(self.pressure)
        column.addStretch(2)
        self._pair = QHBoxLayout()
        for tile in self.vitals.values():
            self._pair.addWidget(tile, 1)
        column.addLayout(self._pair)
        column.addStretch(2)
        column.addWidget(self.time_left)
        column.addStretch(1)
        column.addWidget(self.next)
        column.addStretch(1)
        column.addWidget(self._foot)

    # -- coming and going ------------------------------------------------------------------

    def toggle(self) -> None:
        """Come, or go again: the key G of the window."""
        if self.isVisible():
            self.hide()
            return
        self.setGeometry(self._covered.rect())
        self._show_moment(self._clock.now_ms())
        self.show()
        self.raise_()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._covered:
            self.setGeometry(self._covered.rect())
        return False

    def event(self, event: QEvent) -> bool:
        # What cannot be seen must not be pressed: only G is still the window's.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() != Qt.Key.Key_G)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # At the release, or the button below would get half of the tap.
        event.accept()
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.height()
        edge = round(height * 0.028)
        self._column.setContentsMargins(2 * edge, edge, 2 * edge, edge // 2)
        self._pair.setSpacing(2 * edge)
        for tile in (self.pressure, *self.vitals.values()):
            tile.fit(height)
        for line in (self.trouble_label, self.time_left, self.next):
            line.set_height(LINE_SHARE * height)
        self._foot.set_height(SMALL_SHARE * height)

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Show this moment; hidden it shows none, and comes up with the one it is then."""
        if self.isVisible():
            self._show_moment(t_ms)

    def _show_moment(self, t_ms: int) -> None:
        self._say_trouble(self._trouble())
        self._say_pressure(t_ms)
        for kind, live in self._live.items():
            self._say_vital(kind, live, t_ms)
        self.time_left.show_text(
            left_words(self._session, t_ms, self._wall) or phase_words(self._session, t_ms)
        )
        self.next.show_text(self._say_next(t_ms))

    def _say_trouble(self, news: Sequence[News]) -> None:
        """The worst, and how many more there are: each of them is read at the strip."""
        worst, others = (news[0], len(news) - 1) if news else (None, 0)
        parts = [worst.line] if worst else []
        parts += [say("strip.more", count=others)] if others else []
        self.trouble_label.setVisible(worst is not None)
        self.trouble_label.show_text("  ·  ".join(parts))
        theme.role(self.trouble_label, _cell(worst))

    def _say_pressure(self, t_ms: int) -> None:
        found = judged(self._session, t_ms)
        title = say("glance.pressure")
        if not found:
            self.pressure.show_value(title, "--/--", say("glance.nothing"), live=False)
            return
        last, verdict = found[-1]
        doubt = self._say_doubt(verdict)
        kept = was_recovered(self._session, last)
        parts = (doubt, say("tile.recovered") if kept else "", age_words(last, t_ms))
        age = "\n".join(part for part in parts if part)
        old = kept or is_old(self._session, last, t_ms)
        live = verdict is not Verdict.REJECTED and not old
        hollow = kept or bool(doubt)
        self.pressure.show_value(title, pressures(last), age, live=live, hollow=hollow)

    def _say_doubt(self, verdict: Verdict) -> str:
        """One word for why the last pressure is hollow, as its tile has it."""
        if verdict is not Verdict.ACCEPTED:
            return say(f"tile.{verdict}")
        alarm = standing(self._session, "pressure")
        waits = alarm is not None and alarm.state is AlarmStep.UNCONFIRMED
        return say("tile.unconfirmed") if waits else ""

    def _say_vital(self, kind: str, live: LiveVital, t_ms: int) -> None:
        shown = live.shown(t_ms)
        title = live.title(shown.heard)
        if UNIT[kind] not in title:
            title = f"{title} {UNIT[kind]}"
        if shown.heard is None or shown.gone:
            value, age = "--", self._say_last(shown)
        else:
            value, age = number(shown.heard.value), say("glance.age", age=shown.age_words)
        if live.held(shown, t_ms):
            age = say("tile.cuff_running")
        self.vitals[kind].show_value(title, value, age, live=shown.live)

    def _say_last(self, shown: Shown) -> str:
        """In place of an age: what is gone has none, it has a past."""
        if shown.heard is None:
            return say("glance.nothing")
        at = clock_time(self._wall(shown.heard.t_ms))
        return say("glance.last_at", value=number(shown.heard.value), at=at)

    def _say_next(self, t_ms: int) -> str:
        due = self._session.due(t_ms)
        if not due:
            return say("due.nothing")
        item = say("glance.next", item=say(f"item.{due[0].item}"))
        return f"{item} {when(due[0], t_ms, self._session)}"

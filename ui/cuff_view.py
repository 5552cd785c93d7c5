"""Measure BP, its states, the automatic interval. It asks; `Session` decides what is inflated."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from monitor.events import CuffStep, CuffWish, LinkState
from monitor.session import Session
from ui import theme
from ui.buttons import button, relabel
from ui.view import FromSession
from ui.words import clock_time, number, say, span

FAILURE_SHOWN_MS = 120_000
HALF_MINUTE_MS = 30_000


def failure(session: Session, t_ms: int) -> str | None:
    """What to say of a cuff that failed just now."""
    last = session.cuffs.last_step
    failed = last is not None and last.step is CuffStep.FAILED
    fresh = last is not None and t_ms - last.t_ms < FAILURE_SHOWN_MS
    return say("cuff.failed") if failed and fresh else None


class CuffView(FromSession, QWidget):
    """Two buttons: what the cuff does now, and the one clock it runs by.

    Signals:
        wished(wish, interval_min): a person asks something of the cuff.
        type_pressure: a person wants to type a pressure.
        probe_moved(on_cuff_arm): a person says on which arm the SpO2 probe is.
    """

    wished = Signal(object, object)
    type_pressure = Signal()
    probe_moved = Signal(bool)

    def __init__(
        self,
        session: Session,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
    ) -> None:
        super().__init__()
        self._session = session
        self._wall = wall
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.gap)
        height = sizes.cuff
        self.measure = button(say("cuff.measure"), self._press, height=height, px=sizes.button)
        self.second = button("", self._press_second, height=height, px=sizes.button)
        self.interval = button("", self._nothing, height=height, px=sizes.button, role="quiet")
        self.interval.setMenu(self._menu())
        self._second_does: Callable[[], None] = self._nothing
        self._press_does: Callable[[], None] = self._nothing
        line.addWidget(self.measure, 11)
        line.addWidget(self.second, 5)
        line.addWidget(self.interval, 10)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for minutes in self._session.profile.cuff.choices_min:
            self._choice(menu, say("cuff.every_choice", minutes=number(minutes)), minutes)
        self._choice(menu, say("cuff.off"), None)
        menu.addSeparator()
        self.same_arm = QAction(say("cuff.same_arm"), menu)
        self.same_arm.setCheckable(True)
        self.same_arm.triggered.connect(self.probe_moved)
        menu.addAction(self.same_arm)
        return menu

    def _choice(self, menu: QMenu, text: str, minutes: float | None) -> None:
        action = QAction(text, menu)
        action.triggered.connect(lambda _=False: self.wished.emit(CuffWish.INTERVAL, minutes))
        menu.addAction(action)

    def choose_interval(self, minutes: float | None) -> None:
        """Trigger the menu's entry for an interval, as a finger would."""
        wanted = say("cuff.off")
        if minutes is not None:
            wanted = say("cuff.every_choice", minutes=number(minutes))
        next(a for a in self.interval.menu().actions() if a.text() == wanted).trigger()

    # -- pressing --------------------------------------------------------------------------

    def press(self) -> None:
        """What the key M does."""
        if self.measure.isEnabled():
            self.measure.click()

    def _press(self) -> None:
        self._press_does()

    def _press_second(self) -> None:
        self._second_does()

    def _nothing(self) -> None:
        """A menu button, or a button that says what happens by itself."""

    def _ask(self, wish: CuffWish) -> Callable[[], None]:
        return lambda: self.wished.emit(wish, None)

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Say what the cuff does, and what can be asked of it."""
        cuffs = self._session.cuffs
        announced = cuffs.announced(t_ms)
        if cuffs.running(t_ms):
            since = cuffs.running_since_ms
            age = span(0 if since is None else t_ms - since)
            self._say(say("cuff.measuring", age=age), None, "cuff.stop", CuffWish.STOP)
        elif announced is not None:
            left = span(announced + 999)
            self._say(say("cuff.starts_in", left=left), None, "cuff.skip", CuffWish.SKIP)
        elif failure(self._session, t_ms) and self._heard() and not self._session.ended:
            self._say(say("cuff.repeat"), CuffWish.MEASURE, "cuff.type", None)
        else:
            self._say_ready()
        self._say_interval(busy=cuffs.running(t_ms) or announced is not None)

    def _heard(self) -> bool:
        cuffs = self._session.cuffs
        return cuffs.starts and cuffs.link is LinkState.RECEIVING

    def _say(self, text: str, press: CuffWish | None, second: str, wish: CuffWish | None) -> None:
        relabel(self.measure, text)
        self.measure.setEnabled(press is not None)
        theme.role(self.measure, "running" if press is None else "")
        self._press_does = self._ask(press) if press else self._nothing
        relabel(self.second, say(second))
        self.second.setVisible(True)
        self._second_does = self._ask(wish) if wish else self.type_pressure.emit

    def _say_ready(self) -> None:
        self.second.setVisible(False)
        if self._heard():
            relabel(self.measure, say("cuff.measure"))
            self._press_does = self._ask(CuffWish.MEASURE)
        else:
            relabel(self.measure, say("cuff.type"))
            self._press_does = self.type_pressure.emit
        self.measure.setEnabled(not self._session.ended)

    def _say_interval(self, *, busy: bool) -> None:
        cuffs = self._session.cuffs
        self.same_arm.setChecked(self._session.probe_on_cuff_arm)
        self.interval.setEnabled(self._heard() and not self._session.ended)
        if cuffs.next_ms is not None and cuffs.armed_min is not None:
            # While a cuff runs or is counted down to, its own button is the clock.
            # To the nearest minute: 14:24:30 as 14:24 would read as four minutes after 14:20.
            at = clock_time(self._wall(cuffs.next_ms + HALF_MINUTE_MS))
            code, minutes = self._pace(cuffs.armed_min)
            text = say(f"{code}_while" if busy else code, minutes=number(minutes), at=at)
        else:
            text = say("cuff.off")
        relabel(self.interval, f"{text} ▾")

    def _pace(self, armed_min: float) -> tuple[str, float]:
        """The interval there is now, in minutes: as it was armed, or shorter by an alarm."""
        now_ms = self._session.pressure_interval_ms()
        if self._session.cuffs.in_alarm and now_ms is not None and now_ms < armed_min * 60_000:
            return "cuff.every_alarm", now_ms / 60_000
        return "cuff.every", armed_min

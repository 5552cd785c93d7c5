"""What was done at the pump, in the past tense, and what was given by the clock."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from monitor.events import Phase, PumpStep
from monitor.infusion import dose
from monitor.session import Session
from monitor.settings import PUMP_REASONS
from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.view import FromSession
from ui.words import decimal, say


class PumpView(FromSession, QWidget):
    """Pump buttons for the moment the pump is in; Dripwatch controls none.

    Signals:
        moved(step, reason): somebody did this at the pump.
        finished_earlier: it finished, at a time still to be told.
        still_running: it was looked at, and has not finished.
    """

    moved = Signal(object, object)
    finished_earlier = Signal()
    still_running = Signal()

    def __init__(self, session: Session, sizes: theme.Sizes) -> None:
        super().__init__()
        self._session = session
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.gap + 2)
        height, px = max(44, sizes.footer - 18), sizes.button

        def make(text: str, clicked: Callable[[], None]) -> QPushButton:
            return button(say(text), clicked, height=height, px=px)

        self.started = make("pump.started", lambda: self.moved.emit(PumpStep.STARTED, None))
        self.paused = make("pump.paused", self._nothing)
        reasons = self._picked()
        self.paused.setMenu(self._reasons(PumpStep.PAUSED, reasons))
        self.resumed = make("pump.resumed", lambda: self.moved.emit(PumpStep.RESUMED, None))
        self.stopped = make("pump.stopped", self._nothing)
        self.stopped.setMenu(self._reasons(PumpStep.STOPPED, ("finished", *reasons)))
        self.finished_now = make(
            "finish.now", lambda: self.moved.emit(PumpStep.STOPPED, "finished")
        )
        self.finished_at = make("finish.at", self.finished_earlier.emit)
        self.running_on = make("finish.running", self.still_running.emit)
        for made in self.steps:
            line.addWidget(made)

    @property
    def steps(self) -> tuple[QPushButton, ...]:
        """Every button, seen or not."""
        asked = self.finished_now, self.finished_at, self.running_on
        return (*asked, self.started, self.resumed, self.paused, self.stopped)

    def _nothing(self) -> None:
        """The menu asks for the reason."""

    def _picked(self) -> tuple[str, ...]:
        """The clinic's list, of reasons there are. Without any, a pause could not be entered."""
        listed = self._session.profile.pick.pump_reasons
        return tuple(dict.fromkeys(r for r in listed if r in PUMP_REASONS)) or PUMP_REASONS

    def _reasons(self, step: PumpStep, reasons: tuple[str, ...]) -> QMenu:
        menu = QMenu(self)
        for reason in reasons:
            action = menu.addAction(say(f"reason.{reason}"))
            action.triggered.connect(lambda _=False, reason=reason: self.moved.emit(step, reason))
        return menu

    def choose(self, made: QPushButton, reason: str) -> None:
        """Trigger a menu entry of a pump button, as a finger would."""
        wanted = say(f"reason.{reason}")
        next(a for a in made.menu().actions() if a.text() == wanted).trigger()

    def offered(self, t_ms: int) -> list[QPushButton]:
        """The buttons for what can have happened next."""
        pump, phase = self._session.pump(), self._session.phase
        running, paused = pump is PumpStep.STARTED, pump is PumpStep.PAUSED
        if self._session.asks_for_finish(t_ms):
            asked = [self.finished_now, self.finished_at, self.running_on]
            return [*asked, self.paused, self.stopped]
        if running or paused:
            return [self.paused if running else self.resumed, self.stopped]
        # Once it has run, a start is rare, and one slip of it would take the phase back.
        return [self.started] if phase is Phase.BASELINE else []

    def refresh(self, t_ms: int) -> None:
        """Show these and no others; hidden first, for Qt lays out at each showing."""
        offered = self.offered(t_ms)
        for made in sorted(self.steps, key=lambda made: made in offered):
            made.setVisible(made in offered)
            made.setEnabled(not self._session.ended)


class DoseView(FromSession, QWidget):
    """What was given so far by the clock: arithmetic, not a measurement (nurse.md A3)."""

    def __init__(self, session: Session, sizes: theme.Sizes) -> None:
        super().__init__()
        self._session = session
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._given = label(sizes.button + 2, 650)
        self._planned = label(sizes.button, 400, "dim")
        line.addWidget(self._given)
        line.addWidget(self._planned)

    def refresh(self, t_ms: int) -> None:
        """Count on."""
        infusion = self._session.infusion
        mg = infusion.delivered_mg(t_ms)
        if infusion.plan is None or mg is None:
            self._given.setText("")
            self._planned.setText("")
            return
        self._given.setText(decimal(mg))
        self._planned.setText(say("by_clock", mg=decimal(dose(infusion.plan).mg)))
        self.setAccessibleName(self.text())

    def text(self) -> str:
        """What has been given, as it is shown."""
        return f"{self._given.text()} {self._planned.text()}"

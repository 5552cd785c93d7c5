"""The footer: what was done at the pump, in the past tense, and what was given by the clock."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from monitor.events import Event, Phase, PumpStep
from monitor.history import History
from monitor.infusion import dose
from monitor.session import Session
from ui import theme
from ui.buttons import button
from ui.labels import frame, label
from ui.words import say

REASONS = (
    "blood_pressure",
    "distress",
    "vomiting",
    "patient_asked",
    "drowsy",
    "iv_site",
    "pump_alarm",
    "other",
)


class PumpView(QWidget):
    """Pump buttons for the moment the pump is in; Dripwatch controls none.

    Signals:
        moved(step, reason): somebody did this at the pump.
        type_vitals, end_session: the other two things of the footer.
    """

    moved = Signal(object, object)
    type_vitals = Signal()
    end_session = Signal()

    def __init__(self, session: Session, sizes: theme.Sizes) -> None:
        super().__init__()
        self._session = session
        surface = frame("footer")
        surface.setFixedHeight(sizes.footer)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)
        line = QHBoxLayout(surface)
        line.setContentsMargins(sizes.margin + 6, 8, sizes.margin + 6, 8)
        line.setSpacing(sizes.gap + 2)
        height, px = sizes.footer - 18, sizes.button

        def make(text: str, clicked: Callable[[], None]) -> QPushButton:
            return button(say(text), clicked, height=height, px=px)

        self.started = make("pump.started", lambda: self.moved.emit(PumpStep.STARTED, None))
        self.paused = make("pump.paused", self._nothing)
        self.paused.setMenu(self._reasons(PumpStep.PAUSED, REASONS))
        self.resumed = make("pump.resumed", lambda: self.moved.emit(PumpStep.RESUMED, None))
        self.stopped = make("pump.stopped", self._nothing)
        self.stopped.setMenu(self._reasons(PumpStep.STOPPED, ("finished", *REASONS)))
        self.typed = make("type_vitals", self.type_vitals.emit)
        self.end = make("end_session", self.end_session.emit)
        self._given = label(sizes.button + 2, 650)
        self._planned = label(sizes.button, 400, "dim")
        for made in (self.started, self.paused, self.resumed, self.stopped):
            line.addWidget(made)
        line.addSpacing(2 * sizes.gap)
        line.addWidget(self.typed)
        line.addStretch(1)
        line.addWidget(self._given)
        line.addWidget(self._planned)
        line.addSpacing(2 * sizes.gap)
        line.addWidget(self.end)

    def _nothing(self) -> None:
        """The menu asks for the reason."""

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

    def load(self, history: History) -> None:
        """Everything comes from the session."""

    def show_event(self, event: Event) -> None:
        """Everything comes from the session."""

    def refresh(self, t_ms: int) -> None:
        """Offer what can have happened next."""
        pump = self._session.pump()
        phase = self._session.phase
        running, paused = pump is PumpStep.STARTED, pump is PumpStep.PAUSED
        self.started.setVisible(phase in {Phase.BASELINE, Phase.RECOVERY} and not running)
        self.paused.setVisible(running)
        self.resumed.setVisible(paused)
        self.stopped.setVisible(running or paused)
        steps = (self.started, self.paused, self.resumed, self.stopped)
        for made in (*steps, self.typed, self.end):
            made.setEnabled(not self._session.ended)
        self._say_dose(t_ms)

    def _say_dose(self, t_ms: int) -> None:
        infusion = self._session.infusion
        if infusion.plan is None:
            self._given.setText("")
            self._planned.setText("")
            return
        self._given.setText(f"{infusion.delivered_mg(t_ms):.1f}")
        self._planned.setText(say("by_clock", mg=f"{dose(infusion.plan).mg:.1f}"))

    def dose_text(self) -> str:
        """What has been given, as it is shown."""
        return f"{self._given.text()} {self._planned.text()}"

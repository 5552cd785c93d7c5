"""The demo: a pretend monitor in its own process, the real window, a scripted nurse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QObject, QTimer
from PySide6.QtWidgets import QWidget

from devices.driver import model_named
from devices.simulator.pace import Pace
from devices.simulator.process import PretendMonitor
from devices.simulator.scenario import scenario
from monitor import profile
from monitor.errors import DripwatchError
from monitor.events import DosePlan, SessionKind
from monitor.handing_out import hand_out
from ui import theme
from ui.app import Live
from ui.recording import Listener, Recording, Source, begin, new_session
from ui.scripted_nurse import ScriptedNurse

MODEL = "ge-dinamap"
NURSE = "Adeyemi"
LOOK_MS = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be played: scenario, speed, minutes of session time, and where things are kept."""

    scenario: str
    seed: int
    speed: float
    minutes: float
    record: Path
    screenshot: Path | None = None


class Demo(QObject):
    """Plays one infusion on a running pretend monitor and calls `over` when it is over."""

    def __init__(
        self,
        wanted: Wanted,
        device: PretendMonitor,
        sizes: theme.Sizes,
        over: Callable[[], None],
        nurse: type[ScriptedNurse] = ScriptedNurse,
    ) -> None:
        super().__init__()
        self._wanted = wanted
        self._over = over
        self._problem: DripwatchError | None = None
        self._no_picture: DripwatchError | None = None
        source = Source(model_named(MODEL), str(device.port))
        self.live = Live(lambda listener: self._begin(source, listener), sizes=sizes)
        clock = self.live.recording.clock
        patient = scenario(wanted.scenario).meet(wanted.seed)
        self._pace = Pace(device, clock)
        self._nurse = nurse(self.live.window, patient, clock)
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self.live.window.first_painted.connect(self._start)
        self.live.window.closed.connect(self._leave)

    def _begin(self, source: Source, listener: Listener) -> Recording:
        start = new_session(
            source,
            nurse=NURSE,
            kind=SessionKind.DEMO,
            patient="MARTIN R.",
            birth_date=date(1985, 3, 14),
            room="2",
            allergy="penicillin",
            weight=72.0,
        )
        dose = profile.shipped().dose
        plan = DosePlan(
            t_ms=0,
            drug=dose.drug,
            mg_per_kg=dose.mg_per_kg,
            minutes=dose.minutes,
            bag_mg=dose.bag_mg,
            bag_ml=dose.bag_ml,
            weight=72.0,
        )
        return begin(self._wanted.record, start, [plan], [source], listener, self._wanted.speed)

    def _start(self) -> None:
        try:
            self.live.start()
        except DripwatchError as error:
            self._problem = error
            self.live.window.leave()
            return
        self._pace.start()
        self._nurse.start()
        self._looking.start(LOOK_MS)

    def _look(self) -> None:
        """End the session when its minutes are over, and the demo when everything is on disk."""
        window = self.live.window
        if window.session.ended:
            if window.all_saved:
                window.close()
        elif self.live.recording.clock.now_ms() >= self._wanted.minutes * 60_000:
            self._nurse.stop()
            self._photograph()
            window.end_session()

    def _photograph(self) -> None:
        if self._wanted.screenshot is None:
            return
        self.live.window.refresh()
        try:
            hand_out(self._wanted.screenshot, _png(self.live.window), replace=True)
        except DripwatchError as error:
            self._no_picture = error

    def _leave(self) -> None:
        self._looking.stop()
        self._nurse.stop()
        self._over()

    def close(self) -> None:
        """Stop every thread and store what is on its way; raise what kept it from starting."""
        if self._problem is not None:
            raise self._problem
        self.live.close()
        self._pace.stop()
        if self._no_picture is not None:
            raise self._no_picture


def _png(window: QWidget) -> bytes:
    picture = QBuffer()
    window.grab().save(picture, "PNG")
    return bytes(picture.data().data())

"""The nurse of the demo: presses the window's real buttons at the minutes of a script."""

from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from monitor.clock import Clock
from monitor.events import LinkState
from ui.bedside_window import BedsideWindow
from ui.pump_view import PumpView

MINUTE = 60_000
LOOK_MS = 20
"""How often, in wall time, the nurse looks at the clock."""

PUMP_MINUTE = 6.0
TYPES_AFTER_MS = 30_000
"""How long nothing may come from the device before the nurse types what it shows."""

Action = Callable[[], None]


class Asked(Protocol):
    """A patient who can be asked and looked at."""

    def advance(self, to_ms: int) -> None:
        """Live on until then."""
        ...

    @property
    def dissociation(self) -> int:
        """0 to 4, as seen."""
        ...

    @property
    def alertness(self) -> int:
        """MOAA/S, 5 awake."""
        ...

    @property
    def nausea(self) -> int:
        """0 to 10, as told."""
        ...

    @property
    def systolic(self) -> float:
        """MmHg."""
        ...

    @property
    def diastolic(self) -> float:
        """MmHg."""
        ...

    @property
    def heart_rate(self) -> float:
        """Bpm."""
        ...

    @property
    def spo2(self) -> float:
        """%."""
        ...


class ScriptedNurse(QObject):
    """Acts out one infusion; asks the pretend patient how it feels; holds the clock meanwhile."""

    def __init__(
        self, window: BedsideWindow, patient: Asked, clock: Clock, infusion_minutes: float = 40
    ) -> None:
        super().__init__(window)
        self.window = window
        self.patient = patient
        self.clock = clock
        # In whole milliseconds: a clock that shows no others never comes to what lies between.
        planned = ((round(minute * MINUTE), act) for minute, act in self.written(infusion_minutes))
        self._script = sorted(planned, key=lambda step: step[0])
        self._typed_for: int | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin the shift."""
        self._hold()
        self._timer.start(LOOK_MS)

    def stop(self) -> None:
        """Do nothing more."""
        self._timer.stop()
        self.clock.release(self)

    # -- the script ------------------------------------------------------------------------

    def written(self, infusion_minutes: float) -> Iterator[tuple[float, Action]]:
        """What is done, at which minute."""
        window, pump = self.window, self.window.pump
        yield 0.2, window.cuff.press
        yield 2.5, window.cuff.press
        yield 4.0, self.ask_patient
        yield 5.2, window.next.accept.click
        yield PUMP_MINUTE, pump.started.click
        yield PUMP_MINUTE + 0.2, lambda: window.cuff.choose_interval(5)
        for minute in range(5, round(infusion_minutes), 6):
            yield PUMP_MINUTE + minute, self.ask_patient
        yield PUMP_MINUTE + 14, lambda: self._press("nausea", 9)
        yield PUMP_MINUTE + 14.05, window.undo.button.click  # a slip, as happens
        end = PUMP_MINUTE + infusion_minutes
        yield end + 0.1, lambda: self._stop_pump(pump)
        yield end + 0.4, self.ask_patient
        yield end + 0.6, lambda: window.cuff.choose_interval(15)
        for minute in (10, 25, 40):
            yield end + minute, self.ask_patient

    def ask_patient(self) -> None:
        """Look at the patient, ask, and press what comes of it."""
        self.patient.advance(self.clock.now_ms())
        self._press("sedation", self.patient.alertness)
        self._press("dissociation", self.patient.dissociation)
        self._press("nausea", self.patient.nausea)

    def _press(self, scale: str, answer: int) -> None:
        row = next((row for row in self.window.rows if row.scale.id == scale), None)
        if row is not None:
            row.buttons[answer].click()

    def _stop_pump(self, pump: PumpView) -> None:
        pump.choose(pump.stopped, "finished")

    # -- acting ----------------------------------------------------------------------------

    def _hold(self) -> None:
        if self._script:
            self.clock.hold(self, self._script[0][0])
        else:
            self.clock.release(self)

    def _look(self) -> None:
        now_ms = self.clock.now_ms()
        while self._script and now_ms >= self._script[0][0]:
            _, act = self._script.pop(0)
            act()
        self._hold()
        self._type_what_is_missing(now_ms)

    def _type_what_is_missing(self, now_ms: int) -> None:
        """When nothing comes for a while, read the device and type it, once per outage."""
        gone = [
            change.t_ms
            for change in self.window.session.links.values()
            if change.state in {LinkState.LOST, LinkState.SILENT}
        ]
        since = min(gone, default=None)
        if since is None or since == self._typed_for or now_ms - since < TYPES_AFTER_MS:
            return
        self._typed_for = since
        self._type_vitals(now_ms)

    def _type_vitals(self, now_ms: int) -> None:
        self.patient.advance(now_ms)
        dialog = self.window.type_vitals()
        shown = {
            "systolic": self.patient.systolic,
            "diastolic": self.patient.diastolic,
            "rate": self.patient.heart_rate,
            "spo2": self.patient.spo2,
        }
        for name, value in shown.items():
            dialog.fields[name].setText(str(round(value)))
        dialog.enter.click()

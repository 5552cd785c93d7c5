"""One long session through the real window: two pretend devices, real buttons, looks on the way."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from benchmarks.following import bare_plot
from benchmarks.long_day import MODELS, SEED, LongDay, OneSecondEach, scenario_of
from benchmarks.process import Held, held
from devices.driver import model_named
from monitor.archive import Archive
from monitor.events import SessionKind
from monitor.history import History
from monitor.verification import State, verify
from ui.app import Live
from ui.recording import Listener, Recording, Source, begin, new_session
from ui.scripted_nurse import MINUTE, PUMP_MINUTE, Action, ScriptedNurse

SPEED = 1000.0
LOOK_MS = 20
EARLY_MIN, SETTLED_MIN = 10.0, 15.0
LATE_MIN = 10.0
"""So long before the end begins what counts as late."""


class NightNurse(ScriptedNurse):
    """Asks every ten minutes and answers alarms; once an hour she slips, and takes it back."""

    def written(self, infusion_minutes: float) -> Iterator[tuple[float, Action]]:
        """What is done, at which minute of the session, until its end."""
        window, pump = self.window, self.window.pump
        yield 0.2, window.cuff.press
        yield 4.0, self.ask_patient
        yield 5.2, window.next.accept.click
        yield PUMP_MINUTE, pump.started.click
        yield PUMP_MINUTE + 0.2, self.go_round
        yield PUMP_MINUTE + 40, lambda: self._stop_pump(pump)
        for minute in range(10, round(infusion_minutes), 10):
            yield minute, self.ask_patient
            yield minute + 2, self.go_round
        for minute in range(55, round(infusion_minutes), 60):
            yield minute, window.footer.buttons["mark"].click
            yield minute + 0.1, window.row("nausea").buttons[9].click
            yield minute + 0.15, window.undo.button.click

    def go_round(self) -> None:
        """Acknowledge, keep the limits, and arm the cuff again, which a lost cable disarms."""
        self.window.strip.buttons.press_acknowledge()
        questions = self.window.questions
        while questions.asking is not None and "clash.keep" in questions.asking.buttons:
            questions.asking.buttons["clash.keep"].click()
        self.window.cuff.choose_interval(15)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the process: session ms, this thread's CPU (s), redraws so far, what it holds."""

    t_ms: int
    cpu_s: float
    paints: int
    held: Held


@dataclass
class Told:
    """What came of a run."""

    looks: list[Look] = field(default_factory=list)
    history: History | None = None
    intact: bool = False
    entries_shown: int = 0
    bare_bytes: int = 0
    wall_s: float = 0.0

    def near(self, minute: float) -> Look:
        """The first look at a minute or after it."""
        return next(look for look in self.looks if look.t_ms >= minute * MINUTE)


class Run(QObject):
    """One long session, from the first paint to the sealed record."""

    def __init__(
        self,
        folder: Path,
        devices: list[LongDay],
        hours: float,
        speed: float,
        progress: Callable[[Look], None],
    ) -> None:
        super().__init__()
        self.told = Told()
        self._progress = progress
        self.record = folder / "r.sqlite"
        self.over = QEventLoop()
        self._minutes = 60 * hours
        self._speed = speed
        self._sources = [
            Source(model_named(model), device.port)
            for model, device in zip(MODELS, devices, strict=True)
        ]
        self.live = Live(self._begin)
        clock = self.live.recording.clock
        self._pace = OneSecondEach(devices, clock)
        # In the thread that takes: the screen may be behind.
        self.live.bridge.taken.connect(self._pace.note, Qt.ConnectionType.DirectConnection)
        patient = scenario_of(MODELS[0]).meet(SEED)
        self._nurse = NightNurse(self.live.window, patient, clock, self._minutes)
        early, late = min(EARLY_MIN, self._minutes / 4), max(0, self._minutes - LATE_MIN)
        self._moments = sorted(
            {early / 2, early, min(SETTLED_MIN, self._minutes / 2), late, self._minutes}
            | {float(60 * hour) for hour in range(1, round(hours))}
        )
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self.live.window.first_painted.connect(self._start)
        self.live.window.closed.connect(self.over.quit)

    def _begin(self, listener: Listener) -> Recording:
        start = new_session(
            self._sources[0],
            nurse="Adeyemi",
            kind=SessionKind.DEMO,
            patient="MARTIN R.",
            birth_date=date(1985, 3, 14),
            weight=72.0,
        )
        return begin(self.record, start, [], self._sources, listener, self._speed)

    def _start(self) -> None:
        self.live.start()
        self._pace.start()
        self._nurse.start()
        self._looking.start(LOOK_MS)

    def _look(self) -> None:
        """Take a look where one is due; end the session, and the run when all of it is on disk."""
        window, now_ms = self.live.window, self.live.recording.clock.now_ms()
        if self._moments and now_ms >= self._moments[0] * MINUTE:
            self._moments.pop(0)
            look = Look(now_ms, time.thread_time(), window.paints, held())
            self._progress(look)
            self.told.looks.append(look)
        if window.session.ended:
            if window.all_saved:
                window.close()
        elif now_ms >= self._minutes * MINUTE:
            self._nurse.stop()
            window.end_session()

    def close(self) -> None:
        """Stop everything; read back what was stored."""
        self.told.entries_shown = max(self.live.window.session.entries)
        self.live.close()
        self._pace.stop()
        self.told.intact = verify(self.record).state is State.INTACT
        with Archive(self.record) as archive:
            self.told.history = archive.history(1)


def run(
    hours: float, speed: float = SPEED, progress: Callable[[Look], None] = lambda look: None
) -> Told:
    """Play it in a folder that is gone afterwards; `progress` is told of every look."""
    began = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        devices = [stack.enter_context(LongDay(model, folder / model)) for model in MODELS]
        played = Run(folder, devices, hours, speed, progress)
        played.live.window.resize(1600, 1000)
        played.live.window.show()
        played.over.exec()
        played.close()
    played.told.bare_bytes = bare_plot()
    played.told.wall_s = time.monotonic() - began
    return played.told

"""What tests of the core are made of: a clock to set, a session thread to turn by hand."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from monitor.clock import Clock
from monitor.events import (
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffRequest,
    CuffSource,
    CuffStep,
    CuffWish,
    Event,
    InfusionChange,
    LinkChange,
    LinkState,
    Phase,
    PhaseChange,
    PumpStep,
    Reading,
    SessionKind,
    SessionStart,
)
from monitor.profile import Profile, shipped
from monitor.session import Session
from monitor.session_thread import SessionThread
from monitor.vitals import Vital

DEVICE = "ge-dinamap"
NURSE = "Adeyemi"
STARTED_AT = datetime(2026, 3, 1, 14, 0, tzinfo=UTC)

_E = TypeVar("_E", bound=Event)


class SettableClock(Clock):
    """Real time as a test sets it: it runs by itself no more than a stopped watch."""

    def __init__(self, start_ms: int = 0) -> None:
        super().__init__(start_ms=start_ms, started_at=STARTED_AT)
        self.ms = start_ms
        self.stepped_ms = self.slept_ms = 0
        self.on_wait: Callable[[], None] = lambda: None

    def now_ms(self) -> int:
        return self.ms

    def seconds_until(self, t_ms: float) -> float:
        self.on_wait()
        return 0.0 if self.ms >= t_ms else 0.001

    def step(self) -> int:
        step_ms, self.stepped_ms = self.stepped_ms, 0
        return step_ms

    def slept(self) -> int:
        slept_ms, self.slept_ms = self.slept_ms, 0
        return slept_ms


class Bedside:
    """A session thread at a clock to set. Turned by hand, unless it is told to run by itself."""

    def __init__(
        self,
        profile: Profile | None = None,
        clock: Clock | None = None,
        kind: SessionKind = SessionKind.PATIENT,
        devices: tuple[str, ...] = (DEVICE,),
    ) -> None:
        self.clock = clock or SettableClock()
        self.stored: list[Event] = []
        self.published: list[Event] = []
        self._news = threading.Condition()
        self.start = SessionStart(t_ms=0, uid="u", kind=kind, nurse=NURSE, device=DEVICE)
        self.session = Session(profile or shipped(), self.start)
        self.thread = SessionThread(self.session, self.clock, self, self._publish, devices=devices)

    def put(self, event: Event) -> None:
        """Be the keeper."""
        self.stored.append(event)

    def _publish(self, event: Event) -> None:
        with self._news:
            self.published.append(event)
            self._news.notify_all()

    # -- turned by hand --------------------------------------------------------------------

    def set(self, t_ms: int) -> None:
        """Move a settable clock, and nothing else."""
        assert isinstance(self.clock, SettableClock)
        self.clock.ms = t_ms

    def tick_to(self, t_ms: int) -> list[Event]:
        """Let time pass, each second closed in its time; return what was published."""
        before = len(self.published)
        while self.thread._closing_ms <= t_ms:
            self.set(max(self.thread._closing_ms, self.clock.now_ms()))
            self.thread._turn()
        self.set(max(t_ms, self.clock.now_ms()))
        return self.published[before:]

    def tell(self, *events: Event) -> list[Event]:
        """Take events in their time, late ones at once; return what was published of it."""
        before = len(self.published)
        for event in events:
            self.tick_to(event.t_ms)
            self.thread.post(event)
            self.thread._turn()
        return self.published[before:]

    # -- running by itself -----------------------------------------------------------------

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the thread run until the end of the block."""
        self.thread.start()
        try:
            yield
        finally:
            self.thread.stop()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition holds; it is looked at after each event."""
        with self._news:
            assert self._news.wait_for(condition, timeout=20), self.published[-3:]

    # -- asking ----------------------------------------------------------------------------

    def all(self, kind: type[_E]) -> list[_E]:
        """What was published of a kind."""
        return [event for event in self.published if isinstance(event, kind)]

    def starts(self) -> list[int]:
        """When a cuff was started."""
        return [c.t_ms for c in self.all(CuffCommand) if c.action == "start"]


def link(t_ms: int, state: LinkState = LinkState.RECEIVING, device: str = DEVICE) -> LinkChange:
    """A link changes."""
    return LinkChange(t_ms=t_ms, device=device, state=state)


def phase(t_ms: int, name: Phase) -> PhaseChange:
    """A nurse moves the session on."""
    return PhaseChange(t_ms=t_ms, phase=name, by=NURSE)


def pump(t_ms: int, step: PumpStep, mg_per_h: float | None = None) -> InfusionChange:
    """A nurse tells what was done at the pump."""
    return InfusionChange(t_ms=t_ms, step=step, mg_per_h=mg_per_h, by=NURSE)


def ask(t_ms: int, wish: CuffWish, interval_min: float | None = None) -> CuffRequest:
    """A nurse asks something of the cuff."""
    return CuffRequest(t_ms=t_ms, wish=wish, interval_min=interval_min, by=NURSE)


def cuff_step(t_ms: int, step: CuffStep, device: str = DEVICE) -> CuffChange:
    """A link tells how far an inflation is."""
    return CuffChange(t_ms=t_ms, device=device, step=step)


def result(t_ms: int, systolic: float | None = 128, device: str = DEVICE) -> CuffReading:
    """A device's cuff result."""
    return CuffReading(t_ms=t_ms, device=device, systolic=systolic, diastolic=79, mean=97)


def typed(t_ms: int, systolic: float = 128) -> CuffReading:
    """A pressure that a nurse typed."""
    return CuffReading(
        t_ms=t_ms,
        device=DEVICE,
        systolic=systolic,
        diastolic=79,
        source=CuffSource.MANUAL,
        by=NURSE,
    )


def reading(t_ms: int, rate: float | None, device: str = DEVICE, demo: bool = False) -> Reading:
    """A device's frame with a heart rate."""
    return Reading(t_ms=t_ms, device=device, values={Vital.HEART_RATE: rate}, demo=demo)

"""One session: events in, events out. No thread, no clock, no disk, no screen.

State changes only in `apply`, by an event that has been taken; what `take` returns has changed
nothing yet and comes back to be taken in its turn. So the screen may keep a `Session` of its own,
apply the same events in the same order, and ask it anything; so may a saved session, replayed.
It composes phases, infusion, cuffs and schedule and knows the insides of none.
"""

from collections import deque
from typing import TypeVar

from monitor.cuffs import Cuffs
from monitor.events import (
    Baseline,
    Correction,
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffRequest,
    CuffSource,
    CuffStatus,
    DosePlan,
    Entry,
    Event,
    InfusionChange,
    LinkChange,
    LinkState,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
    Second,
    SessionEnd,
    SessionStart,
    Signature,
)
from monitor.history import History
from monitor.infusion import Infusion
from monitor.phases import BY_PUMP, FOLLOWS, SLIPS
from monitor.profile import Profile
from monitor.schedule import DueItem, Schedule
from monitor.vitals import Vital, rate

SAME_CUFF_MS = 5000
"""Two results of one device with equal values this close together are one inflation."""

_RECORDED = (Entry, Second, SessionEnd)
_AFTER_END = (Correction, Signature)
_E = TypeVar("_E", bound=Entry)


class Session:
    """What is known about one session, and what follows from it."""

    def __init__(self, profile: Profile, start: SessionStart) -> None:
        self.profile = profile
        self.start = start
        self.phase = Phase.PREP
        self.ended = False
        self.infusion = Infusion()
        self.cuffs = Cuffs(profile.cuff, start.device)
        self.schedule = Schedule(profile.cuff)
        self.baseline: Baseline | None = None
        self.links: dict[str, LinkChange] = {}
        self.entries: dict[int, Entry] = {}
        """Current entries by seq: what was corrected away is not here."""
        self._results: list[CuffReading] = []
        """Every result of a device, withdrawn ones too: a device may tell them again."""
        self._last_minute: deque[Second] = deque(maxlen=60)

    # -- folding ---------------------------------------------------------------------------

    def load(self, history: History) -> None:
        """Bring the session to where its record ends: nothing is heard yet, nothing armed."""
        for entry in history.entries:
            self.apply(entry)
        self.links.clear()
        self.cuffs.resume(history.last_ms)
        self.ended = history.ended

    def apply(self, event: Event) -> None:
        """Let an event change what is known."""
        if isinstance(event, Entry) and event.seq is not None:
            self.entries[event.seq] = event
        match event:
            case Second():
                self._last_minute.append(event)
                self.cuffs.apply_second(event)
            case LinkChange():
                self.links[event.device] = event
                self.cuffs.apply_link(event)
            case CuffReading():
                if event.source is CuffSource.DEVICE:
                    self._results.append(event)
                self.cuffs.apply_reading(event)
                self.schedule.apply_reading(event)
            case CuffRequest():
                self.cuffs.apply_request(event)
            case CuffCommand():
                self.cuffs.apply_command(event)
            case CuffChange():
                self.cuffs.apply_change(event)
            case DosePlan() | InfusionChange():
                self.infusion.apply(event)
            case PhaseChange():
                self._enter(event)
            case Baseline():
                self.baseline = event
            case Correction():
                self._withdraw(event.of)
            case SessionEnd():
                self.ended = True
                self.cuffs.disarm()

    def _enter(self, change: PhaseChange) -> None:
        self.phase = change.phase
        self.cuffs.disarm()
        self.schedule.apply_phase(change.phase, change.t_ms)

    def _withdraw(self, seq: int) -> None:
        gone = self.entries.pop(seq, None)
        self.infusion.withdraw(seq)
        self.schedule.withdraw(seq)
        if isinstance(gone, PhaseChange):
            self._back_to_phase()
        if isinstance(gone, Baseline):
            self.baseline = self.latest(Baseline)

    def _back_to_phase(self) -> None:
        self._enter(self._last_phase() or PhaseChange(t_ms=0, phase=Phase.PREP))

    def _last_phase(self) -> PhaseChange | None:
        """The phase entered last, even where a back-dated one was true before another."""
        found = (e for e in self.entries.values() if isinstance(e, PhaseChange))
        return max(found, key=lambda e: e.seq or 0, default=None)

    # -- deciding --------------------------------------------------------------------------

    def refuses(self, event: Event) -> str | None:
        """Say by a code why an event must not enter the record, or None."""
        if self.ended and isinstance(event, _RECORDED) and not isinstance(event, _AFTER_END):
            return "session_ended"
        if isinstance(event, CuffReading) and event.source is CuffSource.DEVICE:
            return self._refuses_cuff(event)
        if isinstance(event, PhaseChange) and event.phase not in FOLLOWS[self.phase]:
            return "phase_out_of_order"
        return None

    def _refuses_cuff(self, cuff: CuffReading) -> str | None:
        if cuff.t_ms < 0:
            return "before_this_session"
        known = any(_same_cuff(cuff, result) for result in self._results)
        return "cuff_already_recorded" if known else None

    def take(self, event: Event) -> list[Entry]:
        """Apply an event and return what follows from it."""
        gone = self.entries.get(event.of) if isinstance(event, Correction) else None
        self.apply(event)
        match event:
            case Second():
                return self.cuffs.due(event.t_ms + 1000)
            case CuffRequest():
                return self.cuffs.answer(event)
            case InfusionChange():
                return self._follow_pump(event)
            case Correction() if isinstance(gone, InfusionChange | PhaseChange):
                return self._follow_correction(event)
        return []

    def stood_still(self, t_ms: int, for_ms: int) -> list[Entry]:
        """What follows from the whole program standing still from `t_ms` on."""
        return self.cuffs.stood_still(t_ms, for_ms)

    def _follow_pump(self, change: InfusionChange) -> list[Entry]:
        phase = BY_PUMP.get((self.phase, self.pump()))
        return [PhaseChange(t_ms=change.t_ms, by=change.by, phase=phase)] if phase else []

    def _follow_correction(self, slip: Correction) -> list[Entry]:
        """A pump start or stop that was a slip takes the phase it brought with it."""
        change = self._last_phase()
        if change is None or change.seq is None or (self.phase, self.pump()) not in SLIPS:
            return []
        return [Correction(t_ms=slip.t_ms, by=slip.by, of=change.seq, reason=slip.reason)]

    # -- asking ----------------------------------------------------------------------------

    def latest(self, kind: type[_E]) -> _E | None:
        """The current entry of a kind that was true last."""
        found = (e for e in self.entries.values() if isinstance(e, kind))
        return max(found, key=lambda e: (e.t_ms, e.seq or 0), default=None)

    def pressures(self) -> list[CuffReading]:
        """Every usable pressure, oldest first."""
        found = (e for e in self.entries.values() if isinstance(e, CuffReading))
        usable = (e for e in found if e.status is CuffStatus.OK and e.systolic is not None)
        return sorted(usable, key=lambda e: e.t_ms)

    def observations(self, scale: str) -> list[Observation]:
        """Every current observation by one scale, oldest first."""
        found = (e for e in self.entries.values() if isinstance(e, Observation))
        return sorted((e for e in found if e.scale == scale), key=lambda e: e.t_ms)

    def due(self) -> list[DueItem]:
        """What is due next, soonest first."""
        return [] if self.ended else self.schedule.due(self.cuffs.next_ms)

    def receiving(self) -> bool:
        """Whether at least one device is heard."""
        return any(link.state is LinkState.RECEIVING for link in self.links.values())

    def pump(self) -> PumpStep | None:
        """The pump's last move, or None before it was started."""
        if self.infusion.paused_ms is not None:
            return PumpStep.PAUSED
        if self.infusion.stopped_ms is not None:
            return PumpStep.STOPPED
        return PumpStep.STARTED if self.infusion.running else None

    def proposed_baseline(self, t_ms: int) -> Baseline | None:
        """The mean of the last cuffs and minute, for a person to accept; None too early."""
        wanted = self.profile.baseline.cuffs
        cuffs = self.pressures()[-wanted:]
        systolic, diastolic = (
            _mean([c.systolic for c in cuffs]),
            _mean([c.diastolic for c in cuffs]),
        )
        if len(cuffs) < wanted or systolic is None or diastolic is None:
            return None
        rates = [found for s in self._last_minute if (found := rate(s.values))]
        spo2 = [v for s in self._last_minute if (v := s.values.get(Vital.SPO2)) is not None]
        return Baseline(
            t_ms=t_ms,
            systolic=systolic,
            diastolic=diastolic,
            mean=_mean([c.mean for c in cuffs]),
            rate=_mean([value for _, value in rates]),
            rate_source=rates[-1][0] if rates else None,
            spo2=_mean(spo2),
            cuffs=tuple(c.seq for c in cuffs if c.seq is not None),
        )


def _mean(values: list[float] | list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(round(sum(known) / len(known))) if known else None


def _same_cuff(one: CuffReading, other: CuffReading) -> bool:
    return (
        one.device == other.device
        and abs(one.t_ms - other.t_ms) <= SAME_CUFF_MS
        and (one.systolic, one.diastolic, one.mean, one.status)
        == (other.systolic, other.diastolic, other.mean, other.status)
    )

"""One session: events in, events out. No thread, no clock, no disk, no screen.

State changes only in `apply`, by an event that has been taken; what `take` returns has changed
nothing yet and comes back to be taken in its turn. So the screen may keep a `Session` of its own,
apply the same events in the same order, and ask it anything; so may a saved session, replayed.
It composes phases, infusion, cuffs, schedule and alarms and knows the insides of none.
"""

from collections import deque
from typing import TypeVar, cast

from monitor import baseline, plausibility
from monitor import limits as limits_of
from monitor.alarm_rule import Key, family
from monitor.alarms import Alarms
from monitor.clock import SILENT_PERIODS
from monitor.cuffs import AWAY, Cuffs
from monitor.events import (
    AlarmChange,
    Baseline,
    Correction,
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffRequest,
    CuffSource,
    CuffStatus,
    CuffWish,
    DeviceInUse,
    DiskSpace,
    DosePlan,
    DueAnswer,
    Entry,
    Event,
    InfusionChange,
    Judgement,
    LimitChange,
    LinkChange,
    LinkState,
    Observation,
    Phase,
    PhaseChange,
    ProbeChange,
    PumpStep,
    Reading,
    Replacement,
    Saved,
    SaveFailed,
    Second,
    SessionEnd,
    SessionKind,
    SessionStart,
    Signature,
    SourceChange,
    SprayUsed,
    Trouble,
    TroubleChange,
    Verdict,
)
from monitor.history import History
from monitor.infusion import Infusion, dose
from monitor.phases import BY_PUMP, FOLLOWS, SLIPS
from monitor.profile import Limits, Profile
from monitor.results import Results
from monitor.schedule import DueItem, Schedule
from monitor.sources import Sources
from monitor.sprays import sprays

SAME_TAP_MS = 2000
"""The same answer again this soon is one touch that bounced (nurse.md B3)."""

SECOND_THOUGHT_MS = 10_000
"""Another answer this soon replaces the first."""

PUMP_FINISHED = "pump_finished"
"""The item of the question whether the pump has finished, once the planned time is over."""

ASKED_AGAIN_MS = 300_000
"""How long "still running" answers it."""

DEMO = "demo"
"""The reason of a link whose device shows made-up values."""

PRESSURE_ALARM = Key("pressure")

_RECORDED = (Entry, Second, SessionEnd)
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
        self.schedule = Schedule(profile.cuff, profile.schedule, profile.medications)
        self.baseline: Baseline | None = None
        self.links: dict[str, LinkChange] = {}
        self.entries: dict[int, Entry] = {}
        """Current entries by seq: what was corrected away is not here."""
        self._kinds: dict[type[Entry], tuple[Entry, ...]] = {}
        self.last_seq = 0
        self.alarms = Alarms(profile.alarms)
        self.now_ms = 0
        """The last moment anything is known of."""
        self.troubles: set[Trouble] = set()
        self._limits: Limits | None = None
        self._on_cuff_arm: bool | None = None
        """Both are worked out once after a change: every second asks for them."""
        self._results = Results()
        self.sources = Sources()
        self._unheard_since: dict[str, int] = {}
        self._stayed: set[str] = set()
        """Devices that were heard and, as far as anybody knows, have been here ever since."""
        self._last_minute: deque[Second] = deque(maxlen=60)

    # -- folding ---------------------------------------------------------------------------

    def load(self, history: History) -> None:
        """Bring the session to where its record ends: nothing is heard yet, nothing armed."""
        for entry in history.entries:
            self.apply(entry)
        self.links.clear()
        self._unheard_since.clear()
        self._stayed.clear()
        self.now_ms = max(self.now_ms, history.last_ms)
        self.cuffs.resume(history.last_ms)
        self.ended = history.ended

    def apply(self, event: Event) -> None:
        """Let an event change what is known."""
        if isinstance(event, Entry) and event.seq is not None:
            self.entries[event.seq] = event
            self._kinds.clear()
            self.last_seq = max(self.last_seq, event.seq)
        self.now_ms = max(self.now_ms, event.t_ms)
        self.schedule.apply(event)
        if isinstance(event, LimitChange | Correction | PhaseChange | ProbeChange):
            self._limits = self._on_cuff_arm = None
        self._fold(event)
        self.alarms.apply(event, self)
        self._set_pace(event)

    def _fold(self, event: Event) -> None:
        match event:
            case Second():
                self.now_ms = max(self.now_ms, event.t_ms + 1000)
                self._last_minute.append(event)
                self.sources.apply_second(event)
                self.cuffs.apply_second(event)
            case LinkChange():
                self._follow_link(event)
                self._hear(event)
            case SourceChange():
                self.sources.apply_change(event)
            case DeviceInUse():
                self.sources.apply_device(event)
                self.cuffs.use(self.sources.cuff_device)
            case CuffReading():
                self._results.apply_reading(event)
                self.cuffs.apply_reading(event)
            case CuffRequest():
                self.cuffs.apply_request(event)
            case CuffCommand():
                self.cuffs.apply_command(event)
            case CuffChange():
                self._results.apply_change(event)
                self.cuffs.apply_change(event)
            case DosePlan() | InfusionChange():
                self.infusion.apply(event)
            case PhaseChange():
                self._enter(event)
            case Baseline():
                self.baseline = event
            case Correction():
                self._withdraw(event.of)
            case TroubleChange():
                (self.troubles.add if event.present else self.troubles.discard)(event.trouble)
            case SessionEnd():
                self.ended = True
                self.cuffs.disarm()

    def _set_pace(self, event: Event) -> None:
        """A pressure that waits for its repeat, or is in alarm, is measured sooner."""
        self.cuffs.in_alarm = self.in_alarm(PRESSURE_ALARM)
        if isinstance(event, AlarmChange) and Key(family(event.rule)) == PRESSURE_ALARM:
            self.cuffs.apply_alarm(event)

    def _follow_link(self, change: LinkChange) -> None:
        """A device that was away, or silent for long, may by now hang on somebody else."""
        device = change.device
        since_ms = self._unheard_since.get(device, change.t_ms)
        long_silent = self._is_long_silence(device, change.t_ms - since_ms)
        if long_silent or change.state in AWAY:
            self._stayed.discard(device)
        self._results.apply_link(change, None if device in self._stayed else since_ms)
        self.cuffs.apply_link(change, long_silent=long_silent)
        if change.state is LinkState.RECEIVING:
            self._stayed.add(device)

    def _is_long_silence(self, device: str, for_ms: int) -> bool:
        """Whether it is one of the silences that the profile makes a medium alarm of."""
        if for_ms <= 0:
            return False
        silent_s = for_ms / 1000 + SILENT_PERIODS * self.period_s(device)
        return silent_s >= self.profile.alarms.link_s[1]

    def _hear(self, change: LinkChange) -> None:
        self.links[change.device] = change
        if change.state is LinkState.RECEIVING:
            self._unheard_since.pop(change.device, None)
        else:
            self._unheard_since.setdefault(change.device, change.t_ms)

    def _enter(self, change: PhaseChange) -> None:
        self.phase = change.phase
        self.cuffs.disarm()
        self.schedule.apply_phase(change.phase, change.t_ms)

    def _withdraw(self, seq: int) -> None:
        gone = self.entries.pop(seq, None)
        self._kinds.clear()
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
        return max(self.of(PhaseChange), key=lambda e: e.seq or 0, default=None)

    # -- deciding --------------------------------------------------------------------------

    def refuses(self, event: Event) -> str | None:
        """Say by a code why an event must not enter the record, or None."""
        if self.ended and isinstance(event, _RECORDED) and not _may_come_late(event):
            return "session_ended"
        if isinstance(event, Replacement):
            return (
                "corrected_before" if event.of not in self.entries else self.refuses(event.instead)
            )
        if isinstance(event, Observation) and self._bounced(event):
            return "double_tap"
        if isinstance(event, CuffReading) and event.source is CuffSource.DEVICE:
            return self._refuses_cuff(event)
        if isinstance(event, PhaseChange) and event.phase not in FOLLOWS[self.phase]:
            return "phase_out_of_order"
        if isinstance(event, AlarmChange) and self.alarms.refuses(event):
            return "alarm_changed"
        return None

    def _refuses_cuff(self, cuff: CuffReading) -> str | None:
        if self.of_a_patient and (cuff.demo or self._in_demo(cuff.device)):
            return "made_up"
        if cuff.t_ms < 0:
            return "before_this_session"
        if self._results.knows(cuff):
            return "cuff_already_recorded"
        return "cuff_of_unknown_age" if self._results.is_of_unknown_age(cuff) else None

    def _bounced(self, tap: Observation) -> bool:
        before = self._just_before(tap, SAME_TAP_MS)
        return before is not None and before.answers == tap.answers

    def _just_before(self, tap: Observation, within_ms: int) -> Observation | None:
        """The same person's last answer to the same question, if it is no older than that."""
        others = [
            o
            for o in self.observations(tap.scale)
            if o.seq != tap.seq and o.by == tap.by and o.answers.keys() == tap.answers.keys()
        ]
        last = others[-1] if others else None
        return last if last and 0 <= tap.t_ms - last.t_ms < within_ms else None

    def take(self, event: Event) -> list[Entry]:
        """Apply an event and return what follows from it."""
        gone = self.entries.get(event.of) if isinstance(event, Correction) else None
        self.apply(event)
        return [*self._follow(event, gone), *self._follow_alarms(event)]

    def _follow(self, event: Event, gone: Entry | None) -> list[Entry]:
        match event:
            case Second():
                return [*self.sources.changes(event), *self.cuffs.due(event.t_ms + 1000)]
            case CuffReading():
                return self._judge(event)
            case Observation():
                return self._follow_observation(event)
            case CuffRequest():
                return self.cuffs.answer(event)
            case InfusionChange():
                return self._follow_pump(event)
            case SprayUsed():
                return self._follow_spray(event)
            case Replacement():
                return self._replace(event)
            case Correction() if isinstance(gone, InfusionChange | PhaseChange):
                return self._follow_correction(event)
        return []

    def _judge(self, cuff: CuffReading) -> list[Entry]:
        """Say of a pressure nobody can have that it is one; it stays as it was measured."""
        known = self.believed_pressures()
        before = [c for c in known if c.seq != cuff.seq and c.t_ms <= cuff.t_ms]
        found = plausibility.judged(cuff, before[-1] if before else None)
        if found is None or cuff.seq is None:
            return []
        return [Judgement(t_ms=cuff.t_ms, of=cuff.seq, verdict=found[0], rule=found[1])]

    def _follow_alarms(self, event: Event) -> list[Entry]:
        """What the alarms become; of a doubtful pressure only once it was judged."""
        watched = self.phase in self.profile.alarms.phases and not self.ended
        ours = isinstance(event, AlarmChange) and event.by is None
        if not watched or ours or (isinstance(event, CuffReading) and self._judge(event)):
            return []
        return self.alarms.follow(self, self.now_ms)

    def saving(self, event: Saved | SaveFailed | DiskSpace) -> list[Entry]:
        """The disk fails or fills, or is well again: said once. What waits is the writer's."""
        if isinstance(event, DiskSpace):
            trouble, present = Trouble.LOW_SPACE, event.low
        else:
            trouble, present = Trouble.NOT_SAVED, isinstance(event, SaveFailed)
        if present == (trouble in self.troubles):
            return []
        return [TroubleChange(t_ms=self.now_ms, trouble=trouble, present=present)]

    def demonstrates(self, reading: Reading) -> list[Entry]:
        """A device begins or ends to show made-up values: said once, for they are not measured."""
        if reading.demo == self._in_demo(reading.device):
            return []
        reason = DEMO if reading.demo else None
        state = LinkState.RECEIVING
        return [LinkChange(t_ms=reading.t_ms, device=reading.device, state=state, reason=reason)]

    def _in_demo(self, device: str) -> bool:
        link = self.links.get(device)
        return link is not None and link.reason == DEMO

    def _follow_observation(self, tap: Observation) -> list[Entry]:
        """A second thought replaces the first (nurse.md B3)."""
        before = self._just_before(tap, SECOND_THOUGHT_MS)
        if before is None or before.seq is None or before.answers == tap.answers:
            return []
        return [
            Correction(
                t_ms=tap.t_ms, by=tap.by, of=before.seq, replaced_by=tap.seq, reason="entry_error"
            )
        ]

    def _replace(self, wish: Replacement) -> list[Entry]:
        """Both at once: the correction is numbered next, and what it points at right after it."""
        new = wish.instead
        replaced_by = self.last_seq + 2
        slip = Correction(
            t_ms=wish.t_ms, by=new.by, of=wish.of, replaced_by=replaced_by, reason=wish.reason
        )
        return [slip, new]

    def stood_still(self, t_ms: int, for_ms: int) -> list[Entry]:
        """What follows from the whole program standing still from `t_ms` on."""
        return self.cuffs.stood_still(t_ms, for_ms)

    def _follow_pump(self, change: InfusionChange) -> list[Entry]:
        phase = BY_PUMP.get((self.phase, self.pump()))
        return [PhaseChange(t_ms=change.t_ms, by=change.by, phase=phase)] if phase else []

    def _follow_spray(self, spray: SprayUsed) -> list[Entry]:
        """The first device begins the dose, the last one the recovery."""
        known = sprays(self.entries.values(), self.profile.nasal, self.infusion.plan)
        found = []
        if self.phase is Phase.BASELINE:
            found.append(Phase.INFUSION)
        if known.next_number is None and known.planned is not None:
            found.append(Phase.RECOVERY)
        return [PhaseChange(t_ms=spray.t_ms, by=spray.by, phase=phase) for phase in found]

    def _follow_correction(self, slip: Correction) -> list[Entry]:
        """A pump start or stop that was a slip takes the phase it brought with it.

        One that is told anew keeps it.
        """
        if slip.replaced_by is not None:
            return []
        change = self._last_phase()
        if change is None or change.seq is None or (self.phase, self.pump()) not in SLIPS:
            return []
        return [Correction(t_ms=slip.t_ms, by=slip.by, of=change.seq, reason=slip.reason)]

    # -- asking ----------------------------------------------------------------------------

    def of(self, kind: type[_E]) -> tuple[_E, ...]:
        """The current entries of a kind as they were entered: of a day there are thousands.

        Every second asks for some, so they are looked for once after each entry.
        """
        if kind not in self._kinds:
            self._kinds[kind] = tuple(e for e in self.entries.values() if isinstance(e, kind))
        return cast("tuple[_E, ...]", self._kinds[kind])

    def latest(self, kind: type[_E]) -> _E | None:
        """The current entry of a kind that was true last."""
        return max(self.of(kind), key=lambda e: (e.t_ms, e.seq or 0), default=None)

    def pressures(self) -> list[CuffReading]:
        """Every usable pressure that was not rejected, oldest first."""
        known = self.judged_pressures()
        return [cuff for cuff, verdict in known if verdict is not Verdict.REJECTED]

    def believed_pressures(self) -> list[CuffReading]:
        """Those that nothing speaks against, oldest first: what a baseline is made of."""
        known = self.judged_pressures()
        return [cuff for cuff, verdict in known if verdict is Verdict.ACCEPTED]

    def judged_pressures(self) -> list[tuple[CuffReading, Verdict]]:
        """Every pressure with what was decided of it, oldest first; not those a person rejected."""
        judged = self._judgements()
        found = []
        for cuff in self.cuff_readings():
            last = judged.get(cuff.seq or 0)
            thrown_out = last is not None and last.by and last.verdict is Verdict.REJECTED
            if cuff.status is CuffStatus.OK and cuff.systolic is not None and not thrown_out:
                found.append((cuff, last.verdict if last else Verdict.ACCEPTED))
        return found

    def judgement(self, seq: int | None) -> Judgement | None:
        """What was decided last of an entry; None while nothing speaks against it."""
        return self._judgements().get(seq or 0)

    def _judgements(self) -> dict[int, Judgement]:
        """By the entry they are of; the one taken last counts."""
        return {e.of: e for e in self.of(Judgement)}

    def cuff_readings(self) -> list[CuffReading]:
        """Every inflation, failed ones too, oldest first."""
        return sorted(self.of(CuffReading), key=lambda e: (e.t_ms, e.seq or 0))

    def latest_observations(self) -> dict[tuple[str, str], Observation]:
        """By scale and item the observation that answered it last."""
        seen = sorted(self.of(Observation), key=lambda e: (e.t_ms, e.seq or 0))
        return {(e.scale, item): e for e in seen for item in e.answers}

    def period_s(self, device: str) -> float:
        """How often a device speaks, in seconds."""
        return self.sources.period_s(device)

    def pressure_interval_ms(self) -> int | None:
        """How often pressure is due now: by the phase, as armed, or as its alarm wants it."""
        usual = self.schedule.interval_ms(self.cuffs.armed_min)
        return None if usual is None else min(usual, self.cuffs.alarm_interval_ms or usual)

    def in_alarm(self, key: Key) -> bool:
        """Whether an alarm stands that was confirmed and has not ended."""
        alarm = self.alarms.active.get(key)
        return alarm is not None and alarm.confirmed

    def observations(self, scale: str) -> list[Observation]:
        """Every current observation by one scale, oldest first."""
        return sorted((e for e in self.of(Observation) if e.scale == scale), key=lambda e: e.t_ms)

    def due(self, t_ms: int | None = None) -> list[DueItem]:
        """The next of each item, soonest first, then what was missed; as of the last entry."""
        return [] if self.ended else self.schedule.due(self.cuffs.next_ms, t_ms)

    @property
    def of_a_patient(self) -> bool:
        """Whether somebody's real values are expected here."""
        return self.start.kind is SessionKind.PATIENT

    def unheard_since(self) -> dict[str, int]:
        """Since when each device is silent or gone, both taken together; those heard are not here.

        A device that is only being looked for was never heard, and is missed by nobody yet.
        """
        gone = {LinkState.SILENT, LinkState.LOST}
        return {d: t_ms for d, t_ms in self._unheard_since.items() if self.links[d].state in gone}

    def probe_held(self, t_ms: int) -> bool:
        """Whether the SpO2 probe is squeezed off by the cuff on its arm, so far as a person said.

        Until half a minute after the cuff (nurse.md A9).
        """
        return self.cuffs.squeezes(t_ms) and self.probe_on_cuff_arm

    @property
    def probe_on_cuff_arm(self) -> bool:
        """What was said of it last; on the other arm while nobody said anything."""
        if self._on_cuff_arm is None:
            said = self.latest(ProbeChange)
            self._on_cuff_arm = said is not None and said.on_cuff_arm
        return self._on_cuff_arm

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

    def asks_for_finish(self, t_ms: int) -> bool:
        """Whether the planned dose is reached by the clock and nobody said what the pump does.

        The phase never changes by itself (nurse.md A3); "still running" holds for five minutes.
        """
        plan = self.infusion.plan
        if self.phase is not Phase.INFUSION or plan is None or not self.infusion.running:
            return False
        given = self.infusion.delivered_mg(t_ms)
        if given is None or given < dose(plan).mg - 1e-9:
            return False
        asked = (e for e in self.of(DueAnswer) if e.item == PUMP_FINISHED)
        return all(t_ms - e.t_ms >= ASKED_AGAIN_MS for e in asked)

    def proposed_baseline(self, t_ms: int) -> Baseline | None:
        """The mean of the last cuffs and minute, for a person to accept; None too early."""
        wanted = self.profile.baseline.cuffs
        return baseline.proposed(self.believed_pressures(), self._last_minute, wanted, t_ms)

    def limits(self) -> Limits:
        """The clinic's limits in this phase as they were changed, with who, for this patient."""
        if self._limits is None:
            self._limits = limits_of.in_phase(self.profile.limits, self.phase)
            for change in sorted(self.of(LimitChange), key=lambda e: e.seq or 0):
                self._limits = limits_of.changed(self._limits, change.rule, change.value)
        return self._limits

    def clashes(self) -> list[baseline.Clash]:
        """Where the accepted baseline lies beyond a limit in force."""
        return [] if self.baseline is None else baseline.clashes(self.baseline, self.limits())

    def wants_another_cuff(self) -> bool:
        """Whether the cuffs of the baseline differ too much to be its mean (nurse.md C3)."""
        return baseline.wants_another(self.believed_pressures(), self.profile.baseline.cuffs)


def _may_come_late(event: Event) -> bool:
    """What is taken after the end: amendments, and the hand that stops a cuff."""
    if isinstance(event, CuffRequest):
        return event.wish is CuffWish.STOP
    return isinstance(event, Correction | Signature | CuffCommand | CuffChange)

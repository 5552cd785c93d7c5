"""What a touch becomes: one method per thing a person can enter. Shows nothing, decides nothing.

Each makes an entry in the name of whoever is at the bedside now and posts it; what comes of it is
the session's to say. `at_ms` is when it was true, for what is entered late (nurse.md B7).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from monitor.alarm_states import Alarm
from monitor.clock import Clock
from monitor.events import (
    AlarmChange,
    AlarmStep,
    AudioPause,
    Baseline,
    Check,
    CheckAnswer,
    Correction,
    Criterion,
    CuffReading,
    CuffRequest,
    CuffWish,
    DrugWasted,
    DueAnswer,
    DueReply,
    Entry,
    Event,
    HandOver,
    InfusionChange,
    Judgement,
    Leaving,
    LeavingStep,
    LimitChange,
    Mark,
    Meaning,
    MedicationGiven,
    Note,
    Observation,
    PersonChange,
    Phase,
    PhaseChange,
    ProbeChange,
    PumpStep,
    Replacement,
    SessionEnd,
    Signature,
    SprayUsed,
    Verdict,
)
from monitor.infusion import dose
from monitor.people import People
from monitor.people_here import CLAIMED, CONFIRMED, LAPSED
from monitor.phases import FOLLOWS
from monitor.scale import Answer, Scale
from monitor.session import Session


@dataclass(frozen=True, slots=True)
class Bedside:
    """What a window needs to know of the world: who is there, what time it is, whom to tell.

    people: who may sign in where it stands; None: nobody is asked for a PIN.
    """

    nurse: str
    clock: Clock
    post: Callable[[Event], None]
    people: People | None = None


Then = Callable[[str], object]


def _nobody_asks(_kind: str, name: str, then: Then) -> None:
    then(name)


class Entering:
    """The way from a hand to the inbox. `author` is who the next entry is by.

    `sign(kind, name, then)` is asked before what needs a PIN where people have one, and calls
    `then` with the name of whose it was: a drug, an override, a witness, a switch, a hand-over.
    """

    def __init__(self, session: Session, bedside: Bedside) -> None:
        self.author = bedside.nurse
        self.sign: Callable[[str, str, Then], None] = _nobody_asks
        self._session = session
        self._clock = bedside.clock
        self._post = bedside.post

    def now_ms(self) -> int:
        """Session time."""
        return self._clock.now_ms()

    def post(self, entry: Entry) -> None:
        """Enter something made elsewhere, in the author's name."""
        self._post(replace(entry, by=self.author))

    def _signed(self, kind: str, entry: Entry) -> None:
        """Enter it once the author stands for it with a PIN, where people have one."""
        author = self.author
        self.sign(kind, author, lambda _name: self._post(replace(entry, by=author)))

    def _when(self, at_ms: int | None) -> int:
        return self.now_ms() if at_ms is None else at_ms

    # -- what is seen ----------------------------------------------------------------------

    def observe(
        self, scale: Scale, answers: Mapping[str, Answer], at_ms: int | None = None
    ) -> None:
        """One rating; of a scale of separate events one entry for each."""
        for given in scale.entries(answers):
            self.post(
                Observation(
                    t_ms=self._when(at_ms),
                    scale=scale.id,
                    version=scale.version,
                    answers=given,
                    score=scale.score(given),
                )
            )

    def mark(self, at_ms: int | None = None) -> None:
        """Stamp a moment; it is described later (nurse.md B8)."""
        self.post(Mark(t_ms=self._when(at_ms)))

    def note(self, text: str, of: int | None = None, at_ms: int | None = None) -> None:
        """Free words, also about a mark or another entry."""
        self.post(Note(t_ms=self._when(at_ms), text=text, of=of))

    def answer_due(self, item: str, due_ms: int, reply: DueReply, reason: str = "") -> None:
        """Say why something due was not done."""
        self.post(
            DueAnswer(
                t_ms=self.now_ms(), item=item, due_ms=due_ms, reply=reply, reason=reason or None
            )
        )

    def check(
        self, item: str, answer: CheckAnswer, detail: str = "", at_ms: int | None = None
    ) -> None:
        """An item of a list was looked at."""
        self.post(Check(t_ms=self._when(at_ms), item=item, answer=answer, detail=detail or None))

    # -- what is done ----------------------------------------------------------------------

    def move_pump(
        self, step: PumpStep, reason: str | None = None, at_ms: int | None = None
    ) -> None:
        """Somebody did this at the pump, at the rate it was planned or left at."""
        rate = None
        plan = self._session.infusion.plan
        if step is PumpStep.STARTED and plan is not None:
            rate = dose(plan).mg_per_h
        elif step is PumpStep.RESUMED:
            rate = self._session.infusion.mg_per_h
        self.post(InfusionChange(t_ms=self._when(at_ms), step=step, mg_per_h=rate, reason=reason))

    def change_rate(self, mg_per_h: float) -> None:
        """Somebody set the pump to another rate."""
        step = PumpStep.RATE_CHANGED
        self.post(InfusionChange(t_ms=self.now_ms(), step=step, mg_per_h=mg_per_h))

    def read_volume(self, ml: float) -> None:
        """What the pump says it delivered, kept beside our arithmetic (nurse.md A3)."""
        self.post(InfusionChange(t_ms=self.now_ms(), step=PumpStep.VOLUME_READ, ml=ml))

    def give(self, given: MedicationGiven) -> None:
        """A drug other than the infusion."""
        self._signed("drug", given)

    def waste(self, mg: float, witness: str) -> None:
        """What was destroyed, and who saw it."""
        wasted = DrugWasted(t_ms=self.now_ms(), mg=mg, witness=witness)
        self.sign("witness", witness, lambda name: self.post(replace(wasted, witness=name)))

    def use_spray(self, number: int, mg: float, lot: str = "") -> None:
        """An intranasal device was used up."""
        self._signed("drug", SprayUsed(t_ms=self.now_ms(), number=number, mg=mg, lot=lot or None))

    # -- the cuff and the baseline ---------------------------------------------------------

    def ask_cuff(self, wish: CuffWish, interval_min: float | None) -> None:
        """Ask for a cuff, a stop, a skip, an interval."""
        self.post(CuffRequest(t_ms=self.now_ms(), wish=wish, interval_min=interval_min))

    def say_probe(self, on_cuff_arm: bool) -> None:
        """Somebody says on which arm the SpO2 probe is."""
        self.post(ProbeChange(t_ms=self.now_ms(), on_cuff_arm=on_cuff_arm))

    def accept_baseline(self) -> None:
        """Accept what NEXT proposes."""
        proposed: Baseline | None = self._session.proposed_baseline(self.now_ms())
        if proposed is not None:
            self.post(proposed)

    def set_limit(self, rule: str, value: float, before: float, reason: str) -> None:
        """A limit for this patient alone, in this session alone."""
        changed = LimitChange(
            t_ms=self.now_ms(), rule=rule, value=value, before=before, reason=reason
        )
        self._signed("override", changed)

    # -- alarms ----------------------------------------------------------------------------

    def acknowledge(self, alarms: Iterable[Alarm]) -> None:
        """Somebody has seen these as they were told; what is newer is the session's to refuse."""
        for alarm in alarms:
            self._answer_alarm(alarm.told, AlarmStep.ACKNOWLEDGED, alarm.told.seq)

    def answer_alarms(self, acknowledged: Iterable[AlarmChange], code: str) -> None:
        """What was done about alarms that were acknowledged: a code of ui/words.py."""
        for change in acknowledged:
            self._answer_alarm(change, AlarmStep.ANSWERED, change.of, code)

    def _answer_alarm(
        self, about: AlarmChange, step: AlarmStep, of: int | None, reason: str | None = None
    ) -> None:
        self.post(
            AlarmChange(
                t_ms=self.now_ms(),
                rule=about.rule,
                step=step,
                priority=about.priority,
                value=about.value,
                threshold=about.threshold,
                subject=about.subject,
                of=of,
                reason=reason,
            )
        )

    def pause_audio(self, seconds: float) -> None:
        """Nothing is to sound for so long; 0 takes it back."""
        self.post(AudioPause(t_ms=self.now_ms(), seconds=seconds))

    def accept(self, reading: CuffReading) -> None:
        """A person believes a pressure that a rule doubted."""
        self._judge(reading, Verdict.ACCEPTED)

    def reject(self, reading: CuffReading, reason: str) -> None:
        """A person does not; `reason` is a code of ui/words.py or the person's own words."""
        self._judge(reading, Verdict.REJECTED, reason)

    def _judge(self, reading: CuffReading, verdict: Verdict, reason: str | None = None) -> None:
        if reading.seq is not None:
            self.post(Judgement(t_ms=self.now_ms(), of=reading.seq, verdict=verdict, reason=reason))

    # -- people and the end ----------------------------------------------------------------

    def withdraw(self, seq: int, reason: str = "undone") -> None:
        """Take an entry back: it stays in the record, corrected."""
        self.post(Correction(t_ms=self.now_ms(), of=seq, reason=reason))

    def correct(
        self, seq: int, reason: str, instead: Entry | None = None, words: str | None = None
    ) -> None:
        """Take an entry back for a reason, or put another in its place; `words` are kept beside.

        reason: a code of monitor/signing.py.
        """
        by, now_ms = self.author, self.now_ms()
        told: Event = Correction(t_ms=now_ms, by=by, of=seq, reason=reason)
        if instead is not None:
            anew = replace(instead, by=by)
            told = Replacement(t_ms=now_ms, of=seq, reason=reason, instead=anew)

        def enter(_name: str) -> None:
            self._post(told)
            if words:
                self._post(Note(t_ms=now_ms, by=by, of=seq, text=words))

        if isinstance(instead, MedicationGiven):
            self.sign("drug", by, enter)
        else:
            enter(by)

    def be(self, person: str) -> None:
        """Somebody who is here already enters from now on."""
        self.sign("switch", person, self._be)

    def _be(self, person: str) -> None:
        self.author = person

    def arrive(self, person: str, role: str = "nurse") -> None:
        """Somebody else is at the bedside too, and enters from now on."""
        self.sign("switch", person, lambda name: self._change(name, "arrived", role))

    def hand_over(self, person: str, text: str = "") -> None:
        """`person` has read the card and takes over."""
        self.sign("hand_over", person, lambda name: self._take_over(name, text))

    def _take_over(self, person: str, text: str) -> None:
        before, self.author = self.author, person
        self.post(HandOver(t_ms=self.now_ms(), person=person, before=before, text=text or None))

    def _change(self, person: str, step: str, role: str = "nurse") -> None:
        self.author = person
        self.post(PersonChange(t_ms=self.now_ms(), person=person, role=role, step=step))

    def confirm(self, person: str) -> None:
        """`person` gave a PIN: what was entered in that name is theirs, and what comes next."""
        self._change(person, CONFIRMED)

    def claim(self, person: str) -> None:
        """`person` gave a PIN for what was entered in an emergency."""
        self._change(person, CLAIMED)

    def lapse(self) -> None:
        """The name was hidden: what comes next in it is not confirmed. Nobody entered this."""
        lapsed = PersonChange(t_ms=self.now_ms(), person=self.author, role="nurse", step=LAPSED)
        self._post(lapsed)

    def criterion(
        self, criterion: str, met: bool | None, value: str | None = None, reason: str | None = None
    ) -> None:
        """A discharge criterion as it was accepted, or overridden."""
        said = Criterion(
            t_ms=self.now_ms(), criterion=criterion, met=met, value=value, reason=reason
        )
        if met is True or not reason:
            self.post(said)
        else:
            self._signed("override", said)

    def leaving(
        self, step: LeavingStep, escort: str | None = None, at_ms: int | None = None
    ) -> None:
        """Ready to leave, or left with somebody."""
        self.post(Leaving(t_ms=self._when(at_ms), step=step, escort=escort))

    def leave(self, person: str, role: str = "nurse") -> None:
        """Somebody went away from the bedside."""
        self.post(PersonChange(t_ms=self.now_ms(), person=person, role=role, step="left"))

    def complete(self, by: str, head: str) -> None:
        """Sign the session as performed and recorded; `head` is the seal's digest as it is."""
        meaning = Meaning.NURSE_COMPLETED
        self._post(Signature(t_ms=self.now_ms(), by=by, meaning=meaning, head=head))

    def end(self) -> None:
        """End the session now, in its last phase where it may go there."""
        if Phase.CLOSED in FOLLOWS[self._session.phase]:
            self.post(PhaseChange(t_ms=self.now_ms(), phase=Phase.CLOSED))
        self._post(SessionEnd(t_ms=self.now_ms(), by=self.author))

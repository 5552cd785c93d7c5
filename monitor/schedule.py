"""What is due, when, and what satisfied it. It asks for things; it never does or fills in any.

Folded from entries alone, and from them in any order: what counts is when something was true.
What is due is worked out when an entry changes it and not at each question, for the screen asks
every second.
"""

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import replace

from monitor.due import DueItem, after_drug, in_ms, recurring, slots, window
from monitor.events import (
    Check,
    CheckAnswer,
    CuffReading,
    CuffStatus,
    DueAnswer,
    Event,
    InfusionChange,
    ManualVitals,
    MedicationGiven,
    Observation,
    Phase,
    PumpStep,
    SprayUsed,
)
from monitor.profile import CuffSettings
from monitor.settings import CHECKED, PRESSURE, STILL_PAUSED, Medication, ScheduleSettings

__all__ = ["DueItem", "Schedule"]

_NO_ANSWER = {"cannot_answer", "not_woken"}
"""Answers of a scale that say why there is no number: the slot is answered, not done."""

_MOVES = {PumpStep.STARTED, PumpStep.RESUMED, PumpStep.PAUSED, PumpStep.STOPPED}

_SLOTS_IN = {Phase.INFUSION, Phase.RECOVERY}
"""Where the listed minutes come due; later ones end with the recovery."""

_Fact = tuple[int, int, str | None]
"""When something was true, the key of its entry, and the reply where it was no value."""


class Schedule:
    """What a profile wants done, against what the record says was done."""

    def __init__(
        self,
        settings: CuffSettings,
        plan: ScheduleSettings | None = None,
        medications: Iterable[Medication] = (),
    ) -> None:
        self._settings = settings
        self._plan = ScheduleSettings() if plan is None else plan
        self._follow_ups = {drug.drug.casefold(): drug.follow_up for drug in medications}
        self._phase = Phase.PREP
        self._phase_ms = 0
        self._baseline_ms: int | None = None
        self._now_ms = 0
        self._pump: dict[int, InfusionChange] = {}
        self._sprays: dict[int, int] = {}
        self._given: dict[int, MedicationGiven] = {}
        self._answers: dict[int, DueAnswer] = {}
        self._facts: dict[str, list[_Fact]] = {}
        self._items_of: dict[int, tuple[str, ...]] = {}
        """Which items the entry with this key counts for."""
        self._keyless = 0
        self._known: tuple[DueItem, ...] | None = None
        self._clocks: tuple[DueItem, ...] | None = None
        """What was worked out since the last change, slots and what recurs; None: do it anew."""
        self._unsettled: tuple[DueItem, ...] = ()
        """Of `_known` what may still be due: of a day there are hundreds, and few of those."""
        self._told: tuple[tuple[int | None, int], list[DueItem]] | None = None
        """What was due last, and for when it was asked: a second asks for it again and again."""

    # -- folding ---------------------------------------------------------------------------

    def apply_phase(self, phase: Phase, t_ms: int) -> None:
        """Another phase has its own intervals, and begins with a pressure unless one is fresh."""
        self._phase, self._phase_ms = phase, t_ms
        if phase is Phase.BASELINE:
            self._baseline_ms = t_ms
        elif phase is Phase.PREP:
            self._baseline_ms = None
        self._changed(t_ms)

    def apply(self, event: Event) -> None:
        """Take what satisfies, answers or brings about something due; nothing else matters."""
        match event:
            case CuffReading():
                self.apply_reading(event)
            case Observation():
                self._note(event.seq, event.t_ms, (event.scale, *event.answers), _reply(event))
            case Check() if event.answer is not CheckAnswer.NOT_ASKED:
                self._note(event.seq, event.t_ms, (event.item,))
            case ManualVitals() if event.resp_rate is not None:
                self._note(event.seq, event.t_ms, ("breathing",))
            case DueAnswer():
                self._answers[self._key(event.seq)] = event
                self._changed(event.t_ms)
            case MedicationGiven():
                self._given[self._key(event.seq)] = event
                self._changed(event.t_ms)
            case SprayUsed():
                self._sprays[self._key(event.seq)] = event.t_ms
                self._changed(event.t_ms)
            case InfusionChange():
                self._pump[self._key(event.seq)] = event
                self._changed(event.t_ms)

    def apply_reading(self, reading: CuffReading) -> None:
        """A pressure that can be used satisfies the item; a failed cuff does not."""
        if reading.status is CuffStatus.OK and reading.systolic is not None:
            self._note(reading.seq, reading.t_ms, (PRESSURE,))

    def withdraw(self, seq: int) -> None:
        """That entry was corrected away: what it satisfied or answered is open again."""
        for item in self._items_of.pop(seq, ()):
            self._facts[item] = [fact for fact in self._facts[item] if fact[1] != seq]
        self._answers.pop(seq, None)
        self._given.pop(seq, None)
        self._sprays.pop(seq, None)
        self._pump.pop(seq, None)
        self._forget()

    def _note(
        self, seq: int | None, t_ms: int, items: tuple[str, ...], reply: str | None = None
    ) -> None:
        key = self._key(seq)
        self._items_of[key] = tuple(dict.fromkeys(items))
        for item in self._items_of[key]:
            insort(self._facts.setdefault(item, []), (t_ms, key, reply), key=lambda f: f[:2])
        self._changed(t_ms)

    def _key(self, seq: int | None) -> int:
        """An entry without a number yet gets one that no entry has, for it can be withdrawn."""
        if seq is None:
            self._keyless -= 1
            return self._keyless
        return seq

    def _changed(self, t_ms: int) -> None:
        self._now_ms = max(self._now_ms, t_ms)
        self._forget()

    def _forget(self) -> None:
        self._known = self._clocks = self._told = None

    # -- asking ----------------------------------------------------------------------------

    def interval_ms(self, armed_min: float | None = None) -> int | None:
        """The one pressure interval in force: what a person armed, else the phase's."""
        if armed_min is not None:
            return in_ms(armed_min)
        return self._settings.interval_ms(self._phase)

    def due(self, cuff_ms: int | None = None, t_ms: int | None = None) -> list[DueItem]:
        """Return the next of each item, soonest first; then what was missed and is kept.

        cuff_ms: the automatic cuff, where one is armed: it is the one clock of pressure then, and
        only a follow-up or a kept slot may come before it. t_ms: now; else when the last entry was.
        """
        now_ms = self._now_ms if t_ms is None else t_ms
        if self._told is None or self._told[0] != (cuff_ms, now_ms):
            self._told = (cuff_ms, now_ms), self._work_out(cuff_ms, now_ms)
        return list(self._told[1])

    def _work_out(self, cuff_ms: int | None, now_ms: int) -> list[DueItem]:
        soonest: dict[str, DueItem] = {}
        for found in (*self._recurring(cuff_ms), *self._live(cuff_ms, now_ms)):
            best = soonest.get(found.item)
            if best is None or found.due_ms < best.due_ms:
                soonest[found.item] = found
        # What falls due together: pressure first, then what is rated, a look last.
        live = sorted(
            soonest.values(),
            key=lambda one: (one.due_ms, one.item != PRESSURE, one.item in CHECKED),
        )
        return [*live, *(one for one in self.open_items(now_ms) if one.kept)]

    def items(self) -> tuple[DueItem, ...]:
        """Every slot of the session with what became of it, soonest first; nothing recurring."""
        if self._known is None:
            self._known = tuple(self._settle(self._asked()))
            self._unsettled = tuple(one for one in self._known if not one.settled)
        return self._known

    def open_items(self, t_ms: int | None = None) -> list[DueItem]:
        """What was missed and nobody answered for, oldest first: it comes up again at the end."""
        now_ms = self._now_ms if t_ms is None else t_ms
        return [one for one in self._open() if one.missed(now_ms)]

    def _open(self) -> tuple[DueItem, ...]:
        """The slots that nothing was entered for, soonest first."""
        self.items()
        return self._unsettled

    def window_ms(self, item: str) -> tuple[int, int]:
        """How long before and after its moment an entry counts for `item`, in milliseconds."""
        return window(self._plan, item)

    def ahead(self, item: str, t_ms: int, until_ms: int) -> list[int]:
        """The slots of `item` that still come, in session ms; `t_ms` itself is past."""
        return [
            one.due_ms for one in self._open() if one.item == item and t_ms < one.due_ms <= until_ms
        ]

    # -- what is asked for -----------------------------------------------------------------

    def _live(self, cuff_ms: int | None, now_ms: int) -> Iterator[DueItem]:
        """The slots that can still be satisfied."""
        if self._phase is Phase.CLOSED:
            return
        for one in self._open():
            clocked = cuff_ms is not None and one.item == PRESSURE
            if one.missed(now_ms) or (clocked and not (one.after or one.kept)):
                continue
            yield one

    def _recurring(self, cuff_ms: int | None) -> Iterator[DueItem]:
        """What has no slots: the next is due an interval after the last."""
        if self._clocks is None:
            self._clocks = tuple(self._intervals())
        if cuff_ms is not None:
            yield DueItem(PRESSURE, cuff_ms)
        yield from (one for one in self._clocks if cuff_ms is None or one.item != PRESSURE)

    def _intervals(self) -> Iterator[DueItem]:
        if (interval_ms := self.interval_ms()) is not None:
            yield self._next(PRESSURE, self._phase_ms, interval_ms)
        for item, phases in self._plan.every_min.items():
            if (minutes := phases.get(self._phase)) is not None:
                yield self._next(item, self._phase_ms + in_ms(minutes), in_ms(minutes))
        paused_ms, minutes = self._paused_ms, self._plan.pause_check_min
        if paused_ms is not None and minutes is not None:
            first_ms = paused_ms + in_ms(minutes)
            yield self._next(STILL_PAUSED, first_ms, in_ms(minutes), since_ms=paused_ms)

    def _next(
        self, item: str, first_ms: int, interval_ms: int, since_ms: int | None = None
    ) -> DueItem:
        """The next of what recurs; what was known before `since_ms` was of another occasion."""
        facts = self._facts.get(item)
        last = facts[-1][0] if facts else None
        if last is not None and (since_ms is None or last > since_ms):
            first_ms = last + interval_ms
        answered = sorted(a.due_ms for a in self._answers.values() if a.item == item)
        return recurring(item, first_ms, interval_ms, answered)

    def _asked(self) -> Iterator[DueItem]:
        yield from self._of_baseline()
        anchor_ms = self._anchor_ms
        if anchor_ms is not None:
            until = None if self._phase in _SLOTS_IN else self._phase_ms
            for item in self._plan.items():
                found = slots(self._plan, item, anchor_ms)
                yield from (one for one in found if until is None or one.due_ms <= until)
        for given in self._given.values():
            yield from self._after(given)

    @property
    def _anchor_ms(self) -> int | None:
        """What the minutes of the plan count from: the pump's first start, or the first spray."""
        started = (c.t_ms for c in self._pump.values() if c.step is PumpStep.STARTED)
        return min((*self._sprays.values(), *started), default=None)

    @property
    def _paused_ms(self) -> int | None:
        """Since when the pump is paused, if it is."""
        moves = sorted((c.t_ms, key, c.step) for key, c in self._pump.items() if c.step in _MOVES)
        return moves[-1][0] if moves and moves[-1][2] is PumpStep.PAUSED else None

    def _of_baseline(self) -> Iterator[DueItem]:
        if self._baseline_ms is None:
            return
        due_ms, ends_ms = self._baseline_ms + in_ms(self._plan.baseline_after_min), self._anchor_ms
        if ends_ms is not None:
            due_ms = min(due_ms, ends_ms)
        for item in self._plan.baseline:
            yield DueItem(item, due_ms, 0, ends_ms)

    def _after(self, given: MedicationGiven) -> Iterator[DueItem]:
        for wanted in self._follow_ups.get(given.drug.casefold(), ()):
            minutes = wanted.after_min
            yield from after_drug(self._plan, wanted.item, minutes, given.drug, given.t_ms)

    # -- what became of it -----------------------------------------------------------------

    def _settle(self, asked: Iterable[DueItem]) -> list[DueItem]:
        """Every moment of an item once, the follow-up before the plain one, with its outcome."""
        once: dict[tuple[str, int], DueItem] = {}
        for one in sorted(asked, key=lambda one: (one.due_ms, one.item, one.after or "")):
            key = (one.item, one.due_ms)
            if key not in once or (one.after and not once[key].after):
                kept = one.kept or (key in once and once[key].kept)
                once[key] = replace(one, kept=kept)
        replies = self._replies()
        return [self._outcome(one, replies.get(one.item, {})) for one in once.values()]

    def _replies(self) -> dict[str, dict[int, str]]:
        """What was answered, by item and moment; the answer that was true last counts."""
        found: dict[str, dict[int, str]] = {}
        for _, answer in sorted(self._answers.items(), key=lambda one: (one[1].t_ms, one[0])):
            found.setdefault(answer.item, {})[answer.due_ms] = str(answer.reply)
        return found

    def _outcome(self, one: DueItem, replies: dict[int, str]) -> DueItem:
        found = [fact for fact in self._facts.get(one.item, ()) if one.covers(fact[0])]
        done_ms = next((t_ms for t_ms, _, why in found if why is None), None)
        if done_ms is not None:
            return replace(one, done_ms=done_ms)
        reply = replies.get(one.due_ms)
        if reply is None and one.item == PRESSURE:
            # One clock asks for pressure; where two of its moments are this close, it asked once.
            reply = next((replies[t_ms] for t_ms in sorted(replies) if one.covers(t_ms)), None)
        said = next((why for _, _, why in reversed(found)), None)
        return replace(one, reply=reply or said)


def _reply(seen: Observation) -> str | None:
    """Why an observation holds no value, where none of its answers is one."""
    given = [answer for answer in seen.answers.values() if answer not in _NO_ANSWER]
    return None if given or not seen.answers else str(next(iter(seen.answers.values())))

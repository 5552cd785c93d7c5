"""Which alarms stand, and what becomes of each, as a table. No limit and no rule lives here.

State changes only in `apply`, by an `AlarmChange` that was taken; so a resumed session has its
alarms as they were recorded and a screen can keep them by itself. `follow` compares what the rules
find with what stands and returns the changes that are to be taken.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from monitor import catalogue
from monitor.alarm_rule import RANK, Condition, Facts, Findings, Key, Rule, family
from monitor.errors import note_bug
from monitor.events import (
    AlarmChange,
    AlarmStep,
    AudioPause,
    Entry,
    Event,
    Priority,
    Trouble,
    TroubleChange,
)
from monitor.settings import AlarmSettings, Steps

RULES = "monitor.rules"

ASKS_ANSWER = {AlarmStep.RAISED, AlarmStep.LATCHED}
"""What a person can acknowledge. What is not confirmed yet asks for a repeat instead."""


class Sight(Enum):
    """What the rules see of one alarm: nothing more, a first breach, news, or what is known."""

    ENDED = auto()
    UNCONFIRMED = auto()
    NEWS = auto()
    SAME = auto()


_U, _R, _A = AlarmStep.UNCONFIRMED, AlarmStep.RAISED, AlarmStep.ACKNOWLEDGED
_L, _C = AlarmStep.LATCHED, AlarmStep.CLEARED

FOLLOWS: dict[tuple[AlarmStep | None, Sight], AlarmStep] = {
    (None, Sight.UNCONFIRMED): _U,
    (None, Sight.NEWS): _R,
    (_U, Sight.NEWS): _R,
    (_U, Sight.ENDED): _C,
    (_R, Sight.NEWS): _R,
    (_R, Sight.ENDED): _L,
    (_A, Sight.NEWS): _R,
    (_A, Sight.ENDED): _C,
    (_L, Sight.UNCONFIRMED): _R,
    (_L, Sight.NEWS): _R,
}
"""State and sight -> the next step; a pair that is not here changes nothing.

What ended before anybody answered is LATCHED only where its priority latches, else CLEARED.
"""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One that stands: the change that told it last, and what was answered in its course."""

    key: Key
    told: AlarmChange
    state: AlarmStep
    technical: bool
    answered: dict[str, AlarmChange] = field(default_factory=dict)
    """By rule what was acknowledged last: its priority, value and time."""
    over: bool = False
    """It latched: its condition has ended."""

    @property
    def priority(self) -> Priority:
        """As it was told last."""
        return self.told.priority

    @property
    def open(self) -> bool:
        """Whether it waits for somebody's answer."""
        return self.state in ASKS_ANSWER


class Alarms:
    """Folded from events; `active` is what stands now."""

    def __init__(self, settings: AlarmSettings) -> None:
        self.settings = settings
        self.active: dict[Key, Alarm] = {}
        self.off: set[str] = set()
        """Rules that failed and are not asked any more, by the name of their file."""
        self.audio_paused_until_ms: int | None = None
        found = catalogue.modules(RULES)
        self._rules: dict[str, Rule] = {name: one.RULE() for name, one in found.items()}
        technical = (rule for rule in self._rules.values() if rule.technical)
        self._technical = {name for rule in technical for name in rule.families}
        self._said_off: set[str] = set()

    # -- folding ---------------------------------------------------------------------------

    def apply(self, event: Event, facts: Facts) -> None:
        """Let every rule note an event, and an alarm's own change change it."""
        for name, rule in self._rules.items():
            if name not in self.off:
                try:
                    rule.apply(event, facts)
                except Exception as error:  # noqa: BLE001 - it stops, and nothing else does
                    self._give_up(name, error)
        match event:
            case AlarmChange():
                self._apply_change(event)
            case AudioPause():
                until_ms = event.t_ms + round(event.seconds * 1000)
                self.audio_paused_until_ms = until_ms if event.seconds > 0 else None
            case TroubleChange(trouble=Trouble.RULE_OFF, detail=str() as name):
                self.off.add(name)
                self._said_off.add(name)

    def _give_up(self, name: str, error: Exception) -> None:
        note_bug(error)
        self.off.add(name)

    def _apply_change(self, change: AlarmChange) -> None:
        key = Key(family(change.rule), change.subject)
        known = self.active.get(key)
        if change.step is AlarmStep.ANSWERED:
            return
        if change.step is AlarmStep.CLEARED:
            self.active.pop(key, None)
        elif known is None:
            self.active[key] = Alarm(key, change, change.step, key.family in self._technical)
        elif change.step is AlarmStep.ACKNOWLEDGED:
            answered = {**known.answered, known.told.rule: replace(known.told, t_ms=change.t_ms)}
            self.active[key] = replace(known, state=change.step, answered=answered)
        elif change.step is AlarmStep.LATCHED:
            self.active[key] = replace(known, state=change.step, over=True)
        else:
            self.active[key] = replace(known, told=change, state=change.step, over=False)
        if change.step is AlarmStep.RAISED:
            # What is new or worse is heard, whoever wanted quiet (clinical table 3.4).
            self.audio_paused_until_ms = None

    # -- deciding --------------------------------------------------------------------------

    def refuses(self, change: AlarmChange) -> bool:
        """Whether what a person answers is not what stands: an answer never hides what is new."""
        if change.step is not AlarmStep.ACKNOWLEDGED:
            return False
        known = self.active.get(Key(family(change.rule), change.subject))
        return known is None or not known.open or known.told.seq != change.of

    def follow(self, facts: Facts, t_ms: int) -> list[Entry]:
        """Return what is to be taken for the alarms to be as the rules find it at `t_ms`."""
        changes: list[Entry] = []
        for key, conditions in self._findings(facts, t_ms).items():
            change = self._change(key, conditions, t_ms)
            if change is not None:
                changes.append(change)
        changes.extend(
            TroubleChange(t_ms=t_ms, trouble=Trouble.RULE_OFF, present=True, detail=name)
            for name in sorted(self.off - self._said_off)
        )
        return changes

    def _findings(self, facts: Facts, t_ms: int) -> Findings:
        found: Findings = {}
        for name, rule in self._rules.items():
            if name not in self.off:
                try:
                    found.update(rule.find(facts, t_ms))
                except Exception as error:  # noqa: BLE001 - it stops, and nothing else does
                    self._give_up(name, error)
        return {k: c for k, c in found.items() if c or k in self.active}

    def _change(self, key: Key, conditions: list[Condition], t_ms: int) -> AlarmChange | None:
        alarm = self.active.get(key)
        worst = max(conditions, key=_gravity, default=None)
        if worst is None:
            return self._ended(alarm, t_ms)
        if alarm is None:
            sight = Sight.NEWS if worst.confirmed else Sight.UNCONFIRMED
        else:
            news = [one for one in conditions if self._is_news(alarm, one, conditions, t_ms)]
            worst = max(news, key=_gravity, default=worst)
            sight = Sight.NEWS if news else Sight.SAME
        step = FOLLOWS.get((alarm.state if alarm else None, sight))
        if step is None:
            return None
        return AlarmChange(
            t_ms=t_ms,
            rule=worst.rule,
            step=step,
            priority=worst.priority,
            value=worst.value,
            threshold=worst.threshold,
            subject=key.subject,
        )

    def _ended(self, alarm: Alarm | None, t_ms: int) -> AlarmChange | None:
        step = FOLLOWS.get((alarm.state, Sight.ENDED)) if alarm else None
        if alarm is None or step is None:
            return None
        latches = not alarm.technical and alarm.priority in self.settings.latching
        if step is AlarmStep.LATCHED and not latches:
            step = AlarmStep.CLEARED
        told = alarm.told
        return replace(
            told, t_ms=t_ms, step=step, at=None, entered_at=None, seq=None, by=None, of=told.seq
        )

    def _is_news(self, alarm: Alarm, now: Condition, all_now: list[Condition], t_ms: int) -> bool:
        """Whether a condition has to be told although its alarm stands already."""
        if alarm.state is AlarmStep.UNCONFIRMED:
            return now.confirmed
        if alarm.over:
            return True
        if alarm.state is AlarmStep.ACKNOWLEDGED:
            answered = alarm.answered.get(now.rule)
            if answered is None or self._is_worse(now, answered):
                return True
            waits = now.priority is not Priority.LOW
            return waits and t_ms - answered.t_ms >= self.settings.again_min * 60_000
        if all(one.rule != alarm.told.rule for one in all_now):
            return True
        return RANK[now.priority] > RANK[alarm.priority] or (
            now.rule == alarm.told.rule and self._is_worse(now, alarm.told)
        )

    def _is_worse(self, now: Condition, before: AlarmChange) -> bool:
        """Of a higher priority, or further beyond its limit by what the profile calls worse."""
        if RANK[now.priority] != RANK[before.priority]:
            return RANK[now.priority] > RANK[before.priority]
        least = _step(self.settings.worse, now.rule)
        if least is None or now.value is None or before.value is None:
            return False
        further = now.value - before.value
        return (-further if now.rule.endswith(".low") else further) >= least

    # -- asking ----------------------------------------------------------------------------

    def standing(self) -> list[Alarm]:
        """What stands, the gravest first; of equals what waits for an answer, then the newest."""
        return sorted(
            self.active.values(),
            key=lambda a: (-RANK[a.priority], not a.open, a.technical, -a.told.t_ms, a.key),
        )

    def audio_paused(self, t_ms: int) -> int | None:
        """Milliseconds until the sound comes back by itself; None while it is not paused."""
        until = self.audio_paused_until_ms
        return until - t_ms if until is not None and t_ms < until else None


def _gravity(condition: Condition) -> tuple[int, bool, float]:
    return RANK[condition.priority], condition.confirmed, condition.excess


def _step(worse: Steps, rule: str) -> float | None:
    """By how much a value of this rule has to be worse; None where it has no such measure."""
    known: dict[str, float] = {"pressure": worse.pressure, "rate": worse.rate, "spo2": worse.spo2}
    return known.get(family(rule))

"""Which alarms stand and what becomes of each. The rules, limits and states are elsewhere.

State changes only in `apply`, by an `AlarmChange` that was taken; so a resumed session has its
alarms as they were recorded and a screen can keep them by itself. `follow` compares what the rules
find with what stands and returns the changes that are to be taken.
"""

from dataclasses import replace

from monitor import catalogue
from monitor.alarm_rule import RANK, Condition, Facts, Findings, Key, Rule, family
from monitor.alarm_states import FOLLOWS, Alarm, Seen, Sight
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
        self._on_its_way: dict[Key, int] = {}
        """When a change was returned that was not taken yet: it is not returned twice."""

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
                self._apply_change(event, facts)
            case AudioPause():
                until_ms = event.t_ms + round(event.seconds * 1000)
                self.audio_paused_until_ms = until_ms if event.seconds > 0 else None
            case TroubleChange(trouble=Trouble.RULE_OFF, detail=str() as name):
                self.off.add(name)
                self._said_off.add(name)

    def _give_up(self, name: str, error: Exception) -> None:
        note_bug(error)
        self.off.add(name)

    def _apply_change(self, change: AlarmChange, facts: Facts) -> None:
        key = Key(family(change.rule), change.subject)
        self._on_its_way.pop(key, None)
        known = self.active.get(key)
        match change.step:
            case AlarmStep.ANSWERED:
                pass
            case AlarmStep.CLEARED:
                self.active.pop(key, None)
            case AlarmStep.LATCHED if known is not None:
                self.active[key] = replace(known, state=change.step, over=True)
            case AlarmStep.ACKNOWLEDGED if known is not None:
                self.active[key] = self._answered(known, change, facts)
            case _:
                technical = key.family in self._technical
                seen = self._seen(change, facts)
                self.active[key] = Alarm(key, change, change.step, technical, seen)
        if change.step is AlarmStep.RAISED and change.priority is not Priority.LOW:
            # What is new or worse is heard, whoever wanted quiet (clinical table 3.4).
            self.audio_paused_until_ms = None

    def _seen(self, change: AlarmChange, facts: Facts) -> dict[str, Seen]:
        """What a change tells of: its own rule, and the others that are so with it."""
        now = self._conditions(Key(family(change.rule), change.subject), facts, change.t_ms)
        seen = {one.rule: Seen(one.priority, one.value, change.t_ms) for one in now[::-1]}
        return seen | {change.rule: Seen(change.priority, change.value, change.t_ms)}

    def _answered(self, alarm: Alarm, change: AlarmChange, facts: Facts) -> Alarm:
        """The alarm with what it told as answered, as far as that is still so."""
        now = {one.rule for one in self._conditions(alarm.key, facts, change.t_ms)}
        seen = {
            rule: was._replace(t_ms=change.t_ms)
            for rule, was in alarm.seen.items()
            if rule in now or rule == alarm.told.rule
        }
        return replace(alarm, state=change.step, seen=seen)

    def _conditions(self, key: Key, facts: Facts, t_ms: int) -> list[Condition]:
        """What the rule of this alarm finds, the gravest first."""
        found: list[Condition] = []
        for name, rule in self._rules.items():
            if key.family in rule.families:
                found += self._find(name, facts, t_ms).get(key, [])
        return sorted(found, key=_gravity, reverse=True)

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
        for name in self._rules:
            for key, conditions in self._find(name, facts, t_ms).items():
                if conditions or key in self.active:
                    self._add(changes, key, self._change(key, conditions, t_ms), t_ms)
        for key, alarm in self.active.items():
            if alarm.over and alarm.state is AlarmStep.ACKNOWLEDGED:
                # It had ended before it was answered, whatever can be measured by now.
                self._add(changes, key, self._change(key, [], t_ms), t_ms)
        for name in self.off:
            for key in [key for key in self.active if key.family in self._rules[name].families]:
                # Nobody can say any more that it is so; that nobody can is an alarm of its own.
                self._add(changes, key, self._change(key, [], t_ms), t_ms)
        for name in sorted(self.off - self._said_off):
            off = TroubleChange(t_ms=t_ms, trouble=Trouble.RULE_OFF, present=True, detail=name)
            self._add(changes, Key("off", name), off, t_ms)
        return changes

    def _find(self, name: str, facts: Facts, t_ms: int) -> Findings:
        if name not in self.off:
            try:
                return self._rules[name].find(facts, t_ms)
            except Exception as error:  # noqa: BLE001 - it stops, and nothing else does
                self._give_up(name, error)
        return {}

    def _add(self, changes: list[Entry], key: Key, change: Entry | None, t_ms: int) -> None:
        """Say it once: what follows from one event may be asked for again before it is taken."""
        if change is not None and self._on_its_way.get(key) != t_ms:
            self._on_its_way[key] = t_ms
            changes.append(change)

    def _change(self, key: Key, conditions: list[Condition], t_ms: int) -> AlarmChange | None:
        alarm = self.active.get(key)
        sight, worst = self._look(alarm, conditions, t_ms)
        step = FOLLOWS.get((alarm.state if alarm else None, sight))
        if step is None:
            return None
        if worst is None:
            return self._end(alarm, step, t_ms) if alarm else None
        return AlarmChange(
            t_ms=t_ms,
            rule=worst.rule,
            step=step,
            priority=worst.priority,
            value=worst.value,
            threshold=worst.threshold,
            subject=key.subject,
        )

    def _end(self, alarm: Alarm, step: AlarmStep, t_ms: int) -> AlarmChange:
        latches = not alarm.technical and alarm.priority in self.settings.latching
        if step is AlarmStep.LATCHED and not latches:
            step = AlarmStep.CLEARED
        told = alarm.told
        return replace(
            told, t_ms=t_ms, step=step, at=None, entered_at=None, seq=None, by=None, of=told.seq
        )

    def _look(
        self, alarm: Alarm | None, conditions: list[Condition], t_ms: int
    ) -> tuple[Sight, Condition | None]:
        """What is to be seen of an alarm, and the condition that tells it: the gravest there is."""
        if not conditions:
            return Sight.ENDED, None
        news = conditions
        if alarm is not None and not alarm.over:
            news = [one for one in conditions if self._is_news(alarm, one, t_ms)]
        worst = max(conditions, key=lambda one: (*_gravity(one)[:2], one in news, one.excess))
        called = alarm is not None and alarm.state is AlarmStep.RAISED
        if not news or (called and alarm and RANK[worst.priority] < RANK[alarm.priority]):
            return Sight.SAME, worst
        confirmed = any(one.confirmed for one in news)
        return (Sight.NEWS if confirmed else Sight.UNCONFIRMED), worst

    def _is_news(self, alarm: Alarm, now: Condition, t_ms: int) -> bool:
        """Whether a condition has to be told although its alarm stands already."""
        if alarm.state is AlarmStep.UNCONFIRMED:
            return now.confirmed
        before = alarm.seen.get(now.rule)
        if before is None or self._is_worse(now, before):
            return True
        waits = alarm.state is AlarmStep.ACKNOWLEDGED and now.priority is not Priority.LOW
        return waits and t_ms - before.t_ms >= self.settings.again_min * 60_000

    def _is_worse(self, now: Condition, before: Seen) -> bool:
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

"""What a profile would have done in saved sessions, beside what was recorded. It decides nothing.

Pure as the replay it rests on: histories in, comparisons out. What a figure is worth is for people.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from monitor import catalogue
from monitor.alarms import RULES
from monitor.errors import ProfileError
from monitor.events import AlarmChange, AlarmStep, Priority, SessionStart
from monitor.history import History
from monitor.profile import Profile, parse
from monitor.replay import facts, raised, recorded, replayed

LAST = 30
"""So many sessions a manager looks back (nurse.md D)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One raised alarm: as it was recorded, as it would have been, or both where both agree."""

    recorded: AlarmChange | None
    replayed: AlarmChange | None

    @property
    def change(self) -> AlarmChange:
        """What was raised, when: the recorded one has its number and its answers."""
        found = self.recorded or self.replayed
        assert found is not None
        return found

    @property
    def both(self) -> bool:
        """Whether it was recorded and would have been raised again."""
        return self.recorded is not None and self.replayed is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The steps of alarms in one session, in their order; each as `monitor.replay` gives them."""

    recorded: list[AlarmChange]
    replayed: list[AlarmChange]

    @property
    def same(self) -> bool:
        """Whether every step is the same, the quiet ones and the thresholds too."""
        return list(map(facts, self.recorded)) == list(map(facts, self.replayed))

    def pairs(self) -> list[Pair]:
        """Every raised alarm of any priority, by time; a limit that moved makes no other alarm."""
        waiting: dict[object, deque[AlarmChange]] = {}
        for change in raised(self.replayed, Priority.LOW):
            waiting.setdefault(_what(change), deque()).append(change)
        found = []
        for change in raised(self.recorded, Priority.LOW):
            again = waiting.get(_what(change))
            found.append(Pair(change, again.popleft() if again else None))
        found.extend(Pair(None, change) for rest in waiting.values() for change in rest)
        return sorted(found, key=lambda pair: pair.change.t_ms)


def compared(history: History, profile: Profile | None = None) -> Comparison:
    """Replay one session under a profile; None is the session's own.

    ProfileError: the settings that were saved with the session cannot be read.
    """
    return Comparison(recorded(history), replayed(history, profile))


def counts(changes: Iterable[AlarmChange]) -> dict[Priority, int]:
    """How often alarms of each priority were raised, the highest first."""
    found = Counter(change.priority for change in changes if change.step is AlarmStep.RAISED)
    return {priority: found[priority] for priority in Priority}


def of_the_patient(changes: list[AlarmChange]) -> list[AlarmChange]:
    """Alarms of medium priority and above that are about the patient: what limits decide."""
    return [change for change in raised(changes) if change.rule not in _technical()]


def answers(history: History) -> dict[int, AlarmChange]:
    """By the number of a raised alarm who acknowledged it, as the record has it."""
    found = (e for e in history.entries if isinstance(e, AlarmChange))
    return {e.of: e for e in found if e.step is AlarmStep.ACKNOWLEDGED and e.of is not None}


@dataclass(frozen=True, slots=True)
class Looked:
    """One session a profile was tried on: its number and the patient's alarms in it."""

    session: int
    start: SessionStart
    recorded: list[AlarmChange]
    replayed: list[AlarmChange]


def tried(sessions: Iterable[tuple[int, History]], profile: Profile) -> Iterator[Looked]:
    """Try a profile on up to `LAST` numbered sessions, one after the other, in their order."""
    for number, history in islice(sessions, LAST):
        found = compared(history, profile)
        was, would_be = of_the_patient(found.recorded), of_the_patient(found.replayed)
        yield Looked(number, history.start, was, would_be)


def given_alike(history: History, profile: Profile) -> bool:
    """Whether a session was of the same route: a spray's limits say nothing about an infusion's."""
    try:
        return parse(history.start.profile).route == profile.route
    except ProfileError:
        return True


def _what(change: AlarmChange) -> tuple[object, ...]:
    return change.t_ms, change.rule, change.subject, change.priority


@cache
def _technical() -> frozenset[str]:
    rules = (one.RULE for one in catalogue.modules(RULES).values())
    return frozenset(name for rule in rules if rule.technical for name in rule.names)

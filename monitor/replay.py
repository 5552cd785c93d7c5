"""A saved session through the rules again: which alarms they give now. It writes nothing.

What people and devices said is taken as recorded, in the order in which it was taken; what
Dripwatch concluded about alarms is left out and concluded anew. Under the profile the session was
recorded with that gives the recorded alarms exactly.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from monitor.alarm_rule import RANK, Key, family
from monitor.events import (
    AlarmChange,
    AlarmStep,
    Entry,
    Judgement,
    PowerChange,
    PowerStep,
    Priority,
    Second,
    Trouble,
    TroubleChange,
)
from monitor.history import History
from monitor.profile import Profile, parse
from monitor.second import GRACE_MS
from monitor.session import Session

_OPENED = {AlarmStep.UNCONFIRMED, AlarmStep.RAISED, AlarmStep.LATCHED, AlarmStep.CLEARED}
"""Steps that follow from rules; the others are a person's."""


def recorded(history: History) -> list[AlarmChange]:
    """Return the steps of alarms that followed from rules when the session was lived."""
    steps = (entry for entry in history.entries if isinstance(entry, AlarmChange))
    return [change for change in steps if _concluded(change)]


def replayed(history: History, profile: Profile | None = None) -> list[AlarmChange]:
    """Return the steps that follow under a profile; None is the session's own."""
    return list(_Replay(history, profile or parse(history.start.profile)).run())


def facts(change: AlarmChange) -> tuple[object, ...]:
    """What two steps of two replays are compared by: all but their numbers in a record."""
    return (
        *(change.t_ms, change.rule, change.subject, change.step, change.priority),
        *(change.value, change.threshold),
    )


def raised(changes: list[AlarmChange], least: Priority = Priority.MEDIUM) -> list[AlarmChange]:
    """Return the alarms among steps: each time one of that priority or above was raised."""
    steps = (change for change in changes if change.step is AlarmStep.RAISED)
    return [change for change in steps if RANK[change.priority] >= RANK[least]]


def _concluded(entry: Entry | Second) -> bool:
    return isinstance(entry, AlarmChange) and entry.step in _OPENED


class _Replay:
    """One run. Alarms get numbers of their own, above those of the record."""

    def __init__(self, history: History, profile: Profile) -> None:
        self._history = history
        self._profile = profile
        self._session = Session(profile, history.start)
        self._next_seq = history.last_seq + 1
        self._taken: list[Entry] = []

    def run(self) -> Iterator[AlarmChange]:
        for event in _in_order(self._history):
            if isinstance(event, PowerChange) and event.step is PowerStep.RESTARTED:
                self._restart(event.t_ms)
            told = self._answered(event) if isinstance(event, AlarmChange) else event
            if told is not None:
                yield from self._take(told)

    def _restart(self, t_ms: int) -> None:
        """The program began again from what was on disk."""
        kept = self._history.t_ms[: bisect_left(self._history.t_ms, _opens_ms(t_ms))]
        self._session = Session(self._profile, self._history.start)
        self._session.load(History(self._history.start, list(self._taken), kept))

    def _take(self, event: Entry | Second) -> Iterator[AlarmChange]:
        waiting: deque[Entry | Second] = deque([event])
        while waiting:
            event = waiting.popleft()
            if _concluded(event) and self._session.refuses(event):
                continue
            if isinstance(event, Entry):
                self._taken.append(event)
            for follows in self._session.take(event):
                if _follows_from_rules(follows):
                    waiting.append(self._numbered(follows))
            if isinstance(event, AlarmChange) and _concluded(event):
                yield event

    def _numbered(self, entry: Entry) -> Entry:
        self._next_seq += 1
        return replace(entry, seq=self._next_seq)

    def _answered(self, change: AlarmChange) -> AlarmChange | None:
        """A person's answer to the alarm that stands in its place here; None where none does."""
        known = self._session.alarms.active.get(Key(family(change.rule), change.subject))
        if known is None or not known.open:
            return None
        same = (known.told.rule, known.told.priority) == (change.rule, change.priority)
        return replace(change, of=known.told.seq) if same else None


def _says_doubt(entry: Entry) -> bool:
    return isinstance(entry, Judgement) and entry.by is None


def _follows_from_rules(entry: Entry) -> bool:
    """What is left out of what was recorded and concluded anew."""
    rule_off = isinstance(entry, TroubleChange) and entry.trouble is Trouble.RULE_OFF
    return _concluded(entry) or _says_doubt(entry) or rule_off


def _in_order(history: History) -> Iterator[Entry | Second]:
    """Everything as it was taken: a second closes before what was entered after its closing."""
    seconds = _Seconds(history)
    for entry in sorted(history.entries, key=lambda entry: entry.seq or 0):
        if isinstance(entry, PowerChange) and entry.step is PowerStep.RESTARTED:
            yield from seconds.until_restart(entry.t_ms)
        else:
            yield from seconds.closed_by(entered_ms(entry))
        if not _follows_from_rules(entry):
            yield entry
    yield from seconds.until_last_row()


class _Seconds:
    """Every second of the session in turn; one without a row ticks all the same."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._rows = {t_ms: index for index, t_ms in enumerate(history.t_ms)}
        self._next_ms = 0

    def closed_by(self, t_ms: int) -> Iterator[Second]:
        """Those that were closed at `t_ms`, and not before."""
        while self._next_ms <= t_ms - 1000 - GRACE_MS:
            yield self._second(self._next_ms)
            self._next_ms += 1000

    def until_last_row(self) -> Iterator[Second]:
        """The rest of them; whether more was lived after that, nobody can tell."""
        yield from self.closed_by(max(self._rows, default=-1000) + 1000 + GRACE_MS)

    def until_restart(self, t_ms: int) -> Iterator[Second]:
        """Those that were stored before the program went; after that nobody ticked."""
        opens_ms = _opens_ms(t_ms)
        stored = [row for row in self._rows if self._next_ms <= row < opens_ms]
        yield from self.closed_by(max(stored, default=self._next_ms - 1000) + 1000 + GRACE_MS)
        self._next_ms = max(self._next_ms, opens_ms)

    def _second(self, t_ms: int) -> Second:
        index = self._rows.get(t_ms)
        if index is None:
            return Second(t_ms=t_ms)
        row = {vital: column[index] for vital, column in self._history.columns.items()}
        return Second(t_ms=t_ms, values={v: x if x == x else None for v, x in row.items()})


def _opens_ms(restart_ms: int) -> int:
    """The first second after a restart; the one in which the record ends is before it."""
    return restart_ms - restart_ms % 1000


def entered_ms(entry: Entry) -> int:
    """When it was taken, in session time: the clock it was stamped by gave both its times."""
    if entry.entered_at is None or entry.at is None:
        return entry.t_ms
    return entry.t_ms + round((entry.entered_at - entry.at).total_seconds() * 1000)

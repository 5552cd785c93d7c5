"""What the record knows of one alarm's course: its cuff, its silence, its answer. No words, no Qt.

`told` is always the change that raised it; what has no number yet comes after all that has.
"""

from monitor.alarm_rule import family
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffReading,
    Entry,
    LinkChange,
    LinkState,
)
from monitor.session import Session


def cuff_of(told: AlarmChange, session: Session) -> CuffReading | None:
    """Return the last pressure that was there when it was told."""
    known = [cuff for cuff, _ in session.judged_pressures()]
    return next((cuff for cuff in reversed(known) if _before(cuff, told)), None)


def was_waiting(told: AlarmChange, cuff: CuffReading, session: Session) -> bool:
    """Whether its own cuff was the one that asked for a repeat: nobody came and measured."""
    return any(
        change.step is AlarmStep.UNCONFIRMED
        and family(change.rule) == "pressure"
        and _before(cuff, change)
        and _before(change, told)
        for change in session.of(AlarmChange)
    )


def silence_of(told: AlarmChange, session: Session) -> tuple[int, LinkState]:
    """Return since when its device was not heard, in session ms, and how its link stood."""
    since_ms, state = told.t_ms, LinkState.LOST
    heard = True
    for entry in session.entries.values():
        mine = isinstance(entry, LinkChange) and entry.device == told.subject
        if isinstance(entry, LinkChange) and mine and _before(entry, told):
            since_ms = entry.t_ms if heard else since_ms
            heard, state = entry.state is LinkState.RECEIVING, entry.state
    return (told.t_ms, LinkState.LOST) if heard else (since_ms, state)


def ended_ms(told: AlarmChange, session: Session) -> int:
    """Return when the condition of one that latched was over, in session ms."""
    ends = [change for change in session.of(AlarmChange) if change.step is AlarmStep.LATCHED]
    return max((end.t_ms for end in ends if end.of == told.seq), default=told.t_ms)


def answer_to(told: AlarmChange, session: Session) -> AlarmChange | None:
    """Return how a person acknowledged it; None while nobody has."""
    answers = (c for c in session.of(AlarmChange) if c.step is AlarmStep.ACKNOWLEDGED)
    return next((answer for answer in answers if answer.of == told.seq), None)


def _before(one: Entry, other: Entry) -> bool:
    """Whether it was taken first."""
    return other.seq is None or (one.seq is not None and one.seq < other.seq)

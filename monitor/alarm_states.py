"""The states of one alarm and what may follow what, as a table. No rule and no limit."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from monitor.alarm_rule import Key
from monitor.events import AlarmChange, AlarmStep, Priority

ASKS_ANSWER = {AlarmStep.RAISED, AlarmStep.LATCHED}
"""What a person can acknowledge. What is not confirmed yet asks for a repeat instead."""

_CONFIRMED = {AlarmStep.RAISED, AlarmStep.ACKNOWLEDGED}


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
    (_A, Sight.UNCONFIRMED): _R,
    (_A, Sight.NEWS): _R,
    (_A, Sight.ENDED): _C,
    (_L, Sight.UNCONFIRMED): _R,
    (_L, Sight.NEWS): _R,
}
"""State and sight -> the next step; a pair that is not here changes nothing.

What ended before anybody answered is LATCHED only where its priority latches, else CLEARED.
"""


class Seen(NamedTuple):
    """What was told of one rule of an alarm: how bad it was, and when that was told or answered."""

    priority: Priority
    value: float | None
    t_ms: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """One that stands: the change that told it last, and what else that change told of."""

    key: Key
    told: AlarmChange
    state: AlarmStep
    technical: bool
    seen: dict[str, Seen] = field(default_factory=dict)
    """By rule what is no news: it was so when the alarm was told, and still when it was answered.

    A cuff may be beyond two limits; it is told as one alarm and acknowledged once.
    """
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

    @property
    def confirmed(self) -> bool:
        """Whether it was raised and its condition has not ended."""
        return self.state in _CONFIRMED and not self.over

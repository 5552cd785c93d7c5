"""How a tile looks while its number is in alarm: its border, its colour, its words. No widget.

Only what nobody has answered flashes; what was answered stays lit, what is not confirmed yet is an
outline, and what is over shows only where it was of high priority and still waits for an answer.
"""

from typing import NamedTuple

from monitor.alarm_rule import Key
from monitor.alarm_states import Alarm
from monitor.events import AlarmStep, Priority
from monitor.session import Session
from ui.alarm_words import flashes

QUIET = "tile"


class TileLook(NamedTuple):
    """Roles of the style sheet. card: the tile's; digits: the number's, "" for its usual one."""

    card: str = QUIET
    digits: str = ""


def standing(session: Session, family: str) -> Alarm | None:
    """Return the alarm a tile shows; one of low priority is a line of the strip and no more."""
    alarm = session.alarms.active.get(Key(family))
    return None if alarm is None or alarm.priority is Priority.LOW else alarm


def flashing(alarm: Alarm | None) -> Priority | None:
    """Return the priority a tile flashes with; None where it is steady."""
    if alarm is None or not flashes(alarm.state, alarm.priority):
        return None
    return alarm.priority


def look(alarm: Alarm | None, *, lit: bool) -> TileLook:
    """Return how the tile of an alarm looks; `lit`: what flashes is on just now."""
    if alarm is None:
        return TileLook()
    if alarm.state is AlarmStep.UNCONFIRMED:
        return TileLook("tile-unconfirmed", f"in-{Priority.MEDIUM}")
    if flashing(alarm) is not None and not lit:
        return TileLook()
    if alarm.over:
        waits = alarm.open and alarm.priority is Priority.HIGH
        return TileLook(f"tile-{alarm.priority}") if waits else TileLook()
    return TileLook(f"tile-{alarm.priority}", f"in-{alarm.priority}")

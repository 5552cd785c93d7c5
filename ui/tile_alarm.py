"""How a tile looks while its number is in alarm: its border, its colour, its words. No widget.

Only what nobody has answered flashes; what was answered stays lit, what is not confirmed yet is an
outline, and what is over shows only where it was of high priority and still waits for an answer.
"""

from typing import NamedTuple

from monitor.alarm_rule import Key
from monitor.alarm_states import Alarm
from monitor.events import AlarmStep, CuffReading, Priority
from monitor.limits import PRESSURES, passed
from monitor.rules.pressure import SUSPECT
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


def lit(cuff: CuffReading, alarm: Alarm | None, session: Session, told: str) -> dict[str, str]:
    """Return by name the role of each number of a pressure that its alarm is about.

    `told`: the role of the one that is told, as it is just now ("" while it is off); every other
    number beyond its own limit has the colour of that limit, steady.
    """
    if alarm is None:
        return {}
    found = _beyond(cuff, alarm, session)
    if alarm.state is AlarmStep.UNCONFIRMED:
        found = dict.fromkeys(found, told)
    name = alarm.told.rule.partition(".")[0]
    # A later pressure may be beyond another limit than the one that is told, or just inside it.
    if not found or name in found or getattr(cuff, name, None) == alarm.told.value:
        found[name] = found.get(name, told) if told else ""
    return found


def _beyond(cuff: CuffReading, alarm: Alarm, session: Session) -> dict[str, str]:
    """None of a pressure that stands only for being doubtful, or whose alarm is over."""
    if alarm.over or alarm.told.rule == SUSPECT:
        return {}
    limits, found = session.limits(), {}
    for name in PRESSURES:
        value = getattr(cuff, name)
        hit = None if value is None else passed(limits, name, value)
        if hit is not None:
            found[name] = f"in-{hit[1]}"
    return found

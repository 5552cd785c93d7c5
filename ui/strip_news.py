"""What is wrong now, as the strip says it, the worst first. No Qt; how it looks is the strip's.

Alarms come from the session's rules. A link or a disk that fails is said at once, before its rule
makes an alarm of it, and where no rule watches.
"""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import NamedTuple

from monitor.alarm_rule import RANK, Key
from monitor.alarm_states import Alarm
from monitor.events import (
    AlarmStep,
    LinkState,
    Priority,
    Trouble,
)
from monitor.session import DEMO, Session
from ui.alarm_words import (
    FILLED,
    HOLLOW,
    STARS,
    TECHNICAL,
    answered_words,
    bare_words,
    brief_words,
    doubt,
    flashes,
    is_filled,
    is_line,
)
from ui.device_words import device_title
from ui.saved_state import SavedState
from ui.words import clock_time, say, span

Wall = Callable[[int], datetime]

JUDGED = {Key("pressure"), Key("implausible", "cuff")}
"""The alarms that are about a pressure a person may accept or reject."""


class News(NamedTuple):
    """One thing that is so.

    title: for the cell. what: beside it. filled, flashes: as it is drawn. alarms: those behind it,
    that are acknowledged with it; none where no rule told it. brief: its title among others.
    """

    title: str
    what: str
    priority: Priority
    filled: bool
    flashes: bool
    alarms: tuple[Alarm, ...] = ()
    brief: str = ""

    @property
    def unconfirmed(self) -> bool:
        """Whether a repeat is asked for."""
        return any(alarm.state is AlarmStep.UNCONFIRMED for alarm in self.alarms)

    @property
    def plain(self) -> bool:
        """Whether it is worth a line and no more: it has neither colour nor sign."""
        return bool(self.alarms) and all(is_line(alarm.told) for alarm in self.alarms)

    @property
    def mark(self) -> str:
        """Symbol and stars: never colour alone."""
        if self.unconfirmed:
            return HOLLOW
        if self.plain:
            return STARS[self.priority]
        # Whether it was answered has to be seen where its words have no room.
        answered = "✓ " if self.answered else ""
        return f"{answered}{FILLED if self.filled else HOLLOW}  {STARS[self.priority]}"

    @property
    def line(self) -> str:
        """The same and its title."""
        return f"{self.mark}{'  ' if self.unconfirmed else ' '}{self.title}"

    @property
    def short_line(self) -> str:
        """The same in as few words as tell it."""
        return f"{self.mark} {self.brief or self.title}"

    @property
    def answered(self) -> bool:
        """Whether somebody has acknowledged all of it."""
        return bool(self.alarms) and all(
            alarm.state is AlarmStep.ACKNOWLEDGED for alarm in self.alarms
        )

    @property
    def identity(self) -> Hashable:
        """The same as long as it is not told again, for whoever hears it."""
        of_patient = [alarm.told.seq for alarm in self.alarms if not alarm.technical]
        return tuple(of_patient) or self.title

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.title}. {self.what}" if self.what else self.title


def news(session: Session, saved: SavedState, wall: Wall, t_ms: int) -> list[News]:
    """Return everything that is wrong at `t_ms`: what asks to be seen before what was answered."""
    standing = session.alarms.standing()
    links = [alarm for alarm in standing if alarm.key.family == "link"]
    disk = [alarm for alarm in standing if alarm.key.subject == Trouble.NOT_SAVED]
    found = [_of_record(session, saved, wall, disk), _of_links(session, wall, links)]
    told = {alarm.key for one in found if one is not None for alarm in one.alarms}
    others = [_of_alarm(a, session, wall, t_ms) for a in standing if a.key not in told]
    return sorted([*(one for one in found if one is not None), *others], key=_order)


def _order(one: News) -> tuple[int, int, bool, bool]:
    """What somebody answered stays, but never before what is new, be it less grave."""
    asks = 0 if one.flashes else 1 if one.unconfirmed else 2
    technical = all(alarm.technical for alarm in one.alarms)
    return asks, -RANK[one.priority], one.answered, technical


def _of_alarm(alarm: Alarm, session: Session, wall: Wall, t_ms: int) -> News:
    state, priority = alarm.state, alarm.priority
    beside = (
        doubt(session) if alarm.key in JUDGED else "",
        _repeat(session, t_ms) if state is AlarmStep.UNCONFIRMED else "",
        say(f"alarm.do.{alarm.key.family}") if alarm.key.family in TECHNICAL else "",
        answered_words(alarm, session, wall),
    )
    return News(
        bare_words(alarm, session, wall),
        "  ·  ".join(part for part in beside if part),
        priority,
        is_filled(state, priority),
        flashes(state, priority),
        (alarm,),
        brief_words(alarm, wall, session),
    )


def _of_trouble(title: str, what: str, alarms: list[Alarm], priority: Priority) -> News:
    """One that is said also where no rule has told it; it flashes only where one has."""
    if not alarms:
        return News(title, what, priority, priority is not Priority.LOW, flashes=False)
    worst = alarms[0]
    filled = is_filled(worst.state, worst.priority)
    lit = any(flashes(alarm.state, alarm.priority) for alarm in alarms)
    return News(title, what, worst.priority, filled, lit, tuple(alarms))


def _of_record(session: Session, saved: SavedState, wall: Wall, alarms: list[Alarm]) -> News | None:
    since_ms = saved.not_saved_since
    if since_ms is None:
        return None
    title = say("not_saved_title", at=clock_time(wall(since_ms)))
    return _of_trouble(title, say("not_saved_what"), alarms, Priority.MEDIUM)


def _of_links(session: Session, wall: Wall, alarms: list[Alarm]) -> News | None:
    if shows_demo(session):
        return _of_trouble(say("strip.demo"), say("strip.demo_what"), alarms, Priority.MEDIUM)
    gone = session.unheard_since()
    if not gone:
        return None
    device = min(gone, key=lambda name: gone[name])
    lost = any(session.links[name].state is LinkState.LOST for name in gone)
    at = clock_time(wall(gone[device]))
    if len(gone) == len(session.links):
        title = say("no_data_since" if lost else "monitor_silent", at=at)
        return _of_trouble(title, say("strip.look"), alarms, Priority.LOW)
    # The other one is still heard: which of them it is matters.
    title = say("no_data_from" if lost else "device_silent", device=device_title(device), at=at)
    return _of_trouble(title, say("strip.other_goes_on"), alarms, Priority.LOW)


def shows_demo(session: Session) -> bool:
    """Whether a device makes values up where somebody's real ones are expected."""
    made_up = any(link.reason == DEMO for link in session.links.values())
    return made_up and session.of_a_patient


def _repeat(session: Session, t_ms: int) -> str:
    """When the repeat comes that decides."""
    cuffs = session.cuffs
    if cuffs.running(t_ms):
        return say("cuff.measuring", age=span(t_ms - (cuffs.running_since_ms or t_ms)))
    if cuffs.repeating and cuffs.next_ms is not None:
        return say("alarm.repeat_in", left=span(cuffs.next_ms - t_ms + 999))
    return say("alarm.repeat_by_hand")

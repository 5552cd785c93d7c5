"""What stands beside the strip's cell, and how much of it can be read whole. No widget, no width.

An alarm is acknowledged only by somebody who could read it: what waits for an answer comes first,
in few words, as many of them as have room. The next come with the next press.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from monitor.session import Session
from ui.alarm_words import protocol
from ui.strip_news import News
from ui.strip_offers import waiting
from ui.words import say

BETWEEN = "  ·  "

Fits = Callable[[str], bool]
"""Whether these words have room, beginning at the left."""


class Line(NamedTuple):
    """words: what stands beside the cell. read: what can be read whole, in the cell and there."""

    words: str
    read: tuple[News, ...]


def line(
    told: Sequence[News], session: Session, turn: int, fits: Fits, *, brief: bool = False
) -> Line:
    """Return the line for what is told, at least one, the cell's first.

    turn: counts on, for each of those that wait for nobody in its turn. brief: no more than these.
    """
    worst, *others = told
    asking = [one for one in others if waiting(session, [one])]
    words, read = _whole(asking, fits)
    if asking and not read and not waiting(session, [worst]):
        # Nothing that waits can be read whole: it has to be answerable all the same.
        words, read = [asking[0].short_line], asking[:1]
    rest = _in_turn([one for one in others if one not in asking], turn)
    if not brief:
        rest = _rest(worst, rest, session)
    return Line(BETWEEN.join(part for part in [*words, *rest] if part), (worst, *read))


def _whole(asking: Sequence[News], fits: Fits) -> tuple[list[str], Sequence[News]]:
    """As many as have room, and how many have none."""
    for count in range(len(asking), 0, -1):
        words = [one.short_line for one in asking[:count]]
        if count < len(asking):
            words.append(say("strip.more", count=len(asking) - count))
        if fits(BETWEEN.join(words)):
            return words, asking[:count]
    return ([say("strip.more", count=len(asking))] if asking else []), ()


def _rest(worst: News, others: list[str], session: Session) -> list[str]:
    """What to do about the cell's, and the others; who answered is the last to be missed."""
    parts = [*others, worst.what] if worst.answered else [worst.what, *others]
    return [*parts, *(protocol(alarm, session) for alarm in worst.alarms[:1])]


def _in_turn(others: Sequence[News], turn: int) -> list[str]:
    """One of several others at a time, so that each can be read whole."""
    if not others:
        return []
    place = turn % len(others)
    shown = others[place]
    count = f" ({place + 1}/{len(others)})" if len(others) > 1 else ""
    # Only of what waits for its repeat more has to be said: that it does.
    return [(shown.line if shown.unconfirmed else shown.short_line) + count]

"""What became of an alarm, in one line: what it was, who answered it, what was done. No Qt here."""

from collections.abc import Callable, Iterator

from monitor.episodes import Episode
from monitor.events import AlarmStep, Priority
from ui.alarm_texts import text
from ui.words import inside, say

At = Callable[[int], str]
"""Session ms -> how a time is written there."""


def episode_words(episode: Episode, at: At) -> str:
    """Say an alarm without the time it began at, which a list has before it."""
    parts = [text(episode.worst), _grade(episode), *_answers(episode, at)]
    over_ms = episode.over_ms
    parts.append(say("episode.stands") if over_ms is None else say("episode.over", at=at(over_ms)))
    return ", ".join(parts)


def _grade(episode: Episode) -> str:
    return say(f"episode.{episode.worst.priority if episode.raised else AlarmStep.UNCONFIRMED}")


def _answers(episode: Episode, at: At) -> Iterator[str]:
    """Who acknowledged it, each time it was told; what was done. Nobody needs to answer a line."""
    answered = episode.steps(AlarmStep.ACKNOWLEDGED)
    for change in answered:
        yield say("episode.acknowledged", at=at(change.t_ms), by=change.by or "").strip()
    if not answered and episode.raised and episode.worst.priority is not Priority.LOW:
        yield say("episode.unanswered")
    for change in episode.steps(AlarmStep.ANSWERED):
        yield inside(say(f"alarm.answer.{change.reason}"))

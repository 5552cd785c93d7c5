"""An alarm in one line: what it was at its worst, who answered, what was done, when it ended."""

from dataclasses import replace

from monitor.episodes import episodes
from monitor.events import AlarmChange, AlarmStep, Priority
from ui.episode_words import episode_words

RAISED = AlarmChange(
    t_ms=60_000,
    seq=1,
    rule="systolic.high",
    step=AlarmStep.RAISED,
    priority=Priority.MEDIUM,
    value=166,
    threshold=160,
)


def told(*changes: AlarmChange) -> str:
    """The line of one alarm, its times in minutes."""
    (one,) = episodes(changes)
    return episode_words(one, lambda t_ms: f"{t_ms // 60_000}'")


def test_an_alarm_that_stands_unanswered() -> None:
    """Both are said."""
    assert told(RAISED) == "SYS 166 (limit 160), medium, not acknowledged, not over"


def test_an_alarm_that_grew_was_answered_and_ended() -> None:
    """It is told at its worst; each answer has its time and its person."""
    grew = replace(RAISED, seq=2, priority=Priority.HIGH, value=184.0, threshold=180.0)
    seen = replace(grew, seq=3, t_ms=120_000, step=AlarmStep.ACKNOWLEDGED, by="Haddad")
    done = replace(seen, seq=4, step=AlarmStep.ANSWERED, reason="pump_paused")
    over = replace(seen, seq=5, t_ms=300_000, step=AlarmStep.CLEARED, by=None)
    said = "SYS 184 (limit 180), high, acknowledged 2' Haddad, pump paused, ended 5'"
    assert told(RAISED, grew, seen, done, over) == said


def test_nobody_has_to_answer_a_message_or_a_first_breach() -> None:
    """So nothing is said of it."""
    low = replace(RAISED, priority=Priority.LOW)
    assert told(low) == "SYS 166 (limit 160), message, not over"
    first = replace(RAISED, step=AlarmStep.UNCONFIRMED)
    assert told(first) == "SYS 166 (limit 160), not confirmed, not over"

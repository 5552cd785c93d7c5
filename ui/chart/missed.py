"""What was due in one lane and has passed: unanswered, missed, or why it was not done. No ink."""

from monitor.events import DueAnswer
from monitor.session import Session
from ui.words import inside, say


def unanswered_times(session: Session, item: str, now_ms: int) -> tuple[int, ...]:
    """Past moments an item was due at and nothing was entered for, oldest first."""
    schedule = session.schedule
    slots = {due.due_ms for due in schedule.items() if due.item == item and not due.settled}
    near_ms = schedule.window_ms(item)[0]
    # What recurs is due once, even where a slot of the plan stands close to it.
    recurring = {
        due.due_ms
        for due in session.due(now_ms)
        if due.item == item and all(abs(due.due_ms - slot) > near_ms for slot in slots)
    }
    return tuple(sorted(t_ms for t_ms in slots | recurring if t_ms <= now_ms))


def missed_times(session: Session, item: str, now_ms: int) -> tuple[int, ...]:
    """Those of them whose window has closed, oldest first; what recurs has none and waits on."""
    closed = session.schedule.open_items(now_ms)
    return tuple(sorted(due.due_ms for due in closed if due.item == item))


def replies(session: Session, item: str) -> tuple[tuple[int, str], ...]:
    """Why an item was not done, in words, at the moment it was due."""
    answers = session.of(DueAnswer)
    said = {
        answer.due_ms: inside(say(f"due.reply.{answer.reply}"))
        for answer in sorted(answers, key=lambda answer: answer.t_ms)
        if answer.item == item
    }
    return tuple(sorted(said.items()))

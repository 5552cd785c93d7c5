"""When something is due, in words; asked by every view that names what comes next. No Qt."""

from monitor.due import DueItem
from monitor.session import Session
from monitor.settings import PRESSURE
from ui.words import say, span


def under_way(session: Session, due: DueItem, t_ms: int) -> bool:
    """Whether what is due is being done just now: nobody is late while the cuff runs."""
    return due.item == PRESSURE and session.cuffs.running(t_ms)


def when(due: DueItem, t_ms: int, session: Session | None = None) -> str:
    """When an item is due, as a person says it; of a session too whether it is being done."""
    if session is not None and under_way(session, due, t_ms):
        return say("due.measuring")
    if due.overdue(t_ms):
        return say("due.overdue", late=span(t_ms - due.due_ms))
    if t_ms >= due.due_ms:
        return say("due.now")
    repeats = session is not None and due.item == PRESSURE and session.cuffs.repeating
    code = "due.repeat_in" if repeats else "due.in"
    return say(code, left=span(due.due_ms - t_ms))

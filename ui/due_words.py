"""When something is due, in words; asked by every view that names what comes next. No Qt."""

from monitor.due import DueItem
from monitor.session import Session
from monitor.settings import PRESSURE
from ui.words import say, span


def under_way(session: Session, due: DueItem, t_ms: int) -> bool:
    """Whether what is due is being done just now: nobody is late while the cuff runs."""
    return due.item == PRESSURE and session.cuffs.running(t_ms)


def when(due: DueItem, t_ms: int, *, measuring: bool = False) -> str:
    """When an item is due, as a person says it."""
    if measuring:
        return say("due.measuring")
    if due.overdue(t_ms):
        return say("due.overdue", late=span(t_ms - due.due_ms))
    return say("due.now") if t_ms >= due.due_ms else say("due.in", left=span(due.due_ms - t_ms))

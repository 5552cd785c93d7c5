"""What the strip says while nothing is wrong: that, what comes next, and what is not checked.

It says "No alarms" only where alarms are checked, on what is received now.
"""

from monitor.session import Session
from ui.due_words import under_way, when
from ui.words import say, span


def quiet_words(session: Session, t_ms: int) -> list[str]:
    """Return its parts at `t_ms`, what is first to be read first."""
    return [say(checked_code(session)), *_next(session, t_ms), *_not_checked(session)]


def checked_code(session: Session) -> str:
    """Return the code of how far alarms are checked while none stands."""
    if session.ended or session.phase not in session.profile.alarms.phases:
        return "strip.not_watched"
    if session.receiving():
        return "strip.quiet"
    if session.links or session.start.device or session.sources.devices:
        return "strip.cannot_check"
    return "strip.typed_only"


def _next(session: Session, t_ms: int) -> list[str]:
    due = session.due(t_ms)
    if not due:
        return []
    item = say(f"item.{due[0].item}")
    measuring = under_way(session, due[0], t_ms)
    if due[0].overdue(t_ms) and not measuring:
        return [say("strip.overdue", late=span(t_ms - due[0].due_ms), item=item)]
    return [say("strip.next", item=item, when=when(due[0], t_ms, session))]


def _not_checked(session: Session) -> list[str]:
    parts = []
    if not session.profile.sound.on:
        parts.append(say("strip.sound_off"))
    if session.baseline is None:
        parts.append(say("strip.baseline_off"))
    if not session.profile.approved_by:
        parts.append(say("strip.example_limits"))
    return parts

"""Where a session stands and how long it still takes, as every view says it. No Qt here."""

from collections.abc import Callable
from datetime import datetime

from monitor.events import Phase
from monitor.infusion import dose
from monitor.session import Session
from ui.words import clock_time, say, span


def phase_words(session: Session, t_ms: int) -> str:
    """Say the phase and its clock: "Infusion 23:40"."""
    infusion = session.infusion
    since = {
        Phase.INFUSION: infusion.started_ms,
        Phase.RECOVERY: infusion.stopped_ms,
        Phase.BASELINE: 0,
    }.get(session.phase)
    clock = "" if since is None else span(t_ms - since)
    return f"{say(f'phase.{session.phase}')} {clock}".strip()


def left_words(session: Session, t_ms: int, wall: Callable[[int], datetime]) -> str:
    """Say when the planned dose will be in: "16:19 left · ends 14:40"; nothing while none runs."""
    infusion = session.infusion
    ends_ms = infusion.ends_ms(t_ms)
    if session.phase is not Phase.INFUSION or ends_ms is None or infusion.plan is None:
        return ""
    ends = clock_time(wall(ends_ms))
    if infusion.paused_ms is not None:
        return say("paused_for", paused=span(t_ms - infusion.paused_ms), ends=ends)
    if (infusion.delivered_mg(t_ms) or 0) >= dose(infusion.plan).mg:
        return say("planned_reached", planned=span(60_000 * infusion.plan.minutes))
    return say("left", left=span(ends_ms - t_ms), ends=ends)

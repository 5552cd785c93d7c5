"""When the things of one lane will be due, as far ahead as the plan reaches."""

from monitor.session import Session


def due_times(session: Session, item: str, now_ms: int, until_ms: float) -> tuple[int, ...]:
    """Future moments an item is due at: the next one, and on by its interval while that holds."""
    found = next((due for due in session.due() if due.item == item), None)
    if found is None:
        return ()
    last_ms = round(min(until_ms, _holds_until(session, now_ms)))
    interval_ms = session.schedule.interval_ms(session.cuffs.armed_min)
    if not interval_ms:
        return (found.due_ms,) if now_ms < found.due_ms <= last_ms else ()
    moments = range(found.due_ms, last_ms + 1, interval_ms)
    return tuple(t for t in moments if t > now_ms)


def _holds_until(session: Session, now_ms: int) -> float:
    """The pump's end begins another phase, with another interval."""
    if not session.infusion.running:
        return float("inf")
    ends_ms = session.infusion.ends_ms(now_ms)
    # A second more: the end is reckoned from a rate and may fall just short of the whole minute.
    return float("inf") if ends_ms is None else ends_ms + 1000

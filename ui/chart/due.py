"""When the things of one lane will be due, as far ahead as the plan reaches."""

from monitor.session import Session
from monitor.settings import PRESSURE


def due_times(session: Session, item: str, now_ms: int, until_ms: float) -> tuple[int, ...]:
    """Future moments an item is due at: the slots of the plan, and pressure by its interval."""
    if session.ended:
        return ()
    if item == PRESSURE:
        return _pressures(session, now_ms, round(min(until_ms, _holds_until(session, now_ms))))
    found = (due.due_ms for due in session.due(now_ms) if due.item == item)
    ahead = session.schedule.ahead(item, now_ms, round(until_ms))
    return tuple(sorted({*ahead, *(t for t in found if now_ms < t <= until_ms)}))


def _pressures(session: Session, now_ms: int, last_ms: int) -> tuple[int, ...]:
    """The next one, and on by its interval while that holds; a slot close to such a one is it."""
    found = next((due for due in session.due(now_ms) if due.item == PRESSURE), None)
    if found is None:
        return ()
    schedule, armed_min = session.schedule, session.cuffs.armed_min
    slots = () if armed_min is not None else schedule.ahead(PRESSURE, now_ms, last_ms)
    interval_ms = schedule.interval_ms(armed_min) or last_ms
    near_ms = schedule.window_ms(PRESSURE)[0]
    moments = range(found.due_ms, last_ms + 1, max(interval_ms, 1))
    plain = {t for t in moments if t > now_ms and all(abs(t - slot) > near_ms for slot in slots)}
    first = {found.due_ms} if now_ms < found.due_ms <= last_ms else set()
    return tuple(sorted({*first, *plain, *slots}))


def _holds_until(session: Session, now_ms: int) -> float:
    """The pump's end begins another phase, with another interval."""
    if not session.infusion.running:
        return float("inf")
    ends_ms = session.infusion.ends_ms(now_ms)
    # A second more: the end is reckoned from a rate and may fall just short of the whole minute.
    return float("inf") if ends_ms is None else ends_ms + 1000

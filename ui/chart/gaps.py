"""Why nothing was measured: what the record knows of a gap, in a word or two for the chart."""

from monitor.events import LinkChange, LinkState
from monitor.session import Session
from ui.chart.trace import Gap
from ui.words import WORDS, say, span

LINK_AHEAD_MS = 2000
"""A link may be known to be gone a little before the second its last value stands in has ended."""
UNNOTICED_MS = 15_000
"""A link speaks of silence after 2.5 poll periods. When none did, nobody was there to listen."""


def cause(gap: Gap, session: Session) -> str:
    """The code of a gap's cause."""
    if gap.answered:
        return "probe_off"
    links = [entry for entry in session.entries.values() if isinstance(entry, LinkChange)]
    change = _first_told(gap, links)
    if change is None:
        slept = links and gap.end_ms is not None and gap.end_ms - gap.start_ms > UNNOTICED_MS
        return "not_recording" if slept else "no_data"
    if change.state is LinkState.SEARCHING:
        return "not_recording"
    return _reason(change)


def _first_told(gap: Gap, links: list[LinkChange]) -> LinkChange | None:
    """What was first said of any link once the gap had begun."""
    told = (
        change
        for change in links
        if change.t_ms >= gap.start_ms - LINK_AHEAD_MS
        and (gap.end_ms is None or change.t_ms <= gap.end_ms)
        and change.state is not LinkState.RECEIVING
    )
    return min(told, key=lambda change: (change.t_ms, change.seq or 0), default=None)


def _reason(change: LinkChange) -> str:
    known = change.reason is not None and f"chart.gap.{change.reason}" in WORDS
    return change.reason if known and change.reason else "no_data"


def words_for(gap: Gap, session: Session) -> str:
    """What is written at a gap: its cause, and how long it was once that is known."""
    said = say(f"chart.gap.{cause(gap, session)}")
    return said if gap.end_ms is None else f"{said} {span(gap.end_ms - gap.start_ms)}"

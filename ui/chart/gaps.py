"""Why nothing was measured: what the record knows of a gap, in a word or two for the chart."""

from collections.abc import Sequence

from monitor.cuff_arm import squeezed
from monitor.events import (
    CuffChange,
    CuffReading,
    LinkChange,
    LinkState,
    PowerChange,
    PowerStep,
    ProbeChange,
)
from monitor.session import Session
from ui.chart.trace import Gap
from ui.words import WORDS, say, span

LINK_AHEAD_MS = 2000
"""A link may be known to be gone a little before the second its last value stands in has ended."""
UNNOTICED_MS = 15_000
"""A link speaks of silence within a few poll periods. When none did, nobody was there to listen."""


def cause(gap: Gap, session: Session) -> str:
    """The code of a gap's cause."""
    if gap.answered:
        return "cuff_running" if _squeezed(gap, session) else "probe_off"
    links = session.of(LinkChange)
    change, slept_ms = _first_told(gap, links), _slept_ms(gap, session)
    if slept_ms is not None and (change is None or slept_ms <= change.t_ms):
        return "suspended"
    if change is None:
        slept = links and gap.end_ms is not None and gap.end_ms - gap.start_ms > UNNOTICED_MS
        return "not_recording" if slept else "no_data"
    if change.state is LinkState.SEARCHING:
        return "not_recording"
    return _reason(change)


def _slept_ms(gap: Gap, session: Session) -> int | None:
    """When the computer went to sleep within the gap, or as it began."""
    slept = (
        entry.t_ms
        for entry in session.entries.values()
        if isinstance(entry, PowerChange)
        and entry.step is PowerStep.SUSPENDED
        and _within(entry.t_ms, gap, LINK_AHEAD_MS)
    )
    return min(slept, default=None)


def _squeezed(gap: Gap, session: Session) -> bool:
    """Whether the cuff was tight on the probe's arm, by what was said until the gap ended."""
    probes = (e for e in session.of(ProbeChange) if _before_end(e.t_ms, gap))
    told = [*probes, *session.of(CuffChange), *session.of(CuffReading)]
    tight = squeezed(sorted(told, key=lambda e: (e.t_ms, e.seq or 0)))
    return any(begun - LINK_AHEAD_MS <= gap.start_ms <= eased for begun, eased in tight)


def _before_end(t_ms: int, gap: Gap) -> bool:
    return gap.end_ms is None or t_ms <= gap.end_ms


def _within(t_ms: int, gap: Gap, ahead_ms: int) -> bool:
    return t_ms >= gap.start_ms - ahead_ms and _before_end(t_ms, gap)


def _first_told(gap: Gap, links: Sequence[LinkChange]) -> LinkChange | None:
    """What was first said of any link once the gap had begun."""
    told = (
        change
        for change in links
        if _within(change.t_ms, gap, LINK_AHEAD_MS) and change.state is not LinkState.RECEIVING
    )
    return min(told, key=lambda change: (change.t_ms, change.seq or 0), default=None)


def _reason(change: LinkChange) -> str:
    known = change.reason is not None and f"chart.gap.{change.reason}" in WORDS
    return change.reason if known and change.reason else "no_data"


def words_for(gap: Gap, session: Session) -> str:
    """What is written at a gap: its cause, and how long it was once that is known."""
    said = say(f"chart.gap.{cause(gap, session)}")
    return said if gap.end_ms is None else f"{said} {span(gap.end_ms - gap.start_ms)}"

"""A gap's cause is what the record knows of it."""

import pytest

from monitor.events import Entry, LinkChange, LinkState, SessionKind, SessionStart
from monitor.profile import shipped
from monitor.session import Session
from ui.chart.gaps import words_for
from ui.chart.trace import Gap

GAP = Gap(100_000, 160_000, answered=False)
OPEN = Gap(100_000, None, answered=False)


def link(t_ms: int, state: LinkState, reason: str | None = None) -> LinkChange:
    """Return a change of the one link."""
    return LinkChange(t_ms=t_ms, device="x", state=state, reason=reason)


def session(*entries: Entry) -> Session:
    """Return a session that knows these, after the device was heard at first."""
    made = Session(shipped(), SessionStart(t_ms=0, uid="u", kind=SessionKind.DEMO, nurse="n"))
    for seq, entry in enumerate((link(0, LinkState.RECEIVING), *entries)):
        made.entries[seq] = entry
    return made


@pytest.mark.parametrize(
    ("gap", "entries", "said"),
    [
        (Gap(100_000, 172_000, answered=True), [], "probe off 1:12"),
        (GAP, [link(101_000, LinkState.LOST, "port_gone")], "cable out 1:00"),
        (OPEN, [link(99_500, LinkState.LOST, "port_gone")], "cable out"),
        (GAP, [link(104_000, LinkState.SILENT)], "no data 1:00"),
        (GAP, [link(101_000, LinkState.LOST, "nobody_knows_this")], "no data 1:00"),
        # Started anew: while it was off, nobody wrote anything down.
        (GAP, [link(158_000, LinkState.SEARCHING)], "not recording 1:00"),
        # The computer slept: no link noticed, for none was awake.
        (GAP, [], "not recording 1:00"),
        (OPEN, [], "no data"),
        (Gap(100_000, 104_000, answered=False), [], "no data 0:04"),
        # Gone, found again, then lost for another reason: the first counts.
        (
            GAP,
            [link(101_000, LinkState.SILENT), link(110_000, LinkState.LOST, "port_gone")],
            "no data 1:00",
        ),
    ],
)
def test_the_cause_in_words(gap: Gap, entries: list[Entry], said: str) -> None:
    """Probe, cable, device or we ourselves."""
    assert words_for(gap, session(*entries)) == said


def test_without_any_link_there_is_no_data() -> None:
    """A session that was never connected was not asleep."""
    made = session()
    made.entries.clear()
    assert words_for(GAP, made) == "no data 1:00"

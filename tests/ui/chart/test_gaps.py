"""A gap's cause is what the record knows of it."""

import pytest

from monitor.events import (
    CuffChange,
    CuffReading,
    CuffSource,
    CuffStep,
    Entry,
    LinkChange,
    LinkState,
    PowerChange,
    PowerStep,
    ProbeChange,
    SessionKind,
    SessionStart,
)
from monitor.profile import shipped
from monitor.session import Session
from ui.chart.gaps import words_for
from ui.chart.trace import Gap

GAP = Gap(100_000, 160_000, answered=False)
OPEN = Gap(100_000, None, answered=False)


def link(t_ms: int, state: LinkState, reason: str | None = None) -> LinkChange:
    """Return a change of the one link."""
    return LinkChange(t_ms=t_ms, device="x", state=state, reason=reason)


def slept(t_ms: int) -> PowerChange:
    """Say that the computer went to sleep."""
    return PowerChange(t_ms=t_ms, step=PowerStep.SUSPENDED)


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
        # That it slept was written down; the link was found silent afterwards, or was lost before.
        (GAP, [slept(100_400), link(159_000, LinkState.SILENT)], "PC asleep 1:00"),
        (OPEN, [slept(99_000)], "PC asleep"),
        (GAP, [link(101_000, LinkState.LOST, "port_gone"), slept(120_000)], "cable out 1:00"),
        (GAP, [slept(80_000)], "not recording 1:00"),
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


BLIND = Gap(100_000, 140_000, answered=True)
ON_ARM = ProbeChange(t_ms=50_000, on_cuff_arm=True)
INFLATING = CuffChange(t_ms=98_000, device="x", step=CuffStep.INFLATING)
MEASURED = CuffReading(t_ms=125_000, device="x", systolic=130, diastolic=80)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([ON_ARM, INFLATING], "cuff running 0:40"),
        ([ON_ARM, MEASURED], "cuff running 0:40"),
        # Told a moment after the blood was gone.
        (
            [ON_ARM, CuffChange(t_ms=101_500, device="x", step=CuffStep.INFLATING)],
            "cuff running 0:40",
        ),
        # Nobody said so, or it has been moved since.
        ([INFLATING], "probe off 0:40"),
        ([ON_ARM, ProbeChange(t_ms=60_000, on_cuff_arm=False), INFLATING], "probe off 0:40"),
        # Said of a later time: of this one nobody knows.
        ([ProbeChange(t_ms=150_000, on_cuff_arm=True), INFLATING], "probe off 0:40"),
        # No cuff reaches the gap.
        ([ON_ARM], "probe off 0:40"),
        ([ON_ARM, CuffReading(t_ms=60_000, device="x", systolic=130)], "probe off 0:40"),
        (
            [
                ON_ARM,
                CuffReading(t_ms=125_000, device="x", systolic=130, source=CuffSource.MANUAL),
            ],
            "probe off 0:40",
        ),
    ],
)
def test_a_probe_below_the_cuff_is_no_probe_that_fell_off(entries: list[Entry], said: str) -> None:
    """As far as a person said where it is (nurse.md A9)."""
    assert words_for(BLIND, session(*entries)) == said

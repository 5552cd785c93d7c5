"""When the probe's finger had no blood: only where the probe is said to be on the cuff's arm."""

from monitor.cuff_arm import FLOWS_AGAIN_MS, GIVES_UP_MS, INFLATES_MS, squeezed
from monitor.events import CuffChange, CuffReading, CuffSource, CuffStep, Entry, ProbeChange
from tests.monitor.records import NURSE, Numbered

T = 600_000


def cuff(make: Numbered, t_ms: int, step: CuffStep) -> Entry:
    """How far the inflation of a device is."""
    return make.take(CuffChange, t_ms, device="d", step=step)


def test_a_cuff_is_tight_from_its_start_until_the_blood_is_back() -> None:
    """Whether it gave a value or not; one whose end nobody told is over some time."""
    make = Numbered()
    there = make.take(ProbeChange, 0, on_cuff_arm=True, by=NURSE)
    begun = cuff(make, T, CuffStep.INFLATING)
    ends = [cuff(make, T + 40_000, step) for step in (CuffStep.DONE, CuffStep.FAILED)]
    asked = cuff(make, T - 500, CuffStep.REQUESTED)
    for end in ends:
        assert squeezed([there, asked, begun, end]) == [(T, T + 40_000 + FLOWS_AGAIN_MS)]
    assert squeezed([there, begun]) == [(T, T + GIVES_UP_MS + FLOWS_AGAIN_MS)]


def test_a_reading_tells_of_an_inflation_that_nobody_announced() -> None:
    """A typed one was measured who knows how."""
    make = Numbered()
    there = make.take(ProbeChange, 0, on_cuff_arm=True, by=NURSE)
    read = make.cuff(T, 120)
    typed = make.take(CuffReading, T, device="", systolic=120.0, source=CuffSource.MANUAL)
    assert squeezed([there, read]) == [(T - INFLATES_MS, T + FLOWS_AGAIN_MS)]
    assert squeezed([there, typed]) == []


def test_the_last_word_on_where_the_probe_is_counts() -> None:
    """Also one that was said while the cuff was tight; nobody said: it is on another arm."""
    make = Numbered()
    begun, end = cuff(make, T, CuffStep.INFLATING), cuff(make, T + 40_000, CuffStep.DONE)
    here, gone = (
        make.take(ProbeChange, t_ms, on_cuff_arm=on, by=NURSE)
        for t_ms, on in ((T + 20_000, True), (T + 30_000, False))
    )
    assert squeezed([begun, end]) == []
    assert len(squeezed([begun, here, end])) == 1
    assert squeezed([begun, here, gone, end]) == []

"""A device that is not heard: when it is told, how gravely, and when it is over."""

import pytest

from monitor.events import DeviceInUse, LinkState, Phase, Priority
from tests.monitor.made import DEVICE, link, phase
from tests.monitor.watched import C, R, Watched

LOW, M = Priority.LOW, Priority.MEDIUM
SILENT, LOST, SEARCHING = LinkState.SILENT, LinkState.LOST, LinkState.SEARCHING


def gone(w: Watched) -> list[tuple[float, Priority]]:
    """When which priority was told."""
    return [(c.t_ms / 1000, c.priority) for c in w.changes("link") if c.step is R]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Phase.BASELINE, [(25, LOW), (35, M)]),
        (Phase.INFUSION, [(25, M)]),
        (Phase.RECOVERY, [(25, LOW), (35, M)]),
        (Phase.DISCHARGE, []),
    ],
)
def test_a_lost_link_is_told_after_5_and_15_seconds(
    wanted: Phase, told: list[tuple[float, Priority]]
) -> None:
    """While a drug flows at once with the second (clinical table 3.8)."""
    w = Watched(wanted=wanted)
    w.tick_to(20_000)
    w.tell(link(20_000, LOST))
    w.tick_to(60_000)
    assert gone(w) == told


def test_it_is_told_with_the_limit_that_was_passed() -> None:
    """How long it is silent, and since how long it must not be."""
    w = Watched(wanted=Phase.BASELINE)
    w.tick_to(20_000)
    w.tell(link(20_000, LOST))
    w.tick_to(60_000)
    assert [(c.value, c.threshold) for c in w.changes("link")] == [(5.0, 5.0), (15.0, 15.0)]


@pytest.mark.parametrize(("period_s", "at_s"), [(1.0, 23), (4.0, 21)])
def test_a_silence_counts_from_the_last_word(period_s: float, at_s: float) -> None:
    """A link says so after two and a half turns; those were silent too."""
    w = Watched()
    w.tell(DeviceInUse(t_ms=0, device=DEVICE, port="p", place=0, period_s=period_s))
    w.tick_to(20_000)
    w.tell(link(20_000, SILENT))
    w.tick_to(30_000)
    assert gone(w)[:1] == [(at_s if period_s == 1 else 20, LOW)]


def test_silent_and_then_lost_is_one_time() -> None:
    """It counts from the first of the two."""
    w = Watched()
    w.tick_to(20_000)
    w.tell(link(20_000, SILENT))
    w.tick_to(22_000)
    w.tell(link(22_000, LOST))
    w.tick_to(40_000)
    assert gone(w) == [(25, LOW), (35, M)]


def test_it_is_over_when_the_device_is_heard() -> None:
    """And not while it is only looked for."""
    w = Watched()
    w.tell(link(20_000, LOST))
    w.tick_to(30_000)
    w.tell(link(30_000, SEARCHING))
    w.tick_to(31_000)
    assert w.steps("link") == [R]
    w.tell(link(32_000))
    assert w.steps("link") == [R, C]


def test_a_device_that_was_never_heard_is_missed_by_nobody() -> None:
    """It is being looked for."""
    w = Watched()
    w.tell(link(1000, SEARCHING, "nonin"))
    w.tick_to(60_000)
    assert w.changes() == []


def test_each_device_has_its_own_alarm() -> None:
    """Two may be gone."""
    w = Watched()
    w.tell(link(0, device="nonin"), link(10_000, LOST), link(12_000, LOST, "nonin"))
    w.tick_to(18_000)
    assert [(c.subject, c.t_ms) for c in w.changes("link")] == [(DEVICE, 15_000), ("nonin", 17_000)]


def test_the_discharge_ends_it() -> None:
    """The cable is taken off; the device need not be heard any more."""
    w = Watched(wanted=Phase.RECOVERY)
    w.tell(link(20_000, LOST))
    w.tick_to(30_000)
    w.tell(phase(30_000, Phase.DISCHARGE))
    assert w.steps("link") == [R, C]

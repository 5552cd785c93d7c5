"""Extremes of rate and saturation, and why nothing was measured in the longest gap."""

import math
from itertools import chain

import pytest

from monitor.events import (
    Baseline,
    Entry,
    LinkChange,
    LinkState,
    ManualVitals,
    PowerChange,
    PowerStep,
    PumpStep,
)
from monitor.summary import summary
from monitor.sums.vitals import CAUSES
from monitor.vitals import Vital
from tests.monitor.records import NURSE, Numbered
from tests.monitor.summed import MINUTE, history, pump, summed


def test_the_rate_is_the_hearts_where_it_was_measured() -> None:
    """Else the pulse; with its minute, of equal ones the first."""
    make = Numbered()
    lived = history(pump(make, 1, PumpStep.STARTED), seconds=range(0, 600, 60))
    heart, pulse = lived.columns[Vital.HEART_RATE], lived.columns[Vital.PULSE_RATE]
    heart[3], pulse[3] = 88.0, 240.0
    pulse[5] = pulse[6] = 101.0
    told = summary(lived, 10 * MINUTE)
    assert (told.peak_rate, told.peak_rate_min) == (101, 4)


def test_the_lowest_saturation_may_be_one_that_was_typed() -> None:
    """A session without a monitor has no other."""
    make = Numbered()
    entries = [
        pump(make, 10, PumpStep.STARTED),
        make.take(ManualVitals, 31 * MINUTE, spo2=89.0, pulse_rate=120.0, by=NURSE),
    ]
    told = summed(*entries, seconds=range(60))
    assert (told.lowest_spo2, told.lowest_spo2_min) == (89, 21)
    assert (told.peak_rate, told.peak_rate_min) == (120, 21)


def test_what_was_never_measured_is_none() -> None:
    """And its minute with it; a second of NaN is nothing."""
    told = summed(seconds=())
    assert (told.peak_rate, told.lowest_spo2, told.peak_rate_min) == (None, None, None)
    make = Numbered()
    accepted = make.take(Baseline, systolic=128.0, diastolic=79.0, rate=76.0, spo2=98.0)
    told = summed(accepted)
    assert (told.baseline_rate, told.baseline_spo2) == (76, 98)


def link(make: Numbered, second: float, state: LinkState, reason: str | None = None) -> LinkChange:
    """A link changes at a second."""
    t_ms = round(second * 1000)
    return make.take(LinkChange, t_ms, device="d", state=state, reason=reason)


HEARD, LOST, SILENT = LinkState.RECEIVING, LinkState.LOST, LinkState.SILENT


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ([(99.8, LOST)], "cable"),
        ([(102.5, SILENT), (110, LOST)], "cable"),
        ([(102.5, SILENT)], "silent"),
        ([(50, LOST), (60, HEARD)], None),
        ([], None),
    ],
)
def test_a_gap_has_the_cause_that_its_link_told(
    told: list[tuple[float, LinkState]], cause: str | None
) -> None:
    """What a link said at another time is no cause."""
    make = Numbered()
    entries = [link(make, 0.1, HEARD), *(link(make, second, state) for second, state in told)]
    found = summed(*entries, seconds=chain(range(100), range(200, 300)), end_min=5)
    assert (found.longest_gap_s, found.gap_cause) == (100, cause)


def test_a_device_that_answered_had_its_probe_off() -> None:
    """There are rows, and nothing in them."""
    lived = history(link(Numbered(), 0.1, HEARD), seconds=range(300))
    for second in range(100, 200):
        lived.columns[Vital.SPO2][second] = math.nan
    told = summary(lived, 5 * MINUTE)
    assert (told.longest_gap_s, told.gap_cause) == (100, "probe")


@pytest.mark.parametrize("step", PowerStep)
def test_a_computer_that_slept_or_a_program_that_was_gone_measured_nothing(step: PowerStep) -> None:
    """Whatever the link says of it afterwards."""
    make = Numbered()
    entries: list[Entry] = [link(make, 0.1, HEARD), link(make, 200, LOST)]
    entries.append(make.take(PowerChange, 199_500, step=step))
    found = summed(*entries, seconds=chain(range(100), range(200, 300)), end_min=5)
    assert found.gap_cause == "computer"


def test_before_a_device_was_heard_there_was_none() -> None:
    """Nor while it showed made-up values."""
    make = Numbered()
    found = summed(link(make, 100, HEARD), seconds=range(100, 160), end_min=160 / 60)
    assert (found.longest_gap_s, found.gap_cause) == (100, "no_device")
    make = Numbered()
    entries = [link(make, 0, HEARD), link(make, 10, HEARD, "demo")]
    assert summed(*entries, seconds=range(10), end_min=1).gap_cause == "demo"


def test_every_cause_is_one_of_those_that_are_named() -> None:
    """And a session without a gap has none."""
    assert {"cable", "silent", "probe", "computer", "demo", "no_device"} == set(CAUSES)
    assert summed(seconds=range(60), end_min=1).gap_cause is None

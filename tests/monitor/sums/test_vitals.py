"""Extremes of rate and saturation, and why nothing was measured in the longest gap."""

import math
from array import array
from dataclasses import replace
from itertools import chain

import pytest

from monitor.events import (
    Baseline,
    CuffChange,
    CuffStep,
    Entry,
    Leaving,
    LeavingStep,
    LinkChange,
    LinkState,
    ManualVitals,
    PowerChange,
    PowerStep,
    ProbeChange,
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


def spo2(values: list[float], *entries: Entry, step: int = 1) -> float | None:
    """The lowest saturation of these values, one every so many seconds."""
    lived = history(*entries, seconds=range(0, len(values) * step, step))
    lived.columns[Vital.SPO2] = array("d", values)
    return summary(lived, 10 * MINUTE).lowest_spo2


def test_a_lowest_saturation_is_three_seconds_in_a_row() -> None:
    """The highest of the three: all of them were at or below it."""
    assert spo2([97, 97, 97, 80, 97, 97, 97]) == 97
    assert spo2([97, 97, 97, 88, 86, 87, 97]) == 88
    assert spo2([97, 88, math.nan, 88, 88, 97]) == 88
    assert spo2([97, 97, 97, 88, 88, 88], step=20) is None
    assert spo2([97, 97]) is None


def test_a_saturation_while_the_cuff_squeezed_its_arm_is_none() -> None:
    """Where somebody said that the probe is there (nurse.md A9)."""
    values = [*[97.0] * 100, *[80.0] * 40, *[96.0] * 60]
    make = Numbered()
    cuff = [
        make.take(CuffChange, 95_000, device="d", step=CuffStep.INFLATING),
        make.take(CuffChange, 130_000, device="d", step=CuffStep.DONE),
    ]
    same = make.take(ProbeChange, 0, on_cuff_arm=True, by=NURSE)
    assert spo2(values, *cuff) == 80
    assert spo2(values, same, *cuff) == 96


def test_extremes_are_those_since_the_drug_began() -> None:
    """Measured or typed."""
    make = Numbered()
    lived = history(
        pump(make, 1, PumpStep.STARTED),
        make.take(ManualVitals, 30_000, spo2=85.0, pulse_rate=150.0, by=NURSE),
        seconds=range(120),
    )
    lived.columns[Vital.SPO2][:60] = array("d", [88.0] * 60)
    lived.columns[Vital.HEART_RATE][:61] = array("d", [*[140.0] * 60, 75.0])
    told = summary(lived, 2 * MINUTE)
    assert (told.lowest_spo2, told.peak_rate, told.peak_rate_min) == (97, 75, 0)


def test_nobody_is_measured_after_they_left() -> None:
    """The computer may stand on for hours."""
    make = Numbered()
    entries = [
        link(make, 0.1, HEARD),
        pump(make, 1, PumpStep.STARTED),
        pump(make, 2, PumpStep.STOPPED),
        make.take(Leaving, 5 * MINUTE, step=LeavingStep.LEFT, by=NURSE),
    ]
    told = summed(*entries, seconds=range(300), end_min=180)
    assert (told.coverage, told.longest_gap_s, told.gap_cause) == (1, 0, None)


def test_a_session_typed_by_hand_is_not_short_of_measurements() -> None:
    """No device was to measure anything."""
    lived = history(Numbered().take(ManualVitals, MINUTE, spo2=96.0, by=NURSE))
    lived.start = replace(lived.start, port=None)
    told = summary(lived, 60 * MINUTE)
    assert (told.coverage, told.longest_gap_s, told.gap_cause) == (None, None, None)


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
    assert summed(seconds=range(10), end_min=1).gap_cause is None
    make = Numbered()
    entries = [link(make, 0, HEARD), link(make, 10, HEARD, "demo")]
    assert summed(*entries, seconds=range(10), end_min=1).gap_cause == "demo"


def test_every_cause_is_one_of_those_that_are_named() -> None:
    """And a session without a gap has none."""
    assert {"cable", "silent", "probe", "computer", "demo", "no_device"} == set(CAUSES)
    assert summed(seconds=range(60), end_min=1).gap_cause is None

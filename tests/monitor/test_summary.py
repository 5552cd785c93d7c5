"""What a session comes to: worked by hand, with corrections and gaps."""

import math

import pytest
from msgspec.structs import asdict

from monitor import catalogue
from monitor.events import (
    Baseline,
    Correction,
    CuffReading,
    CuffStatus,
    InfusionChange,
    Judgement,
    PumpStep,
    Verdict,
)
from monitor.summary import Summary, summary
from monitor.sums.facts import Facts
from tests.monitor.records import Numbered
from tests.monitor.summed import MINUTE, history, seen


def test_a_session_of_nothing_comes_to_nothing() -> None:
    """No number is made up: what would be counted was counted, and is none."""
    told = asdict(summary(history(), 0))
    assert {value for value in told.values() if value} == set()
    assert {name for name, value in told.items() if value == 0} == {
        *("vomits", "medications", "alarms_high", "alarms_medium", "unanswered", "cuffs"),
        *("readings", "readings_over", "due_items", "done_items", "omitted", "overrides"),
        *("corrections", "late_corrections", "open_marks", "unconfirmed"),
    }


def test_each_figure_is_summed_up_in_one_place() -> None:
    """Of two the later would win, and nobody would know."""
    facts = Facts(history(), 0)
    kinds = [kind for name, kind in catalogue.modules("monitor.sums").items() if name != "facts"]
    names = [name for kind in kinds for name in kind.sums(facts)]
    assert sorted(names) == sorted(Summary.__struct_fields__)


def test_the_peak_is_told_with_its_minute_after_the_pump_was_started() -> None:
    """Systolic and diastolic each their own; of two equal ones the first."""
    make = Numbered()
    entries = [
        make.cuff(1 * MINUTE, 130),
        make.take(InfusionChange, 10 * MINUTE, step=PumpStep.STARTED, mg_per_h=42.0),
        make.cuff(33 * MINUTE, 162),
        make.take(CuffReading, 38 * MINUTE, device="d", systolic=150.0, diastolic=95.0),
        make.cuff(40 * MINUTE, 162),
    ]
    told = summary(history(*entries), 60 * MINUTE)
    assert (told.peak_systolic, told.peak_systolic_min) == (162, 23)
    assert (told.peak_diastolic, told.peak_diastolic_min) == (95, 28)
    assert told.diastolic_at_peak == 80
    assert told.cuffs == 4


def test_a_pressure_from_before_the_pump_is_no_peak() -> None:
    """Without a pump any is, and has no minute."""
    make = Numbered()
    cuff, pump = (
        make.cuff(MINUTE, 170),
        make.take(InfusionChange, 3 * MINUTE, step=PumpStep.STARTED),
    )
    after = make.take(CuffReading, 43 * MINUTE, device="d", systolic=138.0, diastolic=105.0)
    told = summary(history(cuff, pump, after), 60 * MINUTE)
    assert (told.peak_systolic, told.peak_systolic_min, told.diastolic_at_peak) == (138, 40, 105)
    assert summary(history(cuff, pump), 9 * MINUTE).peak_systolic is None
    told = summary(history(cuff), 9 * MINUTE)
    assert (told.peak_systolic, told.peak_systolic_min) == (170, None)


def test_what_failed_or_is_doubted_is_no_peak() -> None:
    """It counts as an inflation all the same, and is a peak once a person accepts it."""
    make = Numbered()
    entries = [
        make.cuff(0, 131),
        make.take(CuffReading, 1, device="d", systolic=240.0, status=CuffStatus.ARTEFACT),
        make.take(CuffReading, 2, device="d", status=CuffStatus.CUFF_LOOSE),
        make.cuff(3, 200),
        make.take(Judgement, 4, of=4, verdict=Verdict.REJECTED, by="Adeyemi"),
        make.cuff(5, 140),
        make.take(Judgement, 6, of=6, verdict=Verdict.SUSPECT, rule="pulse_pressure"),
    ]
    told = summary(history(*entries), MINUTE)
    assert (told.peak_systolic, told.cuffs) == (131, 5)
    entries.append(make.take(Judgement, 7, of=6, verdict=Verdict.ACCEPTED, by="Adeyemi"))
    assert summary(history(*entries), MINUTE).peak_systolic == 140


def test_corrected_entries_do_not_count() -> None:
    """Neither in a peak, nor in a dose, nor as an inflation."""
    make = Numbered()
    entries = [
        make.cuff(0, 120),
        make.cuff(MINUTE, 230),
        make.take(Correction, 2 * MINUTE, of=2, reason="typed twice"),
        seen(make, 3, "dissociation", 4),
        make.take(InfusionChange, 0, step=PumpStep.STARTED, mg_per_h=60.0),
        make.take(InfusionChange, 4 * MINUTE, step=PumpStep.BOLUS, mg=50.0),
        make.take(Correction, 5 * MINUTE, of=4, replaced_by=8, reason="slip"),
        seen(make, 3, "dissociation", 2),
        make.take(Correction, 6 * MINUTE, of=6, reason="another patient"),
    ]
    told = summary(history(*entries), 30 * MINUTE)
    assert (told.peak_systolic, told.cuffs, told.corrections) == (120, 1, 3)
    assert told.peak_dissociation == 2
    assert told.dose_mg == pytest.approx(30)


def test_the_latest_baseline_that_stands_is_the_baseline() -> None:
    """A nurse may take it anew."""
    make = Numbered()
    entries = [
        make.take(Baseline, t_ms, systolic=systolic, diastolic=70.0)
        for t_ms, systolic in ((1, 110.0), (2, 121.0), (3, 150.0))
    ]
    withdrawn = make.take(Correction, 4, of=3, reason="wrong cuff")
    told = summary(history(*entries, withdrawn), MINUTE)
    assert (told.baseline_systolic, told.baseline_diastolic) == (121, 70)


def test_ratings_are_told_apart_by_scale() -> None:
    """A patient who cannot answer has no score."""
    make = Numbered()
    entries = [
        seen(make, 0, "dissociation", 1),
        seen(make, 1, "nausea", 7),
        seen(make, 2, "nausea", None),
        seen(make, 3, "dissociation", 3),
        seen(make, 4, "sedation", 9),
    ]
    told = summary(history(*entries), MINUTE)
    assert (told.peak_dissociation, told.peak_nausea) == (3, 7)


@pytest.mark.parametrize(
    ("seconds", "end_ms", "coverage", "gap_s"),
    [
        (range(100), 100_000, 1.0, 0),
        (range(50), 100_000, 0.5, 50),
        (range(30, 100), 100_000, 0.7, 30),
        (range(0, 100, 10), 100_000, 0.1, 9),
        (range(0), 100_000, 0.0, 100),
        (range(200), 100_000, 1.0, 0),
        (range(0), 0, None, None),
    ],
)
def test_coverage_and_the_longest_gap_are_of_the_whole_session(
    seconds: range, end_ms: int, coverage: float | None, gap_s: float | None
) -> None:
    """From its start to its end, whatever was measured."""
    told = summary(history(seconds=seconds), end_ms)
    assert told.coverage == pytest.approx(coverage)
    assert told.longest_gap_s == gap_s


def test_a_second_in_which_the_device_only_tried_is_not_covered() -> None:
    """A probe that fell off is a gap, though a row says that the device was there."""
    told = history(seconds=range(100))
    for column in told.columns.values():
        for second in range(20, 60):
            column[second] = math.nan
    assert summary(told, 100_000).coverage == pytest.approx(0.6)
    assert summary(told, 100_000).longest_gap_s == 40
